"""Which agencies of a file may be the same as others: of the portal, of the file itself, or of the reference list.

Names are compared within a state or province alone. Two valid ORIs that differ are two agencies, whatever their names.
"""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from agencies.similarity import NEAR, similarity, take_apart
from common.text import folded
from register_import.reading.entries import Entry, Reading

PORTAL, FILE, REFERENCE = "portal", "file", "reference"
# Why an agency is shown beside a row.
SAME_ORI, SAME_NAME, NEAR_NAME, OTHER_NAME = "same_ori", "same_name", "near_name", "other_name"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Known:
    """An agency that a row is compared with. ``key`` is its public ID, its place in the file, or its ORI."""

    where: str
    key: str
    name: str
    country: str
    region: str
    city: str = ""
    ori: str = ""
    county: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An agency that a row may be, and why. ``score`` is from 0 to 1, and 2 for an equal ORI."""

    known: Known
    why: str
    score: float

    def to_data(self) -> dict[str, str]:
        """As JSON."""
        known = self.known
        found = {
            "where": known.where, "key": known.key, "name": known.name, "city": known.city, "region": known.region,
            "ori": known.ori, "county": known.county, "why": self.why,
        }  # fmt: skip
        return {name: value for name, value in found.items() if value}


@dataclass(slots=True)
class Index:
    """Agencies by ORI and by parts of the words of their names, a state or province at a time."""

    _by_ori: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    _by_part: dict[tuple[str, str, str], list[Known]] = field(default_factory=lambda: defaultdict(list))

    def add(self, known: Known) -> None:
        """Let later rows be compared with it."""
        if known.ori:
            self._by_ori[known.ori].append(known)
        for part in _parts(known.name):
            self._by_part[known.country, known.region, part].append(known)

    def with_ori(self, ori: str) -> list[Known]:
        """Those with an ORI; none for an empty one."""
        return self._by_ori.get(ori, []) if ori else []

    def matches(self, entry: Entry) -> list[Match]:
        """Those that the entry may be, the likeliest first."""
        found = [Match(known, SAME_ORI, 2.0) for known in self.with_ori(entry.ori)]
        seen = {id(match.known) for match in found}
        for part in _parts(entry.name):
            for known in self._by_part.get((entry.country, entry.region, part), ()):
                if id(known) in seen:
                    continue
                seen.add(id(known))
                score = _score(entry, known)
                if score >= NEAR:
                    found.append(Match(known, SAME_NAME if score >= 0.97 else NEAR_NAME, score))
        return sorted(found, key=lambda match: -match.score)[:_SHOWN]


@dataclass(frozen=True, slots=True)
class Alike:
    """A row of the file that a person looks at beside those that it may be the same as."""

    entry: Entry
    matches: tuple[Match, ...]

    @property
    def id(self) -> str:
        """The name of its question."""
        return f"alike:{self.entry.where}"

    @property
    def is_same_ori(self) -> bool:
        """Whether an agency of the portal or of the file has its ORI: then it can't be a new one."""
        return any(match.why == SAME_ORI and match.known.where != REFERENCE for match in self.matches)

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "id": self.id,
            "line": self.entry.line,
            "name": self.entry.name,
            "with": [match.to_data() for match in self.matches],
        }


def known_of(entry: Entry) -> Known:
    """An entry as what later rows are compared with."""
    return Known(FILE, entry.where, entry.name, entry.country, entry.region, entry.city, entry.ori)


def alike(reading: Reading, *, portal: Index, reference: Index) -> Iterator[tuple[Entry, Alike | None]]:
    """Each entry in the file's order, with what a person must look at; None for one that is like no other.

    Compared with what comes before it in the file, also with rows that wait for an answer.
    """
    earlier, waiting = Index(), deque(reading.named)
    for number, entry in enumerate(reading.entries):
        while waiting and waiting[0][0] <= number:
            _at, key, who = waiting.popleft()
            earlier.add(Known(FILE, key, who.name, who.country, who.region, who.city, who.ori))
        matches = [*portal.matches(entry), *earlier.matches(entry), *_other_by_list(entry, reference)]
        earlier.add(known_of(entry))
        yield entry, Alike(entry, tuple(matches)) if matches else None


def listed_as(entry: Entry, reference: Index) -> Known | None:
    """The agency of the reference list that the entry is: by its ORI, else the only one of its state with its name."""
    by_ori = reference.with_ori(entry.ori)
    if by_ori:
        return by_ori[0]
    if entry.ori:
        return None
    same = [match.known for match in reference.matches(entry) if match.score >= 0.97]
    return same[0] if len(same) == 1 else None


def _other_by_list(entry: Entry, reference: Index) -> list[Match]:
    """The agency of the reference list that has the entry's ORI and quite another name."""
    return [
        Match(known, OTHER_NAME, 0.0)
        for known in reference.with_ori(entry.ori)
        if similarity(entry.name, known.name) < NEAR
    ]


def _score(entry: Entry, known: Known) -> float:
    if entry.ori and known.ori and entry.ori != known.ori:
        return 0.0
    if _is_sheriff(entry.name) != _is_sheriff(known.name):
        return 0.0
    score = similarity(entry.name, known.name)
    cities = folded(entry.city), folded(known.city)
    if score < 1 and all(cities) and similarity(entry.city, known.city) < NEAR:
        return 0.0
    return score


def _is_sheriff(name: str) -> bool:
    return "sheriff" in take_apart(name).words


def _parts(name: str) -> set[str]:
    """What two names share that a person would take for one: the first and the last three letters of any telling word."""
    return {part for word in take_apart(name).core for part in (f"{word[:3]}-", f"-{word[-3:]}")}
