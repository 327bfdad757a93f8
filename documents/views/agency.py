"""The agency's own papers: the completion letter, the list, and the files."""

from base64 import b64encode

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from agencies.middleware import AgencyRequest, MemberRequest, act_for
from common.addresses import redirect
from common.refusals import refusals_told
from documents import actions, queries, signing
from documents.letter_page import letter_page
from documents.models import Document
from files import pictures
from files.responses import file_response
from pledges import queries as pledges
from pledges.models import Completion


def letter(request: AgencyRequest) -> HttpResponse:
    """The letter as it would be, and the PDF once it is made."""
    now = timezone.now()
    page = letter_page(request.agency, now=now)
    completion = page.draft or (page.submitted.completion if page.submitted is not None else None)
    is_current = page.draft is None or (page.job is not None and page.job.is_current)
    context = {
        "page": page,
        "job": page.job,
        "may_sign": request.may["completion_draft"]
        and completion is not None
        and completion.state == Completion.State.SUBMITTED,
        "signing": signing.signing_of(completion, at=now, is_current=is_current) if completion else None,
    }
    return render(request, "documents/letter_page.html", context)


def letter_status(request: AgencyRequest) -> HttpResponse:
    """How far the PDF is: the part of the letter's page that is polled. Without scripts the whole page."""
    job = queries.letter_job(request.agency, now=timezone.now())
    if job is None or not request.headers.get("HX-Request"):
        return redirect("documents:letter")
    context = {"job": job}
    return render(request, "documents/_letter_job.html", context)


def letter_make(request: AgencyRequest) -> HttpResponse:
    """Ask for the PDF."""
    draft = pledges.draft(request.agency)
    if draft is None:
        return redirect("documents:letter")
    with refusals_told(request):
        actions.request_letter(completion=draft, by=request.user)
    return redirect("documents:letter")


def listing(request: AgencyRequest) -> HttpResponse:
    """Every paper of the agency."""
    context = {
        "documents": queries.for_agency(request.agency),
        "on_file": pledges.certified_on_file(request.agency),
    }
    return render(request, "documents/list.html", context)


def record(request: AgencyRequest) -> HttpResponse:
    """The letter of record, to print: what the IACP's files say of an agency that was certified before the portal."""
    pledge = pledges.certified_on_file(request.agency)
    if pledge is None:
        raise Http404
    context = {"pledge": pledge, "agency": request.agency}
    return render(request, "documents/record.html", context)


def download(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """A paper's file, for its agency and for reviewers; to everyone else it doesn't exist."""
    document = _readable(request, public_id)
    return file_response(document.file, name=document.file_name, of=document)


def pages(request: MemberRequest, public_id: str) -> HttpResponse:
    """The same file's pages as pictures, drawn for this one look."""
    document = _readable(request, public_id)
    if document.file is None:
        raise Http404
    try:
        drawn = pictures.pages(document.file)
    except pictures.NoPicture:
        drawn = ()
    shown = [f"data:image/png;base64,{b64encode(page).decode()}" for page in drawn]
    own = next((each for each in request.memberships if each.agency_id == document.agency_id), None)
    if own is not None:
        act_for(request, own)
    context = {
        "document": document,
        "pages": shown,
        "layout": "layouts/desk.html" if own is None else "layouts/agency.html",
    }
    return render(request, "documents/pages.html", context, status=200 if shown else 503)


def _readable(request: MemberRequest, public_id: str) -> Document:
    own = [membership.agency for membership in request.memberships]
    try:
        return queries.readable_by(request.user, own, public_id)
    except Document.DoesNotExist:
        raise Http404 from None
