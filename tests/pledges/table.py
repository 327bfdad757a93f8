"""The lifecycle as it is meant, written out a second time: a change of the code's tables is a change here."""

from pledges.lifecycle import State, Transition
from pledges.permissions import Role

IACP = {Role.REVIEWER, Role.ADMINISTRATOR}
SPEAKERS = {Role.LEAD, Role.SIGNATORY}
# Who may take each step.
ROLES = {
    Transition.CONFIRM: {Role.COORDINATOR},
    Transition.QUERY: IACP,
    Transition.ANSWER: {Role.COORDINATOR},
    Transition.VERIFY: IACP,
    Transition.CLOSE: IACP,
    Transition.SUBMIT: SPEAKERS,
    Transition.RECALL: SPEAKERS,
    Transition.SEND_BACK: IACP,
    Transition.APPROVE: IACP,
    Transition.EXTEND: IACP,
    Transition.WITHDRAW: SPEAKERS | {Role.ADMINISTRATOR},
    Transition.LAPSE: IACP,
    Transition.REINSTATE: IACP,
    Transition.REVOKE: IACP,
    Transition.RECERTIFY: IACP,
    Transition.TAKE_BACK: IACP,
}
# Where each step leads from each state.
STATES = {
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
        Transition.TAKE_BACK: State.SUBMITTED,
    },
    State.COMPLETED: {Transition.REVOKE: State.REVOKED, Transition.TAKE_BACK: State.SUBMITTED},
    State.REVOKED: {
        Transition.SUBMIT: State.SUBMITTED,
        Transition.WITHDRAW: State.WITHDRAWN,
        Transition.RECERTIFY: State.COMPLETED,
    },
    State.WITHDRAWN: {},
    State.LAPSED: {Transition.REINSTATE: State.ACTIVE},
}
