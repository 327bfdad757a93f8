"""People and access: who can act for an agency, and what the IACP does where no lead can."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import PersonRequest
from agencies import actions, leads
from agencies.models import Agency, Invitation
from agencies.permissions import Capability, refusal
from common.refusals import refusals_in, refusals_told, status_of
from reviews.forms import AddressForm, LeadForm, ReopenForm

PER_PAGE = 50


def access(request: HttpRequest) -> HttpResponse:
    """Agencies without a lead, invitations that expired, and leads who haven't signed in for a year."""
    now = timezone.now()
    lists: dict[str, Any] = {
        "no-lead": leads.without_lead(),
        "expired": leads.expired_invitations(now),
        "away": leads.leads_away(now),
    }
    chosen = request.GET.get("list", "")
    shown = chosen if chosen in lists else "no-lead"
    context = {
        "shown": shown,
        "counts": {name.replace("-", "_"): found.count() for name, found in lists.items()},
        **{f"is_{name.replace('-', '_')}": name == shown for name in lists},
        "page": Paginator(lists[shown], PER_PAGE).get_page(request.GET.get("page")),
        "now": now,
    }
    return render(request, "reviews/access.html", context)


def appoint(request: PersonRequest, public_id: str) -> HttpResponse:
    """Appoint a lead for an agency, in place of another if need be."""
    agency = get_object_or_404(Agency, public_id=public_id)
    people = leads.access_of(agency)
    form = LeadForm(request.POST or None, leads=people.leads)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.appoint_lead(agency=agency, by=request.user, **form.cleaned_data)
            messages.success(request, _("Lead appointed. Every member was told why."))
            return redirect("reviews:agency", public_id)
    why_not = refusal(request.user, Capability.LEAD_APPOINT, agency)
    context = {"agency": agency, "form": form, "why_not": why_not}
    return render(request, "reviews/appoint.html", context, status=status_of(form))


def invite_again(request: PersonRequest, public_id: str) -> HttpResponse:
    """Send a new link to someone whose invitation is open or has expired."""
    old = _invitation(public_id)
    with refusals_told(request):
        actions.invite(agency=old.agency, email=old.email, name=old.name, role=old.role, by=request.user)
        messages.success(request, _("A new link is on its way to %(email)s.") % {"email": old.email})
    return redirect("reviews:agency", old.agency.public_id)


def correct_address(request: PersonRequest, public_id: str) -> HttpResponse:
    """Send an invitation to another address than the one that was mistyped."""
    old = _invitation(public_id)
    form = AddressForm(request.POST or None, initial={"email": old.email})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.correct_invitation(invitation=old, email=form.cleaned_data["email"], by=request.user)
            messages.success(request, _("Address corrected. A new link is on its way."))
            return redirect("reviews:agency", old.agency.public_id)
    why_not = refusal(request.user, Capability.MEMBERS_INVITE, old.agency)
    context = {"agency": old.agency, "invitation": old, "form": form, "why_not": why_not}
    return render(request, "reviews/correct_address.html", context, status=status_of(form))


def reopen(request: PersonRequest, public_id: str) -> HttpResponse:
    """Offer again what was withdrawn, by a new link to the same address."""
    old = leads.withdrawn_invitation(public_id)
    if old is None:
        raise Http404
    form = ReopenForm(request.POST if request.method == "POST" else None, invitation=old)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.reopen_invitation(invitation=old, by=request.user, **form.cleaned_data)
            messages.success(request, _("Invitation reopened. A new link is on its way."))
            return redirect("reviews:agency", old.agency.public_id)
    why_not = refusal(request.user, Capability.LEAD_APPOINT, old.agency)
    context = {"agency": old.agency, "invitation": old, "form": form, "why_not": why_not}
    return render(request, "reviews/reopen.html", context, status=status_of(form))


def _invitation(public_id: str) -> Invitation:
    found = leads.waiting_invitation(public_id)
    if found is None:
        raise Http404
    return found
