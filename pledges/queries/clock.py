"""The 12-to-36-month clock of a pledge. Overdue is worked out here from dates, and stored nowhere."""

from dataclasses import dataclass
from datetime import date

from compliance import clock
from compliance.editions import edition_by_code
from pledges.lifecycle import State
from pledges.models import Pledge

# From here on the page says "due soon".
SOON_DAYS = 180


@dataclass(frozen=True, slots=True)
class Clock:
    """``deadline_on`` is the due date, or the extension's where that is later; ``days_left`` is negative after it."""

    pledged_on: date
    guide_on: date
    due_on: date
    deadline_on: date
    extended_until: date | None
    today: date
    months: int
    days_left: int
    limit_months: int
    is_waiting: bool
    is_overdue: bool
    finished_on: date | None

    @property
    def status(self) -> str:
        """A key of the status component."""
        if self.finished_on is not None:
            return "completed"
        if self.is_waiting:
            return "waiting"
        if self.is_overdue:
            return "overdue"
        if self.days_left <= SOON_DAYS:
            return "due_soon"
        return "extended" if self.deadline_on > self.due_on else "on_track"


def clock_of(pledge: Pledge, today: date) -> Clock:
    """The clock of a pledge on ``today``. Nothing is overdue while a submission waits, or once the pledge has ended."""
    edition = edition_by_code(pledge.edition)
    state = pledge.lifecycle_state
    deadline = clock.deadline_on(pledge.pledged_on, edition, pledge.extended_until)
    running = state in {State.ACTIVE, State.RETURNED}
    return Clock(
        pledged_on=pledge.pledged_on,
        guide_on=clock.guide_on(pledge.pledged_on, edition),
        due_on=clock.due_on(pledge.pledged_on, edition),
        deadline_on=deadline,
        extended_until=pledge.extended_until,
        today=today,
        months=clock.months_since(pledge.pledged_on, today),
        days_left=(deadline - today).days,
        limit_months=edition.limit_months,
        is_waiting=state is State.SUBMITTED,
        is_overdue=clock.is_overdue(
            today, pledge.pledged_on, edition, extended_until=pledge.extended_until, waiting=not running
        ),
        finished_on=pledge.completed_on if pledge.revoked_on is None else None,
    )
