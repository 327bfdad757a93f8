"""The words for what the engine and the lifecycle say: per requirement, warning, refusal and step."""

from pledges.wording.cautions import refusal, warning
from pledges.wording.findings import (
    PLACES,
    TITLES,
    commitment,
    found,
    missing,
    nobody_recorded,
    place_of,
    standing,
)
from pledges.wording.points import Point, Words, url_of
from pledges.wording.steps import step_closed

__all__ = [
    "PLACES",
    "TITLES",
    "Point",
    "Words",
    "commitment",
    "found",
    "missing",
    "nobody_recorded",
    "place_of",
    "refusal",
    "standing",
    "step_closed",
    "url_of",
    "warning",
]
