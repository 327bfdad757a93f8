"""When a step may happen: one table, and one function that reads it. Who may take it is in ``permissions``."""

from enum import StrEnum


class State(StrEnum):
    """Where a pledge stands. The first four are the intake: nothing of them is public."""

    RECEIVED = "received"  # the form was sent; the coordinator's address isn't confirmed yet
    CONFIRMED = "confirmed"  # the address is confirmed; the IACP is to verify
    QUERIED = "queried"  # the IACP asked the coordinator to correct or explain something
    CLOSED = "closed"  # not taken up: a duplicate, or nobody with authority answered
    ACTIVE = "active"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    COMPLETED = "completed"
    REVOKED = "revoked"  # the certificate was revoked; the agency may submit again
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Step(StrEnum):
    """What can happen to a pledge."""

    CONFIRM = "confirm"
    QUERY = "query"
    ANSWER = "answer"
    VERIFY = "verify"
    CLOSE = "close"
    SUBMIT = "submit"
    RECALL = "recall"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    EXTEND = "extend"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    REINSTATE = "reinstate"
    REVOKE = "revoke"
    RECERTIFY = "recertify"


class StepRefused(Exception):
    """The step isn't open from this state."""

    def __init__(self, state: State, step: Step) -> None:
        super().__init__(f"{step} isn't possible while the pledge is {state}")
        self.state = state
        self.step = step


TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.RECEIVED, Step.CONFIRM): State.CONFIRMED,
    (State.RECEIVED, Step.CLOSE): State.CLOSED,
    (State.CONFIRMED, Step.VERIFY): State.ACTIVE,
    (State.CONFIRMED, Step.QUERY): State.QUERIED,
    (State.CONFIRMED, Step.CLOSE): State.CLOSED,
    (State.QUERIED, Step.ANSWER): State.CONFIRMED,
    (State.QUERIED, Step.CLOSE): State.CLOSED,
    (State.ACTIVE, Step.SUBMIT): State.SUBMITTED,
    (State.ACTIVE, Step.EXTEND): State.ACTIVE,
    (State.ACTIVE, Step.WITHDRAW): State.WITHDRAWN,
    (State.ACTIVE, Step.LAPSE): State.LAPSED,
    (State.SUBMITTED, Step.RECALL): State.ACTIVE,
    (State.SUBMITTED, Step.SEND_BACK): State.RETURNED,
    (State.SUBMITTED, Step.APPROVE): State.COMPLETED,
    (State.SUBMITTED, Step.WITHDRAW): State.WITHDRAWN,
    (State.RETURNED, Step.SUBMIT): State.SUBMITTED,
    (State.RETURNED, Step.EXTEND): State.RETURNED,
    (State.RETURNED, Step.WITHDRAW): State.WITHDRAWN,
    (State.RETURNED, Step.LAPSE): State.LAPSED,
    (State.COMPLETED, Step.REVOKE): State.REVOKED,
    (State.REVOKED, Step.SUBMIT): State.SUBMITTED,
    (State.REVOKED, Step.WITHDRAW): State.WITHDRAWN,
    (State.REVOKED, Step.RECERTIFY): State.COMPLETED,
    (State.LAPSED, Step.REINSTATE): State.ACTIVE,
}

INTAKE = frozenset({State.RECEIVED, State.CONFIRMED, State.QUERIED, State.CLOSED})
OPEN = frozenset({State.ACTIVE, State.SUBMITTED, State.RETURNED})
# The agency's turn: it may write its completion and submit it.
PREPARING = frozenset({State.ACTIVE, State.RETURNED, State.REVOKED})
ENDED = frozenset({State.WITHDRAWN, State.LAPSED})
# The agency may take the pledge again.
AGAIN = ENDED | {State.CLOSED}
# What the directory shows: pledged agencies that are on their way, and those that arrived.
PUBLIC = OPEN | {State.COMPLETED}


def next_state(state: State, step: Step) -> State:
    """The state after ``step``; StepRefused when the table has no such row."""
    try:
        return TRANSITIONS[state, step]
    except KeyError:
        raise StepRefused(state, step) from None


def steps_from(state: State) -> list[Step]:
    """The steps open from ``state``, in the table's order."""
    return [step for (origin, step) in TRANSITIONS if origin is state]
