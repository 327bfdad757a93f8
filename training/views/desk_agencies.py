"""One agency's training as the desk sees it: figures, head counts, and who is on leave. No one is named."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.middleware import PersonRequest
from agencies.models import Agency
from agencies.permissions import Capability, refusal
from agencies.time_zones import today_of
from common.refusals import refusals_in, status_of
from training import charts, queries
from training.actions import officers as actions
from training.charts import shares
from training.forms.officers import LeaveForm
from training.messages import holding, verdict

PER_PAGE = 50


def index(request: HttpRequest, public_id: str) -> HttpResponse:
    """How the agency records its training, its figures today, and the officers that the IACP may leave out."""
    agency = get_object_or_404(queries.agency_of(public_id))
    today = today_of(agency)
    counts = agency.evidence_mode == Agency.EvidenceMode.COUNTS
    entries = queries.head_counts(agency)
    context = {
        "agency": agency,
        "counts": counts,
        **shares(agency, today),
        "entries": entries,
        "columns": charts.head_count_columns(entries) if counts else (),
        "page": Paginator(queries.on_leave(agency, today), PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "training/desk_training.html", context)


def leave(request: PersonRequest, public_id: str, pk: int) -> HttpResponse:
    """Leave an officer on leave out of the sworn strength, with a reason, or count them again."""
    agency = get_object_or_404(queries.agency_of(public_id))
    today = today_of(agency)
    officer = get_object_or_404(queries.on_leave(agency, today), pk=pk)
    form = LeaveForm(request.POST or None, initial={"because": officer.excluded_because})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.exclude(officer=officer, because=form.reason(), by=request.user)
            words = _("Officer left out of the count.") if form.reason() else _("Officer counted again.")
            messages.success(request, f"{words} {_('The agency is told.')}")
            return redirect("training:desk_training", public_id)
    judged = queries.officer_status(officer, as_of=today)
    context = {
        "agency": agency,
        "officer": officer,
        "why_not": refusal(request.user, Capability.OFFICER_EXCLUDE, agency),
        "form": form,
        "verdict": verdict(judged),
        "cit": holding(judged.cit),
        "mhfa": holding(judged.mhfa),
        "events": queries.history_of(officer),
    }
    return render(request, "training/desk_leave.html", context, status=status_of(form))
