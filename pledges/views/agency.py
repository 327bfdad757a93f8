"""The agency's page, and what its lead or signatory can do with the pledge itself."""

import json
from typing import Any, Literal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.middleware import AgencyRequest
from agencies.time_zones import latest_day
from common.addresses import redirect
from common.forms.confirming import TypedForm
from common.problems import Refused
from common.refusals import refusals_in, refusals_told, status_of
from compliance.editions import edition_by_code, edition_on
from pledges import actions, permissions, queries
from pledges.forms import CommitmentsForm
from pledges.lifecycle import AGAIN, LIFECYCLE
from pledges.messages import refusal
from pledges.models import Pledge


def overview(request: AgencyRequest) -> HttpResponse:
    """The agency's home: the deadline, the next step, and a row for each thing to do."""
    page = queries.overview(request.agency, request.membership, timezone.localdate(), request.user)
    return render(request, "pledges/overview.html", {"page": page, "may": _open_steps(request, page.pledge)})


def history(request: AgencyRequest) -> HttpResponse:
    """The agency's own history, whole, a page at a time."""
    page = queries.history_page(request.agency, request.GET.get("page"))
    return render(request, "pledges/history.html", {"page": page})


def needs(request: AgencyRequest) -> HttpResponse:
    """What to have at hand for each practice, whom to ask, and how long it takes: to print."""
    edition = edition_by_code(
        queries.edition_code_of(request.agency) or edition_on(timezone.localdate()).code
    )
    return render(request, "pledges/needs.html", {"practices": edition.practices})


def _open_steps(request: AgencyRequest, pledge: Pledge | None) -> dict[str, bool]:
    """Which steps this member may take from here, by name; from the membership at hand, without a query."""
    roles = frozenset({permissions.Role(request.membership.role)})
    open_steps = LIFECYCLE.open_from(pledge.state) if pledge is not None else ()
    return {step.value: permissions.may_take(step, roles) for step in open_steps}


def facts(request: AgencyRequest) -> HttpResponse:
    """The facts as JSON, to keep or to judge again with ``manage.py assess``; ``?of=submission`` the frozen ones."""
    return _judged(request, "facts")


def report(request: AgencyRequest) -> HttpResponse:
    """The report on today's facts as JSON; ``?of=submission`` the frozen one."""
    return _judged(request, "report")


def _judged(request: AgencyRequest, what: Literal["facts", "report"]) -> HttpResponse:
    pledge = own_pledge(request)
    if request.GET.get("of") == "submission":
        frozen = queries.latest_completion(pledge)
        if frozen is None:
            raise Http404
        return _json(getattr(frozen, what), f"{what}-as-submitted.json")
    assessment = queries.assessment_of(pledge, timezone.localdate())
    found = assessment.facts if what == "facts" else assessment.report
    if found is None:
        raise Refused(" ".join(refusal(problem).text for problem in assessment.problems))
    return _json(found.to_data(), f"{what}.json")


def withdraw(request: AgencyRequest) -> HttpResponse:
    """End the pledge, after a question."""
    pledge = own_pledge(request)
    form = TypedForm(request.POST if request.method == "POST" else None, expected=request.agency.name)
    if form.is_valid():
        with refusals_in(form):
            actions.withdraw(pledge=pledge, by=request.user)
            messages.success(request, _("Pledge withdrawn."))
            return redirect("pledges:overview")
    context = {"pledge": pledge, "form": form}
    return render(request, "pledges/withdraw.html", context, status=status_of(form))


def adopt_edition(request: AgencyRequest) -> HttpResponse:
    """Opt in to the newest edition of the rule, with today's figures under both side by side."""
    pledge = own_pledge(request)
    newer = queries.newer_than(edition_by_code(pledge.edition))
    if not newer:
        raise Http404
    if request.method == "POST":
        actions.adopt_edition(pledge=pledge, edition=newer, by=request.user)
        messages.success(request, _("Your pledge is now judged by edition %(edition)s.") % {"edition": newer})
        return redirect("pledges:overview")
    comparison = queries.edition_comparison(pledge, newer, timezone.localdate())
    return render(
        request, "pledges/edition.html", {"pledge": pledge, "newer": newer, "comparison": comparison}
    )


def again(request: AgencyRequest) -> HttpResponse:
    """Pledge again, after a pledge that was withdrawn, lapsed or closed; else what the agency's pledge is, and the way on."""
    pledge = queries.current_pledge(request.agency)
    if pledge is not None and pledge.lifecycle_state not in AGAIN:
        status = queries.status_of(pledge, latest_day())
        context = {"pledge": pledge, "status": status, "may": _open_steps(request, pledge)}
        answer = 409 if request.method == "POST" else 200
        return render(request, "pledges/pledge.html", context, status=answer)
    form = CommitmentsForm(request.POST or None, edition=edition_on(timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        actions.pledge_again(
            agency=request.agency, commitments=form.commitments(), authority_confirmed=True, by=request.user
        )
        messages.success(request, _("Thank you. The IACP will verify your pledge."))
        return redirect("pledges:overview")
    return render(request, "pledges/again.html", {"form": form}, status=status_of(form))


def confirm_record(request: AgencyRequest) -> HttpResponse:
    """Confirm what the IACP's files say of the agency's certification."""
    with refusals_told(request):
        actions.confirm_record(pledge=own_pledge(request), by=request.user)
        messages.success(request, _("Record confirmed. Thank you."))
        return redirect("documents:record")
    return redirect("pledges:overview")


def own_pledge(request: AgencyRequest) -> Pledge:
    """The pledge that stands for the agency; 404 without one."""
    pledge = queries.current_pledge(request.agency)
    if pledge is None:
        raise Http404
    return pledge


def _json(data: Any, name: str) -> HttpResponse:
    response = HttpResponse(json.dumps(data, indent=2) + "\n", content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
