"""Single cells: what a person wrote, as a value, or why it can't be taken. No cell is guessed at.

A reader takes the stripped text of a cell and returns the value (None where blank means "nothing") or a `Bad`. Days are
ISO texts (``"2024-02-29"``): they compare and store as they are, on SQLite and PostgreSQL alike. Hours are hundredths.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from training.course_titles import fold
from training.officer_ids import plain

MOST_HUNDREDTHS = 999_999
_SHOWN = 40


class Bad:
    """Why a cell can't be taken, in words that say what to write instead."""

    __slots__ = ("reason",)

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __repr__(self) -> str:
        return f"Bad({self.reason!r})"


class Doubtful(Bad):
    """A day that can be read in two ways, until a person says which number is the month."""

    __slots__ = ()


class Impossible(Bad):
    """A day in a year in which no person in service was hired; ``day`` is the text of it."""

    __slots__ = ("day",)

    def __init__(self, reason: str, day: str) -> None:
        super().__init__(reason)
        self.day = day


Reader = Callable[[str], "str | int | Bad | None"]


class Memo(dict[str, "str | int | Bad | None"]):
    """A reader that remembers, for columns whose values repeat; forgets all when they turn out not to."""

    MOST = 20_000

    def __init__(self, read: Reader) -> None:
        super().__init__()
        self._read = read
        self.met_bad = False

    def __missing__(self, cell: str) -> "str | int | Bad | None":
        value = self._read(plain(cell.strip()))
        if len(self) >= self.MOST:
            self.clear()
        self[cell] = value
        if isinstance(value, Bad):
            self.met_bad = True
        return value


def excerpt(cell: str) -> str:
    """A cell in a message: never long, nothing that isn't text."""
    shown = "".join(sign if sign.isprintable() else "�" for sign in cell[: _SHOWN + 1])
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"


def read_hours(cell: str) -> int | Bad | None:
    """Hours in hundredths: "8", "13.5", "13,5", "8 hrs", "7:30". Finer fractions are cut off, never rounded up."""
    if not cell:
        return None
    found = _HOURS.fullmatch(cell)
    if found is None:
        return Bad(
            _("“%(cell)s” isn't a number of hours; write digits, such as 8 or 13.5.")
            % {"cell": excerpt(cell)}
        )
    if found["alone"]:
        return read_minutes(found["alone"])
    fraction, minutes = found["fraction"] or found["decimals"], found["minutes"]
    hundredths = int(found["whole"]) * 100
    if minutes is not None:
        hundredths += int(minutes) * 100 // 60
    elif fraction:
        hundredths += int(fraction[:2].ljust(2, "0"))
    if not 0 < hundredths <= MOST_HUNDREDTHS:
        return Bad(
            _("“%(cell)s” hours can't be; write how long the course lasted.") % {"cell": excerpt(cell)}
        )
    return hundredths


def read_minutes(cell: str) -> int | Bad | None:
    """Minutes as hours in hundredths: "480" is 8 hours. Fractions are cut off."""
    if not cell:
        return None
    found = _MINUTES.fullmatch(cell)
    hundredths = int(found["minutes"]) * 100 // 60 if found is not None else 0
    if not 0 < hundredths <= MOST_HUNDREDTHS:
        return Bad(
            _("“%(cell)s” isn't a number of minutes; write digits, such as 480.") % {"cell": excerpt(cell)}
        )
    return hundredths


_HOURS = re.compile(
    r"(?P<whole>\d{1,6})(?:\.(?P<fraction>\d{0,9})|,(?P<decimals>\d{1,2})|:(?P<minutes>[0-5]\d))?"
    r"\s*(?:h|hr|hrs|hour|hours)?\.?|(?P<alone>\d{1,6})\s*(?:min|mins|minutes)\.?",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"(?P<minutes>\d{1,7})(?:[.,]\d{0,9})?\s*(?:m|min|mins|minutes)?\.?", re.IGNORECASE)


def vocabulary(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Folded word -> value, from value -> words."""
    return {fold(word): value for value, several in words.items() for word in (value, *several)}


DELIVERY_WORDS = vocabulary(
    {
        "in_person": [
            "in person",
            "classroom",
            "class room",
            "face to face",
            "onsite",
            "on site",
            "ilt",
            "instructor led",
        ],
        "live_online": [
            "live online",
            "virtual",
            "vilt",
            "webinar",
            "zoom",
            "teams",
            "virtual classroom",
            "live virtual",
        ],
        "recorded": [
            "recording",
            "video",
            "self paced",
            "on demand",
            "e learning",
            "elearning",
            "computer based",
            "cbt",
            "asynchronous",
        ],
    }
)
