"""Equivalency requests on the reviewers' desk."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import drafts
from accounts.middleware import PersonRequest
from common import next_in_list
from common.refusals import refusals_in, status_of
from files.responses import file_response
from training import queries, topics
from training.actions import courses as actions
from training.forms.courses import DecisionForm, WithdrawApprovalForm
from training.lifecycles import UNDECIDED
from training.models import EquivalencyRequest
from training.permissions import why_not_decide


def index(request: HttpRequest) -> HttpResponse:
    """The requests that wait, and the approvals that stand."""
    context = {"queue": queries.desk_queue(), "approved": queries.approved_courses()}
    return render(request, "training/desk_equivalencies.html", context)


def decide(request: PersonRequest, public_id: str) -> HttpResponse:
    """One request: its matrix, its syllabus, its precedents, and the decision."""
    found = get_object_or_404(queries.all_requests(), public_id=public_id)
    make, why_not = (
        partial(DecisionForm, initial={"version": found.version}),
        why_not_decide(request.user, found.course),
    )
    if request.method == "POST" or (found.state in UNDECIDED and not why_not):
        form = drafts.opened(request, make)
    else:
        form = make()
        drafts.unfinished(request)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            _take(request, found, form)
            drafts.done(request)
            return redirect(next_in_list.after(request, reverse("training:desk_equivalencies")))
    context = {
        "found": found,
        "why_not": why_not,
        "course": found.course,
        "form": form,
        "matrix": topics.matrix(found.course.track, found.topics),
        "faq": topics.FAQ.get(found.course.track),
        "precedents": queries.precedents(found.course),
        "rulings": queries.rulings_of(found.course),
        "touched": queries.agencies_touched(found.course).count(),
        "is_open": found.state in UNDECIDED,
    }
    return render(request, "training/desk_equivalency.html", context, status=status_of(form))


def withdraw(request: PersonRequest, public_id: str) -> HttpResponse:
    """Take an approval back."""
    course = get_object_or_404(queries.approved_courses(), public_id=public_id)
    form = WithdrawApprovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_approval(course=course, reasons=form.cleaned_data["reasons"], by=request.user)
        messages.success(request, _("Approval withdrawn. We are telling the agencies concerned."))
        return redirect("training:desk_equivalencies")
    why_not = why_not_decide(request.user, course)
    context = {
        "course": course,
        "form": form,
        "why_not": why_not,
        "touched": queries.agencies_touched(course).count(),
    }
    return render(request, "training/desk_withdraw.html", context)


def syllabus(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The syllabus of a request."""
    found = get_object_or_404(queries.all_requests(), public_id=public_id)
    return file_response(found.syllabus, name=found.syllabus_name, of=found)


def _take(request: PersonRequest, found: EquivalencyRequest, form: DecisionForm) -> None:
    cleaned = form.cleaned_data
    decision, text, version = cleaned["decision"], cleaned["text"], cleaned["version"]
    if decision == "approve":
        actions.approve(
            found=found, reasons=text, conditions=cleaned["conditions"], version=version, by=request.user
        )
        messages.success(request, _("Course approved. It counts for every agency."))
    elif decision == "decline":
        actions.decline(found=found, reasons=text, version=version, by=request.user)
        messages.success(request, _("Course found not equivalent. We are telling the agency."))
    else:
        actions.ask(found=found, question=text, version=version, by=request.user)
        messages.success(request, _("Question sent to the agency."))
