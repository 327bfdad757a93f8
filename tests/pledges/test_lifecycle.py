"""The table: every state × every step."""

import pytest

from common.state_machine import TransitionRefused
from pledges.lifecycle import (
    INTAKE,
    LIFECYCLE,
    OPEN,
    PUBLIC,
    State,
    Transition,
)

# Written out a second time, by state, so that a change of the table is a change of a test.
EXPECTED = {
    State.RECEIVED: {Transition.CONFIRM: State.CONFIRMED, Transition.CLOSE: State.CLOSED},
    State.CONFIRMED: {
        Transition.VERIFY: State.ACTIVE,
        Transition.QUERY: State.QUERIED,
        Transition.CLOSE: State.CLOSED,
    },
    State.QUERIED: {Transition.ANSWER: State.CONFIRMED, Transition.CLOSE: State.CLOSED},
    State.CLOSED: {},
    State.ACTIVE: {
        Transition.SUBMIT: State.SUBMITTED,
        Transition.EXTEND: State.ACTIVE,
        Transition.WITHDRAW: State.WITHDRAWN,
        Transition.LAPSE: State.LAPSED,
    },
    State.SUBMITTED: {
        Transition.RECALL: State.ACTIVE,
        Transition.SEND_BACK: State.RETURNED,
        Transition.APPROVE: State.COMPLETED,
        Transition.WITHDRAW: State.WITHDRAWN,
    },
    State.RETURNED: {
        Transition.SUBMIT: State.SUBMITTED,
        Transition.EXTEND: State.RETURNED,
        Transition.WITHDRAW: State.WITHDRAWN,
        Transition.LAPSE: State.LAPSED,
    },
    State.COMPLETED: {Transition.REVOKE: State.REVOKED},
    State.REVOKED: {
        Transition.SUBMIT: State.SUBMITTED,
        Transition.WITHDRAW: State.WITHDRAWN,
        Transition.RECERTIFY: State.COMPLETED,
    },
    State.WITHDRAWN: {},
    State.LAPSED: {Transition.REINSTATE: State.ACTIVE},
}


@pytest.mark.parametrize("step", Transition)
@pytest.mark.parametrize("state", State)
def test_next_state_of_every_state_and_step(state: State, step: Transition) -> None:
    expected = EXPECTED[state].get(step)
    if expected is None:
        with pytest.raises(TransitionRefused) as caught:
            LIFECYCLE.after(state, step)
        assert (caught.value.state, caught.value.transition) == (state, step)
    else:
        assert LIFECYCLE.after(state, step) == expected


@pytest.mark.parametrize("state", State)
def test_steps_from_every_state(state: State) -> None:
    assert set(LIFECYCLE.open_from(state)) == set(EXPECTED[state])


def test_every_state_can_be_reached_and_nothing_leads_back_to_the_intake() -> None:
    assert set(LIFECYCLE.table.values()) == set(State) - {State.RECEIVED}
    backward = [key for key, after in LIFECYCLE.table.items() if key[0] not in INTAKE and after in INTAKE]
    assert backward == []


def test_groups_of_states() -> None:
    assert {State.RECEIVED, State.CONFIRMED, State.QUERIED, State.CLOSED} == INTAKE
    assert {State.ACTIVE, State.SUBMITTED, State.RETURNED} == OPEN
    assert OPEN | {State.COMPLETED} == PUBLIC
