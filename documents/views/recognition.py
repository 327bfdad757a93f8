"""What a certified agency shows of its certificate, for every member of it; and its badge, from the pledge on."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from agencies.middleware import AgencyRequest
from common.addresses import redirect
from common.refusals import refusals_told
from documents import actions
from documents.recognition import pictures, queries
from documents.recognition.facts import Recognition
from documents.recognition.queries import CouncilJob
from documents.recognition.release import as_text, release
from documents.recognition.word import MEDIA_TYPE, as_docx
from files.responses import file_response


@dataclass(frozen=True, slots=True)
class Piece:
    """One download: the name it is saved under, its media type, and what makes its bytes."""

    stem: str
    ending: str
    media_type: str
    make: Callable[[Recognition], bytes]


def _page_of_release(facts: Recognition) -> bytes:
    blocks = release(facts)
    return render_to_string("documents/release.html", {"blocks": blocks, "facts": facts}).encode()


PIECES = {
    "seal.svg": Piece("seal", "svg", "image/svg+xml", lambda facts: pictures.seal_svg(facts).encode()),
    "seal.png": Piece("seal", "png", "image/png", pictures.seal_png),
    "card.png": Piece("card", "png", "image/png", pictures.card_png),
    "release.txt": Piece(
        "press-release", "txt", "text/plain; charset=utf-8", lambda facts: as_text(release(facts)).encode()
    ),
    "release.html": Piece("press-release", "html", "text/html; charset=utf-8", _page_of_release),
    "release.docx": Piece("press-release", "docx", MEDIA_TYPE, lambda facts: as_docx(release(facts))),
}
# What the page itself shows; everything else is saved.
SHOWN = {"seal.png", "card.png"}


def recognition(request: AgencyRequest) -> HttpResponse:
    """Badge, seal, press kit and one-pager; before the certificate, what is coming."""
    now = timezone.now()
    standing = queries.standing(request.agency, today=timezone.localdate(now))
    facts = standing.facts
    context = {
        "standing": standing,
        "facts": facts,
        "job": queries.council_job(request.agency, facts, now=now) if facts is not None else None,
        "release_text": as_text(release(facts)) if facts is not None else "",
    }
    return render(request, "documents/recognition.html", context)


def piece(request: AgencyRequest, name: str) -> HttpResponse:
    """A part of the press kit, made at this moment; 404 unless the certificate holds."""
    kind = PIECES.get(name)
    facts = queries.standing(request.agency, today=timezone.localdate()).facts
    if kind is None or facts is None:
        raise Http404
    response = HttpResponse(kind.make(facts), content_type=kind.media_type)
    shown = name in SHOWN and "show" in request.GET
    file = f"{slugify(facts.agency)[:60] or 'agency'}-one-mind-{kind.stem}.{kind.ending}"
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{file}"'
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def council(request: AgencyRequest) -> HttpResponseBase:
    """The one-pager's PDF; 404 unless it says what holds today."""
    job = _job(request)
    if job is None or job.document is None or job.document.file is None or not job.is_current:
        raise Http404
    return file_response(job.document.file, name=job.document.file_name, of=job.document)


def council_status(request: AgencyRequest) -> HttpResponse:
    """How far the one-pager is: the part of the page that is polled. Without scripts the whole page."""
    job = _job(request)
    if job is None or not request.headers.get("HX-Request"):
        return redirect("documents:recognition")
    context = {"job": job}
    return render(request, "documents/_council_job.html", context)


def council_make(request: AgencyRequest) -> HttpResponse:
    """Ask for the one-pager."""
    with refusals_told(request):
        actions.request_council_paper(agency=request.agency, by=request.user)
    return redirect("documents:recognition")


def _job(request: AgencyRequest) -> CouncilJob | None:
    now = timezone.now()
    facts = queries.standing(request.agency, today=timezone.localdate(now)).facts
    return queries.council_job(request.agency, facts, now=now) if facts is not None else None
