"""The clock of a pledge in calendar months: twelve are a guide, thirty-six the limit. Pure functions of dates.

Months are the calendar's, counted from the pledge and clamped to the end of the month; the due day itself is still in
time. Nothing here asks what day it is: callers pass ``today``. There is no earliest completion.
"""

from calendar import monthrange
from datetime import date

from compliance.editions import Edition

_MONTHS_A_YEAR = 12


def add_months(day: date, months: int) -> date:
    """``day`` moved on by calendar months, clamped to the month's end (31 January plus one is 28 or 29 February).

    A result after the calendar's last day, in the year 9999, is that last day.
    """
    years, month = divmod(day.month - 1 + months, _MONTHS_A_YEAR)
    year = day.year + years
    if year > date.max.year:
        return date.max
    # No month is shorter than 28 days, so most days need no look at the calendar.
    last = day.day if day.day <= 28 else min(day.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, last)


def guide_on(pledged_on: date, edition: Edition) -> date:
    """Month 12: when the campaign suggests to be done. A guide; nothing happens on it."""
    return add_months(pledged_on, edition.guide_months)


def due_on(pledged_on: date, edition: Edition) -> date:
    """Month 36: the last day in time, unless an extension runs longer."""
    return add_months(pledged_on, edition.limit_months)


def deadline_on(pledged_on: date, edition: Edition, extended_until: date | None = None) -> date:
    """The last day in time: the due date, or the extension's where that is later. An extension never shortens."""
    due = due_on(pledged_on, edition)
    return due if extended_until is None else max(due, extended_until)


def is_overdue(
    today: date,
    pledged_on: date,
    edition: Edition,
    *,
    extended_until: date | None = None,
    waiting: bool = False,
) -> bool:
    """Whether the pledge is overdue on ``today``: past the deadline, and nothing ``waiting`` for the IACP."""
    return not waiting and today > deadline_on(pledged_on, edition, extended_until)


def months_since(pledged_on: date, today: date) -> int:
    """Whole calendar months from the pledge to ``today``: the largest n whose month n has come; 0 before the pledge."""
    months = (today.year - pledged_on.year) * _MONTHS_A_YEAR + today.month - pledged_on.month
    if add_months(pledged_on, max(months, 0)) > today:
        months -= 1
    return max(months, 0)
