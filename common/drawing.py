"""Geometry of the inline drawings. Lengths are percentages as text with a dot, whatever the language, for SVG attributes."""

from dataclasses import dataclass
from datetime import date

from compliance.report import floored_percent


@dataclass(frozen=True, slots=True)
class Bar:
    """A meter: how far it is filled, where pending approvals would take it, where the threshold stands (None at the very end)."""

    fill: str
    pending: str
    marker: str | None
    percent: int
    met: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A date on the clock: what it is (a CSS modifier), the date, and its place along the line."""

    kind: str
    on: date
    x: str


@dataclass(frozen=True, slots=True)
class Clock:
    """The line from the pledge to the due date. ``months`` counts whole calendar months since the pledge.

    ``deadline_on`` is the due date, or the extension's; ``months_over`` counts whole calendar months since.
    """

    marks: tuple[Mark, ...]
    elapsed: str
    months: int
    days_left: int
    deadline_on: date
    months_over: int


def bar(*, have: int, needed: int, out_of: int, pending: int | None = None) -> Bar | None:
    """A meter of ``have`` out of ``out_of`` with a threshold at ``needed``; None where nothing can be measured.

    Everything is floored, so that neither the figure nor the drawing ever claims more than there is.
    """
    if out_of <= 0:
        return None
    total = max(have, pending or 0)
    return Bar(
        fill=_share(have, out_of),
        pending=_share(total, out_of),
        marker=None if needed >= out_of else _share(needed, out_of),
        percent=floored_percent(min(have, out_of), out_of),
        met=have >= needed,
    )


def clock(
    *,
    pledged_on: date,
    guide_on: date | None,
    due_on: date,
    today: date,
    extended_to: date | None = None,
    finished_on: date | None = None,
) -> Clock:
    """The dates of a pledge along a line. After ``finished_on`` the clock stands still and no ``today`` is drawn."""
    now = finished_on or today
    dates = [("pledged", pledged_on), ("guide", guide_on), ("due", due_on), ("extended", extended_to)]
    dates.append(("finished", finished_on) if finished_on else ("today", today))
    known = sorted(((kind, on) for kind, on in dates if on is not None), key=lambda pair: pair[1])
    first, last = pledged_on, max(on for _, on in known)
    span = max((last - first).days, 1)
    marks = tuple(Mark(kind, on, _share(max((on - first).days, 0), span)) for kind, on in known)
    # An extension never shortens.
    deadline = max(due_on, extended_to or due_on)
    return Clock(
        marks=marks,
        elapsed=_share(max((now - first).days, 0), span),
        months=_whole_months(pledged_on, now),
        days_left=(deadline - now).days,
        deadline_on=deadline,
        months_over=_whole_months(deadline, now),
    )


def percentage(hundredths: int) -> str:
    """Hundredths of a percent as a length: 1234 is "12.34%"."""
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _whole_months(start: date, end: date) -> int:
    months = (end.year - start.year) * 12 + end.month - start.month
    return max(months - (end.day < start.day), 0)


def _share(part: int, whole: int) -> str:
    return percentage(min(part * 10_000 // whole, 10_000))
