"""The rule's numbers in texts that staff write: ``{percent}`` reads what the edition of the day asks for.

So no text says another number than the engine judges by, and a new edition changes all of them.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from compliance.editions import Edition, Track, edition_on

_NAME = re.compile(r"\{([^{}\n]{1,40})\}")
_NUMBERS: Mapping[str, Callable[[Edition], int]] = {
    "percent": lambda edition: edition.crisis_intervention.needed(100),
    "guide-months": lambda edition: edition.guide_months,
    "limit-months": lambda edition: edition.limit_months,
    "cit-hours": lambda edition: edition.tracks[Track.CIT].least_hours,
    "mhfa-hours": lambda edition: edition.tracks[Track.MHFA].least_hours,
}


def filled(text: str, *, on: date | None = None) -> str:
    """The text with the numbers of the edition in force on a day, today by default. Other words in braces stay."""
    edition = edition_on(on or timezone.localdate())

    def number(found: re.Match[str]) -> str:
        of = _NUMBERS.get(found[1])
        return str(of(edition)) if of else found[0]

    return _NAME.sub(number, text)


def objection(text: str) -> str:
    """Why a text can't stand, in words: braces around what is no number of the rule. Empty when it can."""
    unknown = next((name for name in _NAME.findall(text) if name not in _NUMBERS), None)
    if unknown is None:
        return ""
    return _("{%(name)s} isn't a number of the pledge. Use one of these: %(names)s.") % {
        "name": unknown,
        "names": ", ".join(f"{{{name}}}" for name in _NUMBERS),
    }
