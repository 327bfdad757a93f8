"""The request as an agency's own pages see it, for their annotations."""

from accounts.requests import PersonRequest
from agencies.models import Agency, Membership


class AgencyRequest(PersonRequest):
    """A request that ``agencies.permissions`` let pass: someone signed in, acting for an agency.

    Only a type: ``agencies.middleware`` sets the two attributes on Django's own request.
    """

    membership: Membership
    agency: Agency
