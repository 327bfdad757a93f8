"""The one place that resolves which agency a request is for: the one that its address names, if the person belongs to it."""

from collections.abc import Callable
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from accounts.middleware import PersonRequest
from accounts.models import User
from agencies import queries
from agencies.models import Agency, Membership
from agencies.permissions import granted
from agencies.time_zones import zone_of
from common.access import READING
from common.addresses import PART, at_agency, enter_agency


class MemberRequest(PersonRequest):
    """A request of someone signed in, with what they may act under. Only a type: ``agencies.middleware`` sets the attributes."""

    memberships: list[Membership]
    usual_agency: Agency | None


class AgencyRequest(MemberRequest):
    """A request that ``agencies.permissions`` let pass: someone signed in, acting for the agency that the address names."""

    membership: Membership
    may: dict[str, bool]
    agency: Agency


SESSION_KEY = "agency"
View = Callable[..., HttpResponseBase]


class _Resolved(HttpRequest):
    memberships: list[Membership]
    membership: Membership | None
    may: dict[str, bool]
    agency: Agency | None
    usual_agency: Agency | None


class AgencyMiddleware:
    """Sets ``request.memberships``, and on an agency's page ``request.membership`` and ``request.agency`` (else None).

    ``request.may`` says there what the person may do, by the table of ``agencies.permissions``; elsewhere it is empty.

    An agency's page has the agency's public ID in its address. To anyone who doesn't belong to it, it isn't there: 404. The
    memberships are read on every request, so that one that ends is over at once.

    ``request.usual_agency`` is for addresses without an agency: the only one, or the one whose pages were opened last; None
    where neither is known. It says where to lead someone, never which agency a form is for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        resolved = cast("_Resolved", request)
        resolved.memberships = queries.memberships_of(request.user) if request.user.is_authenticated else []
        resolved.membership = resolved.agency = None
        resolved.may = {}
        resolved.usual_agency = _usual(resolved)
        with at_agency(""), timezone.override(None):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if PART not in kwargs:
            return None
        resolved = cast("_Resolved", request)
        membership = next((m for m in resolved.memberships if m.agency.public_id == kwargs[PART]), None)
        if membership is None:
            # In a suspended agency's place its people are told so, by the guards.
            resolved.agency = queries.suspended_agency_of(cast("User", request.user), kwargs.pop(PART))
            if resolved.agency is None:
                raise Http404
            return None
        del kwargs[PART]
        act_for(request, membership)
        _remember(resolved)
        return None


def act_for(request: HttpRequest, membership: Membership) -> None:
    """From here on the page is one of this agency: also for a page whose address names a paper, which names its agency."""
    resolved, agency = cast("_Resolved", request), membership.agency
    resolved.membership, resolved.agency = membership, agency
    resolved.may = granted(membership.role)
    enter_agency(agency.public_id)
    # On an agency's pages days and times are those of its place.
    timezone.activate(zone_of(country=agency.country, region=agency.region))


def _usual(request: _Resolved) -> Agency | None:
    agencies = [membership.agency for membership in request.memberships]
    if len(agencies) < 2:
        return agencies[0] if agencies else None
    return next((agency for agency in agencies if agency.pk == request.session.get(SESSION_KEY)), None)


def _remember(request: _Resolved) -> None:
    """Note whose pages were opened last, where there is a choice."""
    if request.method in READING and request.agency is not None and request.usual_agency != request.agency:
        request.session[SESSION_KEY] = request.agency.pk
