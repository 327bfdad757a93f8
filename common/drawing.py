"""Geometry of the inline drawings. Lengths are percentages as text with a dot, whatever the language, for SVG attributes."""

from dataclasses import dataclass

from compliance.report import floored_percent


@dataclass(frozen=True, slots=True)
class Bar:
    """A meter: how far it is filled, where pending approvals would take it, where the threshold stands (None at the very end)."""

    fill: str
    pending: str
    marker: str | None
    percent: int
    met: bool


def bar(*, have: int, needed: int, out_of: int, pending: int | None = None) -> Bar | None:
    """A meter of ``have`` out of ``out_of`` with a threshold at ``needed``; None where nothing can be measured.

    Everything is floored, so that neither the figure nor the drawing ever claims more than there is.
    """
    if out_of <= 0:
        return None
    total = max(have, pending or 0)
    return Bar(
        fill=share(have, out_of),
        pending=share(total, out_of),
        marker=None if needed >= out_of else share(needed, out_of),
        percent=floored_percent(min(have, out_of), out_of),
        met=have >= needed,
    )


def percentage(hundredths: int) -> str:
    """Hundredths of a percent as a length: 1234 is "12.34%"."""
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def share(part: int, whole: int) -> str:
    """A part of a whole as a length, floored, and never longer than the whole."""
    return percentage(min(part * 10_000 // whole, 10_000))
