"""An agency's own pages of the questions that it got."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from agencies.middleware import AgencyRequest
from agencies.permissions import Capability, require
from campaign.conversations import queries
from campaign.conversations.actions import abuse, retention
from campaign.conversations.actions import relay as actions
from campaign.conversations.forms import MessageForm, ReportForm
from campaign.conversations.models import Conversation, Side
from campaign.conversations.states import OPEN
from campaign.conversations.views.public import REPLY_RATE
from common.addresses import redirect, reverse
from common.forms.receiving import receive


def inbox(request: AgencyRequest) -> HttpResponse:
    """The conversations: those that wait for the agency first."""
    context = {"rows": queries.of_agency(request.agency), "takes": queries.takes_questions(request.agency)}
    return render(request, "conversations/messages.html", context)


def message(request: AgencyRequest, public_id: str) -> HttpResponse:
    """One conversation, with room to answer for those who may."""
    conversation = _conversation(request, public_id)
    if request.method == "POST":
        require(request.user, Capability.QUESTIONS_ANSWER, request.agency)
    return receive(
        request,
        MessageForm,
        template="conversations/message.html",
        keep=partial(actions.answer, conversation=conversation, by=request.user),
        thanks=reverse("conversations:message", args=[public_id]),
        context={
            "conversation": conversation,
            "lines": queries.lines(conversation, reader=Side.AGENCY),
            "is_open": conversation.standing in OPEN,
            "is_reported": queries.has_open_report(conversation, Side.AGENCY),
            "keep_days": retention.KEPT.days,
        },
        rate=REPLY_RATE,
    )


def close(request: AgencyRequest, public_id: str) -> HttpResponse:
    """End a conversation."""
    actions.close(conversation=_conversation(request, public_id), side=Side.AGENCY, by=request.user)
    messages.success(request, _("Conversation closed. The other person was told."))
    return redirect("conversations:message", public_id)


def report(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Tell the campaign's staff that something is wrong."""
    conversation = _conversation(request, public_id)
    back = reverse("conversations:message", args=[public_id])

    def keep(*, reason: str, form_key: str) -> None:
        abuse.report(conversation=conversation, side=Side.AGENCY, reason=reason, by=request.user)

    return receive(
        request,
        ReportForm,
        template="conversations/message_report.html",
        keep=keep,
        thanks=back,
        context={"back": back, "conversation": conversation},
        rate=REPLY_RATE,
    )


def _conversation(request: AgencyRequest, public_id: str) -> Conversation:
    try:
        return queries.conversation_of(request.agency, public_id)
    except Conversation.DoesNotExist:
        raise Http404 from None
