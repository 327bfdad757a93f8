"""What is known of the agency, and which agency a person acts for."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from agencies import actions, places, queries
from agencies.forms import ProfileForm
from agencies.middleware import SESSION_KEY
from agencies.models import Agency
from agencies.permissions import Capability, refusal
from agencies.requests import AgencyRequest
from common.form_differences import beside_saved
from common.problems import Conflict, Refused


def profile(request: AgencyRequest) -> HttpResponse:
    """What is known of the agency: a form for a lead, for all others a list that says whom to ask."""
    agency = request.agency
    why_not = refusal(request.user, Capability.PROFILE_EDIT, agency)
    if request.method != "POST":
        form = None if why_not else ProfileForm(instance=agency)
        return render(request, "agencies/profile.html", _context(agency, form) | {"why_not": why_not})
    form = ProfileForm(request.POST, instance=agency)
    if not form.is_valid():
        return render(request, "agencies/profile.html", _context(agency, form))
    try:
        version = form.cleaned_data["version"]
        actions.update_profile(agency=agency, version=version, changes=form.changes(), by=request.user)
    except Conflict as conflict:
        return _conflict(request, form, conflict)
    except Refused as refused:
        form.add_error(refused.field, str(refused.message))
        return render(request, "agencies/profile.html", _context(agency, form))
    messages.success(request, _("The agency's profile is saved."))
    return redirect("agencies:profile")


def regions(request: HttpRequest) -> HttpResponse:
    """The states or provinces of ``?country=``, as the options of a select box: for forms whose country changes."""
    choices = places.regions(request.GET.get("country", "")[:2])
    return render(request, "agencies/_regions.html", {"choices": choices})


def switch(request: PersonRequest) -> HttpResponse:
    """Choose which of one's agencies to act for."""
    memberships = queries.memberships_of(request.user)
    if request.method == "POST":
        wanted = request.POST.get("agency", "")
        chosen = next((m for m in memberships if m.agency.public_id == wanted), None)
        if chosen is None:
            raise Http404
        request.session[SESSION_KEY] = chosen.agency_id
        messages.success(request, _("You now act for %(agency)s.") % {"agency": chosen.agency.name})
        return redirect("accounts:home")
    return render(request, "agencies/switch.html", {"memberships": memberships})


def _conflict(request: AgencyRequest, form: ProfileForm, conflict: Conflict) -> HttpResponse:
    """The form as it was typed, beside what was saved in the meantime."""
    saved = queries.agency(request.agency.pk)
    if saved is None:
        raise Http404
    context = {**_context(saved, None), **beside_saved(form, ProfileForm(instance=saved), conflict)}
    return render(request, "agencies/profile.html", context, status=409)


def _context(agency: Agency, form: ProfileForm | None) -> dict[str, Any]:
    return {"form": form, "agency": agency, "waiting": queries.waiting_identity_request(agency)}
