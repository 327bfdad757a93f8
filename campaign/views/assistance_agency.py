"""An agency's own requests for help, on its own pages."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render

from agencies.permissions import Capability, require
from agencies.requests import AgencyRequest
from campaign.actions import assistance as actions
from campaign.forms.assistance import ReplyForm
from campaign.models import AssistanceRequest
from campaign.queries import assistance as queries
from campaign.views.assistance import REPLY_RATE
from campaign.views.receiving import receive
from common.addresses import reverse


def requests(request: AgencyRequest) -> HttpResponse:
    """What the agency's members have asked for while they were signed in."""
    return render(request, "campaign/my_requests.html", {"rows": queries.of_agency(request.agency)})


def one(request: AgencyRequest, public_id: str) -> HttpResponse:
    """One request, with room to write back for those who may."""
    try:
        found = queries.request_of(request.agency, public_id)
    except AssistanceRequest.DoesNotExist:
        raise Http404 from None
    if request.method == "POST":
        require(request.user, Capability.HELP_REPLY, request.agency)
    return receive(
        request,
        ReplyForm,
        template="campaign/my_request.html",
        keep=partial(actions.reply, request=found, by=request.user),
        thanks=reverse("campaign:my_request", args=[public_id]),
        context={"found": found, "lines": queries.said(found)},
        rate=REPLY_RATE,
    )
