"""Asking an agency, and the pages that the sender's links open. Nothing here needs an account."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.models import User
from campaign.conversations import queries
from campaign.conversations.actions import abuse, retention
from campaign.conversations.actions import relay as actions
from campaign.conversations.forms import MessageForm, QuestionForm, ReportForm
from campaign.conversations.models import FOLLOW_LINK, Conversation, Side
from campaign.conversations.states import OPEN, State
from common.forms.receiving import receive
from common.problems import Refused
from common.refusals import status_for

# A person in a conversation sends more often than one who asks.
REPLY_RATE = "30/h/ip"


@never_cache
@sensitive_post_parameters()
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form of a question to an agency; 404 for an agency that takes none."""
    agency = queries.agency_to_ask(public_id)
    if agency is None:
        raise Http404
    return receive(
        request,
        QuestionForm,
        template="conversations/ask.html",
        keep=partial(actions.ask, agency=agency, by=_person(request)),
        thanks="conversations:sent",
        context={"agency": agency},
        initial=_known(request),
    )


def sent(request: HttpRequest) -> HttpResponse:
    """What happens next: the same words for everyone, whatever became of the question."""
    return render(request, "conversations/sent.html", {"days": actions.CONFIRM_WITHIN.days})


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link that confirms the sender's address. Opening it changes nothing; the button does."""
    conversation = queries.by_confirm_key(token)
    if conversation is None:
        return _over(request, status=404)
    context = {
        "conversation": conversation,
        "lines": queries.lines(conversation, reader=Side.SENDER),
        "token": token,
    }
    if conversation.standing is not State.UNCONFIRMED:
        follow = FOLLOW_LINK.token(conversation.public_id)
        return render(request, "conversations/confirmed.html", {**context, "follow_key": follow})
    if conversation.expires_at < timezone.now():
        return _over(request, status=410)
    if request.method == "POST":
        try:
            actions.confirm(conversation=conversation)
        except Refused as refused:
            return render(
                request, "conversations/over.html", {"reason": refused.message}, status=status_for(refused)
            )
        return redirect("conversations:confirm", token=token)
    return render(request, "conversations/confirm.html", context)


@never_cache
@sensitive_post_parameters()
def thread(request: HttpRequest, token: str) -> HttpResponse:
    """The whole conversation as its sender reads it, with room to go on."""
    conversation = queries.by_follow_key(token)
    if conversation is None:
        return _over(request, status=404)
    return receive(
        request,
        MessageForm,
        template="conversations/thread.html",
        keep=partial(actions.ask_more, conversation=conversation),
        thanks=reverse("conversations:thread", args=[token]),
        context={**_context(conversation), "token": token},
        rate=REPLY_RATE,
    )


@never_cache
def close(request: HttpRequest, token: str) -> HttpResponse:
    """The sender ends the conversation."""
    conversation = queries.by_follow_key(token)
    if conversation is None:
        return _over(request, status=404)
    actions.close(conversation=conversation, side=Side.SENDER, by=None)
    return redirect("conversations:thread", token=token)


@never_cache
def report(request: HttpRequest, token: str) -> HttpResponse:
    """The sender tells the campaign's staff that something is wrong."""
    conversation = queries.by_follow_key(token)
    if conversation is None:
        return _over(request, status=404)

    def keep(*, reason: str, form_key: str) -> None:
        abuse.report(conversation=conversation, side=Side.SENDER, reason=reason, by=None)

    return receive(
        request,
        ReportForm,
        template="conversations/report.html",
        keep=keep,
        thanks=reverse("conversations:thread", args=[token]),
        context={"back": reverse("conversations:thread", args=[token])},
        rate=REPLY_RATE,
    )


def _context(conversation: Conversation) -> dict[str, object]:
    return {
        "conversation": conversation,
        "lines": queries.lines(conversation, reader=Side.SENDER),
        "is_open": conversation.standing in OPEN,
        "is_reported": queries.has_open_report(conversation, Side.SENDER),
        "keep_days": retention.KEPT.days,
    }


def _known(request: HttpRequest) -> dict[str, str]:
    """What is known of someone who is signed in, to start the form with."""
    if not isinstance(request.user, User):
        return {}
    agency = getattr(request, "usual_agency", None)
    return {
        "name": request.user.name,
        "email": request.user.email,
        "organization": agency.name if agency is not None else "",
    }


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _over(request: HttpRequest, *, status: int) -> HttpResponse:
    """A link that leads nowhere: unknown, or known and run out."""
    return render(request, "conversations/over.html", {"status": status}, status=status)
