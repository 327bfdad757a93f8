"""Who may take which step: by the capability that it needs. When a step may happen is the lifecycle's table."""

from accounts.actors import By
from agencies import permissions
from agencies.models import Agency
from agencies.permissions import MAY, Capability, Role, roles_of
from pledges.lifecycle import Step

__all__ = ["MAY_TAKE", "NEEDED", "Capability", "Role", "may_take", "require", "roles_of"]

NEEDED: dict[Step, Capability] = {
    Step.CONFIRM: Capability.PLEDGE_ANSWER,
    Step.QUERY: Capability.PLEDGE_VERIFY,
    Step.ANSWER: Capability.PLEDGE_ANSWER,
    Step.VERIFY: Capability.PLEDGE_VERIFY,
    Step.CLOSE: Capability.PLEDGE_VERIFY,
    Step.SUBMIT: Capability.COMPLETION_SUBMIT,
    Step.RECALL: Capability.COMPLETION_SUBMIT,
    Step.SEND_BACK: Capability.COMPLETION_DECIDE,
    Step.APPROVE: Capability.COMPLETION_DECIDE,
    Step.EXTEND: Capability.DEADLINE_SET,
    Step.WITHDRAW: Capability.PLEDGE_WITHDRAW,
    Step.LAPSE: Capability.DEADLINE_SET,
    Step.REINSTATE: Capability.DEADLINE_SET,
    Step.REVOKE: Capability.CERTIFICATE_CHANGE,
    Step.RECERTIFY: Capability.CERTIFICATE_CHANGE,
}
MAY_TAKE: dict[Step, frozenset[Role]] = {step: MAY[needed] for step, needed in NEEDED.items()}


def may_take(step: Step, roles: frozenset[Role]) -> bool:
    """Whether someone with ``roles`` may take ``step``, in whatever state it is open."""
    return bool(MAY_TAKE[step] & roles)


def require(step: Step, *, by: By | None, agency: Agency) -> None:
    """NotAllowed, saying why, unless ``by`` may take ``step`` on this agency's pledge."""
    permissions.require(by, NEEDED[step], agency)
