"""Verifying pledges."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.middleware import PersonRequest
from agencies.permissions import Capability, refusal
from common import next_in_list
from common.problems import Refused
from common.refusals import refusals_in, refusals_told, status_of
from pledges import actions as pledges
from pledges import queries as pledge_queries
from pledges.models import Pledge
from reviews import queries
from reviews.forms import CloseForm, QuestionForm

PER_PAGE = 50


def intake(request: HttpRequest) -> HttpResponse:
    """Every pledge that isn't verified yet, the IACP's turn first."""
    page = Paginator(pledge_queries.intake(), PER_PAGE).get_page(request.GET.get("page"))
    entries = pledge_queries.intake_waiting(pledges=page.object_list)
    return render(request, "reviews/intake.html", {"page": page, "entries": entries})


def intake_pledge(request: PersonRequest, public_id: str) -> HttpResponse:
    """One pledge with what there is to verify, and the agencies that look like it."""
    return _page(request, _pledge(public_id))


def verify(request: PersonRequest, public_id: str) -> HttpResponse:
    """Verify the pledge: it is public from now on, and the coordinator is invited."""
    pledge = _pledge(public_id)
    try:
        version = request.POST.get("version", "")
        pledges.verify(pledge=pledge, by=request.user, version=int(version) if version.isdecimal() else 0)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("reviews:intake_pledge", public_id)
    messages.success(
        request,
        _("%(agency)s is verified and listed. The coordinator gets an invitation.")
        % {"agency": pledge.agency.name},
    )
    return redirect(next_in_list.after(request, reverse("reviews:intake")))


def query(request: PersonRequest, public_id: str) -> HttpResponse:
    """Ask the coordinator a question."""
    form = QuestionForm(request.POST, prefix="query")
    done = gettext_lazy("Question sent to the coordinator.")
    return _send(request, public_id, form, pledges.query, done, query_form=form)


def close(request: PersonRequest, public_id: str) -> HttpResponse:
    """Close a pledge that isn't taken up."""
    form = CloseForm(request.POST, prefix="close")
    done = gettext_lazy("Pledge closed.")
    return _send(request, public_id, form, pledges.close, done, close_form=form)


def confirm_again(request: PersonRequest, public_id: str) -> HttpResponse:
    """Send the confirmation email again."""
    with refusals_told(request):
        pledges.send_confirmation_again(pledge=_pledge(public_id), by=request.user)
        messages.success(request, _("Confirmation email sent again."))
    return redirect("reviews:intake_pledge", public_id)


def _send(
    request: PersonRequest,
    public_id: str,
    form: forms.Form,
    step: Callable[..., Pledge],
    done: str | Promise,
    **shown: forms.Form,
) -> HttpResponse:
    pledge = _pledge(public_id)
    if form.is_valid():
        with refusals_in(form):
            step(pledge=pledge, by=request.user, **form.cleaned_data)
            messages.success(request, str(done))
            return redirect(next_in_list.after(request, reverse("reviews:intake")))
    return _page(request, pledge, status=status_of(form), **shown)


def _page(
    request: PersonRequest, pledge: Pledge, *, status: HTTPStatus = HTTPStatus.OK, **shown: Any
) -> HttpResponse:
    why_not = refusal(request.user, Capability.PLEDGE_VERIFY, pledge.agency)
    page = queries.intake_page(pledge, may_decide=not why_not)
    context = {
        "page": page,
        "why_not": why_not,
        "pledge": page.pledge,
        "agency": page.pledge.agency,
        "query_form": shown.get("query_form") or QuestionForm(prefix="query"),
        "close_form": shown.get("close_form") or CloseForm(prefix="close"),
    }
    return render(request, "reviews/intake_pledge.html", context, status=status)


def _pledge(public_id: str) -> Pledge:
    try:
        return pledge_queries.pledge_by_public_id(public_id)
    except Pledge.DoesNotExist:
        raise Http404 from None
