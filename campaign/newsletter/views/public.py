"""The newsletter for everyone: signing up, confirming, leaving, and the archive."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from campaign.content.queries import pages
from campaign.newsletter.actions import subscribers as actions
from campaign.newsletter.forms import SignUpForm
from campaign.newsletter.queries import issues as queries
from campaign.newsletter.queries import subscribers
from common.feeds import FeedEntry, atom
from common.forms.receiving import receive
from common.problems import Conflict, Refused

PAGE = 20
FEED = 30


def archive(request: HttpRequest) -> HttpResponse:
    """The issues that went out, the latest first, and the way to sign up."""
    page = Paginator(queries.sent_issues(), PAGE).get_page(request.GET.get("page"))
    return render(request, "newsletter/archive.html", {"texts": pages.built_in("newsletter"), "page": page})


def issue(request: HttpRequest, number: int) -> HttpResponse:
    """One issue on the web."""
    found = queries.sent_issue(number)
    if found is None:
        raise Http404
    return render(request, "newsletter/issue.html", {"page": found})


@never_cache
@sensitive_post_parameters()
def sign_up(request: HttpRequest) -> HttpResponse:
    """The form. Whatever becomes of an address, the answer is the same."""
    return receive(
        request,
        SignUpForm,
        template="newsletter/sign_up.html",
        keep=actions.sign_up,
        thanks="newsletter:thanks",
    )


def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next: the same words for everyone."""
    return render(request, "newsletter/thanks.html", {"days": actions.CONFIRM_WITHIN.days})


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link that confirms an address. Opening it changes nothing; the button does."""
    subscriber = subscribers.by_confirm_key(token)
    if subscriber is None:
        return _over(request, status=404)
    if subscriber.confirmed_at is not None:
        return render(request, "newsletter/confirmed.html")
    if subscriber.expires_at < timezone.now():
        return _over(request, status=410)
    if request.method == "POST":
        try:
            actions.confirm(subscriber=subscriber)
        except Conflict:
            return render(request, "newsletter/confirmed.html", status=409)
        except Refused:
            return _over(request, status=410)
        return redirect("newsletter:confirm", token=token)
    return render(request, "newsletter/confirm.html", {"token": token})


@never_cache
# The key in the address is what proves the right to it. A mail program that unsubscribes someone at one click has neither
# page nor cookie, so it can have no token against forgery (RFC 8058).
@csrf_exempt
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """The link to unsubscribe. Opening it shows one button; a POST, by the button or by a mail program, unsubscribes.

    The answer to a POST is a page and no redirect, as RFC 8058 has it, and the same for a key that is known no more.
    """
    subscriber = subscribers.by_leave_key(token)
    if request.method == "POST":
        if subscriber is not None:
            actions.leave(subscriber=subscriber)
        return render(request, "newsletter/left.html")
    if subscriber is None:
        return render(request, "newsletter/left.html")
    return render(request, "newsletter/leave.html", {"token": token})


def feed(request: HttpRequest) -> HttpResponse:
    """The latest issues as Atom."""
    entries = (
        FeedEntry(sent.subject, reverse("newsletter:issue", args=[sent.number]), sent.summary, sent.sent_at)
        for sent in queries.sent_issues()[:FEED]
    )
    return atom(
        request,
        title=_("One Mind Campaign: newsletter"),
        path=reverse("newsletter:archive"),
        description=_("The newsletter of the One Mind Campaign."),
        entries=entries,
    )


def _over(request: HttpRequest, *, status: int) -> HttpResponse:
    """A link that leads nowhere: unknown, replaced by a later one, or run out."""
    return render(request, "newsletter/over.html", status=status)
