"""The words for what the engine and the lifecycle say: per requirement, warning, refusal and step."""

from pledges.wording.cautions import refusal, warning
from pledges.wording.findings import (
    REPORT,
    commitment,
    commitments,
    counted,
    figure,
    found,
    missing,
    nobody_recorded,
    place_of,
    standing,
    title_of,
)
from pledges.wording.points import Point, Words, url_of
from pledges.wording.transitions import transition_closed

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
    "nobody_recorded",
    "place_of",
    "refusal",
    "standing",
    "title_of",
    "transition_closed",
    "url_of",
    "warning",
]
