"""The table: every state × every step."""

import pytest

from pledges.lifecycle import (
    INTAKE,
    OPEN,
    PUBLIC,
    TRANSITIONS,
    State,
    Step,
    StepRefused,
    next_state,
    steps_from,
)

# Written out a second time, by state, so that a change of the table is a change of a test.
EXPECTED = {
    State.RECEIVED: {Step.CONFIRM: State.CONFIRMED, Step.CLOSE: State.CLOSED},
    State.CONFIRMED: {Step.VERIFY: State.ACTIVE, Step.QUERY: State.QUERIED, Step.CLOSE: State.CLOSED},
    State.QUERIED: {Step.ANSWER: State.CONFIRMED, Step.CLOSE: State.CLOSED},
    State.CLOSED: {},
    State.ACTIVE: {
        Step.SUBMIT: State.SUBMITTED,
        Step.EXTEND: State.ACTIVE,
        Step.WITHDRAW: State.WITHDRAWN,
        Step.LAPSE: State.LAPSED,
    },
    State.SUBMITTED: {
        Step.RECALL: State.ACTIVE,
        Step.SEND_BACK: State.RETURNED,
        Step.APPROVE: State.COMPLETED,
        Step.WITHDRAW: State.WITHDRAWN,
    },
    State.RETURNED: {
        Step.SUBMIT: State.SUBMITTED,
        Step.EXTEND: State.RETURNED,
        Step.WITHDRAW: State.WITHDRAWN,
        Step.LAPSE: State.LAPSED,
    },
    State.COMPLETED: {Step.REVOKE: State.REVOKED},
    State.REVOKED: {
        Step.SUBMIT: State.SUBMITTED,
        Step.WITHDRAW: State.WITHDRAWN,
        Step.RECERTIFY: State.COMPLETED,
    },
    State.WITHDRAWN: {},
    State.LAPSED: {Step.REINSTATE: State.ACTIVE},
}


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("state", State)
def test_next_state_of_every_state_and_step(state: State, step: Step) -> None:
    expected = EXPECTED[state].get(step)
    if expected is None:
        with pytest.raises(StepRefused) as caught:
            next_state(state, step)
        assert (caught.value.state, caught.value.step) == (state, step)
    else:
        assert next_state(state, step) == expected


@pytest.mark.parametrize("state", State)
def test_steps_from_every_state(state: State) -> None:
    assert set(steps_from(state)) == set(EXPECTED[state])


def test_every_state_can_be_reached_and_nothing_leads_back_to_the_intake() -> None:
    assert set(TRANSITIONS.values()) == set(State) - {State.RECEIVED}
    backward = [key for key, after in TRANSITIONS.items() if key[0] not in INTAKE and after in INTAKE]
    assert backward == []


def test_groups_of_states() -> None:
    assert {State.RECEIVED, State.CONFIRMED, State.QUERIED, State.CLOSED} == INTAKE
    assert {State.ACTIVE, State.SUBMITTED, State.RETURNED} == OPEN
    assert OPEN | {State.COMPLETED} == PUBLIC
