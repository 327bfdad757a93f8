"""When a step of a request for help may happen: one table, and one function that reads it."""

from enum import StrEnum


class State(StrEnum):
    """Where a request stands."""

    NEW = "new"  # nobody has taken it up
    ASSIGNED = "assigned"  # a reviewer is to answer
    ANSWERED = "answered"  # the requester may reply
    CLOSED = "closed"


class Step(StrEnum):
    """What can happen to a request."""

    ASSIGN = "assign"
    RELEASE = "release"
    ANSWER = "answer"
    REPLY = "reply"  # by the requester
    CLOSE = "close"


class StepRefused(Exception):
    """The step isn't open from this state."""


TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.NEW, Step.ASSIGN): State.ASSIGNED,
    (State.NEW, Step.ANSWER): State.ANSWERED,
    (State.NEW, Step.REPLY): State.NEW,
    (State.NEW, Step.CLOSE): State.CLOSED,
    (State.ASSIGNED, Step.ASSIGN): State.ASSIGNED,
    (State.ASSIGNED, Step.RELEASE): State.NEW,
    (State.ASSIGNED, Step.ANSWER): State.ANSWERED,
    (State.ASSIGNED, Step.REPLY): State.ASSIGNED,
    (State.ASSIGNED, Step.CLOSE): State.CLOSED,
    (State.ANSWERED, Step.ASSIGN): State.ANSWERED,
    (State.ANSWERED, Step.ANSWER): State.ANSWERED,
    (State.ANSWERED, Step.REPLY): State.ASSIGNED,
    (State.ANSWERED, Step.CLOSE): State.CLOSED,
    # Whoever closed it has it, so that a reply finds somebody.
    (State.CLOSED, Step.REPLY): State.ASSIGNED,
}

# It is the IACP's turn.
OURS = frozenset({State.NEW, State.ASSIGNED})
OPEN = OURS | {State.ANSWERED}


def next_state(state: State, step: Step) -> State:
    """The state after ``step``; StepRefused when the table has no such row."""
    try:
        return TRANSITIONS[state, step]
    except KeyError:
        raise StepRefused(f"{step} isn't possible while the request is {state}") from None


def steps_from(state: State) -> frozenset[Step]:
    """The steps open from ``state``."""
    return frozenset(step for (origin, step) in TRANSITIONS if origin is state)
