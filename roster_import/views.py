"""Bringing in files, a page for each step: upload, columns, values, dry run, progress, result."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.requests import AgencyRequest
from common.problems import Conflict, Refused
from files.responses import file_response
from roster_import import queries
from roster_import.actions import steps as actions
from roster_import.actions.rows import shapes_of
from roster_import.forms.columns import ColumnsForm, UploadForm
from roster_import.forms.values import ValuesForm
from roster_import.messages import preview
from roster_import.reading import answers
from roster_import.reading.mapping import Mapping
from training import exports
from training.models import RosterImport
from training.queries import choices, officers, officers_with_records

State = RosterImport.State


def index(request: AgencyRequest) -> HttpResponseBase:
    """Send a file, and what was brought in before."""
    if request.method == "POST":
        return _upload(request)
    return _upload_page(request, UploadForm(agency_id=request.agency.pk))


def _upload(request: AgencyRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES, agency_id=request.agency.pk)
    if form.is_valid():
        try:
            found = actions.upload(agency=request.agency, by=request.user, files=form.files_to_keep())
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("roster_import:job", public_id=found.public_id)
    return _upload_page(request, form)


def _upload_page(request: AgencyRequest, form: UploadForm) -> HttpResponse:
    context = {
        "form": form,
        "imports": queries.imports(request.agency)[:20],
        "has_officers": officers(request.agency).exists(),
    }
    return render(request, "roster_import/index.html", context)


def template(request: AgencyRequest, kind: str) -> HttpResponseBase:
    """The spreadsheet that is read without a question, to fill in."""
    rows = exports.template_rows([], names=not request.agency.pseudonymous)
    return exports.as_file(rows, kind, "onemind-template")


def roster(request: AgencyRequest, kind: str) -> HttpResponseBase:
    """The same with what the agency has recorded."""
    rows = exports.template_rows(officers_with_records(request.agency), names=not request.agency.pseudonymous)
    return exports.as_file(rows, kind, f"onemind-roster-{timezone.localdate().isoformat()}")


def job(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Where an import stands: on its way, waiting for a person, done, or refused."""
    found = _own(request, public_id)
    context: dict[str, Any] = {"job": found}
    if found.state in {State.PREVIEWED, State.APPLIED, State.UNDONE}:
        context["preview"] = preview(found, choices(request.agency))
    return render(request, "roster_import/job.html", context)


def columns(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Which column is what, filled in as far as headings and earlier answers tell."""
    found = _open(request, public_id)
    catalogue = choices(request.agency)
    form = ColumnsForm(
        request.POST or None,
        shapes=shapes_of(found),
        mapping=Mapping.from_data(found.mapping),
        catalogue=catalogue,
        pseudonymous=request.agency.pseudonymous,
    )
    if request.method == "POST" and form.is_valid():
        mapping = form.mapping()
        asked = _questions(request, found, mapping)
        if asked.any:
            actions.match(roster_import=found, mapping=mapping, by=request.user)
            return redirect("roster_import:values", public_id=public_id)
        known = queries.memory(request.agency).values
        actions.answer(
            roster_import=found,
            mapping=answers.remembered(shapes_of(found), mapping, asked, known),
            by=request.user,
        )
        return redirect("roster_import:job", public_id=public_id)
    return render(request, "roster_import/columns.html", {"job": found, "form": form})


def values(request: AgencyRequest, public_id: str) -> HttpResponse:
    """What the file's words mean: courses, status words, which number of a date is the day."""
    found = _open(request, public_id)
    mapping = Mapping.from_data(found.mapping)
    if not mapping.is_usable:
        return redirect("roster_import:columns", public_id=public_id)
    asked = _questions(request, found, mapping)
    form = ValuesForm(
        request.POST or None,
        asked=asked,
        mapping=answers.remembered(shapes_of(found), mapping, asked, queries.memory(request.agency).values),
        catalogue=choices(request.agency),
    )
    if request.method == "POST" and form.is_valid():
        actions.answer(roster_import=found, mapping=form.answers(), by=request.user)
        return redirect("roster_import:job", public_id=public_id)
    return render(request, "roster_import/values.html", {"job": found, "form": form})


def confirm(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Yes to the dry run that was shown."""
    found = _own(request, public_id)
    try:
        actions.confirm(roster_import=found, digest=request.POST.get("digest", ""), by=request.user)
    except Conflict as conflict:
        messages.warning(request, str(conflict))
    return redirect("roster_import:job", public_id=public_id)


def discard(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Give an import up."""
    actions.discard(roster_import=_own(request, public_id), by=request.user)
    messages.success(request, _("The import is discarded. Nothing was brought in."))
    return redirect("roster_import:index")


def undo(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Take a whole import back."""
    found = _own(request, public_id)
    if found.state != State.APPLIED:
        return redirect("roster_import:job", public_id=public_id)
    context = {"job": found, "later": queries.later_import(found)}
    if request.method != "POST":
        return render(request, "roster_import/undo.html", context)
    try:
        actions.undo(roster_import=found, by=request.user)
    except Refused as refusal:
        return render(request, "roster_import/undo.html", {**context, "refusal": refusal.message}, status=409)
    messages.success(request, _("The import is taken back: the roster is as it was before."))
    return redirect("roster_import:job", public_id=public_id)


def refused(request: AgencyRequest, public_id: str) -> HttpResponseBase:
    """The refused rows, to be mended and brought back."""
    found = _own(request, public_id)
    return file_response(found.refused_rows, name=_("refused-rows.csv"), of=found)


def _own(request: AgencyRequest, public_id: str) -> RosterImport:
    return get_object_or_404(queries.full_imports(request.agency), public_id=public_id)


def _open(request: AgencyRequest, public_id: str) -> RosterImport:
    """An import whose columns can still be matched; Conflict for one that has moved on."""
    found = _own(request, public_id)
    if found.state not in {State.MAPPING, State.PREVIEWED}:
        raise Conflict(_("This import has moved on since you opened the page."))
    return found


def _questions(request: AgencyRequest, found: RosterImport, mapping: Mapping) -> answers.Questions:
    return answers.questions(
        shapes_of(found),
        mapping,
        choices(request.agency),
        queries.memory(request.agency).values,
    )
