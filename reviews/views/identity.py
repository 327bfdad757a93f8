"""Deciding on who an agency is, and correcting how it is spelled."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.middleware import PersonRequest
from agencies import actions
from agencies import queries as agencies
from agencies.forms import SpellingForm
from agencies.models import Agency, IdentityRequest
from agencies.permissions import Capability, refusal
from audit.versions import save_merged
from common import next_in_list
from common.refusals import refusals_in, status_of
from reviews import queries
from reviews.forms import IdentityDecisionForm


def identity(request: PersonRequest, public_id: str) -> HttpResponse:
    """One request, old and new side by side; approve or decline by the button that was pressed."""
    try:
        asked = agencies.identity_request(public_id)
    except IdentityRequest.DoesNotExist:
        raise Http404 from None
    form = IdentityDecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        with refusals_in(form):
            if request.POST.get("decision") == "approve":
                actions.approve_identity(request=asked, answer=answer, by=request.user)
                messages.success(request, _("Change approved. The agency was told."))
            else:
                actions.decline_identity(request=asked, answer=answer, by=request.user)
                messages.success(request, _("Change declined. The agency was told."))
            return redirect(next_in_list.after(request, reverse("reviews:identity", args=[public_id])))
    context = {
        "page": queries.identity_page(asked, by=request.user),
        "asked": asked,
        "agency": asked.agency,
        "form": form,
    }
    return render(request, "reviews/identity.html", context, status=status_of(form))


def correct(request: PersonRequest, public_id: str) -> HttpResponse:
    """Correct the spelling of a verified agency's name or city."""
    agency = get_object_or_404(Agency, public_id=public_id)
    form = SpellingForm(request.POST or None, instance=agency)
    if request.method == "POST":
        form, is_saved = save_merged(
            form,
            # A correction is recorded as a request that is decided at once.
            row=agencies.last_identity_request(agency) or agency,
            by=request.user,
            save=lambda form: actions.correct_identity(
                agency=agency,
                version=form.cleaned_data["version"],
                changes={name: form.cleaned_data[name] for name in ("name", "city")},
                reason=form.cleaned_data["reason"],
                by=request.user,
            ),
            reopen=lambda form: SpellingForm(
                form.sent_again(), instance=get_object_or_404(Agency, pk=agency.pk)
            ),
        )
        if is_saved:
            messages.success(request, form.saved_words(_("Spelling corrected. The agency was told.")))
            return redirect("reviews:agency", public_id)
    why_not = refusal(request.user, Capability.IDENTITY_DECIDE, agency)
    context = {"agency": agency, "form": form, "why_not": why_not}
    return render(
        request,
        "reviews/correct.html",
        context,
        status=status_of(form),
    )
