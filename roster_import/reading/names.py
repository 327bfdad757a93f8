"""Names as they are compared where no ID tells people apart: how they are written says little, and never enough by itself."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations

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


_PREFIX = re.compile(r"^[a-z]+|[\W_]+")


def are_different_people(first: str, second: str) -> bool:
    """Whether two names are wholly different: no word of one is a word, or the beginning, of the other's.

    "Ann Fox" and "A. Fox-Lee" may be one person, "Bob Hay" and "Dan New" aren't.
    """
    one, other = set(folded(first).split()), set(folded(second).split())
    long_one = {word for word in one if len(word) > 1}
    long_other = {word for word in other if len(word) > 1}
    if not long_one or not long_other:
        return False
    return not any(
        a == b or (len(a) > 2 and len(b) > 2 and (a.startswith(b) or b.startswith(a)))
        for a in long_one
        for b in long_other
    )


def are_several_people(names: Iterable[str]) -> bool:
    """Whether any two of these names are wholly different."""
    return any(are_different_people(first, second) for first, second in combinations(dict.fromkeys(names), 2))


def core_of(ref: str) -> str:
    """What is left of an ID without case, spaces, signs, a prefix of letters, and zeros in front."""
    return _PREFIX.sub("", ref.casefold()).lstrip("0") or ref.casefold()


def _words(name: str) -> list[str]:
    return folded(name).split()
