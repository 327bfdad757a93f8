"""An agency's own pages about its partnerships."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.requests import AgencyRequest
from common.form_differences import beside_saved
from common.problems import Conflict
from common.refusals import refusals_in, status_of
from files.responses import file_response
from partnerships import actions, queries
from partnerships.forms import EndForm, PartnershipForm
from partnerships.models import Partnership


def index(request: AgencyRequest) -> HttpResponse:
    """All of the agency's partnerships: what each is, and what it still needs to count."""
    context = {"entries": queries.listing(request.agency, today=timezone.localdate())}
    return render(request, "partnerships/list.html", context)


def add(request: AgencyRequest) -> HttpResponse:
    """Record a new partnership."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.add(agency=request.agency, by=request.user, **form.changes())
            messages.success(request, _("The partnership is recorded."))
            return redirect("partnerships:list")
    return render(request, "partnerships/form.html", {"form": form}, status=status_of(form))


def edit(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Change a partnership; one that a submission stands on is shown closed."""
    partnership = _own(request, public_id)
    form = _form(request, partnership)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        with refusals_in(form):
            try:
                actions.change(partnership=partnership, version=version, by=request.user, **form.changes())
            except Conflict as conflict:
                return _conflict(request, form, public_id, conflict)
            messages.success(request, _("The partnership is saved."))
            return redirect("partnerships:list")
    context = {"form": form, "partnership": partnership}
    return render(request, "partnerships/form.html", context, status=status_of(form))


def end(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Say on which day a partnership ended."""
    partnership = _own(request, public_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.end(partnership=partnership, on=form.cleaned_data["ended_on"], by=request.user)
            messages.success(request, _("The partnership has ended."))
            return redirect("partnerships:list")
    context = {"form": form, "partnership": partnership}
    return render(request, "partnerships/end.html", context, status=status_of(form))


def delete(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Delete a partnership that was recorded by mistake."""
    partnership = _own(request, public_id)
    if request.method != "POST":
        return render(request, "partnerships/delete.html", {"partnership": partnership})
    actions.delete(partnership=partnership, by=request.user)
    messages.success(request, _("The partnership is deleted."))
    return redirect("partnerships:list")


def mou(request: AgencyRequest, public_id: str) -> HttpResponseBase:
    """The memorandum of understanding, for the agency's members."""
    partnership = _own(request, public_id)
    return file_response(partnership.mou, name=partnership.mou_name, of=partnership)


def _own(request: AgencyRequest, public_id: str) -> Partnership:
    return get_object_or_404(queries.for_agency(request.agency), public_id=public_id)


def _form(request: AgencyRequest, partnership: Partnership | None = None) -> PartnershipForm:
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    return PartnershipForm(*posted, agency=request.agency, user=request.user, partnership=partnership)


def _conflict(
    request: AgencyRequest, form: PartnershipForm, public_id: str, conflict: Conflict
) -> HttpResponse:
    """The form as it was typed, beside what was saved in the meantime."""
    saved = _own(request, public_id)
    current = PartnershipForm(agency=request.agency, user=request.user, partnership=saved)
    context = {"partnership": saved, **beside_saved(form, current, conflict)}
    return render(request, "partnerships/form.html", context, status=409)
