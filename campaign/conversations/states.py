"""When a transition of a conversation may happen."""

from enum import StrEnum

from common.state_machine import StateMachine


class State(StrEnum):
    """Where a conversation stands. Before its address is confirmed no one but the sender learns of it."""

    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"  # for the agency
    ANSWERED = "answered"  # the sender may go on
    CLOSED = "closed"


class Transition(StrEnum):
    """What can happen to a conversation."""

    CONFIRM = "confirm"
    ASK_MORE = "ask_more"
    ANSWER = "answer"
    CLOSE = "close"


MACHINE: StateMachine[State, Transition] = StateMachine(
    {
        (State.UNCONFIRMED, Transition.CONFIRM): State.WAITING,
        (State.WAITING, Transition.ASK_MORE): State.WAITING,
        (State.WAITING, Transition.ANSWER): State.ANSWERED,
        (State.WAITING, Transition.CLOSE): State.CLOSED,
        (State.ANSWERED, Transition.ASK_MORE): State.WAITING,
        (State.ANSWERED, Transition.ANSWER): State.ANSWERED,
        (State.ANSWERED, Transition.CLOSE): State.CLOSED,
    }
)

# What an agency gets to see.
RELAYED = frozenset({State.WAITING, State.ANSWERED, State.CLOSED})
OPEN = frozenset({State.WAITING, State.ANSWERED})
