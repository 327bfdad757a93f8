"""How alike two agencies' names are, forgiving spelling, abbreviations and word order. Pure text: no database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from common.text import folded

# At and above this share of common letters two names are shown side by side for a person to judge.
NEAR = 0.82

_WRITTEN_OUT = {
    "pd": "police department",
    "so": "sheriff office",
    "sd": "sheriff department",
    "dps": "department of public safety",
    "dept": "department",
    "dpt": "department",
    "dep": "department",
    "depart": "department",
    "pol": "police",
    "plc": "police",
    "sheriffs": "sheriff",
    "shrf": "sheriff",
    "univ": "university",
    "u": "university",
    "co": "county",
    "cnty": "county",
    "twp": "township",
    "st": "saint",
    "ste": "saint",
    "mt": "mount",
    "ft": "fort",
    "hosp": "hospital",
    "auth": "authority",
    "met": "metropolitan",
    "metro": "metropolitan",
    "intl": "international",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
}
# Words that say what an agency is, not which: they tell two agencies apart only when nothing else does.
_GENERIC = frozenset(
    "a and at of the for police department office sheriff public safety service services bureau division force "
    "law enforcement agency city town village borough municipal municipality constabulary".split()
)

# Words that many names share: they mustn't make "Taylor County" look like "Tyler County".
_COMMON = frozenset({"county", "township"})

_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: all its words written out, and those that say which agency it is."""

    words: tuple[str, ...]
    core: tuple[str, ...]


@lru_cache(maxsize=40_000)
def take_apart(name: str) -> Name:
    """The words of a name, folded, abbreviations written out.

    "Fulton Co. Sheriff's Dept" and "Fulton County Sheriffs Department" come out the same.
    """
    words = written_out(folded_name(name)).split()
    core = tuple(word for word in words if word not in _GENERIC)
    return Name(tuple(words), core or tuple(words))


def folded_name(name: str) -> str:
    """An agency's name folded, initials with periods as one word: "P.D." is "pd"."""
    return folded(_INITIALS.sub(lambda found: f"{found.group().replace('.', '')} ", name))


def written_out(words: str) -> str:
    """Folded words with their abbreviations written out: "st louis pd" is "saint louis police department"."""
    return " ".join(_WRITTEN_OUT.get(word, word) for word in words.split())


def similarity(first: str, second: str) -> float:
    """How alike two names are, from 0 to 1. From ``NEAR`` upwards a person should look.

    Compared are the words that say which agency it is, as written and in alphabetical order; a name whose words all
    occur in the other ("Grosse Pointe" in "Grosse Pointe Park") is near too.
    """
    one, other = take_apart(first), take_apart(second)
    if not one.core or not other.core:
        return 0.0
    if one.words == other.words:
        return 1.0
    if sorted(one.core) == sorted(other.core):
        return 0.97
    shorter, longer = sorted((set(one.core), set(other.core)), key=len)
    if shorter < longer and len(longer) - len(shorter) <= 2:
        return 0.85
    return max(
        _ratio(_telling(one.core), _telling(other.core)),
        _ratio(_telling(sorted(one.core)), _telling(sorted(other.core))),
    )


def _telling(words: Iterable[str]) -> str:
    telling = [word for word in words if word not in _COMMON]
    return " ".join(telling or words)


def _ratio(first: str, second: str) -> float:
    return Indel.normalized_similarity(first, second, score_cutoff=NEAR)
