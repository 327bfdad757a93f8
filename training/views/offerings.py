"""Classes: planned, filled, credited; and class lists after the fact."""

from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.middleware import AgencyRequest
from agencies.models import Agency
from audit.versions import save_merged
from common.addresses import redirect
from common.forms.confirming import TypedForm
from common.refusals import refusals_in, status_of
from training import queries
from training.actions import headcounts
from training.actions import offerings as actions
from training.forms.offerings import ClassListForm, CreditForm, EnrollForm, OfferingForm
from training.forms.officers import ClassCountForm
from training.models import Offering
from training.views.records import course_asked_for, warn_unless_it_counts

PER_PAGE = 50


def index(request: AgencyRequest) -> HttpResponse:
    """Every class, the latest first, a page at a time."""
    page = Paginator(queries.offerings(request.agency), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "today": timezone.localdate()}
    return render(request, "training/offerings.html", context)


def detail(request: AgencyRequest, pk: int) -> HttpResponse:
    """One class: its sessions and who is in it."""
    offering = _own(request, pk)
    return render(request, "training/offering.html", _context(request, offering))


def add(request: AgencyRequest) -> HttpResponse:
    """Plan a class."""
    form = OfferingForm(request.POST or None, agency=request.agency)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            offering = actions.add(
                agency=request.agency, sessions=form.sessions(), by=request.user, **form.changes()
            )
            counts = request.agency.evidence_mode == Agency.EvidenceMode.COUNTS
            messages.success(
                request,
                _("Class planned.") if counts else _("Class planned. Now enroll officers."),
            )
            hours = sum(session.hours for session in form.sessions())
            warn_unless_it_counts(request, offering.course, Decimal(hours))
            return redirect("training:offering", pk=offering.pk)
    return render(request, "training/offering_form.html", {"form": form}, status=status_of(form))


def edit(request: AgencyRequest, pk: int) -> HttpResponse:
    """Change a class that no one was credited for."""
    offering = _own(request, pk)
    form = OfferingForm(request.POST or None, agency=request.agency, offering=offering)
    if request.method == "POST":
        form, is_saved = save_merged(
            form,
            row=offering,
            by=request.user,
            save=lambda form: actions.change(
                offering=offering,
                sessions=form.sessions(),
                version=form.cleaned_data["version"],
                by=request.user,
                **form.changes(),
            ),
            reopen=lambda form: OfferingForm(
                form.sent_again(), agency=request.agency, offering=_own(request, pk)
            ),
        )
        if is_saved:
            messages.success(request, form.saved_words(_("Class saved.")))
            return redirect("training:offering", pk=pk)
    return render(
        request, "training/offering_form.html", {"form": form, "offering": offering}, status=status_of(form)
    )


def delete(request: AgencyRequest, pk: int) -> HttpResponse:
    """Delete a class that no one was credited for."""
    offering = _own(request, pk)
    form = TypedForm(request.POST if request.method == "POST" else None, expected=offering.reference)
    if form.is_valid():
        with refusals_in(form):
            actions.delete(offering=offering, by=request.user)
            messages.success(request, _("Class deleted."))
            return redirect("training:offerings")
    context = {"offering": offering, "form": form, "enrolled": len(queries.roll_of(offering))}
    return render(request, "training/offering_delete.html", context, status=status_of(form))


def enroll(request: AgencyRequest, pk: int) -> HttpResponse:
    """Say who comes, by pasting IDs."""
    offering = _own(request, pk)
    form = EnrollForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            count = actions.enroll(offering=offering, refs=form.cleaned_data["refs"], by=request.user)
            words = ngettext("%(count)s officer enrolled.", "%(count)s officers enrolled.", count)
            had = len(form.cleaned_data["refs"]) - count
            more = ngettext("%(count)s already was.", "%(count)s already were.", had)
            messages.success(request, _both(words % {"count": count}, more % {"count": had} if had else ""))
            return redirect("training:offering", pk=pk)
    return render(
        request,
        "training/offering.html",
        _context(request, offering, enroll_form=form),
        status=status_of(form),
    )


def unenroll(request: AgencyRequest, pk: int, officer_pk: int) -> HttpResponse:
    """Take an officer out of a class."""
    offering = _own(request, pk)
    officer = get_object_or_404(queries.officers(request.agency), pk=officer_pk)
    actions.unenroll(offering=offering, officer=officer, by=request.user)
    messages.success(request, _("Officer removed from the class."))
    return redirect("training:offering", pk=pk)


def credit(request: AgencyRequest, pk: int) -> HttpResponse:
    """Credit the whole class in one step; what someone missed is ticked."""
    offering = _own(request, pk)
    form = CreditForm(request.POST or None, roll=queries.roll_of(offering))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            count = actions.credit(
                offering=offering,
                attended=form.attended(),
                status=form.cleaned_data["status"],
                by=request.user,
            )
            words = ngettext(
                "%(count)s officer credited for the whole class.",
                "%(count)s officers credited for the whole class.",
                count,
            )
            messages.success(request, words % {"count": count})
            return redirect("training:offering", pk=pk)
    context = {"form": form, "offering": offering, "sessions": queries.sessions_of(offering)}
    return render(request, "training/offering_credit.html", context, status=status_of(form))


def count(request: AgencyRequest, pk: int) -> HttpResponse:
    """Add those who finished to the head count, naming no one."""
    offering = _own(request, pk)
    form = ClassCountForm(request.POST, track=offering.course.track)
    if form.is_valid():
        with refusals_in(form):
            headcounts.count_class(offering=offering, by=request.user, **form.changes())
            messages.success(request, _("The class was added to your head count."))
            return redirect("training:headcount")
    context = _context(request, offering, count_form=form)
    return render(request, "training/offering.html", context, status=status_of(form))


def class_list(request: AgencyRequest) -> HttpResponse:
    """Record a class after the fact, by pasting the IDs of everyone who was there."""
    form = ClassListForm(request.POST or None, agency=request.agency, initial=course_asked_for(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            count = actions.add_class_list(agency=request.agency, by=request.user, **form.cleaned_data)
            words = ngettext("%(count)s record added.", "%(count)s records added.", count)
            had = len(form.cleaned_data["refs"]) - count
            more = ngettext(
                "%(count)s officer has a record of that day already.",
                "%(count)s officers have a record of that day already.",
                had,
            )
            messages.success(request, _both(words % {"count": count}, more % {"count": had} if had else ""))
            warn_unless_it_counts(request, form.cleaned_data["course"], form.cleaned_data["hours"])
            return redirect("training:records")
    return render(request, "training/class_list.html", {"form": form}, status=status_of(form))


def _both(words: str, more: str) -> str:
    return f"{words} {more}".strip()


def _own(request: AgencyRequest, pk: int) -> Offering:
    return get_object_or_404(queries.offerings(request.agency), pk=pk)


def _context(
    request: AgencyRequest,
    offering: Offering,
    *,
    enroll_form: EnrollForm | None = None,
    count_form: ClassCountForm | None = None,
) -> dict[str, object]:
    return {
        "offering": offering,
        "sessions": queries.sessions_of(offering),
        "roll": queries.roll_of(offering),
        "form": enroll_form or EnrollForm(),
        "count_form": count_form or ClassCountForm(track=offering.course.track),
        "counts": request.agency.evidence_mode == Agency.EvidenceMode.COUNTS,
        "today": timezone.localdate(),
    }
