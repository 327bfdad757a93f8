"""Who may open which of an agency's own pages."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies import queries
from agencies.models import Membership
from agencies.requests import AgencyRequest
from common.problems import NotAllowed

P = ParamSpec("P")
# What the decorators take may ask for an AgencyRequest; what they give back is any view.
AgencyView = Callable[Concatenate[AgencyRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def member_required(view: AgencyView[P]) -> View[P]:
    """The page is for an agency's members, in any role. ``request.agency`` and ``request.membership`` are set.

    A person without an agency gets 403 with a page that says why and what to do.
    """
    return _guard(view, lambda membership: True, "")


def editor_required(view: AgencyView[P]) -> View[P]:
    """The page is for those who keep the evidence: leads, editors and signatories."""
    return _guard(
        view,
        lambda membership: membership.may_edit,
        _("You can read here. Ask a lead to let you change things."),
    )


def submitter_required(view: AgencyView[P]) -> View[P]:
    """The page is for those who speak for the agency towards the IACP: leads and signatories."""
    return _guard(
        view,
        lambda membership: membership.may_submit,
        _("Only a lead or a signatory of the agency can do this. Ask one of them."),
    )


def lead_required(view: AgencyView[P]) -> View[P]:
    """The page is for the agency's leads."""
    return _guard(
        view,
        lambda membership: membership.is_lead,
        _("Only a lead of the agency can do this. Ask one of them."),
    )


def _guard(view: AgencyView[P], may: Callable[[Membership], bool], otherwise: str | Promise) -> View[P]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        of_agency = cast("AgencyRequest", request)
        if getattr(request, "membership", None) is None:
            return _without_agency(of_agency)
        if not may(of_agency.membership):
            raise NotAllowed(otherwise)
        return view(of_agency, *args, **kwargs)

    return guarded


def _without_agency(request: AgencyRequest) -> HttpResponse:
    context = {"suspended": queries.suspended_agencies_of(request.user)}
    return render(request, "agencies/no_agency.html", context, status=403)
