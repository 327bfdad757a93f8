"""Head counts of agencies that name no officer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.actions import update_profile
from agencies.middleware import AgencyRequest
from agencies.models import Agency
from common.addresses import redirect
from common.forms.confirming import TypedForm
from common.refusals import refusals_in, status_of
from training import charts, figures, queries
from training.actions import headcounts as actions
from training.actions import retention
from training.charts import shares
from training.forms.officers import HeadCountForm, SwitchForm


def index(request: AgencyRequest) -> HttpResponse:
    """The figures as they stand, and every entry before."""
    today = timezone.localdate()
    entries = queries.head_counts(request.agency)
    context = {
        "entries": entries,
        "columns": charts.head_count_columns(entries),
        "officers": _on_roster(request),
        **shares(request.agency, today),
    }
    return render(request, "training/headcount.html", context)


def enter(request: AgencyRequest) -> HttpResponse:
    """Enter new figures; the last ones are shown to start from."""
    latest = next(iter(queries.head_counts(request.agency)), None)
    form = HeadCountForm(request.POST or None, latest=latest)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            entry = actions.enter(agency=request.agency, by=request.user, **form.changes())
            if entry.agency.evidence_mode != request.agency.evidence_mode:
                messages.success(request, _("Head count saved. Your agency now gives head counts."))
            else:
                messages.success(request, _("Head count saved."))
            return redirect("training:headcount")
    context = {
        "form": form,
        "officers": _on_roster(request),
        "cit_covers": queries.cit_covers(request.agency, timezone.localdate()),
    }
    return render(request, "training/headcount_form.html", context, status=status_of(form))


def delete(request: AgencyRequest, pk: int) -> HttpResponse:
    """Delete figures that were entered by mistake."""
    entry = get_object_or_404(queries.head_count(request.agency, pk))
    if request.method != "POST":
        return render(request, "training/headcount_delete.html", {"entry": entry})
    actions.delete(head_count=entry, by=request.user)
    messages.success(request, _("Head count deleted."))
    return redirect("training:headcount")


def switch(request: AgencyRequest) -> HttpResponse:
    """What a switch between roster and head counts does to the figures, and the switch."""
    counts = request.agency.evidence_mode == Agency.EvidenceMode.COUNTS
    form = SwitchForm(request.POST or None, initial={"to": "roster" if counts else "counts"})
    if request.method == "POST" and form.is_valid():
        changes = {"evidence_mode": form.cleaned_data["to"]}
        update_profile(
            agency=request.agency, version=request.agency.version, changes=changes, by=request.user
        )
        if changes["evidence_mode"] == Agency.EvidenceMode.COUNTS:
            messages.success(request, _("Switched to head counts. The roster is kept."))
            return redirect("training:headcount")
        messages.success(request, _("Switched to the roster. The head counts are kept."))
        return redirect("training:officers")
    today = timezone.localdate()
    context = {
        "form": form,
        "counts": counts,
        "figures": figures.of_agency(request.agency, today),
        "latest": queries.head_count_on(request.agency, today),
        "officers": queries.officers(request.agency).count(),
        "records": queries.records(request.agency).count(),
    }
    return render(request, "training/mode.html", context, status=status_of(form))


def purge_roster(request: AgencyRequest) -> HttpResponse:
    """Delete the roster and its records, and keep the figures as a head count."""
    officers = queries.officers(request.agency).count()
    form = TypedForm(request.POST if request.method == "POST" else None, expected=officers)
    if form.is_valid():
        with refusals_in(form):
            retention.purge_roster(agency=request.agency, officers=officers, by=request.user)
            messages.success(request, _("Roster deleted. Your figures are kept as a head count."))
            return redirect("training:headcount")
    context = {
        "figures": figures.of_agency(request.agency, timezone.localdate()),
        "officers": officers,
        "records": queries.records(request.agency).count(),
        "form": form,
    }
    return render(request, "training/roster_purge.html", context, status=status_of(form))


def remove_names(request: AgencyRequest) -> HttpResponse:
    """Remove officers' names from the roster for good; it then holds IDs alone."""
    if request.agency.pseudonymous:
        return redirect("training:officers")
    names = queries.officers(request.agency).exclude(name="").count()
    form = TypedForm(request.POST if request.method == "POST" else None, expected=names)
    if form.is_valid():
        with refusals_in(form):
            retention.keep_no_names(agency=request.agency, names=names, by=request.user)
            messages.success(request, _("The names are being removed. The roster holds officers' IDs alone."))
            return redirect("training:officers")
    context = {"names": names, "form": form}
    return render(request, "training/remove_names.html", context, status=status_of(form))


def _on_roster(request: AgencyRequest) -> int:
    """How many officers are on the roster that the agency's figures come from; 0 where they come from head counts."""
    if request.agency.evidence_mode == Agency.EvidenceMode.COUNTS:
        return 0
    return queries.officers(request.agency).count()
