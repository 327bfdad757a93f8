"""The states of a newsletter issue, and which transition is open from which."""

from enum import StrEnum

from common.state_machine import StateMachine


class State(StrEnum):
    """From the draft to what went out."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    STOPPED = "stopped"
    SENT = "sent"


class Transition(StrEnum):
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


MACHINE: StateMachine[State, Transition] = StateMachine(
    {
        (State.DRAFT, Transition.EDIT): State.DRAFT,
        (State.DRAFT, Transition.SCHEDULE): State.SCHEDULED,
        (State.DRAFT, Transition.START): State.SENDING,
        (State.SCHEDULED, Transition.TAKE_BACK): State.DRAFT,
        (State.SCHEDULED, Transition.START): State.SENDING,
        (State.SENDING, Transition.PAUSE): State.PAUSED,
        (State.SENDING, Transition.FINISH): State.SENT,
        (State.SENDING, Transition.STOP): State.STOPPED,
        (State.PAUSED, Transition.RESUME): State.SENDING,
        (State.PAUSED, Transition.STOP): State.STOPPED,
        (State.SENT, Transition.RETRY): State.SENDING,
    }
)
# On the web: from the first email on, because each leads there. One that was stopped went out by mistake.
PUBLIC = frozenset({State.SENDING, State.PAUSED, State.SENT})
