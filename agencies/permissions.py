"""The roles at an agency as guards of its own pages, for the access table."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies import queries
from agencies.models import Membership
from agencies.requests import AgencyRequest
from common.access import Guard
from common.problems import NotAllowed


def _guard(name: str, may: Callable[[Membership], bool], otherwise: str | Promise) -> Guard:
    """A guard over ``request.membership``, which ``agencies.middleware`` sets.

    A person without an agency gets 403 with a page that says why and what to do.
    """

    def judge(request: HttpRequest) -> HttpResponse | None:
        membership = cast("AgencyRequest", request).membership
        if membership is None:
            return _without_agency(request)
        if not may(membership):
            raise NotAllowed(otherwise)
        return None

    return Guard(name, judge)


def _without_agency(request: HttpRequest) -> HttpResponse:
    context = {"suspended": queries.suspended_agencies_of(cast("AgencyRequest", request).user)}
    return render(request, "agencies/no_agency.html", context, status=403)


MEMBER = _guard("member", lambda membership: True, "")
# Those who keep the evidence: leads, editors and signatories.
EDITOR = _guard(
    "editor",
    lambda membership: membership.may_edit,
    _("You can read here. Ask a lead to let you change things."),
)
# Those who speak for the agency towards the IACP: leads and signatories.
SUBMITTER = _guard(
    "submitter",
    lambda membership: membership.may_submit,
    _("Only a lead or a signatory of the agency can do this. Ask one of them."),
)
LEAD = _guard(
    "lead",
    lambda membership: membership.is_lead,
    _("Only a lead of the agency can do this. Ask one of them."),
)
