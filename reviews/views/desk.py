"""The desk itself, the agencies, and the evidence files that reviewers may open."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import PersonRequest
from agencies import leads
from agencies import queries as agency_queries
from agencies.models import Agency
from agencies.permissions import Capability, may, refusal
from common import searches
from common.refusals import refusals_in, refusals_told, status_of
from documents import queries as documents
from documents import terms
from files.responses import file_response
from pledges import actions as pledges
from pledges import queries as pledge_queries
from pledges.models import Completion, Pledge
from reviews import queries
from reviews.forms import AgencySearchForm, ExtensionForm
from training import queries as training

PER_PAGE = 50
# So many of each kind are on the desk's first page; the table of everything that waits has all.
FIRST = 10


def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the IACP, the oldest first."""
    now = timezone.now()
    context = {
        **_waiting(),
        "identity": agency_queries.identity_requests_waiting()[:FIRST],
        "no_lead": leads.without_lead().count(),
        "expired": leads.expired_invitations(now).count(),
        "away": leads.leads_away(now).count(),
        "failed": documents.failed_papers(),
        "terms": terms.warnings(timezone.localdate()),
        "today": timezone.localdate(),
    }
    return render(request, "reviews/desk.html", context)


def overdue(request: HttpRequest) -> HttpResponse:
    """Every pledge past its deadline with nothing submitted, the longest overdue first."""
    found = pledge_queries.overdue(timezone.localdate())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "reviews/overdue.html", {"page": page})


def agencies(request: HttpRequest) -> HttpResponse:
    """Every agency, whatever became of its pledge."""
    if request.method == "POST":
        return searches.remember(request)
    form = AgencySearchForm(searches.asked(request))
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.agencies(asked.get("q", ""), asked.get("state", ""), asked.get("training", ""))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": queries.rows(list(page.object_list)),
        "counting": training.last_counting(),
    }
    return render(request, "reviews/agencies.html", context)


def agency(request: PersonRequest, public_id: str) -> HttpResponse:
    """One agency: its pledge, figures and evidence, and what can be done about the clock."""
    return _agency_page(request, public_id)


def extend(request: PersonRequest, public_id: str) -> HttpResponse:
    """Give an agency longer, or take a lapsed pledge up again."""
    pledge = _pledge_of(public_id)
    form = ExtensionForm(request.POST)
    if form.is_valid():
        step = pledges.reinstate if "reinstate" in request.POST else pledges.extend
        with refusals_in(form):
            step(pledge=pledge, by=request.user, **form.cleaned_data)
            messages.success(request, _("New deadline set. The agency was told."))
            return redirect("reviews:agency", public_id)
    return _agency_page(request, public_id, form=form, status=status_of(form))


def lapse(request: PersonRequest, public_id: str) -> HttpResponse:
    """End an overdue pledge."""
    with refusals_told(request):
        pledges.lapse(pledge=_pledge_of(public_id), by=request.user)
        messages.success(request, _("Pledge lapsed. The agency was told."))
    return redirect("reviews:agency", public_id)


def evidence_file(request: HttpRequest, evidence: str, public_id: str) -> HttpResponseBase:
    """The copy of an entry of evidence as the agency uploaded it: a memorandum of understanding, a policy."""
    found = queries.copy_of(evidence, public_id)
    if found is None:
        raise Http404
    row, copy = found
    return file_response(copy.file, name=copy.file_name, of=row)


def submitted_copy(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The copy of an entry of evidence as it was when a completion was submitted."""
    found = queries.submitted_copy(public_id)
    if found is None:
        raise Http404
    return file_response(found.file, name=found.file_name or "copy", of=found.completion)


def signed_letter(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The signed copy of a completion letter."""
    try:
        completion = queries.completion_by_public_id(public_id)
    except Completion.DoesNotExist:
        raise Http404 from None
    return file_response(completion.signed_letter, name=completion.signed_letter_name, of=completion)


def _waiting() -> dict[str, object]:
    """How much waits of each kind, and the first of each."""
    pledges_waiting, completions = pledge_queries.intake(), queries.submitted()
    courses, late = training.desk_queue(), pledge_queries.overdue(timezone.localdate())
    return {
        "intake": pledge_queries.intake_waiting(pledges=pledges_waiting[:FIRST]),
        "queue": queries.queue(completions=completions[:FIRST]),
        "courses": list(courses[:FIRST]),
        "overdue": late[:FIRST],
        "counts": {
            "intake": pledges_waiting.count(),
            "queue": completions.count(),
            "courses": courses.count(),
            "overdue": len(late),
        },
    }


def _pledge_of(public_id: str) -> Pledge:
    pledge = queries.pledge_of_agency(public_id)
    if pledge is None:
        raise Http404
    return pledge


def _agency_page(
    request: PersonRequest,
    public_id: str,
    *,
    form: ExtensionForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    try:
        page = queries.agency_page(public_id, timezone.localdate())
    except Agency.DoesNotExist:
        raise Http404 from None
    context = {
        "page": page,
        "agency": page.agency,
        "listed": agency_queries.listed_as(page.agency.ori),
        "form": form or ExtensionForm(),
        "why_not": refusal(request.user, Capability.DEADLINE_SET, page.agency),
        "why_not_appoint": refusal(request.user, Capability.LEAD_APPOINT, page.agency),
        "now": timezone.now(),
        "may_suspend": may(request.user, Capability.AGENCY_SUSPEND, page.agency),
    }
    return render(request, "reviews/agency.html", context, status=status)
