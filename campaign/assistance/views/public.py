"""Asking for help, and the page that the requester follows it on. Nothing here needs an account."""

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import drafts
from accounts.models import User
from agencies.models import Agency
from campaign.assistance import actions
from campaign.assistance.forms import ContactForm, HelpForm, RatingForm, ReplyForm, SiteForm
from campaign.assistance.models import AssistanceRequest
from campaign.assistance.queries import requests as queries
from campaign.assistance.states import State
from campaign.content.queries import pages
from common.forms.guarded import GuardedForm
from common.forms.receiving import receive

REPLY_RATE = "30/h/ip"
_Kind = AssistanceRequest.Kind


@dataclass(frozen=True, slots=True)
class Way:
    """One way to ask for help: what it is called, what one gets, and its form."""

    kind: AssistanceRequest.Kind
    form: type[GuardedForm]
    title: str | Promise
    lead: str | Promise


PEERS = Way(
    _Kind.PEER,
    HelpForm,
    _("Talk to a peer"),
    _("We look for an agency like yours, by size, type and state, that has done this, and put you in touch."),
)
TECHNICAL = Way(
    _Kind.TECHNICAL,
    HelpForm,
    _("Ask for technical assistance"),
    _("Tailored help for police and mental health partners: policies, training, partnerships, programs."),
)
SITE = Way(
    _Kind.SITE,
    SiteForm,
    _("Talk to a learning site"),
    _("Say which site you would like to talk to, and about what. We put you in touch."),
)
CONTACT = Way(
    _Kind.CONTACT,
    ContactForm,
    _("Contact the campaign"),
    _("For a question, a correction, or something that doesn't work. The campaign's staff answer."),
)


def hub(request: HttpRequest) -> HttpResponse:
    """The ways to get help."""
    return render(request, "assistance/hub.html", {"texts": pages.built_in("assistance")})


@never_cache
@sensitive_post_parameters()
def ask(request: HttpRequest, way: Way) -> HttpResponse:
    """The form of one way to ask for help. The address says which."""
    agency = _for_agency(request)
    person = request.user if isinstance(request.user, User) else None
    # A member's request saves itself as a draft, for this agency alone.
    draft = f"help-{agency.public_id if agency is not None else ''}" if person is not None else ""
    response = receive(
        request,
        way.form,
        template="assistance/ask.html",
        keep=partial(actions.ask, kind=way.kind.value, agency=agency, by=person),
        thanks="assistance:thanks",
        context={"way": way, "is_contact": way is CONTACT, "of_agency": agency, "draft_name": draft},
        initial={**_known(person, agency), "site": request.GET.get("site", "")[:10]},
        opened=partial(drafts.opened, request, name=draft) if draft else None,
    )
    if response.status_code == HTTPStatus.FOUND:
        drafts.done(request)
    return response


def thanks(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens next."""
    return render(request, "assistance/thanks.html")


@never_cache
@sensitive_post_parameters()
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The request as the requester follows it, with room to write back."""
    found = queries.by_key(token)
    if found is None:
        return _over(request)
    here = reverse("assistance:follow", args=[token])
    return receive(
        request,
        ReplyForm,
        template="assistance/follow.html",
        keep=partial(actions.reply, request=found),
        thanks=here,
        context={
            "found": found,
            "lines": queries.said(found),
            "token": token,
            "asks_rating": found.standing is State.CLOSED and found.rated_at is None,
        },
        rate=REPLY_RATE,
    )


@never_cache
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """The one question after a request is closed."""
    found = queries.by_key(token)
    if found is None:
        return _over(request)
    may_rate = found.rated_at is None and found.standing is State.CLOSED
    if request.method != "POST" and not may_rate:
        return redirect("assistance:follow", token)

    def keep(*, rating: int, comment: str, form_key: str) -> None:
        actions.rate(request=found, rating=rating, comment=comment)

    return receive(
        request,
        RatingForm,
        template="assistance/rate.html",
        keep=keep,
        thanks=reverse("assistance:follow", args=[token]),
        context={"found": found, "token": token},
        rate=REPLY_RATE,
    )


def _for_agency(request: HttpRequest) -> Agency | None:
    """The agency that a member asks for: the one that the form names, wherever they have been since they opened it."""
    if request.method == "POST":
        named = request.POST.get("of_agency", "")
        own = [membership.agency for membership in getattr(request, "memberships", ())]
        return next((agency for agency in own if agency.public_id == named), None)
    agency: Agency | None = getattr(request, "usual_agency", None)
    return agency


def _known(person: User | None, agency: Agency | None) -> dict[str, Any]:
    """What is known of someone who is signed in, to start the form with."""
    known: dict[str, Any] = {}
    if person is not None:
        known |= {"name": person.name, "email": person.email}
    if agency is not None:
        known |= {
            "organization": agency.name,
            "agency_kind": agency.kind,
            "region": agency.region,
            "sworn": agency.sworn,
        }
    return known


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "assistance/over.html", status=404)
