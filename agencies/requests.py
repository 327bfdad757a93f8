"""The request as an agency's own pages see it, for their annotations."""

from accounts.middleware import PersonRequest
from agencies.models import Agency, Membership


class MemberRequest(PersonRequest):
    """A request of someone signed in, with what they may act under. Only a type: ``agencies.middleware`` sets the attributes."""

    memberships: list[Membership]
    usual_agency: Agency | None


class AgencyRequest(MemberRequest):
    """A request that ``agencies.permissions`` let pass: someone signed in, acting for the agency that the address names."""

    membership: Membership
    agency: Agency
