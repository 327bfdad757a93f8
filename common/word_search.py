"""Finding texts by words: whole words rather than pieces of them, in their other forms and readings, best first.

Pure: it is given texts and what means the same, and knows no database. A word of the search counts as found in a text that
holds it, another form of it, what means the same, or from three letters on a word that begins with it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from common.text import folded

T = TypeVar("T")
Same = tuple[tuple[str, ...], ...]
Words = tuple[str, ...]

# Words of a search beyond these are left out.
WORDS = 8
# From so many letters on a word is found by its beginning, whatever else is found; shorter ones where nothing holds the word.
BEGINNING, SHORT_BEGINNING = 4, 3
# Misspellings are looked for in words of at least five letters, begin with the same one, and must be this much alike (0 to 1).
LEAST_LETTERS, ALIKE = 5, 0.74
# What a word weighs in the title, in what the text is also known by, and in the text itself.
_TITLE, _ALSO, _BODY = 3.0, 2.0, 1.0
# What is called exactly as it was typed is meant.
_WHOLE_TITLE = 2.0
# How sure another reading, a beginning, and a guess at a misspelled word are.
_SAME, _BEGINS, _GUESSED = 0.9, 0.5, 0.6
# What people say around the words that they mean.
_LEFT_OUT = frozenset(
    "a an and are as at be by can do does for from get has have how i if in into is it its may me must my need no not of on"
    " many much or our should that the their them there they this to us was we what when where which who why will with you your"
    .split()
)  # fmt: skip
_PERCENT = re.compile(r"(?<=\d)\s*%")


@dataclass(frozen=True, slots=True)
class Text:
    """What is searched: a title, what it is also known by, and the text itself."""

    title: str
    body: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Ranking(Generic[T]):
    """What was found, best first, each with its weight. ``is_partial`` where nothing holds all the words.

    ``guessed`` are the words that were taken for misspelled ones.
    """

    found: tuple[tuple[T, float], ...] = ()
    is_partial: bool = False
    guessed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a search: as typed, in its forms, and what means the same. Each is a run of words."""

    typed: Words
    same: tuple[Words, ...]


def matching(typed: str, rows: Iterable[T], text_of: Callable[[T], Text], same: Same = ()) -> list[T]:
    """The rows that hold all the words of a search, in their own order; all of them where nothing but spaces was typed."""
    if not typed.strip():
        return list(rows)
    parts = _parts_of(typed, same)
    every = [(row, _read(text_of(row))) for row in rows]
    weights = [_weights(part, [text for _row, text in every]) for part in parts]
    return [row for at, (row, _text) in enumerate(every) if parts and all(found[at] for found in weights)]


def ranked(typed: str, rows: Sequence[T], text_of: Callable[[T], Text], same: Same = ()) -> Ranking[T]:
    """The rows that hold all the words of a search, best first; where none does, those that hold most of what is rare."""
    parts = _parts_of(typed, same)
    texts = [_read(text_of(row)) for row in rows]
    guessed: list[str] = []
    weights: list[list[float]] = []
    for part in parts:
        found = _weights(part, texts)
        if not any(found) and (guess := _guess(part, texts)):
            guessed.append(guess)
            found = [_GUESSED * weight for weight in _weights(_Part((guess,), ()), texts)]
        weights.append(found)
    rare = [log(2 + len(texts) / (1 + sum(map(bool, found)))) for found in weights]
    is_whole = [bool(weights) and all(found[at] for found in weights) for at in range(len(texts))]
    is_partial = bool(texts) and not any(is_whole)
    # What nothing holds at all says nothing of which text is meant.
    least = sum(share for share, found in zip(rare, weights, strict=True) if any(found)) / 2
    asked = _words(typed)
    scored: list[tuple[float, int]] = []
    for at in range(len(texts)):
        held = sum(share for share, found in zip(rare, weights, strict=True) if found[at])
        if is_whole[at] or (is_partial and held and held >= least):
            score = sum(share * found[at] for share, found in zip(rare, weights, strict=True))
            scored.append((score * (_WHOLE_TITLE if texts[at][0] == asked else 1.0), at))
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    return Ranking(tuple((rows[at], score) for score, at in scored), is_partial, tuple(guessed))


def meant(typed: str) -> list[str]:
    """The words of what was typed, but those that people say around what they mean."""
    return [word for word in _plain(typed).split() if word not in _LEFT_OUT]


def is_phrase(typed: str, same: Same) -> bool:
    """Whether what was typed is, as a whole, one of the phrases that have other readings."""
    return _words(typed) in _readings(same)


def passage(typed: str, text: str, same: Same = (), *, length: int = 200) -> str:
    """The sentence of a text that says most of what is searched for, cut to a length; its beginning where none says any."""
    parts = _parts_of(typed, same)
    sentences = re.split(r"(?<=[.!?])\s+|\n+", text.strip())

    def says(sentence: str) -> float:
        words = _words(sentence)
        return sum(
            max((_held(run, words) for run in (part.typed, *part.same)), default=0.0) for part in parts
        )

    best = max(sentences, key=says, default="")
    if len(best) <= length:
        return best
    return f"{best[:length].rsplit(' ', 1)[0]}…"


# What was typed.


def _parts_of(typed: str, same: Same) -> list[_Part]:
    """What was typed, in parts: phrases that have other readings as one, and every other word but those around them."""
    readings = _readings(same)
    words = _plain(typed).split()[: WORDS * 2]
    parts: list[_Part] = []
    at = 0
    while at < len(words):
        for length in range(min(6, len(words) - at), 0, -1):
            run = tuple(map(_form, words[at : at + length]))
            if run in readings:
                parts.append(_Part(run, readings[run]))
                break
            if length == 1 and words[at] not in _LEFT_OUT:
                parts.append(_Part(run, ()))
        at += length
    if not parts:
        parts = [_Part((_form(word),), ()) for word in words]
    return list(dict.fromkeys(parts))[:WORDS]


@lru_cache(maxsize=4)
def _readings(same: Same) -> dict[Words, tuple[Words, ...]]:
    found: dict[Words, dict[Words, None]] = {}
    for row in same:
        runs = [_words(phrase) for phrase in row]
        for run in runs:
            found.setdefault(run, {}).update(dict.fromkeys(other for other in runs if other != run))
    return {run: tuple(others) for run, others in found.items()}


# What it finds.


def _weights(part: _Part, texts: list[tuple[Words, Words, Words]]) -> list[float]:
    """How much this part weighs in each text; 0 where it isn't found."""
    whole = [_in_fields(text, part) for text in texts]
    single = part.typed[0] if len(part.typed) == 1 else ""
    if single.isdecimal() or len(single) < (SHORT_BEGINNING if not any(whole) else BEGINNING):
        return whole
    return [max(weight, _begins(text, single)) for weight, text in zip(whole, texts, strict=True)]


def _in_fields(text: tuple[Words, Words, Words], part: _Part) -> float:
    return max(
        sum(weight * _held(run, field) for weight, field in zip((_TITLE, _ALSO, _BODY), text, strict=True))
        * sure
        for run, sure in ((part.typed, 1.0), *((run, _SAME) for run in part.same))
    )


def _held(run: Words, words: Words) -> float:
    """Whether words stand in a text one after the other, and a little more where they do so often."""
    if len(run) == 1:
        times = words.count(run[0])
    else:
        times = sum(words[at : at + len(run)] == run for at in range(len(words) - len(run) + 1))
    return 1.0 + log(times) / 4 if times else 0.0


def _begins(text: tuple[Words, Words, Words], letters: str) -> float:
    return _BEGINS * sum(
        weight * any(word.startswith(letters) for word in field)
        for weight, field in zip((_TITLE, _ALSO, _BODY), text, strict=True)
    )


def _guess(part: _Part, texts: list[tuple[Words, Words, Words]]) -> str:
    """The word of the texts that a misspelled one was meant for; empty where none is alike."""
    word = part.typed[0]
    if len(part.typed) > 1 or len(word) < LEAST_LETTERS or word.isdecimal():
        return ""
    known = sorted(
        {
            known
            for text in texts
            for field in text
            for known in field
            if len(known) >= LEAST_LETTERS and known[0] == word[0]
        }
    )
    found = process.extractOne(word, known, scorer=OSA.normalized_similarity, score_cutoff=ALIKE)
    return found[0] if found else ""


def _read(text: Text) -> tuple[Words, Words, Words]:
    return _words(text.title), _words(text.also), _words(text.body)


@lru_cache(maxsize=4_000)
def _words(text: str) -> Words:
    return tuple(map(_form, _plain(text).split()))


def _plain(text: str) -> str:
    return folded(_PERCENT.sub(" percent ", text))


def _form(word: str) -> str:
    """A word without the s of its plural."""
    if len(word) > 5 and word.endswith("kies"):
        return word[:-1]
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 5 and word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
