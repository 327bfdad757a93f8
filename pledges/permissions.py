"""Who may take which step. When a step may happen is the lifecycle's table; both must agree."""

from enum import StrEnum

from accounts.models import User
from agencies.models import Agency, Membership
from common.problems import NotAllowed
from pledges import queries
from pledges.lifecycle import Step


class Role(StrEnum):
    """What somebody is towards one pledge."""

    COORDINATOR = (
        "coordinator"  # holds the link that was mailed to the pledge's coordinator; needs no account
    )
    LEAD = "lead"
    EDITOR = "editor"
    SIGNATORY = "signatory"
    VIEWER = "viewer"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


_SPEAKS_FOR_THE_AGENCY = frozenset({Role.LEAD, Role.SIGNATORY})
_IACP = frozenset({Role.REVIEWER, Role.ADMINISTRATOR})

MAY_TAKE: dict[Step, frozenset[Role]] = {
    Step.CONFIRM: frozenset({Role.COORDINATOR}),
    Step.QUERY: _IACP,
    Step.ANSWER: frozenset({Role.COORDINATOR}),
    Step.VERIFY: _IACP,
    Step.CLOSE: _IACP,
    Step.SUBMIT: _SPEAKS_FOR_THE_AGENCY,
    Step.RECALL: _SPEAKS_FOR_THE_AGENCY,
    Step.SEND_BACK: _IACP,
    Step.APPROVE: _IACP,
    Step.EXTEND: _IACP,
    # An agency that lost its people can ask the IACP in writing, and an administrator enters it.
    Step.WITHDRAW: _SPEAKS_FOR_THE_AGENCY | {Role.ADMINISTRATOR},
    Step.LAPSE: _IACP,
    Step.REINSTATE: _IACP,
}
# Not steps: they leave the pledge's state as it is.
MAY_DRAFT = frozenset({Role.LEAD, Role.EDITOR, Role.SIGNATORY})
MAY_ADOPT_EDITION = _SPEAKS_FOR_THE_AGENCY


def roles_of(user: User | None, agency: Agency) -> frozenset[Role]:
    """What ``user`` is towards ``agency``'s pledge, by one query.

    Nobody decides on their own agency: whoever has a membership there, in any role and even while it is suspended, is no
    reviewer of it. Memberships of a suspended agency, and people who may not sign in, give no role.
    """
    if user is None or not user.is_active:
        return frozenset()
    role = queries.membership_role(user, agency)
    if role is not None:
        return frozenset() if agency.is_suspended else frozenset({Role(Membership.Role(role).value)})
    if user.is_campaign_administrator:
        return frozenset({Role.ADMINISTRATOR})
    return frozenset({Role.REVIEWER}) if user.is_reviewer else frozenset()


def may_take(step: Step, roles: frozenset[Role]) -> bool:
    """Whether somebody with ``roles`` may take ``step``, in whatever state it is open."""
    return bool(MAY_TAKE[step] & roles)


def require(step: Step, *, by: User | None, agency: Agency) -> None:
    """Raise NotAllowed unless ``by`` may take ``step`` on this agency's pledge."""
    if not may_take(step, roles_of(by, agency)):
        raise NotAllowed(f"{step} isn't open to this person")


def require_any(allowed: frozenset[Role], *, by: User | None, agency: Agency) -> None:
    """Raise NotAllowed unless ``by`` has one of the ``allowed`` roles towards this agency."""
    if not allowed & roles_of(by, agency):
        raise NotAllowed("this isn't open to this person")
