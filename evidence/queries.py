"""How an entry stands on a list: judged by the practice's own kind, as the engine judges it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.review_dates import review_state
from compliance.practices import Entries


@dataclass(frozen=True, slots=True)
class Status:
    """Whether an entry is over, what keeps it from counting, and whether its review is ``due``, ``overdue`` or neither."""

    has_ended: bool
    lacks: tuple[str, ...]
    review: str

    @property
    def counts(self) -> bool:
        """Whether the practice counts it today."""
        return not self.has_ended and not self.lacks


def status(kind: Entries, fact: Any, review_on: date | None, today: date) -> Status:
    """An entry's status on ``today``, from its fact. An entry that is over is reviewed no more."""
    until = getattr(fact, kind.until)
    has_ended = until is not None and until <= today
    return Status(has_ended, kind.lacks(fact, today), "" if has_ended else review_state(review_on, today))
