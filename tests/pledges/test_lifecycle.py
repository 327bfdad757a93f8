"""The table of states as a whole; `test_steps.py` takes every step from every state as every role."""

from pledges.lifecycle import INTAKE, LIFECYCLE, OPEN, PUBLIC, State
from tests.pledges.table import STATES


def test_steps_are_offered_in_the_states_that_take_them() -> None:
    assert {state: set(LIFECYCLE.open_from(state)) for state in State} == {
        state: set(steps) for state, steps in STATES.items()
    }


def test_every_state_can_be_reached_and_nothing_leads_back_to_the_intake() -> None:
    assert set(LIFECYCLE.table.values()) == set(State) - {State.RECEIVED}
    backward = [key for key, after in LIFECYCLE.table.items() if key[0] not in INTAKE and after in INTAKE]
    assert backward == []


def test_groups_of_states() -> None:
    assert {State.RECEIVED, State.CONFIRMED, State.QUERIED, State.CLOSED} == INTAKE
    assert {State.ACTIVE, State.SUBMITTED, State.RETURNED} == OPEN
    assert OPEN | {State.COMPLETED} == PUBLIC
