"""When a transition of a pledge may happen: a table. Who may take it is in ``permissions``."""

from enum import StrEnum

from common.state_machine import StateMachine


class State(StrEnum):
    """Where a pledge stands. The first four are the intake: nothing of them is public."""

    RECEIVED = "received"  # the form was sent; the coordinator's address isn't confirmed yet
    CONFIRMED = "confirmed"  # the address is confirmed; the IACP is to verify
    QUERIED = "queried"  # the IACP asked the coordinator to correct or explain something
    CLOSED = "closed"  # not taken up: a duplicate, or no one with authority answered
    ACTIVE = "active"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    COMPLETED = "completed"
    REVOKED = "revoked"  # the certificate was revoked; the agency may submit again
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Transition(StrEnum):
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
    TAKE_BACK = "take_back"  # a decision that was released, while its emails are held


LIFECYCLE: StateMachine[State, Transition] = StateMachine(
    {
        (State.RECEIVED, Transition.CONFIRM): State.CONFIRMED,
        (State.RECEIVED, Transition.CLOSE): State.CLOSED,
        (State.CONFIRMED, Transition.VERIFY): State.ACTIVE,
        (State.CONFIRMED, Transition.QUERY): State.QUERIED,
        (State.CONFIRMED, Transition.CLOSE): State.CLOSED,
        (State.QUERIED, Transition.ANSWER): State.CONFIRMED,
        (State.QUERIED, Transition.CLOSE): State.CLOSED,
        (State.ACTIVE, Transition.SUBMIT): State.SUBMITTED,
        (State.ACTIVE, Transition.EXTEND): State.ACTIVE,
        (State.ACTIVE, Transition.WITHDRAW): State.WITHDRAWN,
        (State.ACTIVE, Transition.LAPSE): State.LAPSED,
        (State.SUBMITTED, Transition.RECALL): State.ACTIVE,
        (State.SUBMITTED, Transition.SEND_BACK): State.RETURNED,
        (State.SUBMITTED, Transition.APPROVE): State.COMPLETED,
        (State.SUBMITTED, Transition.WITHDRAW): State.WITHDRAWN,
        (State.RETURNED, Transition.SUBMIT): State.SUBMITTED,
        (State.RETURNED, Transition.EXTEND): State.RETURNED,
        (State.RETURNED, Transition.WITHDRAW): State.WITHDRAWN,
        (State.RETURNED, Transition.LAPSE): State.LAPSED,
        (State.RETURNED, Transition.TAKE_BACK): State.SUBMITTED,
        (State.COMPLETED, Transition.REVOKE): State.REVOKED,
        (State.COMPLETED, Transition.TAKE_BACK): State.SUBMITTED,
        (State.REVOKED, Transition.SUBMIT): State.SUBMITTED,
        (State.REVOKED, Transition.WITHDRAW): State.WITHDRAWN,
        (State.REVOKED, Transition.RECERTIFY): State.COMPLETED,
        (State.LAPSED, Transition.REINSTATE): State.ACTIVE,
    }
)

INTAKE = frozenset({State.RECEIVED, State.CONFIRMED, State.QUERIED, State.CLOSED})
OPEN = frozenset({State.ACTIVE, State.SUBMITTED, State.RETURNED})
# The agency's turn: it may write its completion and submit it.
PREPARING = frozenset({State.ACTIVE, State.RETURNED, State.REVOKED})
ENDED = frozenset({State.WITHDRAWN, State.LAPSED})
# The agency may take the pledge again.
AGAIN = ENDED | {State.CLOSED}
# What the directory shows: pledged agencies that are on their way, and those that arrived.
PUBLIC = OPEN | {State.COMPLETED}
