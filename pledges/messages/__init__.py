"""What people read of the engine and the lifecycle: per requirement, warning, refusal and transition."""

from pledges.messages.cautions import refusal, transition_closed, warning
from pledges.messages.findings import (
    REPORT,
    commitment,
    commitments,
    counted,
    figure,
    found,
    missing,
    no_one_recorded,
    place_of,
    standing,
    summary,
    title_of,
)
from pledges.messages.points import Point, Words, url_of

__all__ = [
    "REPORT",
    "Point",
    "Words",
    "commitment",
    "commitments",
    "counted",
    "figure",
    "found",
    "missing",
    "no_one_recorded",
    "place_of",
    "refusal",
    "standing",
    "summary",
    "title_of",
    "transition_closed",
    "url_of",
    "warning",
]
