"""Days as people count them."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext


def days_since(moment: datetime, now: datetime) -> int:
    """How many days ago that was on the calendar here: what came yesterday evening has waited for one day this morning."""
    return (timezone.localdate(now) - timezone.localdate(moment)).days


def years_later(day: date, years: int) -> date:
    """The same day of another year, before it for a negative number; March 1 where there is no February 29."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def on_paper(day: date | None) -> str:
    """A date as letters and certificates have it, the month in full; nothing for none."""
    return date_format(day, pgettext("date on a paper", "F j, Y")) if day is not None else ""
