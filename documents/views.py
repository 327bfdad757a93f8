"""The agency's papers, the desk's handling of certificates, and what anyone may verify."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import reviewer_required
from agencies.permissions import editor_required, member_required
from agencies.requests import AgencyRequest
from common.access import public
from common.problems import Refused
from common.throttle import allows
from documents import actions, queries
from documents.forms import CodeForm, ReasonForm
from documents.models import Document
from files.responses import file_response
from pledges import queries as pledges

# What one visitor may look up: a person with a stack of certificates, not a machine that guesses.
LOOKUPS = "30/m/ip"


@member_required
@require_GET
def letter(request: AgencyRequest) -> HttpResponse:
    """The letter as it would be, and the PDF once it is made."""
    return render(request, "documents/letter_page.html", _letter_context(request))


@member_required
@require_GET
def letter_status(request: AgencyRequest) -> HttpResponse:
    """How far the PDF is: the part of the letter's page that is polled, and a whole page without scripts."""
    if not request.headers.get("HX-Request"):
        return redirect("documents:letter")
    return render(request, "documents/_letter_job.html", _letter_context(request))


@editor_required
@require_POST
def letter_make(request: AgencyRequest) -> HttpResponse:
    """Ask for the PDF."""
    draft = pledges.draft(request.agency)
    if draft is None:
        return redirect("pledges:completion")
    try:
        actions.request_letter(completion=draft, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("documents:letter")


@member_required
@require_GET
def listing(request: AgencyRequest) -> HttpResponse:
    """Every paper of the agency."""
    return render(request, "documents/list.html", {"documents": queries.for_agency(request.agency)})


@require_GET
def download(request: AgencyRequest, public_id: str) -> HttpResponse:
    """A paper's file, for its agency and for reviewers; to everybody else it doesn't exist."""
    try:
        document = queries.readable_by(request.user, request.agency, public_id)
    except Document.DoesNotExist:
        raise Http404 from None
    if document.file is None:
        raise Http404
    return file_response(document.file, name=f"{document.number or document.kind}.pdf", in_place=True)


@reviewer_required
@require_GET
def certificate(request: HttpRequest, public_id: str) -> HttpResponse:
    """A certificate at the desk, with what can be done to it."""
    return _certificate_page(request, _certificate(public_id))


@reviewer_required
@require_POST
def reissue(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Issue a certificate again under a new number."""
    document = _certificate(public_id)
    form = ReasonForm(request.POST, prefix="reissue")
    if not form.is_valid():
        return _certificate_page(request, document, reissue_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    new = actions.reissue(certificate=document, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("Certificate %(number)s is being made.") % {"number": new.number})
    return redirect("documents:certificate", new.public_id)


@reviewer_required
@require_POST
def revoke(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Revoke a certificate."""
    document = _certificate(public_id)
    form = ReasonForm(request.POST, prefix="revoke")
    if not form.is_valid():
        return _certificate_page(request, document, revoke_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    actions.revoke(certificate=document, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("Certificate %(number)s is revoked.") % {"number": document.number})
    return redirect("documents:certificate", document.public_id)


@public
@require_http_methods(["GET", "HEAD"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the certificate with this code says, and whether it is valid. The QR code leads here."""
    if not allows(request, "documents.verify", LOOKUPS):
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    found = queries.verification(code)
    status = HTTPStatus.OK if found is not None else HTTPStatus.NOT_FOUND
    context = {"found": found, "code": code, "form": CodeForm(), "today": timezone.localdate()}
    return render(request, "documents/verify.html", context, status=status)


@public
@require_http_methods(["GET", "HEAD"])
def verify_lookup(request: HttpRequest) -> HttpResponse:
    """The page for a code typed by hand."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("documents:verify", form.cleaned_data["code"])
    return render(request, "documents/verify_lookup.html", {"form": form})


def _letter_context(request: AgencyRequest) -> dict[str, object]:
    page = queries.letter_page(request.agency, today=timezone.localdate())
    return {"page": page, "may_make": request.membership.may_edit}


def _certificate(public_id: str) -> Document:
    try:
        return queries.certificate(public_id)
    except Document.DoesNotExist:
        raise Http404 from None


def _certificate_page(
    request: HttpRequest,
    document: Document,
    *,
    reissue_form: ReasonForm | None = None,
    revoke_form: ReasonForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "document": document,
        "verification": queries.verification(document.code),
        "papers": queries.papers_of(document.completion),
        "reissue_form": reissue_form or ReasonForm(prefix="reissue"),
        "revoke_form": revoke_form or ReasonForm(prefix="revoke"),
    }
    return render(request, "documents/certificate_page.html", context, status=status)
