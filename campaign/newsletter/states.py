"""Where an issue of the newsletter stands, and which step leads where: a table, and one function."""

from enum import StrEnum


class State(StrEnum):
    """From the draft to what went out."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    STOPPED = "stopped"
    SENT = "sent"


class Step(StrEnum):
    """What staff, the clock and the sending itself do with an issue."""

    EDIT = "edit"
    SCHEDULE = "schedule"
    TAKE_BACK = "take_back"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    RETRY = "retry"
    FINISH = "finish"


TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.DRAFT, Step.EDIT): State.DRAFT,
    (State.DRAFT, Step.SCHEDULE): State.SCHEDULED,
    (State.DRAFT, Step.START): State.SENDING,
    (State.SCHEDULED, Step.TAKE_BACK): State.DRAFT,
    (State.SCHEDULED, Step.START): State.SENDING,
    (State.SENDING, Step.PAUSE): State.PAUSED,
    (State.SENDING, Step.FINISH): State.SENT,
    (State.SENDING, Step.STOP): State.STOPPED,
    (State.PAUSED, Step.RESUME): State.SENDING,
    (State.PAUSED, Step.STOP): State.STOPPED,
    (State.SENT, Step.RETRY): State.SENDING,
}
# On the web: from the first e-mail on, because each leads there. One that was stopped went out by mistake.
PUBLIC = frozenset({State.SENDING, State.PAUSED, State.SENT})


class StepRefused(Exception):
    """The table has no such row."""


def next_state(state: State, step: Step) -> State:
    """The state after ``step``; StepRefused when the table has no such row."""
    try:
        return TRANSITIONS[state, step]
    except KeyError:
        raise StepRefused(state, step) from None


def steps_from(state: State) -> tuple[Step, ...]:
    """What can be done with an issue in this state, in the order of the table."""
    return tuple(step for (before, step) in TRANSITIONS if before is state)
