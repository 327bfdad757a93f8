"""Reported conversations on the desk. Staff read a conversation only when one of its sides has asked them to."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.middleware import PersonRequest
from agencies.permissions import Capability, refusal
from campaign.conversations import queries
from campaign.conversations.actions import abuse as actions
from campaign.conversations.forms import SettleForm
from campaign.conversations.models import AbuseReport, BlockedSender, Side
from campaign.conversations.permissions import why_not_unblock
from common import next_in_list
from common.refusals import refusals_in, status_of


def reports(request: PersonRequest) -> HttpResponse:
    """What was reported, and who may not ask any more."""
    blocked = queries.blocked_senders()
    context = {
        "reports": queries.open_reports(),
        "settled": queries.settled_reports(),
        "blocked": list(zip(blocked, why_not_unblock(request.user, blocked), strict=True)),
    }
    return render(request, "conversations/desk_messages.html", context)


def report(request: PersonRequest, public_id: str) -> HttpResponse:
    """One report with its conversation, and what comes of it."""
    try:
        found = queries.report(public_id)
    except AbuseReport.DoesNotExist:
        raise Http404 from None
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.settle(report=found, outcome=form.cleaned_data["outcome"], by=request.user)
            messages.success(request, _("Report settled."))
            return redirect(next_in_list.after(request, reverse("conversations:desk_messages")))
    context = {
        "report": found,
        "conversation": found.conversation,
        "lines": queries.lines(found.conversation, reader=Side.DESK),
        "form": form,
        "why_not": refusal(request.user, Capability.REPORT_SETTLE, found.conversation.agency),
    }
    return render(request, "conversations/desk_message.html", context, status=status_of(form))


def unblock(request: PersonRequest, public_id: str) -> HttpResponse:
    """Let an address ask again."""
    try:
        blocked = queries.blocked_sender(public_id)
    except BlockedSender.DoesNotExist:
        raise Http404 from None
    actions.unblock(blocked=blocked, by=request.user)
    messages.success(request, _("Sender unblocked."))
    return redirect("conversations:desk_messages")
