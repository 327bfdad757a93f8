"""The clock of a pledge: overdue is worked out, and never shown while something waits for the IACP."""

from datetime import date

import pytest

from pledges import queries
from pledges.lifecycle import State
from pledges.models import Pledge

DUE = date(2028, 3, 3)


def pledge(state: State = State.ACTIVE, **fields: object) -> Pledge:
    return Pledge(**{"state": state.value, "edition": "2022", "pledged_on": date(2025, 3, 3), **fields})


@pytest.mark.parametrize(
    ("today", "status", "left"),
    [
        (date(2025, 3, 3), "on_track", 1096),
        (date(2027, 9, 4), "on_track", 181),
        (date(2027, 9, 5), "due_soon", 180),
        (DUE, "due_soon", 0),
        (date(2028, 3, 4), "overdue", -1),
    ],
)
def test_clock_by_day(today: date, status: str, left: int) -> None:
    clock = queries.clock_of(pledge(), today)
    assert (clock.guide_on, clock.due_on, clock.deadline_on) == (date(2026, 3, 3), DUE, DUE)
    assert (clock.status, clock.days_left, clock.is_overdue) == (status, left, status == "overdue")


@pytest.mark.parametrize("state", State)
def test_clock_is_overdue_only_while_nothing_waits_and_nothing_ended(state: State) -> None:
    clock = queries.clock_of(pledge(state), date(2030, 1, 1))
    assert clock.is_overdue == (state in {State.ACTIVE, State.RETURNED})
    assert clock.is_waiting == (state is State.SUBMITTED)


@pytest.mark.parametrize(("today", "overdue"), [(date(2029, 1, 1), False), (date(2029, 1, 2), True)])
def test_clock_with_an_extension(today: date, overdue: bool) -> None:
    clock = queries.clock_of(pledge(extended_until=date(2029, 1, 1)), today)
    assert (clock.deadline_on, clock.due_on, clock.is_overdue) == (date(2029, 1, 1), DUE, overdue)


def test_clock_with_an_extension_says_so_until_it_is_soon_over() -> None:
    extended = pledge(extended_until=date(2029, 1, 1))
    assert queries.clock_of(extended, date(2028, 3, 4)).status == "extended"
    assert queries.clock_of(extended, date(2028, 12, 1)).status == "due_soon"


def test_clock_of_a_completed_pledge_has_stopped() -> None:
    done = pledge(State.COMPLETED, completed_on=date(2026, 5, 1))
    clock = queries.clock_of(done, date(2031, 1, 1))
    assert (clock.status, clock.finished_on, clock.is_overdue) == ("completed", date(2026, 5, 1), False)
