"""What people type when they look for an agency, taken apart: each word with its readings, and the state it ends with."""

import re
from dataclasses import dataclass
from functools import cache

from agencies.places import FIRST, region_name, regions
from agencies.similarity import folded_name, written_out
from common.text import folded

# Words of a search beyond these are left out.
WORDS = 8
_CITY_OF = re.compile(r"(?i)\b(?:city|town|village) of\b")
# What is said of many agencies: it ranks, but who lacks it is found as well.
SOFT = frozenset(
    "a an and at for in of the department office agency bureau division service services police city".split()
)
# What says which kind an agency is: asked for, unless nothing is found with it.
KINDS = frozenset(
    "sheriff county university college school campus tribal tribe nation airport transit state patrol highway park hospital"
    " railroad constable township village marshal public safety town borough".split()
)
# What a place or its police is called beside its name.
_FORMS = frozenset("county sheriff town township village borough public safety metropolitan".split())
_LEFT_OUT_OF_INITIALS = frozenset({"of", "the", "and", "at", "for", "in", "a"})
# Further readings of a word, beside the one that it is written out to.
_READINGS = {
    "pt": ("point", "pointe", "port"),
    "st": ("street",),
    "point": ("pointe",),
    "pointe": ("point",),
    "sherrif": ("sheriff",),
    "sherif": ("sheriff",),
    "hts": ("heights",),
    "hgts": ("heights",),
    "spgs": ("springs",),
    "spg": ("spring", "springs"),
    "vlg": ("village",),
    "bch": ("beach",),
    "jct": ("junction",),
    "mtn": ("mountain",),
    "pk": ("park",),
    "is": ("island", "isle"),
    "isd": ("independent school district",),
    "comm": ("community",),
    "coll": ("college",),
    "cc": ("community college",),
    "bd": ("board",),
    "rr": ("railroad",),
    "hwy": ("highway",),
    "campus": ("university", "college"),
    "dc": ("district of columbia",),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of a search: every reading of it, each a run of words, and the region that it may name.

    ``soft`` is what is said of many agencies, ``kind`` what says the kind of agency. ``last`` is what stands behind other words,
    as a state does, ``alone`` a state with nothing before it.
    """

    readings: tuple[tuple[str, ...], ...]
    region: str = ""
    typed: str = ""
    soft: bool = False
    kind: bool = False
    last: bool = False
    alone: bool = False


def words_typed(typed: str) -> list[str]:
    """The words of a search, folded, each once, without "city of"; none where no letter or digit was typed."""
    words = folded_name(_CITY_OF.sub(" ", typed)).split() or folded_name(typed).split()
    return list(dict.fromkeys(words))[:WORDS]


def slots_of(words: list[str]) -> list[Slot]:
    """What was typed, in parts: a state at its end as one, and every other word as one with its readings."""
    slots: list[Slot] = []
    for length in (4, 3, 2, 1):
        phrase = " ".join(words[-length:])
        if len(words) >= length and (code := _region_codes().get(phrase)):
            tail, words = words[-length:], words[:-length]
            readings = [tuple(tail)] if length > 1 else _readings(tail[0])
            slots = [
                Slot(
                    tuple(readings),
                    region=code,
                    typed=phrase,
                    last=bool(words),
                    alone=not words,
                    kind=tail[-1] in KINDS,
                )
            ]
            break
    before = [_slot_of(word) for word in words]
    return [*before, *slots]


def _slot_of(word: str) -> Slot:
    out = set(written_out(word).split())
    return Slot(
        tuple(_readings(word)),
        region=_region_codes().get(word, ""),
        typed=word,
        soft=out <= SOFT,
        kind=out <= KINDS | SOFT,
    )


def _readings(word: str) -> list[tuple[str, ...]]:
    out = tuple(written_out(word).split())
    more = [tuple(reading.split()) for reading in _READINGS.get(word, ())]
    return list(dict.fromkeys([*([(word,)] if out == (word,) else [out, (word,)]), *more]))


@cache
def _region_codes() -> dict[str, str]:
    """The states and provinces by name and by code, folded: "ohio" and "oh" are US-OH."""
    codes: dict[str, str] = {}
    for country in reversed(FIRST):
        for code, name in regions(country):
            codes[folded(name)] = codes[code.partition("-")[2].casefold()] = code
    return {**codes, "d c": "US-DC", "washington dc": "US-DC", "quebec": "CA-QC"}


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded and written out."""
    return tuple(written_out(folded_name(name)).split())


def cost(word: str) -> float:
    """How much it says against an entry when a search doesn't have one of the words of its name."""
    if word in SOFT:
        return 0.03
    return 0.15 if word in _FORMS else 1.0


def initials_of(full_name: str, region: str, kind: str) -> set[str]:
    """What people call an agency by its initials: lapd, lasd, nypd, chp; and a place of several words: la."""
    found: set[str] = set()
    name = full_name.partition(":")[0]
    if kind == "state" and region:
        name = f"{region_name(region)} {name.removeprefix(region_name(region))}"
    words = [word for word in name_words(name) if word not in _LEFT_OUT_OF_INITIALS]
    # No one says the C of New York City Police Department.
    for kept in (words, [word for word in words if word not in {"city", "county"}]):
        letters = "".join(word[0] for word in kept)
        if 2 <= len(letters) <= 6:
            found.add(letters)
            if kept[-1] == "office":
                found.add(f"{letters[:-1]}d")
    place = [word for word in words if word not in SOFT and word not in KINDS]
    if len(place) > 1:
        found.add("".join(word[0] for word in place))
    return found


def place_in(name: str) -> str:
    """The place that a name begins with: "Denver Police Department" is Denver."""
    words = name_words(name)
    if "city" in words[2:]:
        words = words[: words.index("city", 2)]
    for at, word in enumerate(words):
        if word in {"police", "department", "county", "sheriff", "university", "college", "public"}:
            return " ".join(words[:at])
    return " ".join(words)


def county_in(name: str) -> str:
    """The county that a name begins with: "Cook County Sheriff's Office" is Cook; empty for others."""
    words = name_words(name)
    return " ".join(words[: words.index("county")]) if "county" in words else ""
