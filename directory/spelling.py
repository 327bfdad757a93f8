"""What somebody meant who typed a name a little wrong: the words that names and cities of listed agencies hold."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.conf import settings

from agencies.likeness import written_out
from common.text import folded
from directory import at_hand
from pledges.queries import public_pledges

# Shorter words are more often meant as they are.
LEAST_LETTERS = 4
MOST_GUESSES = 3
# How much of two words must be alike: "Minneaplis" and "Minneapolis" are 0.95, "Lincoln" and "London" 0.62.
ALIKE = 0.78
# So many words that share most pairs of letters with the typed one are compared letter by letter.
COMPARED = 150
# With an apostrophe inside: O'Fallon.
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(slots=True)
class Vocabulary:
    """Every word of a listed agency's name or city: folded, and as it is spelled; and the words by pairs of letters."""

    spelled: dict[str, str] = field(default_factory=dict)
    by_pair: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def near(self, typed: str) -> list[str]:
        """The words that share most pairs of letters with this one, the most first."""
        shared = Counter(
            word
            for pair in _pairs(typed)
            for word in self.by_pair.get(pair, ())
            if abs(len(word) - len(typed)) <= 2
        )
        return [word for word, _number in shared.most_common(COMPARED)]


def guesses(word: str) -> tuple[str, ...]:
    """The known words that somebody may have meant by this one; none where it is a part of a known word as it stands.

    One statement whenever the words were read longer ago than ``REGISTER_PAGE_SECONDS``, none between: each process
    knows them, some two megabytes for 18,000 agencies.
    """
    typed = folded(word)
    if len(typed) < LEAST_LETTERS:
        return ()
    known: Vocabulary = at_hand.words.see(_read, seconds=settings.REGISTER_PAGE_SECONDS)
    whole = written_out(typed)
    if any(typed in plain or whole in plain for plain in known.spelled):
        return ()
    close = get_close_matches(typed, known.near(typed), n=MOST_GUESSES, cutoff=ALIKE)
    return tuple(known.spelled[plain] for plain in close)


def _read() -> Vocabulary:
    known = Vocabulary()
    rows = public_pledges()
    for name, city in rows.values_list("agency__name", "agency__city").iterator(2000):
        for word in _WORD.findall(f"{name} {city}"):
            if len(plain := folded(word)) >= LEAST_LETTERS:
                known.spelled.setdefault(plain, word)
    for plain in known.spelled:
        for pair in _pairs(plain):
            known.by_pair[pair].append(plain)
    return known


def _pairs(word: str) -> set[str]:
    return {word[place : place + 2] for place in range(len(word) - 1)}
