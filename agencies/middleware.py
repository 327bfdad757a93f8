"""The one place that resolves which agency a request is for."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from agencies.models import Agency, Membership
from agencies.queries import current_membership
from agencies.time_zones import zone_of

SESSION_KEY = "agency"


class _Resolved(HttpRequest):
    membership: Membership | None
    agency: Agency | None


class AgencyMiddleware:
    """Sets ``request.membership`` and ``request.agency`` (each maybe None) from the signed-in person's memberships.

    Someone who acts for several agencies picks one; the pick is kept in the session and checked against the memberships on
    every request, so that a membership that ends ends at once. Nothing in a URL or a form has a say.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        resolved = cast("_Resolved", request)
        membership = None
        if request.user.is_authenticated:
            membership = current_membership(request.user, chosen=request.session.get(SESSION_KEY))
        resolved.membership = membership
        resolved.agency = membership.agency if membership is not None else None
        if resolved.agency is None:
            return self.get_response(request)
        # On an agency's pages days and times are those of its place.
        zone = zone_of(country=resolved.agency.country, region=resolved.agency.region)
        with timezone.override(zone):
            return self.get_response(request)
