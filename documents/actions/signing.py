"""Sending the letter to the person who signs it, and signing it by the mailed link."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.permissions import Capability, require
from agencies.time_zones import today_of
from audit import trail
from common.open_actions import OpenTo, open_to
from common.problems import Conflict, NotAllowed, Refused
from common.text import folded, one_line, tidy_address
from documents import composing, queries, signing
from documents.actions.rows import queue, tell_agency
from documents.content import LetterContent, Signature, paper_from_data
from documents.models import SIGN_WITHIN, SIGNING_LINK, Document, SigningRequest
from files.models import StoredFile
from files.pictures import NoPicture, for_paper
from outbox.post import post
from pledges import actions as pledges
from pledges import queries as pledge_queries
from pledges.models import Completion
from pledges.particulars import digest_of_data

logger = logging.getLogger(__name__)

# The same letter sent to the same address within this time is a button pressed twice: one email goes out.
PRESSED_TWICE = timedelta(minutes=5)
SENT_A_DAY = 20


def send_for_signature(
    *, completion: Completion, email: str, submits: bool = False, by: User
) -> SigningRequest:
    """Mail a link to the person who signs the completion's letter, by which it is read and signed, and return the request.

    With ``submits`` signing it submits the completion, too: that is for those who may submit, and in doing so they confirm
    that it is true. An earlier link that is still open stops working. NotAllowed unless ``by`` writes for the agency (or may
    submit). Refused while the letter isn't made or is out of date, and after SENT_A_DAY in 24 hours. Conflict once the
    completion is decided. In order: revokes the earlier request, writes the new one, records it, posts the email.
    """
    now = timezone.now()
    address = tidy_address(email)
    with transaction.atomic():
        locked = pledges.lock_completion(completion)
        require(by, Capability.COMPLETION_DRAFT, locked.agency)
        if submits:
            require(by, Capability.COMPLETION_SUBMIT, locked.agency)
        if not locked.is_open:
            raise Conflict(
                _("The IACP already decided on this completion, so its letter can no longer be signed.")
            )
        letter = queries.letter_of(locked)
        if letter is None or letter.file is None or not pledge_queries.letter_is_current(locked):
            raise Refused(_("Make the PDF of the letter first. It must state what is recorded today."))
        if submits and locked.state != Completion.State.DRAFT:
            raise Conflict(_("This completion has already been submitted."))
        earlier = _open_requests(locked)
        for one in earlier:
            same = (one.email, one.letter_id, one.submits) == (address, letter.pk, submits)
            if same and now - one.created_at < PRESSED_TWICE:
                return one
        if signing.sent_since(locked.agency, now - timedelta(days=1)) >= SENT_A_DAY:
            raise Refused(
                _(
                    "Your agency has sent as many letters for signature as it can in one day. Try again tomorrow."
                )
            )
        for one in earlier:
            _revoke(one, by=by, at=now)
        request = SigningRequest(
            completion=locked,
            letter=letter,
            email=address,
            expires_at=now + SIGN_WITHIN,
            submits=submits,
            requested_by=by,
        )
        request.token_hash = SIGNING_LINK.hash(request.public_id)
        request.save()
        trail.record(
            "documents.sent_for_signature",
            by=by,
            subject=request,
            agency=locked.agency,
            details={"letter": letter.number, "submits": submits},
        )
        post("documents.sign", key=str(request.pk), request_id=request.pk)
        return request


def revoke_signing(*, request: SigningRequest, by: User) -> None:
    """Revoke a letter that was sent for signature: its link stops working. Nothing when it was signed or revoked already.

    NotAllowed unless ``by`` writes for the agency. In order: writes it, records it.
    """
    with transaction.atomic():
        completion = pledges.lock_completion(request.completion)
        require(by, Capability.COMPLETION_DRAFT, completion.agency)
        for one in _open_requests(completion):
            if one.pk == request.pk:
                _revoke(one, by=by, at=timezone.now())


@open_to(OpenTo.LINK)
def sign(
    *,
    token: str,
    name: str,
    read: str,
    drawing: StoredFile | None = None,
    scan: StoredFile | None = None,
    scan_name: str = "",
) -> SigningRequest:
    """Sign the letter that the link was mailed for, and return the request.

    ``name`` is the signatory's, as it is printed under the letter: Refused (field ``name``) for another. ``read`` is the SHA-256
    of what the page showed. With a ``scan`` the signed copy is that file; otherwise it is the letter with the typed name, or
    with the ``drawing``, drawn by a worker. Conflict, saying what to do, when the link is over, and when the letter has changed
    since. In order: writes the signature, records it, keeps the scan or asks for the signed letter, submits the completion if
    a lead or signatory agreed to that, or else posts an email to each lead and signatory.
    """
    # It takes a moment and runs outside the lock.
    picture = _for_paper(drawing) if drawing is not None and scan is None else None
    with transaction.atomic():
        known = signing.by_token(token)
        if known is None:
            raise Conflict(signing.what_to_do("unknown"))
        completion = pledges.lock_completion(known.completion)
        request = SigningRequest.objects.select_for_update(of=("self",)).get(pk=known.pk)
        request.completion, request.letter = completion, known.letter
        now = timezone.now()
        standing = signing.standing_of(request, now)
        if standing != "open":
            raise Conflict(signing.what_to_do(standing))
        paper = paper_from_data(known.letter.kind, known.letter.content)
        if not isinstance(paper, LetterContent) or read != signing.content_sha256(known.letter):
            raise Conflict(signing.what_to_do("changed"))
        if folded(name) != folded(paper.signatory.name):
            raise Refused(
                _("Type the name as it is printed under the letter: %(name)s.")
                % {"name": paper.signatory.name},
                field="name",
            )
        _write(request, name=name, read=read, at=now, picture=picture, scan=scan)
        if scan is not None:
            pledges.keep_signed_letter(
                completion=completion, file=scan, name=scan_name, digest=known.letter.content_digest
            )
        else:
            _queue_signed(request, paper)
        # What is submitted has a receipt of its own.
        if not (request.submits and _submit(request)):
            tell_agency("letter_signed", known.letter)
        return request


def _write(
    request: SigningRequest,
    *,
    name: str,
    read: str,
    at: datetime,
    picture: StoredFile | None,
    scan: StoredFile | None,
) -> None:
    method = SigningRequest.Method
    request.signed_at = at
    request.signed_name = one_line(name)
    request.content_sha256 = read
    request.picture = picture
    request.method = method.UPLOADED if scan else method.DRAWN if picture else method.TYPED
    request.save()
    trail.record(
        "documents.signed",
        by=None,
        subject=request,
        agency=request.completion.agency,
        details={
            "letter": request.letter.number,
            "how": request.method,
            "content": read,
            "pdf": request.letter.file.sha256 if request.letter.file else None,
            "signature": digest_of_data([request.signed_name, picture.sha256 if picture else None]),
            "scan": scan.sha256 if scan is not None else None,
        },
    )


def _queue_signed(request: SigningRequest, letter: LetterContent) -> None:
    completion = request.completion
    signed_on = today_of(completion.agency, request.signed_at)
    picture = request.picture.sha256 if request.picture is not None else ""
    paper = composing.signed_letter(
        letter, Signature(request.signed_name, signed_on, request.content_sha256, picture)
    )
    queue(
        Document(),
        paper,
        completion=completion,
        digest=request.letter.content_digest,
        by=None,
        on=signed_on,
    )


def _submit(request: SigningRequest) -> bool:
    """Submit the completion as the person who agreed to that; False, and nothing done, when that is no longer possible."""
    if request.requested_by is None:
        return False
    completion = Completion.objects.get(pk=request.completion_id)
    try:
        with transaction.atomic():
            pledges.submit(
                completion=completion, version=completion.version, attested=True, by=request.requested_by
            )
    except (Refused, NotAllowed) as refused:
        logger.info("A signed completion was not submitted: %s", type(refused).__name__)
        return False
    return True


def _open_requests(completion: Completion) -> list[SigningRequest]:
    return list(
        SigningRequest.objects.select_for_update(of=("self",)).filter(
            completion=completion, signed_at__isnull=True, revoked_at__isnull=True
        )
    )


def _revoke(request: SigningRequest, *, by: User, at: datetime) -> None:
    request.revoked_at = at
    request.save(update_fields=["revoked_at", "updated_at"])
    trail.record("documents.signing_revoked", by=by, subject=request, agency=request.completion.agency)


def _for_paper(drawing: StoredFile) -> StoredFile:
    try:
        return for_paper(drawing)
    except NoPicture:
        raise Refused(
            _("The drawn signature can't be read. Draw it again, or leave it blank."), field="drawing"
        ) from None
