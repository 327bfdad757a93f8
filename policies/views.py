"""An agency's own pages about its policies."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.requests import AgencyRequest
from common.form_differences import beside_saved
from common.problems import Conflict
from common.refusals import refusals_in, status_of
from files.responses import file_response
from policies import actions, queries
from policies.forms import PolicyForm, RetireForm
from policies.models import Policy


def index(request: AgencyRequest) -> HttpResponse:
    """All of the agency's policies: what each states, and what it still needs to count."""
    context = {"entries": queries.listing(request.agency, today=timezone.localdate())}
    return render(request, "policies/list.html", context)


def add(request: AgencyRequest) -> HttpResponse:
    """Record a new policy."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        changes = {**form.changes(), "components": form.components()}
        with refusals_in(form):
            actions.add(agency=request.agency, by=request.user, **changes)
            messages.success(request, _("The policy is recorded."))
            return redirect("policies:list")
    return render(request, "policies/form.html", {"form": form}, status=status_of(form))


def edit(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Change a policy; one that a submission stands on is shown closed."""
    policy = _own(request, public_id)
    form = _form(request, policy)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        changes = {**form.changes(), "components": form.components()}
        with refusals_in(form):
            try:
                actions.change(policy=policy, version=version, by=request.user, **changes)
            except Conflict as conflict:
                return _conflict(request, form, public_id, conflict)
            messages.success(request, _("The policy is saved."))
            return redirect("policies:list")
    context = {"form": form, "policy": policy}
    return render(request, "policies/form.html", context, status=status_of(form))


def retire(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Say since when a policy is out of force."""
    policy = _own(request, public_id)
    form = RetireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.retire(policy=policy, on=form.cleaned_data["retired_on"], by=request.user)
            messages.success(request, _("The policy is retired."))
            return redirect("policies:list")
    context = {"form": form, "policy": policy}
    return render(request, "policies/retire.html", context, status=status_of(form))


def delete(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Delete a policy that was recorded by mistake."""
    policy = _own(request, public_id)
    if request.method != "POST":
        return render(request, "policies/delete.html", {"policy": policy})
    actions.delete(policy=policy, by=request.user)
    messages.success(request, _("The policy is deleted."))
    return redirect("policies:list")


def file(request: AgencyRequest, public_id: str) -> HttpResponseBase:
    """The policy's file, for the agency's members."""
    policy = _own(request, public_id)
    return file_response(policy.file, name=policy.file_name, of=policy)


def _own(request: AgencyRequest, public_id: str) -> Policy:
    return get_object_or_404(queries.for_agency(request.agency), public_id=public_id)


def _form(request: AgencyRequest, policy: Policy | None = None) -> PolicyForm:
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    return PolicyForm(*posted, agency=request.agency, user=request.user, policy=policy)


def _conflict(request: AgencyRequest, form: PolicyForm, public_id: str, conflict: Conflict) -> HttpResponse:
    """The form as it was typed, beside what was saved in the meantime."""
    saved = _own(request, public_id)
    current = PolicyForm(agency=request.agency, user=request.user, policy=saved)
    context = {"policy": saved, **beside_saved(form, current, conflict)}
    return render(request, "policies/form.html", context, status=409)
