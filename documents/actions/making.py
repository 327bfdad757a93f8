"""Making the file of a paper that was asked for. Run by a worker, perhaps twice, perhaps by two at once."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import trail
from common.open_actions import OpenTo, open_to
from documents import queries
from documents.actions.rows import tell_agency
from documents.content import Paper, paper_from_data
from documents.models import Document
from files.models import StoredFile
from files.store import keep_bytes, read_by_hash
from pledges import actions as pledges
from pledges.models import Completion

logger = logging.getLogger(__name__)


@open_to(OpenTo.SYSTEM)
def render(document_id: int) -> Document:
    """Make a queued document's file, once, and return the document.

    The rendering itself holds no lock. In order: stores the bytes under their hash; then, locked, writes them on the
    document unless another worker was first, records it, hands a letter to its completion, signed or not, and posts the
    email once all papers of an approval are there. What can never be rendered is marked as failed and not tried again.
    """
    # Two thirds of a second and 40 MB, which only a process that draws should pay for.
    from documents.rendering import FetchRefused, PaperTooLong, render_pdf

    document = Document.objects.get(pk=document_id)
    if document.state != Document.State.QUEUED:
        return document
    try:
        paper = paper_from_data(document.kind, document.content)
        content = render_pdf(paper, pictures=read_by_hash(paper.pictures))
    except PaperTooLong as error:
        words = _(
            "It would have %(pages)s pages. The limit is %(limit)s. Shorten the texts and make it again."
        )
        return _fail(document, words % {"pages": error.pages, "limit": error.limit})
    except FetchRefused:
        logger.exception("Document %s asked for what papers don't read", document_id)
        return _fail(document, _("It refers to something outside the portal. Please tell the campaign."))
    return _finish(document, keep_bytes(content, media_type="application/pdf"))


@open_to(OpenTo.PART)
def draw(paper: Paper) -> StoredFile:
    """The PDF of a paper that isn't issued, to be looked at; run by a worker. In order: stores the bytes under their hash."""
    from documents.rendering import render_pdf

    return keep_bytes(render_pdf(paper, pictures=read_by_hash(paper.pictures)), media_type="application/pdf")


@open_to(OpenTo.SYSTEM)
def give_up(document_id: int) -> None:
    """Mark a document as failed that can't be made, whatever the reason; nothing when it is there already.

    Side effects as of `render` for what can never be rendered: the state, the trail, and the email about the other papers.
    """
    document = Document.objects.get(pk=document_id)
    _fail(
        document,
        _("Something went wrong on our side, also when we tried again. Please request it again."),
    )


def _finish(document: Document, file: StoredFile) -> Document:
    with transaction.atomic():
        completion, document = _locked(document)
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
            agency=completion.agency,
            details={"number": document.number, "sha256": file.sha256},
        )
        if document.kind == Document.Kind.LETTER:
            pledges.attach_letter(completion=completion, file=file, digest=document.content_digest)
        elif document.kind == Document.Kind.SIGNED:
            pledges.keep_signed_letter(
                completion=completion, file=file, name=document.file_name, digest=document.content_digest
            )
        elif document.kind in queries.ISSUED_PAPERS:
            _tell_when_complete(completion)
        return document


def _fail(document: Document, why: str) -> Document:
    with transaction.atomic():
        completion, document = _locked(document)
        if document.state != Document.State.QUEUED:
            return document
        document.state = Document.State.FAILED
        document.failure = why
        document.save(update_fields=["state", "failure", "updated_at"])
        trail.record("documents.failed", by=None, subject=document, agency=completion.agency)
        if document.kind in queries.ISSUED_PAPERS:
            _tell_when_complete(completion)
        return document


def _locked(document: Document) -> tuple[Completion, Document]:
    """The document as it now is, locked after its agency, pledge and completion, as everywhere."""
    completion = pledges.lock_completion(document.completion)
    locked = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    locked.completion, locked.agency = completion, completion.agency
    return completion, locked


def _tell_when_complete(completion: Completion) -> None:
    """Tell the agency once no paper that stands is waiting to be made, unless there is nothing to be glad of."""
    papers = Document.objects.filter(
        completion=completion, superseded_by__isnull=True, kind__in=queries.ISSUED_PAPERS
    )
    if papers.filter(state=Document.State.QUEUED).exists():
        return
    certificate = papers.filter(
        kind=Document.Kind.CERTIFICATE, state=Document.State.ISSUED, revoked_at__isnull=True
    ).first()
    if certificate is not None:
        tell_agency("certificate_ready", certificate, not_before=certificate.tell_after)
