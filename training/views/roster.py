"""The roster, one officer, and the records."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.permissions import editor_required, member_required
from agencies.requests import AgencyRequest
from common.problems import Conflict, Refused
from training import actions, queries
from training.forms.roster import OfficerForm, RecordFilterForm, RecordForm, RosterFilterForm
from training.models import Officer, TrainingRecord

PER_PAGE = 50


@member_required
@require_safe
def officers(request: AgencyRequest) -> HttpResponse:
    """The roster: who still needs what, with search, filters and order."""
    form = RosterFilterForm(request.GET)
    found = queries.roster(request.agency, timezone.localdate(), **form.asked())
    page = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"roster": found, "page": page, "form": form, "may_edit": request.membership.may_edit}
    return render(request, "training/officers.html", context)


@member_required
@require_safe
def officer(request: AgencyRequest, pk: int) -> HttpResponse:
    """One officer: what they hold, what they need, and their records."""
    found = _officer(request, pk)
    context = {
        "row": queries.officer_row(found, timezone.localdate()),
        "officer": found,
        "records": queries.records_of(found),
        "may_edit": request.membership.may_edit,
    }
    return render(request, "training/officer.html", context)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def officer_add(request: AgencyRequest) -> HttpResponse:
    """Add somebody to the roster by hand."""
    form = OfficerForm(request.POST or None, agency=request.agency)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_officer(agency=request.agency, by=request.user, **form.changes())
        except Refused as refused:
            form.add_error(refused.field, str(refused.message))
        else:
            messages.success(request, _("The officer is on the roster. Add the training now, if you like."))
            return redirect("training:officer", added.pk)
    return render(request, "training/officer_form.html", {"form": form}, status=422 if form.errors else 200)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def officer_edit(request: AgencyRequest, pk: int) -> HttpResponse:
    """Change what the roster says of somebody."""
    found = _officer(request, pk)
    form = OfficerForm(request.POST or None, agency=request.agency, officer=found)
    status = 422
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_officer(officer=found, version=version, by=request.user, **form.changes())
        except Refused as refused:
            form.add_error(refused.field, str(refused.message))
            status = 409 if isinstance(refused, Conflict) else 422
        else:
            messages.success(request, _("The officer is saved."))
            return redirect("training:officer", pk)
    context = {"form": form, "officer": found}
    return render(request, "training/officer_form.html", context, status=status if form.errors else 200)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def officer_delete(request: AgencyRequest, pk: int) -> HttpResponse:
    """Take somebody off the roster who was never to be on it."""
    found = _officer(request, pk)
    if request.method != "POST":
        return render(request, "training/officer_delete.html", {"officer": found})
    actions.delete_officer(officer=found, by=request.user)
    messages.success(request, _("The officer is off the roster."))
    return redirect("training:officers")


@member_required
@require_safe
def records(request: AgencyRequest) -> HttpResponse:
    """Every training record of the agency."""
    form = RecordFilterForm(request.GET, agency=request.agency)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.records(request.agency, words=asked.get("q", ""), course=asked.get("course", ""))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "may_edit": request.membership.may_edit}
    return render(request, "training/records.html", context)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def record_add(request: AgencyRequest, pk: int) -> HttpResponse:
    """Record training of an officer."""
    found = _officer(request, pk)
    form = RecordForm(request.POST or None, agency=request.agency)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_record(officer=found, by=request.user, **form.changes())
        except Refused as refused:
            form.add_error(refused.field, str(refused.message))
        else:
            _say_what_it_counts_for(request, form)
            return redirect("training:officer", pk)
    context = {"form": form, "officer": found}
    return render(request, "training/record_form.html", context, status=422 if form.errors else 200)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def record_edit(request: AgencyRequest, pk: int) -> HttpResponse:
    """Change a record."""
    found = _record(request, pk)
    form = RecordForm(request.POST or None, agency=request.agency, record=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_record(record=found, by=request.user, **form.changes())
        except Refused as refused:
            form.add_error(refused.field, str(refused.message))
        else:
            _say_what_it_counts_for(request, form)
            return redirect("training:officer", found.officer_id)
    context = {"form": form, "officer": found.officer, "record": found}
    return render(request, "training/record_form.html", context, status=422 if form.errors else 200)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def record_delete(request: AgencyRequest, pk: int) -> HttpResponse:
    """Delete a record that was entered by mistake."""
    found = _record(request, pk)
    if request.method != "POST":
        return render(request, "training/record_delete.html", {"record": found, "officer": found.officer})
    actions.delete_record(record=found, by=request.user)
    messages.success(request, _("The record is deleted."))
    return redirect("training:officer", found.officer_id)


def _say_what_it_counts_for(request: AgencyRequest, form: RecordForm) -> None:
    course = form.cleaned_data["course"]
    if course.standing in {course.Standing.RECOGNIZED, course.Standing.APPROVED}:
        messages.success(request, _("The record is saved."))
    else:
        # FAQ 3 and 4, and every course that nobody has approved: said at once, not at the end.
        text = course.note or _("This course doesn't count until the IACP has approved it as equivalent.")
        messages.warning(request, _("The record is saved. %(note)s") % {"note": text})


def _officer(request: AgencyRequest, pk: int) -> Officer:
    try:
        return queries.officer_of(request.agency, pk)
    except Officer.DoesNotExist:
        raise Http404 from None


def _record(request: AgencyRequest, pk: int) -> TrainingRecord:
    try:
        return queries.record_of(request.agency, pk)
    except TrainingRecord.DoesNotExist:
        raise Http404 from None
