"""What happens to papers. Each function is one verb: atomic, locked, on the trail. Rendering runs in a worker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ParamSpec, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import queries as agencies
from audit import trail
from common.problems import Conflict, Refused
from compliance.facts import Facts
from compliance.report import Report
from documents import composing, permissions, queries
from documents.content import ContentTooLong, Paper, paper_from_data
from documents.models import Document, NumberSeries, PresidentTerm
from documents.rendering import PaperTooLong, render_pdf
from files.store import keep_bytes
from outbox.post import post
from pledges import actions as pledges
from pledges import queries as pledge_queries
from pledges import readiness
from pledges.models import Completion

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Issued:
    """What an approval issues: a numbered certificate, and the President's letter that goes with it."""

    certificate: Document
    acknowledgment: Document


def request_letter(*, completion: Completion, by: User) -> Document:
    """Ask for the completion letter as a PDF, and return its document, queued.

    Refused, naming what is missing, unless all of the completion but the letter is ready; Conflict when it isn't a draft.
    Asking again while nothing has changed returns the same document. In order: freezes what the letter says, records it,
    posts the rendering.
    """
    permissions.require_may_ask_for_letter(by, completion)
    today = timezone.localdate()
    with transaction.atomic():
        locked = _locked(completion)
        if locked.state != Completion.State.DRAFT:
            raise Conflict(_("This completion has been submitted; its letter can't be made again."))
        assessment = pledge_queries.assessment_of(locked.pledge, today)
        missing = tuple(item for item in readiness.missing(locked, assessment) if item.key != "letter")
        if missing or assessment.facts is None or assessment.report is None:
            raise pledges.NotReady(missing)
        digest = pledge_queries.letter_basis_digest(locked, assessment)
        latest = queries.latest_letter(locked)
        if latest is not None and latest.content_digest == digest and latest.state != Document.State.FAILED:
            return latest
        paper = _composed(composing.letter, locked, assessment.facts, assessment.report, on=today)
        document = Document.objects.create(
            kind=Document.Kind.LETTER,
            agency=locked.agency,
            completion=locked,
            dated_on=today,
            content=paper.to_data(),
            content_digest=digest,
            requested_by=by,
        )
        trail.record("documents.letter_requested", by=by, subject=document, agency=locked.agency)
        _post_rendering(document)
        return document


def issue(*, completion: Completion, by: User, on: date) -> Issued:
    """Reserve a certificate's number and code and freeze what the papers say, inside the approving transaction.

    The completion is locked and approved by the caller. Called twice, it returns what the first call issued. Refused
    when no President is in office on the day. In order: reserves the number, writes both documents, records them, posts
    their renderings.
    """
    with transaction.atomic():
        existing = {document.kind: document for document in queries.papers_of(completion)}
        if Document.Kind.CERTIFICATE in existing:
            return Issued(existing[Document.Kind.CERTIFICATE], existing[Document.Kind.ACKNOWLEDGMENT])
        facts, report = _frozen(completion)
        president = queries.president_on(on)
        certificate = _certificate(completion, facts, report, president, by=by, on=on)
        paper = _composed(
            composing.acknowledgment,
            completion,
            facts,
            report,
            number=certificate.number or "",
            code=certificate.code,
            president=president,
            on=on,
        )
        acknowledgment = _queued(Document.Kind.ACKNOWLEDGMENT, completion, paper, by=by, on=on)
        return Issued(certificate, acknowledgment)


def render(document_id: int) -> Document:
    """Make a queued document's file, once, and return the document. Run by a worker, perhaps twice.

    The rendering itself holds no lock. In order: stores the bytes under their hash; then, locked, writes them on the
    document unless another worker was quicker, records it, hands a letter to its completion, and posts the e-mail once
    all papers of an approval are there. What can never be rendered is marked as failed and not tried again.
    """
    document = Document.objects.get(pk=document_id)
    if document.state != Document.State.QUEUED:
        return document
    try:
        content = render_pdf(paper_from_data(document.kind, document.content))
    except PaperTooLong as error:
        return _fail(document, error)
    file = keep_bytes(content, media_type="application/pdf")
    with transaction.atomic():
        completion = _locked(document.completion)
        document = Document.objects.select_for_update(of=("self",)).get(pk=document_id)
        if document.state != Document.State.QUEUED:
            return document
        document.file = file
        document.state = Document.State.ISSUED
        document.issued_at = timezone.now()
        document.save(update_fields=["file", "state", "issued_at", "updated_at"])
        trail.record(
            f"documents.{document.kind}_issued",
            by=None,
            subject=document,
            agency=document.agency,
            details={"number": document.number, "sha256": file.sha256},
        )
        if document.kind == Document.Kind.LETTER:
            pledges.attach_letter(completion=completion, file=file, digest=document.content_digest)
        else:
            _tell_when_complete(completion)
        return document


def reissue(*, certificate: Document, reason: str, by: User) -> Document:
    """Issue a new certificate in the place of one, with a new number, and return it; the old one stays as it was.

    For a name that was misspelled, say: the new one carries the agency's name and the President of today. Refused without
    a reason; Conflict when another has taken its place already, or it was revoked. In order: reserves the number, writes
    the document, records it, posts its rendering.
    """
    permissions.require_may_change(by, certificate)
    if not reason.strip():
        raise Refused(_("Say why the certificate is issued again."), field="reason")
    today = timezone.localdate()
    with transaction.atomic():
        completion = _locked(certificate.completion)
        old = _current(certificate)
        facts, report = _frozen(completion)
        president = queries.president_on(today)
        new = _certificate(completion, facts, report, president, by=by, on=today, supersedes=old)
        trail.record(
            "documents.certificate_reissued",
            by=by,
            subject=new,
            agency=new.agency,
            details={"replaces": old.number, "reason": reason.strip()[:300]},
        )
        return new


def revoke(*, certificate: Document, reason: str, by: User) -> Document:
    """Take a certificate back, and return it: its verification page says so from now on, and the file stays.

    Refused without a reason; Conflict when it was revoked or superseded already. In order: writes it, records it, posts an
    e-mail to the agency.
    """
    permissions.require_may_change(by, certificate)
    if not reason.strip():
        raise Refused(_("Say why the certificate is revoked. The reason is kept with it."), field="reason")
    with transaction.atomic():
        _locked(certificate.completion)
        document = _current(certificate)
        document.revoked_at = timezone.now()
        document.revoked_because = reason.strip()[:300]
        document.save(update_fields=["revoked_at", "revoked_because", "updated_at"])
        trail.record("documents.certificate_revoked", by=by, subject=document, agency=document.agency)
        _tell_agency("certificate_revoked", document)
        return document


def _locked(completion: Completion) -> Completion:
    locked = Completion.objects.select_for_update(of=("self",)).get(pk=completion.pk)
    locked.pledge = completion.pledge
    locked.agency = completion.agency
    return locked


def _current(certificate: Document) -> Document:
    document = (
        Document.objects.select_for_update(of=("self",))
        .select_related("agency", "completion")
        .get(pk=certificate.pk)
    )
    if document.revoked_at is not None:
        raise Conflict(_("This certificate was revoked already."))
    if Document.objects.filter(supersedes=document).exists():
        raise Conflict(_("Another certificate has taken the place of this one already."))
    return document


def _frozen(completion: Completion) -> tuple[Facts, Report]:
    frozen = pledge_queries.frozen_assessment(completion)
    if frozen.facts is None or frozen.report is None:
        raise ValueError("A submitted completion always has its facts and its report.")
    return frozen.facts, frozen.report


def _certificate(
    completion: Completion,
    facts: Facts,
    report: Report,
    president: PresidentTerm,
    *,
    by: User,
    on: date,
    supersedes: Document | None = None,
) -> Document:
    document = Document(number=_next_number(on), supersedes=supersedes)
    paper = _composed(
        composing.certificate,
        completion,
        facts,
        report,
        number=document.number or "",
        code=document.code,
        president=president,
        on=on,
        replaces=(supersedes.number or "") if supersedes is not None else "",
    )
    return _queued(Document.Kind.CERTIFICATE, completion, paper, by=by, on=on, document=document)


def _queued(
    kind: str, completion: Completion, paper: Paper, *, by: User, on: date, document: Document | None = None
) -> Document:
    document = document or Document()
    document.kind = kind
    document.agency = completion.agency
    document.completion = completion
    document.dated_on = on
    document.content = paper.to_data()
    document.content_digest = composing.digest(paper)
    document.requested_by = by
    document.save()
    trail.record(
        f"documents.{kind}_reserved",
        by=by,
        subject=document,
        agency=completion.agency,
        details={"number": document.number},
    )
    _post_rendering(document)
    return document


def _next_number(on: date) -> str:
    NumberSeries.objects.get_or_create(year=on.year)
    series = NumberSeries.objects.select_for_update().get(year=on.year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"OM-{on.year}-{series.last:06d}"


def _post_rendering(document: Document) -> None:
    post("documents.render", key=str(document.pk), document_id=document.pk)


def _composed(compose: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    try:
        return compose(*args, **kwargs)
    except ContentTooLong as error:
        raise Refused(
            _(
                "A text is too long for the letter: %(length)s characters, where %(limit)s fit. Shorten it and try again."
            )
            % {"length": error.length, "limit": error.limit}
        ) from None


def _fail(document: Document, error: PaperTooLong) -> Document:
    with transaction.atomic():
        document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        if document.state == Document.State.QUEUED:
            document.state = Document.State.FAILED
            document.failure = str(
                _(
                    "It would have %(pages)s pages, and may have %(limit)s. Shorten the texts and make it again."
                )
                % {"pages": error.pages, "limit": error.limit}
            )
            document.save(update_fields=["state", "failure", "updated_at"])
            trail.record("documents.failed", by=None, subject=document, agency=document.agency)
        return document


def _tell_when_complete(completion: Completion) -> None:
    papers = Document.objects.filter(
        completion=completion, kind__in=[Document.Kind.CERTIFICATE, Document.Kind.ACKNOWLEDGMENT]
    )
    if papers.filter(state=Document.State.QUEUED).exists():
        return
    newest = papers.filter(kind=Document.Kind.CERTIFICATE).order_by("-id").first()
    if newest is not None:
        _tell_agency("certificate_ready", newest)


def _tell_agency(kind: str, document: Document) -> None:
    for person in agencies.people(document.agency, roles=pledge_queries.SPEAKERS):
        post(
            f"documents.{kind}", key=f"{document.pk}:{person.pk}", document_id=document.pk, user_id=person.pk
        )
