"""When a step of a conversation may happen: one table, and one function that reads it."""

from enum import StrEnum


class State(StrEnum):
    """Where a conversation stands. Before its address is confirmed nobody but the sender learns of it."""

    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"  # for the agency
    ANSWERED = "answered"  # the sender may go on
    CLOSED = "closed"


class Step(StrEnum):
    """What can happen to a conversation."""

    CONFIRM = "confirm"
    ASK_MORE = "ask_more"
    ANSWER = "answer"
    CLOSE = "close"


class StepRefused(Exception):
    """The step isn't open from this state."""


TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.UNCONFIRMED, Step.CONFIRM): State.WAITING,
    (State.WAITING, Step.ASK_MORE): State.WAITING,
    (State.WAITING, Step.ANSWER): State.ANSWERED,
    (State.WAITING, Step.CLOSE): State.CLOSED,
    (State.ANSWERED, Step.ASK_MORE): State.WAITING,
    (State.ANSWERED, Step.ANSWER): State.ANSWERED,
    (State.ANSWERED, Step.CLOSE): State.CLOSED,
}

# What an agency gets to see.
RELAYED = frozenset({State.WAITING, State.ANSWERED, State.CLOSED})
OPEN = frozenset({State.WAITING, State.ANSWERED})


def next_state(state: State, step: Step) -> State:
    """The state after ``step``; StepRefused when the table has no such row."""
    try:
        return TRANSITIONS[state, step]
    except KeyError:
        raise StepRefused(f"{step} isn't possible while the conversation is {state}") from None
