"""A certificate at the review desk: what became of it, issuing it again, revoking it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.middleware import PersonRequest
from common.refusals import refusals_in, status_of
from documents import actions, permissions, queries
from documents.forms import ReasonForm, RevokeForm
from documents.models import Document


def certificate(request: PersonRequest, public_id: str) -> HttpResponse:
    """A certificate at the desk, with what can be done to it."""
    return _page(request, _certificate(public_id))


def reissue(request: PersonRequest, public_id: str) -> HttpResponse:
    """Issue a certificate again under a new number."""
    document = _certificate(public_id)
    form = ReasonForm(request.POST, prefix="reissue")
    if form.is_valid():
        with refusals_in(form):
            new = actions.reissue(certificate=document, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(
                request, _("Certificate %(number)s is being made.") % {"number": new.certificate.number}
            )
            return redirect("documents:certificate", new.certificate.public_id)
    return _page(request, document, reissue_form=form, status=status_of(form))


def revoke(request: PersonRequest, public_id: str) -> HttpResponse:
    """Revoke a certificate."""
    document = _certificate(public_id)
    form = RevokeForm(request.POST, prefix="revoke", expected=str(document.number))
    if form.is_valid():
        with refusals_in(form):
            actions.revoke(certificate=document, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("Certificate %(number)s is revoked.") % {"number": document.number})
            return redirect("documents:certificate", document.public_id)
    return _page(request, document, revoke_form=form, status=status_of(form))


def reinstate(request: PersonRequest, public_id: str) -> HttpResponse:
    """Certify an agency again whose certificate was revoked, with a new certificate."""
    document = _certificate(public_id)
    form = ReasonForm(request.POST, prefix="reinstate")
    if form.is_valid():
        with refusals_in(form):
            new = actions.reinstate(certificate=document, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(
                request,
                _("Certification reinstated. Certificate %(number)s is being made.")
                % {"number": new.certificate.number},
            )
            return redirect("documents:certificate", new.certificate.public_id)
    return _page(request, document, reinstate_form=form, status=status_of(form))


def _certificate(public_id: str) -> Document:
    try:
        return queries.certificate(public_id)
    except Document.DoesNotExist:
        raise Http404 from None


def _page(
    request: PersonRequest,
    document: Document,
    *,
    reissue_form: ReasonForm | None = None,
    revoke_form: ReasonForm | None = None,
    reinstate_form: ReasonForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "document": document,
        "verification": queries.verification_of(document),
        "papers": queries.papers_of(document.completion),
        "why_not": permissions.why_not_change(request.user, document),
        "reissue_form": reissue_form or ReasonForm(prefix="reissue"),
        "revoke_form": revoke_form or RevokeForm(prefix="revoke", expected=str(document.number)),
        "reinstate_form": reinstate_form or ReasonForm(prefix="reinstate"),
        "can_be_reinstated": queries.can_be_reinstated(document),
    }
    return render(request, "documents/certificate_page.html", context, status=status)
