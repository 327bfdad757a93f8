"""Importing the register that existed: a file, its questions, the comparison, the import, and the invitations."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.middleware import PersonRequest
from common.forms.confirming import TypedForm
from common.problems import Refused
from common.refusals import refusals_in, refusals_told, status_of
from files.responses import file_response
from pledges import actions as pledges
from pledges import queries as pledge_queries
from register_import import actions, queries, refused_rows
from register_import.forms import ApplyForm, UploadForm
from register_import.models import RegisterImport
from register_import.pages import forms_of, open_page

State = RegisterImport.State
PER_PAGE = 50


def index(request: PersonRequest) -> HttpResponse:
    """Send a file, and what was imported before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid():
            upload = form.cleaned_data["file"]
            try:
                found = actions.upload(name=upload.name or "", content=upload.chunks(), by=request.user)
            except Refused as refusal:
                form.add_error("file", str(refusal))
            else:
                return redirect("register_import:job", found.public_id)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"form": form, "imports": queries.imports()[:20], "unanswered": queries.unanswered().count()}
    return render(request, "register_import/index.html", context, status=status)


def job(request: PersonRequest, public_id: str) -> HttpResponse:
    """An import: what the file leaves open, or what became of it."""
    found = _found(public_id)
    return _job_page(request, found, ApplyForm(initial={"version": found.version}))


def answer(request: PersonRequest, public_id: str) -> HttpResponse:
    """Answer questions, decide on rows that are like others, or say what columns are."""
    found = _found(public_id)
    with refusals_told(request):
        outcome = queries.outcome(found)
        every = [*outcome.decided, *outcome.alike]
        answers: dict[str, str] = {}
        is_valid = True
        for form in forms_of(outcome, found.answers, every, request.POST):
            is_valid = form.is_valid() and is_valid
            answers |= form.answers()
        actions.answer(register_import=found, answers=answers, by=request.user)
        if is_valid:
            messages.success(request, _("Answers saved. The file was compared again."))
        else:
            messages.error(request, _("Choose one of the answers that are offered. The others are saved."))
    return redirect("register_import:job", public_id)


def apply(request: PersonRequest, public_id: str) -> HttpResponse:
    """Import the agencies that are new."""
    found, form = _found(public_id), ApplyForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            version = form.cleaned_data["version"] or 0
            found = actions.apply(register_import=found, by=request.user, version=version)
            count = found.figures["new"]
            words = ngettext("%(count)s agency imported.", "%(count)s agencies imported.", count)
            messages.success(request, words % {"count": count})
            return redirect("register_import:job", public_id)
    return _job_page(request, found, form, status_of(form))


def discard(request: PersonRequest, public_id: str) -> HttpResponse:
    """Give the file up."""
    with refusals_told(request):
        actions.discard(register_import=_found(public_id), by=request.user)
        messages.success(request, _("The file is discarded. Nothing was imported."))
    return redirect("register_import:index")


def undo(request: PersonRequest, public_id: str) -> HttpResponse:
    """Take an import back, once the number of its agencies was typed."""
    found = _found(public_id)
    count = found.agencies.count()
    form = TypedForm(request.POST if request.method == "POST" else None, expected=count)
    if form.is_valid():
        with refusals_in(form):
            actions.undo(register_import=found, by=request.user)
            messages.success(request, _("Import undone. Its agencies are deleted."))
            return redirect("register_import:job", public_id)
    context = {"job": found, "form": form, "count": count}
    return render(request, "register_import/undo.html", context, status=status_of(form))


def invite(request: PersonRequest, public_id: str) -> HttpResponse:
    """Invite the coordinators of the imported agencies."""
    with refusals_told(request):
        count = actions.invite_all(register_import=_found(public_id), by=request.user)
        words = ngettext(
            "%(count)s invitation is on its way.", "%(count)s invitations are on their way.", count
        )
        messages.success(request, words % {"count": count})
    return redirect("register_import:job", public_id)


def refused(request: PersonRequest, public_id: str) -> HttpResponseBase:
    """The rows that stay out, with the reasons, as CSV."""
    found = _found(public_id)
    if found.state != State.OPEN:
        return file_response(found.refused_rows, name="rows-not-imported.csv", of=found)
    outcome = queries.outcome(found)
    with queries.open_file(found) as file:
        lines = list(refused_rows.lines(file, outcome))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rows-not-imported.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def unanswered(request: PersonRequest) -> HttpResponse:
    """Imported agencies that no one acts for yet: invited and not answered, or without an address."""
    page = Paginator(queries.unanswered(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": queries.unanswered_rows(list(page.object_list), timezone.now())}
    return render(request, "register_import/unanswered.html", context)


def coverage(request: PersonRequest) -> HttpResponse:
    """How many agencies of each state are in the portal, by the reference list."""
    return render(request, "register_import/coverage.html", {"rows": queries.coverage()})


def release(request: PersonRequest, public_id: str) -> HttpResponse:
    """Let reminders of an imported agency go out."""
    pledge = pledge_queries.find_pledge(public_id)
    if pledge is None:
        raise Http404
    with refusals_told(request):
        pledges.release_reminders(pledge=pledge, by=request.user)
        messages.success(request, _("Reminders released for %(agency)s.") % {"agency": pledge.agency.name})
    return redirect("register_import:unanswered")


def _found(public_id: str) -> RegisterImport:
    found = queries.find(public_id)
    if found is None:
        raise Http404
    return found


def _job_page(
    request: PersonRequest, found: RegisterImport, form: ApplyForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"job": found, "form": form}
    if found.state == State.OPEN:
        outcome = queries.outcome(found)
        figures = queries.figures(outcome)
        context["page"] = open_page(outcome, found.answers, figures, request.GET.get("page"))
    elif found.state == State.APPLIED:
        context["invitations"] = queries.invitations(found)
    return render(request, "register_import/job.html", context, status=status)
