"""The time from pledge to due date as a component: words, a line, and its dates as a list."""

from dataclasses import dataclass
from datetime import date

from django import template
from django.utils import timezone
from django.utils.functional import Promise

from common.drawing import share

register = template.Library()

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Mark:
    """A date on the clock: what it is (a CSS modifier), the date, and its place along the line."""

    kind: str
    on: date
    x: str


@dataclass(frozen=True, slots=True)
class Line:
    """The line from the pledge to the due date. ``months`` counts whole calendar months since the pledge.

    ``deadline_on`` is the due date, or the extension's; ``months_over`` counts whole calendar months since.
    """

    marks: tuple[Mark, ...]
    elapsed: str
    months: int
    days_left: int
    deadline_on: date
    months_over: int


@register.inclusion_tag("pledges/_clock_line.html")
def clock(
    pledged_on: date,
    due_on: date,
    guide_on: date | None = None,
    today: date | None = None,
    extended_to: date | None = None,
    finished_on: date | None = None,
    months_allowed: int | None = None,
    summary: Text = "",
) -> dict[str, object]:
    """The time from pledge to due date: words first, then a line, then its dates as a list.

    ``summary`` replaces the sentence made from the dates, for example while the IACP holds the submission.
    """
    line = line_of(
        pledged_on=pledged_on,
        guide_on=guide_on,
        due_on=due_on,
        today=today or timezone.localdate(),
        extended_to=extended_to,
        finished_on=finished_on,
    )
    return {
        "clock": line,
        "days_over": max(-line.days_left, 0),
        # After the due date no month is told "of" the months allowed.
        "is_within": (today or timezone.localdate()) <= due_on,
        "is_extended": line.deadline_on > due_on,
        "finished_on": finished_on,
        "months_allowed": months_allowed,
        "guide_months": _calendar_months(pledged_on, guide_on) if guide_on else None,
        "summary": summary,
    }


def line_of(
    *,
    pledged_on: date,
    guide_on: date | None,
    due_on: date,
    today: date,
    extended_to: date | None = None,
    finished_on: date | None = None,
) -> Line:
    """The dates of a pledge along a line. After ``finished_on`` the clock stands still and no ``today`` is drawn."""
    now = finished_on or today
    dates = [("pledged", pledged_on), ("guide", guide_on), ("due", due_on), ("extended", extended_to)]
    dates.append(("finished", finished_on) if finished_on else ("today", today))
    known = sorted(((kind, on) for kind, on in dates if on is not None), key=lambda pair: pair[1])
    first, last = pledged_on, max(on for _, on in known)
    span = max((last - first).days, 1)
    marks = tuple(Mark(kind, on, share(max((on - first).days, 0), span)) for kind, on in known)
    # An extension never shortens.
    deadline = max(due_on, extended_to or due_on)
    return Line(
        marks=marks,
        elapsed=share(max((now - first).days, 0), span),
        months=_whole_months(pledged_on, now),
        days_left=(deadline - now).days,
        deadline_on=deadline,
        months_over=_whole_months(deadline, now),
    )


def _whole_months(start: date, end: date) -> int:
    return max(_calendar_months(start, end) - (end.day < start.day), 0)


def _calendar_months(start: date, end: date) -> int:
    """From February 29 to February 28 of the next year they are twelve."""
    return (end.year - start.year) * 12 + end.month - start.month
