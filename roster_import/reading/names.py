"""Names as they are compared where no ID tells people apart: how they are written says little, and never enough by itself."""

from functools import lru_cache

from common.text import folded

_SUFFIXES = frozenset("jr sr ii iii iv 2nd 3rd".split())


@lru_cache(20_000)
def whole_name(name: str) -> str:
    """All words of a name, without case, accents, commas and order: "Fox, Ann" is "ann fox", and "José" is "jose"."""
    return " ".join(sorted(_words(name)))


@lru_cache(20_000)
def core_name(name: str) -> str:
    """A name without initials and suffixes, too: those of "Ann M. Fox Jr." and "Fox, Ann" are the same."""
    words = _words(name)
    core = [word for word in words if len(word) > 1 and word not in _SUFFIXES]
    return " ".join(sorted(core if len(core) > 1 else words))


def first_name_first(name: str) -> str:
    """A name as it is spoken: "Fox, Ann M." is "Ann M. Fox"."""
    last, comma, first = name.partition(",")
    first, _comma, suffix = first.partition(",")
    return " ".join(f"{first} {last} {suffix}".split()) if comma and first.strip() else name


def are_written_alike(first: str, second: str) -> bool:
    """Whether two names differ in nothing but how they are written."""
    return first == second or (bool(first and second) and core_name(first) == core_name(second))


def _words(name: str) -> list[str]:
    return folded(name).split()
