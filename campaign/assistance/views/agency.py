"""An agency's own requests for help, on its own pages."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render

from agencies.middleware import AgencyRequest
from agencies.permissions import Capability, require
from campaign.assistance import actions
from campaign.assistance.forms import ReplyForm
from campaign.assistance.models import AssistanceRequest
from campaign.assistance.queries import requests as queries
from campaign.assistance.views.public import REPLY_RATE
from common.addresses import reverse
from common.forms.receiving import receive


def requests(request: AgencyRequest) -> HttpResponse:
    """What the agency's members have asked for while they were signed in."""
    return render(request, "assistance/my_requests.html", {"rows": queries.of_agency(request.agency)})


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
        template="assistance/my_request.html",
        keep=partial(actions.reply, request=found, by=request.user),
        thanks=reverse("assistance:my_request", args=[public_id]),
        context={"found": found, "lines": queries.said(found)},
        rate=REPLY_RATE,
    )
