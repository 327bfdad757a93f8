"""Why a transition of a pledge isn't open."""

from django.utils.translation import gettext_lazy

from pledges.lifecycle import State
from pledges.wording.points import Words


def transition_closed(state: State) -> str:
    """Why a transition isn't open: where the pledge stands, said to someone who has just tried."""
    return str(_CLOSED[state])


_CLOSED: dict[State, Words] = {
    State.RECEIVED: gettext_lazy(
        "This pledge waits for its email address to be confirmed, so this can't be done yet."
    ),
    State.CONFIRMED: gettext_lazy("This pledge waits for the IACP to verify it, so this can't be done now."),
    State.QUERIED: gettext_lazy(
        "The IACP has asked a question about this pledge, so this can't be done before the answer."
    ),
    State.CLOSED: gettext_lazy("This pledge was closed, so nothing more can be done with it."),
    State.ACTIVE: gettext_lazy(
        "This pledge is on its way and nothing is submitted, so this can't be done now."
    ),
    State.SUBMITTED: gettext_lazy(
        "The completion has been submitted and waits for the IACP, so this can't be done now."
    ),
    State.RETURNED: gettext_lazy("The completion was returned for changes, so this can't be done now."),
    State.COMPLETED: gettext_lazy("This pledge is completed, so this can't be done any more."),
    State.REVOKED: gettext_lazy(
        "The certificate was revoked, so this can't be done before you submit again."
    ),
    State.WITHDRAWN: gettext_lazy("This pledge was withdrawn, so this can't be done any more."),
    State.LAPSED: gettext_lazy(
        "This pledge has lapsed, so this can't be done before the IACP reinstates it."
    ),
}
