"""Training records by hand."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.middleware import AgencyRequest
from audit.versions import save_merged
from common import searches
from common.addresses import redirect
from common.refusals import refusals_in, status_of
from common.searches import asked
from common.spreadsheets import as_file
from training import exports, queries
from training.actions import records as actions
from training.filters import RECORD_CHOICES, record_filter
from training.forms.officers import RecordForm
from training.models import Course, TrainingRecord


def index(request: AgencyRequest) -> HttpResponse:
    """Every record, searched, filtered, a page at a time."""
    if request.method == "POST":
        return searches.remember(request)
    wanted = record_filter(searches.asked(request))
    page = queries.record_page(request.agency, wanted, request.GET.get("page"))
    context = {
        "page": page,
        "wanted": wanted,
        "choices": RECORD_CHOICES,
        "courses": queries.courses_used(request.agency),
        "query": request.GET.urlencode(),
    }
    return render(request, "training/records.html", context)


def add(request: AgencyRequest, pk: int) -> HttpResponse:
    """Record that an officer took a course."""
    officer = get_object_or_404(queries.officers(request.agency).select_related("agency"), pk=pk)
    form = RecordForm(request.POST or None, agency=request.agency, initial=course_asked_for(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            record = actions.add(officer=officer, by=request.user, **form.changes())
            _say_what_it_counts(request, record)
            return redirect("training:officer", pk=officer.pk)
    return render(
        request, "training/record_form.html", {"form": form, "officer": officer}, status=status_of(form)
    )


def edit(request: AgencyRequest, pk: int) -> HttpResponse:
    """Change a record; one that a submission stands on is shown closed."""
    record = _own(request, pk)
    form = RecordForm(request.POST or None, agency=request.agency, record=record)
    if request.method == "POST":
        form, is_saved = save_merged(
            form,
            row=record,
            by=request.user,
            save=lambda form: actions.change(record=form.record or record, by=request.user, **form.changes()),
            reopen=lambda form: RecordForm(
                form.sent_again(), agency=request.agency, record=_own(request, pk)
            ),
        )
        if is_saved:
            _say_what_it_counts(request, _own(request, pk), form.saved_words(_("Record saved.")))
            return redirect("training:officer", pk=record.officer_id)
    context = {"form": form, "officer": record.officer, "record": record}
    return render(request, "training/record_form.html", context, status=status_of(form))


def delete(request: AgencyRequest, pk: int) -> HttpResponse:
    """Delete a record that was made by mistake."""
    record = _own(request, pk)
    if request.method != "POST":
        return render(request, "training/record_delete.html", {"record": record, "officer": record.officer})
    actions.delete(record=record, by=request.user)
    messages.success(request, _("Record deleted."))
    return redirect("training:officer", pk=record.officer_id)


def course_note(request: AgencyRequest) -> HttpResponse:
    """What choosing a course means, said at once: a fragment beside the form's choice."""
    number = request.GET.get("course", "")
    courses = queries.visible_courses(request.agency)
    course = courses.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None
    return render(request, "training/_course_note.html", {"course": course})


def course_asked_for(request: AgencyRequest) -> dict[str, object]:
    """What a form starts from when a link names the course, such as a refresher."""
    asked = request.GET.get("course", "")
    course = (
        queries.visible_courses(request.agency).filter(public_id=asked).first() if asked.isalnum() else None
    )
    return {"course": course, "hours": course.hours.normalize()} if course else {}


def warn_unless_it_counts(request: AgencyRequest, course: Course, hours: Decimal | None = None) -> None:
    """A warning when what was recorded doesn't count: for its course, or for its ``hours`` (None: sessions, which add up)."""
    if not course.counts:
        words = course.note or str(course.get_standing_display())
        messages.warning(request, _("This course doesn't count. %(note)s") % {"note": words})
    elif hours is not None and hours < course.hours:
        messages.warning(
            request,
            _("The course has %(needed)s hours; with %(hours)s it doesn't count.")
            % {"needed": f"{course.hours.normalize():f}", "hours": f"{hours.normalize():f}"},
        )


def export(request: AgencyRequest, kind: str) -> HttpResponseBase:
    """The records that the list shows, as CSV or Excel."""
    cells = queries.record_cells(request.agency, record_filter(asked(request)))
    name = f"training-records-{timezone.localdate().isoformat()}"
    return as_file(exports.record_rows(cells), kind, name)


def _own(request: AgencyRequest, pk: int) -> TrainingRecord:
    return get_object_or_404(queries.records(request.agency).select_related("officer__agency"), pk=pk)


def _say_what_it_counts(request: AgencyRequest, record: TrainingRecord, done: str = "") -> None:
    messages.success(request, done or _("Record saved."))
    warn_unless_it_counts(request, record.course, None if record.offering_id else record.hours)
