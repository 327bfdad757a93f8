"""Importing files, a page for each step: upload, questions, comparison, progress, result."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.middleware import AgencyRequest
from common.addresses import redirect
from common.forms.confirming import TypedForm
from common.problems import Conflict, Refused
from common.refusals import status_for, status_of
from common.spreadsheets import as_file
from files.responses import file_response
from roster_import import queries
from roster_import.actions import transitions as actions
from roster_import.forms.answers import CellsForm, ColumnsForm, QuestionsForm
from roster_import.forms.upload import UploadForm
from roster_import.messages.comparison import preview
from roster_import.messages.questions import questions_page, titles_left_out
from roster_import.messages.reading import cards, used
from training import exports
from training.models import RosterImport
from training.queries import choices, officers, officers_with_records

State = RosterImport.State


def index(request: AgencyRequest) -> HttpResponseBase:
    """Send a file, and what was imported before."""
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
    return as_file(rows, kind, "onemind-template")


def roster(request: AgencyRequest, kind: str) -> HttpResponseBase:
    """The same with what the agency has recorded."""
    rows = exports.template_rows(officers_with_records(request.agency), names=not request.agency.pseudonymous)
    return as_file(rows, kind, f"onemind-roster-{timezone.localdate().isoformat()}")


def job(request: AgencyRequest, public_id: str) -> HttpResponse:
    """How far an import is: on its way, waiting for a person, done, or refused."""
    found = _own(request, public_id)
    context: dict[str, Any] = {"job": found}
    if found.state in {State.PREVIEWED, State.APPLIED, State.UNDONE}:
        catalog = choices(request.agency)
        context["preview"] = preview(found, catalog)
        context["course_cards"] = cards(found, catalog)
        context["used"] = used(found, catalog)
        context["cells"] = CellsForm(cells=found.problems, is_open=found.state == State.PREVIEWED)
    return render(request, "roster_import/job.html", context)


def questions(request: AgencyRequest, public_id: str) -> HttpResponse:
    """What the files leave open, a page for each kind of question."""
    found = _open(request, public_id)
    page = questions_page(found, request.GET.get("page", ""), request.GET.get("q", ""))
    if not page.everything:
        return redirect("roster_import:job", public_id=public_id)
    form = QuestionsForm(request.POST or None, questions=page.shown, proposed=page.proposed())
    if request.method == "POST" and form.is_valid():
        answers = page.rest(request.POST.get("rest", "")) | form.answers()
        actions.answer(roster_import=found, answers=answers, by=request.user)
        return redirect("roster_import:job", public_id=public_id)
    context = {"job": found, "form": form, "page": page}
    context["course_cards"] = cards(found, choices(request.agency))
    return render(request, "roster_import/questions.html", context)


def titles(request: AgencyRequest, public_id: str) -> HttpResponse:
    """The titles that are left out, to be searched and matched to a course."""
    found = _open(request, public_id)
    query = request.GET.get("q", "")
    asked = titles_left_out(found, query, choices(request.agency))
    form = QuestionsForm(request.POST or None, questions=asked)
    if request.method == "POST" and form.is_valid():
        answers = {name: said for name, said in form.answers().items() if said != "leave_out"}
        if answers:
            actions.answer(roster_import=found, answers=answers, by=request.user)
        return redirect("roster_import:job", public_id=public_id)
    total = len(found.shape.get("titles", ()))
    context = {"job": found, "form": form, "query": query, "total": total, "shown": len(form.fields)}
    return render(request, "roster_import/titles.html", context)


def values(request: AgencyRequest, public_id: str) -> HttpResponse:
    """The questions' former address."""
    return redirect("roster_import:questions", public_id=_own(request, public_id).public_id)


def columns(request: AgencyRequest, public_id: str) -> HttpResponse:
    """How each column is read, to be changed."""
    found = _open(request, public_id)
    form = ColumnsForm(
        request.POST or None,
        columns=found.shape.get("columns", []),
        catalogue=choices(request.agency),
        pseudonymous=request.agency.pseudonymous,
    )
    if request.method == "POST" and form.is_valid():
        actions.answer(roster_import=found, answers=form.answers(), by=request.user)
        return redirect("roster_import:job", public_id=public_id)
    return render(request, "roster_import/columns.html", {"job": found, "form": form})


def cells(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Take cells that were written again."""
    found = _open(request, public_id)
    form = CellsForm(request.POST, cells=found.problems)
    if form.is_valid() and (answers := form.answers()):
        actions.answer(roster_import=found, answers=answers, by=request.user)
    return redirect("roster_import:job", public_id=public_id)


def confirm(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Say yes to the comparison that was shown."""
    found = _own(request, public_id)
    try:
        actions.confirm(roster_import=found, digest=request.POST.get("digest", ""), by=request.user)
    except Conflict as conflict:
        messages.warning(request, str(conflict))
    return redirect("roster_import:job", public_id=public_id)


def discard(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Give an import up."""
    actions.discard(roster_import=_own(request, public_id), by=request.user)
    messages.success(request, _("Import discarded. Nothing was imported."))
    return redirect("roster_import:index")


def undo(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Undo a whole import."""
    found = _own(request, public_id)
    if found.state != State.APPLIED:
        return redirect("roster_import:job", public_id=public_id)
    added = queries.added_by(found)
    form = TypedForm(request.POST if request.method == "POST" else None, expected=added.rows)
    context = {"job": found, "later": queries.later_import(found), "form": form, "added": added}
    if not form.is_valid():
        return render(request, "roster_import/undo.html", context, status=status_of(form))
    try:
        actions.undo(roster_import=found, by=request.user)
    except Refused as refusal:
        shown = {**context, "refusal": refusal.message}
        return render(request, "roster_import/undo.html", shown, status=status_for(refusal))
    messages.success(request, _("Import undone. The roster is as it was before."))
    return redirect("roster_import:job", public_id=public_id)


def refused(request: AgencyRequest, public_id: str) -> HttpResponseBase:
    """The refused rows, to be corrected and imported again."""
    found = _own(request, public_id)
    return file_response(found.refused_rows, name=_("refused-rows.csv"), of=found)


def _own(request: AgencyRequest, public_id: str) -> RosterImport:
    return get_object_or_404(queries.full_imports(request.agency), public_id=public_id)


def _open(request: AgencyRequest, public_id: str) -> RosterImport:
    """An import that still takes answers; Conflict for one that has moved on."""
    found = _own(request, public_id)
    if found.state not in {State.MAPPING, State.PREVIEWED}:
        raise Conflict(_("This import has changed since you opened the page."))
    return found
