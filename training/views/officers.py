"""The roster: its list, and one officer with everything."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.middleware import AgencyRequest
from audit.versions import save_merged
from common import searches
from common.addresses import redirect
from common.forms.confirming import TypedForm
from common.refusals import refusals_in, status_of
from common.searches import asked
from common.spreadsheets import as_file
from training import exports, queries
from training.actions import officers as actions
from training.charts import shares
from training.filters import chosen_words, officer_choices, officer_filter
from training.forms.officers import OfficerForm, SeparateForm
from training.messages import holding, lines, needs, refreshers_needed, verdict
from training.models import Officer

# A page of so many is two seconds' work and forty sheets.
MOST_PRINTED = 2000


def index(request: AgencyRequest) -> HttpResponse:
    """Who is on the roster and who still needs what: searched, filtered, sorted, a page at a time or all to print."""
    if request.method == "POST":
        return searches.remember(request)
    today = timezone.localdate()
    wanted = officer_filter(searches.asked(request))
    printing = "print" in request.GET
    if printing:
        page = queries.officer_page(request.agency, wanted, 1, as_of=today, per_page=MOST_PRINTED)
    else:
        page = queries.officer_page(request.agency, wanted, request.GET.get("page"), as_of=today)
    counted = shares(request.agency, today)
    choices = officer_choices(names=not request.agency.pseudonymous)
    context: dict[str, Any] = {
        **counted,
        "wanted": wanted,
        "chosen": chosen_words(choices, wanted),
        "is_empty": not page.paginator.count and not queries.officers(request.agency).exists(),
        "choices": choices,
        "printing": printing,
        "page": page,
        "found": page.paginator.count,
        "lines": lines(page.object_list, cit_covers=counted["cit_covers"]),
        "query": request.GET.urlencode(),
    }
    return render(request, "training/officers.html", context)


def detail(request: AgencyRequest, pk: int) -> HttpResponse:
    """One officer: what counts, what is needed, and every record."""
    officer = _own(request, pk)
    today = timezone.localdate()
    judged = queries.officer_status(officer, as_of=today)
    context = {
        "officer": officer,
        "cit": holding(judged.cit),
        "mhfa": holding(judged.mhfa),
        "verdict": verdict(judged),
        "needs": needs(judged, cit_covers=queries.cit_covers(request.agency, today)),
        "refreshers": refreshers_needed(judged, queries.refreshers()),
        "records": queries.records_of(officer),
        "history": queries.history_of(officer),
        "today": today,
    }
    return render(request, "training/officer.html", context)


def add(request: AgencyRequest) -> HttpResponse:
    """Put someone on the roster by hand."""
    form = OfficerForm(request.POST or None, agency=request.agency)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            officer = actions.add(agency=request.agency, by=request.user, **form.changes())
            messages.success(request, _("Officer added to the roster."))
            return redirect("training:officer", pk=officer.pk)
    return render(request, "training/officer_form.html", {"form": form}, status=status_of(form))


def edit(request: AgencyRequest, pk: int) -> HttpResponse:
    """Change what is known of an officer."""
    officer = _own(request, pk)
    form = OfficerForm(request.POST or None, agency=request.agency, officer=officer)
    if request.method == "POST":
        form, is_saved = save_merged(
            form,
            row=officer,
            by=request.user,
            save=lambda form: actions.change(
                officer=officer, version=form.cleaned_data["version"], by=request.user, **form.changes()
            ),
            reopen=lambda form: OfficerForm(
                form.sent_again(), agency=request.agency, officer=_own(request, pk)
            ),
        )
        if is_saved:
            messages.success(request, form.saved_words(_("Officer saved.")))
            return redirect("training:officer", pk=officer.pk)
    context = {"form": form, "officer": officer}
    return render(request, "training/officer_form.html", context, status=status_of(form))


def separate(request: AgencyRequest, pk: int) -> HttpResponse:
    """Say that an officer left."""
    officer = _own(request, pk)
    form = SeparateForm(
        request.POST or None, initial={"separated_on": officer.separated_on or timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.separate(officer=officer, on=form.cleaned_data["separated_on"], by=request.user)
            messages.success(request, _("Officer marked as left. The records stay."))
            return redirect("training:officer", pk=officer.pk)
    return render(
        request, "training/officer_separate.html", {"form": form, "officer": officer}, status=status_of(form)
    )


def delete(request: AgencyRequest, pk: int) -> HttpResponse:
    """Take someone off the roster who was put there by mistake."""
    officer = _own(request, pk)
    form = TypedForm(request.POST if request.method == "POST" else None, expected=officer.ref)
    if form.is_valid():
        with refusals_in(form):
            actions.delete(officer=officer, by=request.user)
            messages.success(request, _("Officer deleted, with all records."))
            return redirect("training:officers")
    context = {"officer": officer, "form": form, "records": queries.records_of(officer)}
    return render(request, "training/officer_delete.html", context, status=status_of(form))


def export(request: AgencyRequest, kind: str) -> HttpResponseBase:
    """The officers that the list shows, as CSV or Excel."""
    today = timezone.localdate()
    rows = queries.all_officers(request.agency, officer_filter(asked(request)), as_of=today)
    written = lines(rows, cit_covers=queries.cit_covers(request.agency, today))
    name = f"officers-{today.isoformat()}"
    return as_file(exports.officer_rows(written, names=not request.agency.pseudonymous), kind, name)


def _own(request: AgencyRequest, pk: int) -> Officer:
    return get_object_or_404(queries.officers(request.agency).select_related("agency"), pk=pk)
