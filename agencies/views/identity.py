"""Asking for a change of who the agency is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from agencies import actions, queries
from agencies.forms import IdentityForm
from agencies.identity import rows
from agencies.middleware import AgencyRequest
from common.addresses import redirect
from common.refusals import refusals_in, status_of


def identity(request: AgencyRequest) -> HttpResponse:
    """The form for a request, or the request that waits, and what was decided before."""
    agency = request.agency
    if not agency.is_verified:
        return redirect("agencies:profile")
    form = IdentityForm(request.POST or None, instance=agency)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.request_identity(
                agency=agency, changes=form.changes(), reason=form.cleaned_data["reason"], by=request.user
            )
            messages.success(request, _("Change requested. A reviewer of the IACP decides on it."))
            return redirect("agencies:identity")
    every = queries.identity_requests_of(agency)
    waiting = next((asked for asked in every if asked.state == asked.State.WAITING), None)
    context = {
        "agency": agency,
        "form": form,
        "waiting": waiting,
        "rows": rows(waiting) if waiting is not None else (),
        "decided": [(asked, rows(asked)) for asked in every if asked is not waiting],
    }
    return render(request, "agencies/identity.html", context, status=status_of(form))


def withdraw(request: AgencyRequest) -> HttpResponse:
    """Withdraw the request that waits."""
    waiting = queries.waiting_identity_request(request.agency)
    if waiting is not None:
        actions.withdraw_identity(request=waiting, by=request.user)
        messages.success(request, _("Request withdrawn."))
    return redirect("agencies:identity")
