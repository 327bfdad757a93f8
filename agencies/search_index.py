"""Finding an agency by what people type: an index in memory that ranks, forgiving abbreviations, states and spelling.

Pure: it is built of entries and knows no database. ``directory.finding`` keeps one of the public agencies.
"""

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from agencies.search_words import (
    KINDS,
    SOFT,
    Slot,
    cost,
    county_in,
    initials_of,
    name_words,
    place_in,
    slots_of,
    words_typed,
)
from agencies.similarity import folded_name
from agencies.zips import Place, place_of_zip, zips_of
from common.text import folded

# The beginning of a word counts from three letters, a piece inside it from four.
BEGINNING, PIECE = 3, 4
# Misspellings are looked for in words of at least four letters, and must be this much alike, from 0 to 1.
LEAST_LETTERS, ALIKE = 4, 0.72
MOST_GUESSES = 4

_ORI = re.compile(r"[A-Z]{2}[A-Z0-9]{7}")
_ZIP = re.compile(r"(\d{5})(?:-\d{4})?")
# The rank of agencies that fit equally well: the police of the city first.
_OF_KIND = {"municipal": 0.06, "county": 0.045, "sheriff": 0.045, "state": 0.03, "tribal": 0.02}
# How much a word of the name, two of its words as one, of the city, of a former name and of the county weigh.
WEIGHTS = (1.0, 0.9, 0.85, 0.8, 0.5)
_SOFT_WEIGHT = 0.3
# The cities with most ZIP codes have some 180.
MOST_ZIPS = 100
_SPELLED = re.compile(r"\w+(?:['’]\w+)*")
_NEAR_MILES = 25.0
_LEAST_NEAR = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """What an agency can be found by. ``pk`` is whatever its caller knows it by; ``size`` parts equals, larger first."""

    pk: int
    name: str
    city: str = ""
    region: str = ""
    country: str = "US"
    kind: str = ""
    ori: str = ""
    county: str = ""
    former: tuple[str, ...] = ()
    size: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first, and the words that were taken for misspelled ones."""

    pks: tuple[int, ...] = ()
    guessed: tuple[str, ...] = ()
    near: Place | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is worked out once for each entry: the words of its name, their cost, and how prominent its place is."""

    words: tuple[str, ...]
    whole: float
    prominence: float


def _numbers() -> "array[int]":
    return array("q")


@dataclass(slots=True)
class Index:
    """Every entry by its words, beginnings of words, initials, place and ORI."""

    entries: dict[int, Entry] = field(default_factory=dict)
    _known: dict[int, "_Known"] = field(default_factory=dict)
    _by_word: tuple[dict[str, "array[int]"], ...] = field(
        default_factory=lambda: tuple(defaultdict(_numbers) for _weight in WEIGHTS)
    )
    _by_initials: dict[str, "array[int]"] = field(default_factory=lambda: defaultdict(_numbers))
    _by_region: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _by_ori: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _spelled: dict[str, str] = field(default_factory=dict)
    _words: list[str] = field(default_factory=list)

    def put(self, entries: Iterable[Entry]) -> None:
        """Take entries in, each in the place of the one with its ``pk``."""
        for entry in list(entries):
            self.drop(entry.pk)
            self._put(entry)
        self._words = sorted({word for words in self._by_word for word in words})

    def drop(self, pk: int) -> None:
        """Take an entry out, if it is there."""
        entry = self.entries.pop(pk, None)
        if entry is None:
            return
        for numbers, words in zip(self._by_word, _words_of(entry), strict=True):
            for word in words:
                numbers[word].remove(pk)
                if not numbers[word]:
                    del numbers[word]
        for initials in initials_of(entry.name, entry.region, entry.kind):
            self._by_initials[initials].remove(pk)
        self._by_region[entry.region].discard(pk)
        self._by_ori[entry.ori].discard(pk)

    def find(self, typed: str) -> Found:
        """The entries that ``typed`` may mean, best first; none where it holds no letter or digit.

        An ORI finds its agency, a ZIP the agencies near it, the name or code of a state those of the state. Else every
        word must be found, where needed as a misspelled one; words that say the kind of agency only where that finds any.
        """
        if (ori := re.sub(r"[\s-]", "", typed).upper()) and _ORI.fullmatch(ori) and self._by_ori.get(ori):
            return Found(tuple(sorted(self._by_ori[ori])))
        if code := _ZIP.fullmatch(typed.strip()):
            place = place_of_zip(code[1])
            return Found() if place is None else self._near(place)
        words = words_typed(typed)
        found = self._find(words)
        # "Mc Allen" is McAllen.
        for at in range(len(words) - 1) if not found.pks else ():
            found = self._find([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])
            if found.pks:
                break
        return found

    def _find(self, words: list[str]) -> Found:
        slots = slots_of(words)
        if not slots:
            return Found()
        guessed: list[str] = []
        if all(slot.soft for slot in slots):
            slots = [replace(slot, soft=False) for slot in slots]
        scored = [{} if slot.soft else self._scores(slot, guessed) for slot in slots]
        return Found(tuple(self._ranked(slots, scored)), tuple(dict.fromkeys(guessed)))

    # What an entry is put under.

    def _put(self, entry: Entry) -> None:
        self.entries[entry.pk] = entry
        words = name_words(entry.name)
        self._known[entry.pk] = _Known(words, sum(map(cost, dict.fromkeys(words))) or 1.0, _prominence(entry))
        for numbers, found in zip(self._by_word, _words_of(entry), strict=True):
            for word in found:
                numbers[word].append(entry.pk)
        for initials in initials_of(entry.name, entry.region, entry.kind):
            self._by_initials[initials].append(entry.pk)
        if entry.region:
            self._by_region[entry.region].add(entry.pk)
        if entry.ori:
            self._by_ori[entry.ori].add(entry.pk)
        for word in _SPELLED.findall(f"{entry.name} {entry.city}"):
            self._spelled.setdefault(folded(word), word)

    # What a part of a search finds.

    def _scores(self, slot: Slot, guessed: list[str]) -> dict[int, float]:
        best: dict[int, float] = {}

        def better(found: Iterable[tuple[int, float]], share: float) -> None:
            for pk, weight in found:
                if weight * share > best.get(pk, 0.0):
                    best[pk] = weight * share

        for place, words in enumerate(slot.readings):
            better(self._all_of(words), 1.0 if place == 0 else 0.95)
        first, single = slot.readings[0][0], len(slot.readings[0]) == 1
        better(((pk, 1.0) for pk in self._initials_of(slot)), 0.97)
        if single and len(first) >= BEGINNING:
            for word in self._beginning(first):
                better(self._all_of((word,)), 0.55 + 0.35 * len(first) / len(word))
        if not best and single and len(first) >= PIECE:
            for word in self._words:
                if first in word:
                    better(self._all_of((word,)), 0.4)
        if slot.region:
            better(
                ((pk, 1.0) for pk in self._by_region.get(slot.region, ())),
                0.97 if slot.last or slot.alone else 0.5,
            )
        if not best and single and len(first) >= LEAST_LETTERS:
            for word, similarity, _place in process.extract(
                first, self._words, scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=MOST_GUESSES
            ):
                guessed.append(self._spelled.get(word, word))
                better(self._all_of((word,)), 0.8 * similarity)
        return best

    def _initials_of(self, slot: Slot) -> Iterable[int]:
        return self._by_initials.get(slot.typed, ())

    def _all_of(self, words: tuple[str, ...]) -> Iterable[tuple[int, float]]:
        """The entries that hold all of these words, and how much that weighs."""
        first, *others = map(self._weighed, words)
        if not others:
            return first.items()
        return (
            (pk, (weight + sum(other[pk] for other in others)) / len(words))
            for pk, weight in first.items()
            if all(pk in other for other in others)
        )

    def _weighed(self, word: str) -> dict[int, float]:
        weighed: dict[int, float] = {}
        for weight, numbers in sorted(zip(WEIGHTS, self._by_word, strict=True)):
            weighed.update(dict.fromkeys(numbers.get(word, ()), weight))
        return weighed

    def _beginning(self, letters: str) -> Iterator[str]:
        at = bisect_left(self._words, letters)
        while at < len(self._words) and self._words[at].startswith(letters):
            if self._words[at] != letters:
                yield self._words[at]
            at += 1

    # Which of them are shown, and in which order.

    def _ranked(self, slots: list[Slot], scored: list[dict[int, float]]) -> list[int]:
        asked = [number for number, slot in enumerate(slots) if not slot.soft] or list(range(len(slots)))
        chosen = self._in_all([scored[number] for number in asked])
        if not chosen:
            # Without the words that say the kind, and then without those that no agency has at all.
            asked = [number for number in asked if not slots[number].kind]
            chosen = self._in_all([scored[number] for number in asked]) if asked else set()
        rare = [
            _SOFT_WEIGHT if slot.soft else log(2 + len(self.entries) / (1 + len(scores)))
            for slot, scores in zip(slots, scored, strict=True)
        ]
        most = sum(rare)
        said = {word for slot in slots for words in slot.readings for word in words}
        # Who asks for a state alone asks for its agencies.
        state = self._by_region.get(slots[0].region, set()) if len(slots) == 1 else set()
        initials = {pk for slot in slots if not slot.soft for pk in self._initials_of(slot)}

        def rank(pk: int) -> tuple[float, int, str, str, int]:
            entry, known = self.entries[pk], self._known[pk]
            fits = 0.0
            for slot, scores, weight in zip(slots, scored, rare, strict=True):
                if slot.soft:
                    fits += weight * any(set(words) <= set(known.words) for words in slot.readings)
                else:
                    fits += weight * scores.get(pk, 0.0)
            covered = 1.0 if pk in initials or pk in state else _covered(known, said)
            score = (
                fits / most * (0.55 + 0.45 * covered)
                + _OF_KIND.get(entry.kind, 0.0)
                + 0.06 * known.prominence
            )
            return (-round(score, 4), -entry.size, folded(entry.name), entry.region, pk)

        return sorted(chosen, key=rank)

    @staticmethod
    def _in_all(scored: list[dict[int, float]]) -> set[int]:
        smallest, *others = sorted(scored, key=len)
        return {pk for pk in smallest if all(pk in other for other in others)}

    def _near(self, place: Place) -> Found:
        """The agencies of a ZIP's place first, then those of its county, then others by distance."""

        def miles(entry: Entry) -> float:
            if place.is_city(entry.city) or place.is_city(place_in(entry.name)):
                return 0.0
            if place.is_county(entry.county) or place.is_county(county_in(entry.name)):
                return 1.0
            return place.miles_to(entry.city or place_in(entry.name))

        far = {pk: miles(self.entries[pk]) for pk in self._by_region.get(place.region, ())}
        nearest = sorted(
            (pk for pk, distance in far.items() if distance < float("inf")),
            key=lambda pk: (
                far[pk],
                -_OF_KIND.get(self.entries[pk].kind, 0.0),
                folded(self.entries[pk].name),
            ),
        )
        within = sum(far[pk] <= _NEAR_MILES for pk in nearest)
        return Found(tuple(nearest[: max(within, _LEAST_NEAR)]), near=place)


def _covered(known: "_Known", said: set[str]) -> float:
    """How much of an entry's name a search says, from 0 to 1; words that many names share count little."""
    beginnings = tuple(word for word in said if len(word) >= BEGINNING)
    matched = sum(
        cost(word) for word in dict.fromkeys(known.words) if word in said or word.startswith(beginnings)
    )
    return matched / known.whole * (1.0 if known.words and known.words[0] in said else 0.9)


def _words_of(entry: Entry) -> tuple[set[str], ...]:
    """The words that an entry is put under, a set for each of ``WEIGHTS``."""
    name = name_words(entry.name)
    joined = {
        first + second
        for first, second in pairwise(name)
        if first not in SOFT and second not in SOFT and first not in KINDS and second not in KINDS
    }
    former = {word for name in entry.former for word in name_words(name)}
    return (
        {*name, *folded_name(entry.name).split()},
        joined,
        set(name_words(entry.city)),
        former,
        set(name_words(entry.county)),
    )


def _prominence(entry: Entry) -> float:
    """How much the place of an entry stands out, from 0 to 1, by how many ZIP codes it has."""
    many = zips_of(entry.region, entry.city) or zips_of(entry.region, place_in(entry.name))
    if not many and (county := county_in(entry.name)):
        many = zips_of(entry.region, f"{county} county")
    return min(1.0, log(1 + many) / log(1 + MOST_ZIPS))
