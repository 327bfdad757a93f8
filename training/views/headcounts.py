"""The pages of agencies that name no officer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.permissions import member_required
from agencies.requests import AgencyRequest
from common.problems import NotAllowed, Refused
from training import actions, queries
from training.forms.headcounts import HeadCountForm


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def headcount(request: AgencyRequest) -> HttpResponse:
    """Enter the figures of a day, and see the earlier ones."""
    form = HeadCountForm(request.POST or None, initial={"as_of": timezone.localdate()})
    status = 200
    if request.method == "POST":
        if not request.membership.may_edit:
            raise NotAllowed(_("You can read here. Ask a lead to let you change things."))
        status = 422
        if form.is_valid():
            try:
                actions.add_head_count(agency=request.agency, by=request.user, **form.cleaned_data)
            except Refused as refused:
                form.add_error(refused.field, str(refused.message))
            else:
                messages.success(request, _("The figures are recorded."))
                return redirect("training:headcount")
    context = {
        "form": form,
        "entries": queries.head_counts(request.agency),
        "counts_only": request.agency.evidence_mode == "counts",
        "may_edit": request.membership.may_edit,
    }
    return render(request, "training/headcount.html", context, status=status)
