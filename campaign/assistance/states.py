"""When a transition of a request for help may happen."""

from enum import StrEnum

from common.state_machine import StateMachine


class State(StrEnum):
    """Where a request stands."""

    NEW = "new"  # no one has taken it up
    ASSIGNED = "assigned"  # a reviewer is to answer
    ANSWERED = "answered"  # the requester may reply
    CLOSED = "closed"


class Transition(StrEnum):
    """What can happen to a request."""

    ASSIGN = "assign"
    RELEASE = "release"
    ANSWER = "answer"
    REPLY = "reply"  # by the requester
    CLOSE = "close"


MACHINE: StateMachine[State, Transition] = StateMachine(
    {
        (State.NEW, Transition.ASSIGN): State.ASSIGNED,
        (State.NEW, Transition.ANSWER): State.ANSWERED,
        (State.NEW, Transition.REPLY): State.NEW,
        (State.NEW, Transition.CLOSE): State.CLOSED,
        (State.ASSIGNED, Transition.ASSIGN): State.ASSIGNED,
        (State.ASSIGNED, Transition.RELEASE): State.NEW,
        (State.ASSIGNED, Transition.ANSWER): State.ANSWERED,
        (State.ASSIGNED, Transition.REPLY): State.ASSIGNED,
        (State.ASSIGNED, Transition.CLOSE): State.CLOSED,
        (State.ANSWERED, Transition.ASSIGN): State.ANSWERED,
        (State.ANSWERED, Transition.ANSWER): State.ANSWERED,
        (State.ANSWERED, Transition.REPLY): State.ASSIGNED,
        (State.ANSWERED, Transition.CLOSE): State.CLOSED,
        # The one who closed it has it, so that a reply finds someone.
        (State.CLOSED, Transition.REPLY): State.ASSIGNED,
    }
)

# It is the IACP's turn.
OURS = frozenset({State.NEW, State.ASSIGNED})
OPEN = OURS | {State.ANSWERED}
