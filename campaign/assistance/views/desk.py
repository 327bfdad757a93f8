"""Requests for help on the desk: the queue, and everything about one of them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import PersonRequest
from accounts.queries import person, reviewers
from audit import queries as audit
from campaign.assistance import actions
from campaign.assistance.forms import (
    AssignForm,
    ClosureForm,
    DeskAnswerForm,
    DeskNoteForm,
    OutcomeForm,
    QueueFilter,
)
from campaign.assistance.models import AssistanceRequest, PeerMatch
from campaign.assistance.permissions import why_not_ask, why_not_help
from campaign.assistance.queries import desk as queries
from campaign.assistance.queries import peers
from campaign.assistance.queries import requests as said
from campaign.assistance.states import MACHINE
from common import next_in_list, searches
from common.models import opaque_code
from common.refusals import refusals_in, status_of

PER_PAGE = 50


def queue(request: PersonRequest) -> HttpResponse:
    """The requests, what waits for the IACP first, and how content people were."""
    if request.method == "POST":
        return searches.remember(request)
    form = QueueFilter(searches.asked(request) or {"state": "open"})
    form.is_valid()
    asked = form.cleaned_data
    state = asked.get("state") or "open"
    wanted = queries.Wanted(
        asked.get("q", ""), asked.get("kind", ""), "" if state == "all" else state, asked.get("whose", "")
    )
    page = Paginator(queries.queue(wanted, request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": queries.as_waiting(list(page.object_list), timezone.now()),
        "summary": queries.summary(),
        "today": timezone.localdate(),
    }
    return render(request, "assistance/desk_requests.html", context)


def one(request: PersonRequest, public_id: str) -> HttpResponse:
    """One request: what was said, who is next, and what can be done."""
    return _page(request, _request(public_id))


def assign(request: PersonRequest, public_id: str) -> HttpResponse:
    """Give it to someone."""
    form = AssignForm(request.POST, people=reviewers())

    def take(found: AssistanceRequest) -> None:
        to = person(form.cleaned_data["to"])
        if to is not None:
            actions.assign(request=found, to=to, by=request.user)

    return _do(request, public_id, "assign", form, take, _("Request assigned."))


def release(request: PersonRequest, public_id: str) -> HttpResponse:
    """Hand it back to everyone."""
    return _do(
        request,
        public_id,
        "release",
        Form(request.POST),
        lambda found: actions.release(request=found, by=request.user),
        _("Request unassigned."),
    )


def answer(request: PersonRequest, public_id: str) -> HttpResponse:
    """Answer the requester."""
    form = DeskAnswerForm(request.POST, auto_id="answer_%s")
    return _do(
        request,
        public_id,
        "answer",
        form,
        lambda found: actions.answer(request=found, by=request.user, **form.cleaned_data),
        _("Answer sent. The requester was told by email."),
    )


def note(request: PersonRequest, public_id: str) -> HttpResponse:
    """Write something down for staff."""
    form = DeskNoteForm(request.POST, auto_id="note_%s")
    return _do(
        request,
        public_id,
        "note",
        form,
        lambda found: actions.note(request=found, by=request.user, **form.cleaned_data),
        _("Note saved. Only staff can read it."),
    )


def close(request: PersonRequest, public_id: str) -> HttpResponse:
    """End it, with a reason."""
    form = ClosureForm(request.POST, auto_id="close_%s")
    return _do(
        request,
        public_id,
        "close",
        form,
        lambda found: actions.close(request=found, by=request.user, **form.cleaned_data),
        _("Request closed."),
    )


def propose(request: PersonRequest, public_id: str) -> HttpResponse:
    """Write down that a peer agency is asked."""
    found = _request(public_id)
    wanted = request.POST.get("agency", "")
    # PostgreSQL takes no NUL, and such a text needn't be looked up.
    agency = peers.listed_agency(wanted) if wanted.isalnum() else None
    if agency is None:
        raise Http404
    actions.propose(request=found, agency=agency, by=request.user)
    messages.success(
        request,
        _("%(agency)s was added. Ask them, then record the outcome.") % {"agency": agency.name},
    )
    return redirect("assistance:desk_request", public_id)


def outcome(request: PersonRequest, public_id: str, pk: int) -> HttpResponse:
    """What came of a peer."""
    found = _request(public_id)
    try:
        match = queries.match(found, pk)
    except PeerMatch.DoesNotExist:
        raise Http404 from None
    form = OutcomeForm(request.POST)
    if form.is_valid():
        actions.settle_match(match=match, outcome=form.cleaned_data["outcome"], by=request.user)
        messages.success(request, _("Outcome saved."))
    else:
        messages.error(request, _("Choose one of the outcomes."))
    return redirect("assistance:desk_request", public_id)


def _request(public_id: str) -> AssistanceRequest:
    try:
        return queries.request(public_id)
    except AssistanceRequest.DoesNotExist:
        raise Http404 from None


def _do(
    request: PersonRequest,
    public_id: str,
    name: str,
    form: Form,
    step: Callable[[AssistanceRequest], Any],
    done: str,
) -> HttpResponse:
    """Take the step if its form is in order; else show the page with what was typed, and why."""
    found = _request(public_id)
    if form.is_valid():
        with refusals_in(form):
            step(found)
            messages.success(request, done)
            here = reverse("assistance:desk_request", args=[public_id])
            # What waits for the requester now, or for no one, is decided.
            return redirect(next_in_list.after(request, here) if name in {"answer", "close"} else here)
        found = _request(public_id)
    return _page(request, found, status=status_of(form), **{f"{name}_form": form})


def _page(
    request: PersonRequest, found: AssistanceRequest, *, status: int = 200, **forms: Form
) -> HttpResponse:
    key, why_not = {"form_key": opaque_code()}, why_not_help(request.user, found)
    matches = queries.matches(found)
    likely = peers.peers_for(found) if found.kind != AssistanceRequest.Kind.CONTACT else []
    involved = [each.agency for each in matches] + [each.agency for each in likely]
    refused = why_not_ask(request.user, [] if why_not else involved)
    context = {
        "found": found,
        "lines": said.said(found, notes=True),
        "next_actor": queries.next_actor(found),
        "why_not": why_not,
        "steps": [each.value for each in MACHINE.open_from(found.state) if not why_not],
        "matches": [(each, refused.get(each.agency.pk, "")) for each in matches],
        "outcomes": PeerMatch.Outcome.choices,
        "peers": [(each, refused.get(each.agency.pk, "")) for each in likely],
        "events": audit.of_subject(found),
        "assign_form": AssignForm(people=reviewers(), initial={"to": found.assigned_to_id}),
        "release_form": None,
        "answer_form": DeskAnswerForm(initial=key, auto_id="answer_%s"),
        "note_form": DeskNoteForm(initial={"form_key": opaque_code()}, auto_id="note_%s"),
        "close_form": ClosureForm(auto_id="close_%s"),
        **forms,
    }
    return render(request, "assistance/desk_request.html", context, status=status)
