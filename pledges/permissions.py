"""Who may take which transition: by the capability that it needs. When a transition may happen is the lifecycle's table."""

from accounts.permissions import By
from agencies import permissions
from agencies.models import Agency
from agencies.permissions import MAY, Capability, Role, roles_of
from pledges.lifecycle import Transition

__all__ = ["MAY_TAKE", "NEEDED", "Capability", "Role", "may_take", "require", "roles_of"]

NEEDED: dict[Transition, Capability] = {
    Transition.CONFIRM: Capability.PLEDGE_ANSWER,
    Transition.QUERY: Capability.PLEDGE_VERIFY,
    Transition.ANSWER: Capability.PLEDGE_ANSWER,
    Transition.VERIFY: Capability.PLEDGE_VERIFY,
    Transition.CLOSE: Capability.PLEDGE_VERIFY,
    Transition.SUBMIT: Capability.COMPLETION_SUBMIT,
    Transition.RECALL: Capability.COMPLETION_SUBMIT,
    Transition.SEND_BACK: Capability.COMPLETION_DECIDE,
    Transition.APPROVE: Capability.COMPLETION_DECIDE,
    Transition.EXTEND: Capability.DEADLINE_SET,
    Transition.WITHDRAW: Capability.PLEDGE_WITHDRAW,
    Transition.LAPSE: Capability.DEADLINE_SET,
    Transition.REINSTATE: Capability.DEADLINE_SET,
    Transition.REVOKE: Capability.CERTIFICATE_CHANGE,
    Transition.RECERTIFY: Capability.CERTIFICATE_CHANGE,
    Transition.TAKE_BACK: Capability.COMPLETION_DECIDE,
}
MAY_TAKE: dict[Transition, frozenset[Role]] = {
    transition: MAY[needed] for transition, needed in NEEDED.items()
}


def may_take(transition: Transition, roles: frozenset[Role]) -> bool:
    """Whether someone with ``roles`` may take ``transition``, in whatever state it is open."""
    return bool(MAY_TAKE[transition] & roles)


def require(transition: Transition, *, by: By | None, agency: Agency) -> None:
    """NotAllowed, saying why, unless ``by`` may take ``transition`` on this agency's pledge."""
    permissions.require(by, NEEDED[transition], agency)
