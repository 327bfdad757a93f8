"""Days as people write them, as ISO texts: what is unclear is asked about, never guessed."""

import re
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from roster_import.reading.values import Bad, Doubtful, Impossible, Reader, excerpt
from training.models.roster import FIRST_YEAR

LAST_YEAR = 2100
# No day is written longer; what is, would keep the patterns below busy.
_LONGEST = 80
# What systems write where there is no day; payrolls end what has no end in the year 9999.
_NO_DAY = frozenset(
    {"null", "none", "n/a", "na", "#n/a", "-", "--", "0000-00-00", "00/00/0000", "00.00.0000"}
)
_NO_END = 9999


class Order(StrEnum):
    """Which of three numbers is the day. ISO dates and dates with the month's name need no order."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


def day_reader(order: Order | None) -> Reader:
    """A reader of days. With ``order`` None, 3/4/2024 is bad: no one has said which one is the day."""

    def read(cell: str) -> str | Bad | None:
        # The format that most systems export, and the quickest way to read it.
        if len(cell) == 10 and cell[4] == "-" and cell[7] == "-":
            try:
                day = date.fromisoformat(cell)
            except ValueError:
                return _no_day(cell) if cell not in _NO_DAY else None
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return cell
            return None if day.year == _NO_END else _wrong_year(cell, day)
        return _other_day(cell, order) if cell and cell.lower() not in _NO_DAY else None

    return read


class DayEvidence:
    """What a column's cells say about which number is the day. ``doubtful`` are some that say nothing about it."""

    __slots__ = ("day_first", "days", "doubtful", "month_first", "others", "serials", "unclear")

    def __init__(self) -> None:
        self.days = self.day_first = self.month_first = self.unclear = self.serials = self.others = 0
        self.doubtful: list[str] = []

    def see(self, cell: str) -> str:
        """Take note of one cell that isn't blank; returns the name of what it was counted as."""
        kind = self._kind(cell)
        self.add(kind, 1)
        if kind == "unclear" and len(self.doubtful) < 3:
            self.doubtful.append(cell)
        return kind

    def add(self, kind: str, times: int) -> None:
        """Count so many cells of a kind."""
        setattr(self, kind, getattr(self, kind) + times)

    def kinds(self) -> list[int]:
        """How many days there are: without doubt, month first, day first, in doubt, serial numbers."""
        return [self.days, self.month_first, self.day_first, self.unclear, self.serials]

    def _kind(self, cell: str) -> str:
        found = _NUMERIC_DAY.fullmatch(cell) if len(cell) <= _LONGEST else None
        if found is None:
            if not cell.isdigit() and type(day_reader(None)(cell)) is str:
                return "days"
            if _SERIAL.fullmatch(cell) and type(_serial(cell)) is str:
                return "serials"
            return "days" if len(cell) == 8 and type(_other_day(cell, None)) is str else "others"
        first, second = int(found["first"]), int(found["second"])
        if len(found["first"]) == 4 or first == second <= 12:
            return "days"
        if 12 < first <= 31 and second <= 12:
            return "day_first"
        if 12 < second <= 31 and first <= 12:
            return "month_first"
        return "unclear" if first <= 12 and second <= 12 else "others"


# The time behind a day and its zone ("14:30:00-05:00", "2:30 PM EST", "14:30 (UTC-5)"): the day is the one written.
# Only a time may stand there: "DNF" or a second day say something about the training.
_TIME = (
    r"(?:,?(?:T|\s+)\d{1,2}(?:[:.]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?(?:\s?[aApP]\.?[mM]\.?)?|\s?[aApP]\.?[mM]\.?)"
    r"\s?(?:Z|[+\-]\d\d:?\d\d|\(?[A-Z]{2,5}(?:[+\-]\d{1,2}(?::?\d\d)?)?\)?)?)?\s*"
)
_NUMERIC_DAY = re.compile(
    r"(?P<first>\d{1,4})\s?[/.\-]\s?(?P<second>\d{1,2})\s?[/.\-]\s?(?P<third>\d{1,4})" + _TIME
)


_NAMED_DAY = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s\-./]+(?P<month>[A-Za-z]{3,9})\.?|"
    r"(?P<month2>[A-Za-z]{3,9})\.?[\s\-./]+(?P<day2>\d{1,2})(?:st|nd|rd|th)?),?[\s\-./]+(?P<year>\d{2,4})"
    + _TIME
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
# What Excel shows of a date in a cell that isn't formatted as one: days since 1899-12-30, maybe with a time.
_SERIAL = re.compile(r"(?P<days>\d{5})(?:\.\d+)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


def _other_day(cell: str, order: Order | None) -> str | Bad | None:
    if len(cell) > _LONGEST:
        return _no_day(cell)
    found = _NUMERIC_DAY.fullmatch(cell)
    if found is not None:
        first, second, third = found["first"], found["second"], found["third"]
        if len(first) == 4 and len(third) <= 2:
            return _day(cell, int(first), int(second), int(third))
        if len(first) > 2 or len(third) == 1:
            return _no_day(cell)
        year = _full_year(third)
        if order is None and int(first) <= 12 and int(second) <= 12 and int(first) != int(second):
            return Doubtful(
                _(
                    "“%(cell)s” can be read in two ways; say whether day or month comes first, or write 2024-02-29."
                )
                % {"cell": excerpt(cell)}
            )
        if order is Order.DAY_FIRST or (order is None and int(first) > 12):
            return _day(cell, year, int(second), int(first))
        return _day(cell, year, int(first), int(second))
    named = _NAMED_DAY.fullmatch(cell)
    if named is not None:
        month = _MONTHS.get((named["month"] or named["month2"]).lower())
        if month is not None:
            return _day(cell, _full_year(named["year"]), month, int(named["day"] or named["day2"]))
    compact = _COMPACT.fullmatch(cell)
    if compact is not None:
        return _day(cell, *map(int, compact.groups()))
    if _SERIAL.fullmatch(cell):
        return _serial(cell)
    return _no_day(cell)


def _serial(cell: str) -> str | Bad:
    day = date(1899, 12, 30) + timedelta(days=int(cell[:5]))
    return day.isoformat() if FIRST_YEAR <= day.year <= LAST_YEAR else _no_day(cell)


def _full_year(digits: str) -> int:
    """24 is 2024; 97 is 1997: no certificate is dated further ahead than thirty years."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return 2000 + year if year < 60 else 1900 + year


def _day(cell: str, year: int, month: int, day: int) -> str | Bad | None:
    if year == _NO_END:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return _no_day(cell)
    return found.isoformat() if FIRST_YEAR <= year <= LAST_YEAR else _wrong_year(cell, found)


_ANY_DAY = re.compile(
    r"\d{1,4}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{1,4}"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?[\s\-]+)?[A-Za-z]{3,9}\.?[\s\-]+(?:\d{1,2}(?:st|nd|rd|th)?,?[\s\-]+)?(?:19|20)\d\d"
)


def _no_day(cell: str) -> Bad:
    several = _ANY_DAY.findall(cell[:_LONGEST])
    if len(several) > 1:
        words = (
            _("These are two dates: %(first)s and %(last)s.")
            if len(several) == 2
            else _("These are several dates, from %(first)s to %(last)s.")
        )
        return Bad(
            words % {"first": several[0].strip(), "last": several[-1].strip()}
            + " "
            + _("Write one of them, and give the others rows or columns of their own.")
        )
    return Bad(
        _("“%(cell)s” isn't a day of the calendar; write year-month-day, such as 2024-02-29.")
        % {"cell": excerpt(cell)}
    )


def _wrong_year(cell: str, day: date) -> Bad:
    words = _(
        "“%(cell)s” is in the year %(year)04d, which can't be right; write the year in full, such as 2024-02-29."
    ) % {"cell": excerpt(cell), "year": day.year}
    return Impossible(words, day.isoformat()) if 1800 <= day.year < FIRST_YEAR else Bad(words)


def months_before(day: str, months: int) -> str:
    """So many months before a day; the last day of a month that is too short."""
    last = date.fromisoformat(day)
    month = last.year * 12 + last.month - 1 - months
    for number in range(last.day, 27, -1):
        try:
            return date(month // 12, month % 12 + 1, number).isoformat()
        except ValueError:
            continue
    return date(month // 12, month % 12 + 1, last.day).isoformat()
