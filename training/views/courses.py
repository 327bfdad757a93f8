"""The catalogue as an agency sees it, and its questions to the IACP whether a course is equivalent."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import drafts, kept_forms
from agencies.middleware import AgencyRequest
from agencies.models import Agency
from audit.versions import save_merged
from common.addresses import redirect, reverse
from common.refusals import refusals_in, status_of
from compliance.editions import EDITIONS, Track
from files.responses import file_response
from files.uploads import say_what_was_done
from training import queries, topics
from training.actions import courses as actions
from training.editions import edition_of
from training.forms.courses import CourseForm, RequestForm
from training.models import Course, EquivalencyRequest


def index(request: AgencyRequest) -> HttpResponse:
    """What counts, what waits, what doesn't; with the agency's own courses and requests."""
    return render(request, "training/courses.html", {"rows": queries.course_rows(request.agency)})


def detail(request: AgencyRequest, public_id: str) -> HttpResponse:
    """One course: what it counts for, and what the IACP ruled."""
    course = get_object_or_404(queries.visible_courses(request.agency), public_id=public_id)
    context = {
        "course": course,
        "rulings": queries.rulings_of(course),
        "requests": queries.requests_of(request.agency).filter(course=course),
        "officers": queries.officers_with(request.agency, course),
        "may_ask": _may_become_equivalent(course.code),
    }
    return render(request, "training/course.html", context)


def add(request: AgencyRequest) -> HttpResponse:
    """Add a course of the agency's own; the next step is to ask whether it counts."""
    form = CourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            course = actions.propose(agency=request.agency, by=request.user, **form.cleaned_data)
            messages.success(request, _when_it_counts(course, request.agency))
            return redirect("training:course", public_id=course.public_id)
    return render(request, "training/course_form.html", {"form": form}, status=status_of(form))


def _when_it_counts(course: Course, agency: Agency) -> str:
    """What has to happen before a new course counts; one that is too short never does."""
    rule = edition_of(agency, timezone.localdate()).tracks.get(Track(course.track))
    if rule is not None and course.hours < rule.least_hours:
        return _("Course added. It can't count: it has %(hours)s hours and needs %(needed)s.") % {
            "hours": f"{course.hours.normalize():f}",
            "needed": rule.least_hours,
        }
    return _("Course added. It counts once the IACP has approved it.")


def ask(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Ask the IACP whether a course is equivalent."""
    course = get_object_or_404(queries.visible_courses(request.agency), public_id=public_id)
    if not _may_become_equivalent(course.code):
        kept_forms.refuse(request, course.note or _("This course can't be approved."))
        return redirect("training:course", public_id=public_id)
    if course.track not in topics.TOPICS or course.counts:
        if request.method == "POST":
            kept_forms.refuse(request, _("This course already counts. No request is needed."))
        return redirect("training:course", public_id=public_id)
    make = partial(RequestForm, course=course, agency=request.agency, user=request.user)
    form = drafts.opened(request, make)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            found = actions.request(course=course, agency=request.agency, by=request.user, **form.changes())
            drafts.done(request)
            say_what_was_done(request, form)
            messages.success(
                request, _("The IACP has your request. Until it decides, the course shows as “if approved”.")
            )
            return redirect("training:equivalency", public_id=found.public_id)
    context = {
        "form": form,
        "course": course,
        "faq": topics.FAQ[course.track],
        "precedents": queries.precedents(course),
    }
    return render(request, "training/equivalency_form.html", context, status=status_of(form))


def equivalency(request: AgencyRequest, public_id: str) -> HttpResponse:
    """One request: what was asked and answered."""
    found = _own(request, public_id)
    context = {"found": found, "matrix": topics.matrix(found.course.track, found.topics)}
    return render(request, "training/equivalency.html", context)


def answer(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Answer the IACP's question, or complete a request that waits."""
    found = _own(request, public_id)
    form = drafts.opened(request, partial(_answer_form, request, found))
    if request.method == "POST":
        form, is_saved = save_merged(
            form,
            row=found,
            by=request.user,
            save=lambda form: actions.answer(
                found=found, version=form.cleaned_data["version"], by=request.user, **form.changes()
            ),
            reopen=lambda form: _answer_form(request, _own(request, public_id), form.sent_again()),
        )
        if is_saved:
            drafts.done(request)
            say_what_was_done(request, form)
            messages.success(request, form.saved_words(_("The IACP has your answer.")))
            return redirect("training:equivalency", public_id=public_id)
    context = {"form": form, "course": found.course, "found": found, "faq": topics.FAQ[found.course.track]}
    return render(request, "training/equivalency_form.html", context, status=status_of(form))


def withdraw(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Take a request back."""
    actions.withdraw(found=_own(request, public_id), by=request.user)
    messages.success(request, _("Request withdrawn."))
    return redirect("training:equivalency", public_id=public_id)


def syllabus(request: AgencyRequest, public_id: str) -> HttpResponseBase:
    """The syllabus that the agency sent."""
    found = _own(request, public_id)
    return file_response(found.syllabus, name=found.syllabus_name, of=found)


def _answer_form(request: AgencyRequest, found: EquivalencyRequest, *posted: Any) -> RequestForm:
    url = reverse("training:equivalency_syllabus", args=[found.public_id])
    return RequestForm(
        *posted, course=found.course, agency=request.agency, user=request.user, found=found, syllabus_url=url
    )


def _may_become_equivalent(code: str) -> bool:
    """Whether every edition would let a course of this code be approved."""
    return all(edition.can_be_equivalent(code) for edition in EDITIONS.values())


def _own(request: AgencyRequest, public_id: str) -> EquivalencyRequest:
    return get_object_or_404(queries.requests_of(request.agency), public_id=public_id)
