"""The request as an agency's own pages see it, for their annotations."""

from django.http import HttpRequest

from accounts.models import User
from agencies.models import Agency, Membership


class AgencyRequest(HttpRequest):
    """A request that ``agencies.permissions`` let pass: someone signed in, acting for an agency.

    Only a type: ``agencies.middleware`` sets the two attributes on Django's own request.
    """

    user: User
    membership: Membership
    agency: Agency
