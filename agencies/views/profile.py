"""What is known of the agency, and which agency a person acts for."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from agencies import actions, places, queries
from agencies.forms import ProfileForm
from agencies.middleware import AgencyRequest, MemberRequest
from agencies.models import Agency
from agencies.permissions import Capability, refusal
from audit.versions import save_merged
from common.access import READING
from common.addresses import redirect, reverse
from common.problems import Conflict
from common.refusals import status_of


def profile(request: AgencyRequest) -> HttpResponse:
    """What is known of the agency: a form for a lead, for all others a list that says whom to ask."""
    agency = request.agency
    why_not = refusal(request.user, Capability.PROFILE_EDIT, agency)
    if request.method != "POST":
        form = None if why_not else ProfileForm(instance=agency)
        return render(request, "agencies/profile.html", _context(agency, form) | {"why_not": why_not})
    form, is_saved = save_merged(
        ProfileForm(request.POST, instance=agency),
        row=agency,
        by=request.user,
        save=lambda form: actions.update_profile(
            agency=agency, version=form.cleaned_data["version"], changes=form.changes(), by=request.user
        ),
        reopen=lambda form: ProfileForm(form.sent_again(), instance=_fresh(agency)),
    )
    if is_saved:
        messages.success(request, form.saved_words(_("Agency profile saved.")))
        return redirect("agencies:profile")
    return render(request, "agencies/profile.html", _context(agency, form), status=status_of(form))


def regions(request: HttpRequest) -> HttpResponse:
    """The states or provinces of ``?country=``, as the options of a select box: for forms whose country changes."""
    choices = places.regions(request.GET.get("country", "")[:2])
    return render(request, "agencies/_regions.html", {"choices": choices})


def switch(request: MemberRequest) -> HttpResponse:
    """One's agencies, each with the way to its pages. Where there is no choice, on to the pages themselves."""
    if len(request.memberships) == 1:
        return redirect("pledges:overview", agency=request.memberships[0].agency.public_id)
    return _choose(request, "")


def moved(request: MemberRequest, rest: str = "") -> HttpResponse:
    """An address from when no agency stood in it, in a bookmark or an old email: lead on to the same page of an agency.

    What is sent to such an address comes from a page that was opened long ago, and isn't saved: no one can say for which
    agency it was.
    """
    if request.method not in READING:
        raise Conflict(
            _(
                "This page has a new address, and what you sent was not saved. Open it again from your agency's menu."
            )
        )
    old, first = request.get_full_path().removeprefix("/my/"), rest.partition("/")[0]
    if first == "switch":
        return redirect("agencies:switch")
    new = f"profile/{old.removeprefix('agency/')}" if first == "agency" else old
    agency = request.usual_agency
    if agency is not None:
        return redirect(reverse("pledges:overview", agency=agency.public_id) + new)
    return _choose(request, new) if request.memberships else redirect("accounts:home")


def _choose(request: MemberRequest, page: str) -> HttpResponse:
    """The page to choose an agency on; ``page`` is what follows in the addresses after the agency."""
    return render(request, "agencies/switch.html", {"memberships": request.memberships, "page": page})


def _fresh(agency: Agency) -> Agency:
    """The agency as it is saved now."""
    found = queries.agency(agency.pk)
    if found is None:
        raise Http404
    return found


def _context(agency: Agency, form: ProfileForm | None) -> dict[str, Any]:
    return {"form": form, "agency": agency, "waiting": queries.waiting_identity_request(agency)}
