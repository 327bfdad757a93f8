"""What somebody meant who typed a name a little wrong: the words that names and cities of listed agencies hold."""

import re
import unicodedata
from difflib import get_close_matches

from django.core.cache import cache

from pledges.lifecycle import PUBLIC
from pledges.models import Pledge

# Shorter words are more often meant as they are.
LEAST_LETTERS = 4
MOST_GUESSES = 3
# How much of two words must be alike: "Minneaplis" and "Minneapolis" are 0.95, "Lincoln" and "London" 0.62.
ALIKE = 0.78
_KEPT_SECONDS = 600
_WORD = re.compile(r"\w+")


def guesses(word: str) -> tuple[str, ...]:
    """The known words that somebody may have meant by this one; none where it is a part of a known word as it stands.

    One statement every ten minutes, none between.
    """
    typed = folded(word)
    if len(typed) < LEAST_LETTERS:
        return ()
    known = _vocabulary()
    if any(typed in plain and word.casefold() in spelled.casefold() for plain, spelled in known.items()):
        return ()
    accented = [spelled for plain, spelled in known.items() if typed in plain]
    if accented:
        return tuple(accented[:MOST_GUESSES])
    near = [plain for plain in known if abs(len(plain) - len(typed)) <= 2]
    return tuple(known[plain] for plain in get_close_matches(typed, near, n=MOST_GUESSES, cutoff=ALIKE))


def folded(text: str) -> str:
    """Without case and accents: ``Montréal`` and ``MONTREAL`` are the same."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _vocabulary() -> dict[str, str]:
    """Every word of a listed agency's name or city: folded, and as it is spelled."""
    known: dict[str, str] | None = cache.get("directory.vocabulary")
    if known is None:
        rows = Pledge.objects.filter(state__in=PUBLIC, agency__is_suspended=False)
        known = {}
        for name, city in rows.values_list("agency__name", "agency__city").iterator(2000):
            for word in _WORD.findall(f"{name} {city}"):
                if len(word) >= LEAST_LETTERS:
                    known.setdefault(folded(word), word)
        cache.set("directory.vocabulary", known, _KEPT_SECONDS)
    return known
