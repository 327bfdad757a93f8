"""Certificates and the President's letters that go with them: issued, issued again, revoked, never overwritten."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.permissions import Capability, require
from agencies.time_zones import today_of
from audit import trail
from common.characters import missing_glyphs, named
from common.open_actions import OpenTo, open_to
from common.problems import Conflict, Refused
from documents import composing, permissions, queries
from documents.actions.rows import (
    next_letter_number,
    next_number,
    queue,
    require_reason,
    tell_agency,
    too_long,
)
from documents.content import ContentTooLong, Paper, Signer
from documents.models import NO_CODE, Document, NumberSeries
from pledges import actions as pledges
from pledges.lifecycle import State
from pledges.models import Completion


@dataclass(frozen=True, slots=True)
class Issued:
    """What goes out together: a numbered certificate, and the President's letter that names its number."""

    certificate: Document
    acknowledgment: Document


def issue(*, completion: Completion, by: User, on: date, tell_after: datetime | None = None) -> Issued:
    """Reserve a certificate's number and code and freeze what the papers say, inside the approving transaction.

    The email about them leaves no earlier than ``tell_after``. Called twice, it returns what the first call issued.
    ValueError for a completion that isn't approved; Refused when no President is in office on the day. In order: reserves the
    number, writes both documents, records them, posts their renderings.
    """
    with transaction.atomic():
        locked = pledges.lock_completion(completion)
        require(by, Capability.COMPLETION_DECIDE, locked.agency)
        if locked.state != Completion.State.APPROVED:
            raise ValueError("A certificate stands on an approved completion.")
        first = {document.kind: document for document in queries.first_papers_of(locked)}
        if first:
            return Issued(first[Document.Kind.CERTIFICATE], first[Document.Kind.ACKNOWLEDGMENT])
        return _issue(locked, by=by, on=on, certificate=Document(tell_after=tell_after))


@open_to(OpenTo.PART)
def preview(completion: Completion, *, on: date) -> tuple[Paper, Paper]:
    """What the certificate and the letter of a submitted completion would say if they were issued on a day; nothing is reserved.

    Refused for what `issue` refuses.
    """
    basis = _basis(completion, on, replaces="", certified_on=on)
    try:
        papers = (
            composing.certificate(basis, number=f"OM-{on.year}-000000", code=NO_CODE),
            composing.acknowledgment(
                basis, number=f"OM-{on.year}-000000", code=NO_CODE, letter_number=f"{on.year}-0000"
            ),
        )
    except ContentTooLong as error:
        raise too_long(error) from None
    _require_letters(basis)
    return papers


def reissue(*, certificate: Document, reason: str, by: User) -> Issued:
    """Issue a certificate again under a new number, and return it with its letter; the old ones stay as they were.

    For a name that was misspelled, say: the new papers carry the agency's name and the President of today. Refused
    without a reason; Conflict when another has taken its place already, or it was revoked. In order: reserves the number,
    writes both documents, records them, posts their renderings.
    """
    with transaction.atomic():
        completion = pledges.lock_completion(certificate.completion)
        permissions.require_may_change(by, certificate)
        because = require_reason(reason)
        old = _standing(certificate)
        letter = queries.current_acknowledgment(completion)
        new = _issue(
            completion,
            by=by,
            on=today_of(completion.agency),
            certificate=Document(supersedes=old, reissued_because=because, tell_after=old.tell_after),
            acknowledgment=Document(supersedes=letter),
        )
        trail.record(
            "documents.certificate_reissued",
            by=by,
            subject=new.certificate,
            agency=completion.agency,
            details={"number": new.certificate.number, "replaces": old.number},
        )
        return new


def revoke(*, certificate: Document, reason: str, by: User) -> Document:
    """Take a certificate back, and return it: its verification page says so from now on, and the file stays.

    The letter of acknowledgment falls with it, and the pledge is REVOKED. Refused without a reason; Conflict when it was
    revoked or superseded already. In order: writes both papers and the pledge, records it, posts an email to each lead and
    signatory.
    """
    with transaction.atomic():
        completion = pledges.lock_completion(certificate.completion)
        permissions.require_may_change(by, certificate)
        because = require_reason(reason)
        document = _standing(certificate)
        document.revoked_at = timezone.now()
        document.revoked_because = because
        document.save(update_fields=["revoked_at", "revoked_because", "updated_at"])
        letter = queries.current_acknowledgment(document.completion)
        if letter is not None:
            letter.revoked_at, letter.revoked_because = document.revoked_at, because
            letter.save(update_fields=["revoked_at", "revoked_because", "updated_at"])
        if completion.pledge.lifecycle_state is State.COMPLETED:
            pledges.revoke(completion=completion, by=by)
        trail.record(
            "documents.certificate_revoked",
            by=by,
            subject=document,
            agency=document.agency,
            details={"number": document.number},
        )
        tell_agency("certificate_revoked", document)
        return document


def reinstate(*, certificate: Document, reason: str, by: User) -> Issued:
    """Certify an agency again whose certificate was revoked, and return its new papers; the old ones stay revoked.

    For a revocation that was a mistake, or whose ground is gone: the completion that was approved stands, and the day of the
    certification stays. Refused without a reason; Conflict unless this is the last certificate of the completion, it is
    revoked, and the agency hasn't submitted again. In order: writes the pledge, reserves the number, writes both documents,
    records them, posts their renderings. The email goes out with the papers.
    """
    with transaction.atomic():
        completion = pledges.lock_completion(certificate.completion)
        permissions.require_may_change(by, certificate)
        because = require_reason(reason)
        old = _last(certificate)
        if old.revoked_at is None:
            raise Conflict(_("This certificate isn't revoked."))
        pledges.recertify(completion=completion, by=by)
        new = _issue(
            completion,
            by=by,
            on=today_of(completion.agency),
            certificate=Document(supersedes=old, reissued_because=because),
            acknowledgment=Document(supersedes=queries.current_acknowledgment(completion)),
        )
        trail.record(
            "documents.certificate_reinstated",
            by=by,
            subject=new.certificate,
            agency=completion.agency,
            details={"number": new.certificate.number, "replaces": old.number},
        )
        return new


def _standing(certificate: Document) -> Document:
    """The certificate as it now is, locked; Conflict when it isn't the one that stands."""
    document = _last(certificate)
    if document.revoked_at is not None:
        raise Conflict(_("This certificate was already revoked."))
    return document


def _last(certificate: Document) -> Document:
    """The certificate as it now is, locked; Conflict when another has taken its place."""
    document = (
        Document.objects.select_for_update(of=("self",))
        .select_related("agency", "completion")
        .get(pk=certificate.pk, kind=Document.Kind.CERTIFICATE)
    )
    if document.state == Document.State.VOID:
        raise Conflict(_("The decision was recalled, and this certificate is void."))
    if Document.objects.filter(supersedes=document).exists():
        raise Conflict(_("Another certificate has already replaced this one."))
    return document


def _issue(
    completion: Completion,
    *,
    by: User,
    on: date,
    certificate: Document | None = None,
    acknowledgment: Document | None = None,
) -> Issued:
    certificate, letter = certificate or Document(), acknowledgment or Document()
    old = certificate.supersedes
    basis = _basis(completion, on, replaces=(old.number or "") if old else "")
    certificate.number = number = f"OM-{on.year}-{next_number(NumberSeries.Kind.CERTIFICATES, on):06d}"
    letter.number = next_letter_number(on)
    try:
        papers = (
            composing.certificate(basis, number=number, code=certificate.code),
            composing.acknowledgment(
                basis, number=number, code=certificate.code, letter_number=letter.number
            ),
        )
    except ContentTooLong as error:
        raise too_long(error) from None
    _require_letters(basis)
    for document, paper in zip((certificate, letter), papers, strict=True):
        queue(document, paper, completion=completion, digest=composing.digest(paper), by=by, on=on)
    return Issued(certificate, letter)


def _basis(
    completion: Completion, on: date, *, replaces: str, certified_on: date | None = None
) -> composing.Issue:
    agency, president = completion.agency, queries.president_on(on)
    return composing.Issue(
        submission=queries.frozen_submission(completion),
        agency=agency.name,
        place=agency.place,
        president=Signer(president.name, president.title),
        on=on,
        certified_on=certified_on or completion.pledge.completed_on or on,
        replaces=replaces,
    )


def _require_letters(issue: composing.Issue) -> None:
    """Refused, naming the characters and where they stand, when the papers' font can't draw a name that was typed."""
    typed = composing.names(issue.submission, agency=issue.agency, place=issue.place) | {
        gettext("the President's name"): f"{issue.president.name} {issue.president.title}"
    }
    lacking = {where: letters for where, text in typed.items() if (letters := missing_glyphs(text))}
    if lacking:
        found = "; ".join(f"{where}: {', '.join(map(named, letters))}" for where, letters in lacking.items())
        words = gettext(
            "The font of certificates and letters lacks these characters: %(found)s. Correct the spelling first."
        )
        raise Refused(words % {"found": found})
