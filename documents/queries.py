"""What is read of papers."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import cast

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import queries as agencies
from agencies.models import Agency
from agencies.time_zones import today_of
from audit.seals import is_whole
from common.problems import Refused
from documents import composing
from documents.content import CertificateContent, paper_from_data
from documents.models import Document, PresidentTerm
from pledges import checklist
from pledges import queries as pledges
from pledges.checklist import Item
from pledges.lifecycle import State
from pledges.models import Completion
from pledges.queries import Assessment

# A rendering takes seconds; what hasn't come after this long was lost, and may be asked for again.
LOST_AFTER = timedelta(minutes=10)
# What an approval issues.
ISSUED_PAPERS = (Document.Kind.CERTIFICATE, Document.Kind.ACKNOWLEDGMENT)
# What an agency says, which is its own until it is submitted.
_OWN_LETTERS = (Document.Kind.LETTER, Document.Kind.SIGNED)
_CODE = re.compile(r"[a-z2-7]{26}")
_NUMBER = re.compile(r"om(?P<year>\d{4})(?P<serial>\d{6,10})")


@dataclass(frozen=True, slots=True)
class Verification:
    """All that the public learns of a certificate: what is printed on it, and what has become of it.

    ``status`` is ``valid``, ``superseded``, ``revoked``, ``void`` (the decision was recalled before the agency was told, and
    ``certificate`` is None) or ``altered``: the record isn't what was issued, and ``certificate``
    is None, since nothing that it says can be believed. ``successor`` and ``successor_number`` are the code and number of the
    certificate that stands in the place of a superseded one, or of one that holds again after a revocation, ``again_on`` the
    day of that; ``is_reinstated`` tells a reinstatement from a new completion. ``name`` is what the agency is called
    today, ``former_names`` what it was called before.
    """

    certificate: CertificateContent | None
    status: str
    revoked_on: date | None = None
    successor: str = ""
    successor_number: str = ""
    again_on: date | None = None
    is_reinstated: bool = False
    name: str = ""
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterJob:
    """The PDF of a letter: ``document`` is the one that was asked for, ``missing`` what stands before another.

    ``is_current`` says whether it says what is recorded today; ``is_lost`` that it was asked for and never came.
    """

    missing: tuple[Item, ...]
    document: Document | None
    is_current: bool
    is_lost: bool = False

    @property
    def state(self) -> str:
        """The state of the rendering, in the words of the progress component; empty when no one has asked."""
        if self.document is None:
            return ""
        states = {Document.State.QUEUED: "running", Document.State.ISSUED: "done"}
        return "failed" if self.is_lost else states.get(Document.State(self.document.state), "failed")

    @property
    def can_be_made(self) -> bool:
        """Whether asking for it would make one."""
        return not self.missing and self.state != "running" and not self.is_current


def president_on(day: date) -> PresidentTerm:
    """The President in office on a day; Refused when no term covers it, since no paper may go out unsigned."""
    term = (
        PresidentTerm.objects.filter(from_on__lte=day)
        .filter(Q(until_on__isnull=True) | Q(until_on__gte=day))
        .order_by("-from_on")
        .first()
    )
    if term is None:
        raise Refused(
            _("Enter the IACP President's term of office first: the papers carry the President's name.")
        )
    return term


def for_agency(agency: Agency) -> list[Document]:
    """The agency's papers, the latest first: those that the IACP issued, and of each completion the latest letters."""
    shown: list[Document] = []
    letters: set[tuple[str, int]] = set()
    for row in _valid().filter(agency=agency).exclude(kind=Document.Kind.COUNCIL).order_by("-id"):
        if row.kind in _OWN_LETTERS:
            if (row.kind, row.completion_id) in letters:
                continue
            letters.add((row.kind, row.completion_id))
        shown.append(row)
    return shown


def readable_by(user: User, agencies: Iterable[Agency], public_id: str) -> Document:
    """One paper, for a person of these agencies if it is one's own, or for a reviewer; Document.DoesNotExist for anyone else.

    The letter of a draft is the agency's own: reviewers read what was submitted. What is made of a certificate has its
    own page, which asks whether the certificate holds.
    """
    readable = Q(agency__in=agencies) & ~Q(state=Document.State.VOID)
    if user.is_reviewer:
        readable |= ~Q(kind__in=_OWN_LETTERS) | ~Q(completion__state=Completion.State.DRAFT)
    return _documents().exclude(kind=Document.Kind.COUNCIL).get(readable, public_id=public_id)


def draft_submission(draft: Completion, assessment: Assessment) -> composing.Submission | None:
    """What a draft's letter is composed from, as it stands today; None while the records can't be judged."""
    particulars = pledges.particulars_to_submit(draft, assessment)
    if assessment.facts is None or assessment.report is None or particulars is None:
        return None
    return composing.Submission(assessment.facts, assessment.report, particulars)


def frozen_submission(completion: Completion) -> composing.Submission:
    """What a submitted completion's papers are composed from. Raises ValueError for a draft."""
    frozen = pledges.frozen_assessment(completion)
    if frozen.facts is None or frozen.report is None:
        raise ValueError("A submitted completion always has its facts and its report.")
    return composing.Submission(frozen.facts, frozen.report, pledges.frozen_particulars(completion))


def missing_before_letter(draft: Completion, assessment: Assessment) -> tuple[Item, ...]:
    """What of the completion must be there before its letter is made."""
    return tuple(item for item in checklist.missing(draft, assessment) if item.key != "letter")


def standing_letter(draft: Completion, digest: str, *, now: datetime) -> Document | None:
    """The letter that says what is recorded (by its digest), made or being made; None when one is to be made."""
    if draft.letter_id is not None and draft.letter_digest == digest:
        return letter_of(draft)
    latest = _latest_letter(draft)
    waits = latest is not None and latest.state == Document.State.QUEUED and latest.content_digest == digest
    if latest is None or not waits or latest.completion_id != draft.pk or _is_lost(latest, now):
        return None
    return latest


def letter_of(completion: Completion) -> Document | None:
    """The letter that belongs to a completion: the one attached to a draft, the one that a submission stands on.

    A draft that came back from the IACP begins with the letter of the completion before it.
    """
    if completion.letter_id is None:
        return None
    made = _letters(completion).filter(file_id=completion.letter_id, content_digest=completion.letter_digest)
    return made.order_by("-id").first()


def letter_job(agency: Agency, *, now: datetime) -> LetterJob | None:
    """How far the PDF of the draft's letter is; None without a draft."""
    draft = pledges.draft(agency)
    if draft is None:
        return None
    return job_of(draft, pledges.cached_assessment(draft.pledge, today_of(agency, now)), now)


def job_of(draft: Completion, assessment: Assessment, now: datetime) -> LetterJob:
    """How far the PDF of a draft's letter is."""
    digest = pledges.letter_basis_digest(draft, assessment)
    missing = missing_before_letter(draft, assessment)
    standing = standing_letter(draft, digest, now=now)
    if standing is not None:
        return LetterJob(missing, standing, is_current=standing.state == Document.State.ISSUED)
    latest = _latest_letter(draft)
    return LetterJob(missing, latest, is_current=False, is_lost=latest is not None and _is_lost(latest, now))


def papers_of(completion: Completion) -> list[Document]:
    """The certificates and acknowledgments of a completion, the latest first."""
    return list(_papers(completion).order_by("-id"))


def first_papers_of(completion: Completion) -> list[Document]:
    """The certificate and the acknowledgment that the approval issued, whatever has taken their place since."""
    return list(_papers(completion).filter(supersedes__isnull=True))


def current_acknowledgment(completion: Completion) -> Document | None:
    """The acknowledgment that nothing has taken the place of."""
    return _papers(completion).filter(kind=Document.Kind.ACKNOWLEDGMENT, superseded_by__isnull=True).first()


def return_letter(completion: Completion) -> Document | None:
    """The letter that says why a completion was returned."""
    return _valid().filter(completion=completion, kind=Document.Kind.RETURN).first()


def certificate(public_id: str) -> Document:
    """One certificate, for the desk; Document.DoesNotExist."""
    return _documents().get(public_id=public_id, kind=Document.Kind.CERTIFICATE)


def can_be_reinstated(document: Document) -> bool:
    """Whether a certificate is the last of its completion, was revoked, and its agency hasn't gone on since."""
    if document.revoked_at is None or getattr(document, "superseded_by", None) is not None:
        return False
    pledge = document.completion.pledge
    approved = pledges.approved_completion(pledge) if pledge.lifecycle_state is State.REVOKED else None
    return approved is not None and approved.pk == document.completion_id


def valid_certificates() -> QuerySet[Document]:
    """The certificates that hold: neither revoked nor superseded, nor void. What is certified stands on one of them."""
    return Document.objects.filter(
        kind=Document.Kind.CERTIFICATE, revoked_at__isnull=True, superseded_by__isnull=True
    ).exclude(state=Document.State.VOID)


def failed_papers() -> list[Document]:
    """The certificates and acknowledgments that could not be made and that nothing has taken the place of."""
    return list(
        _documents()
        .filter(state=Document.State.FAILED, superseded_by__isnull=True)
        .filter(kind__in=ISSUED_PAPERS)
        .order_by("id")
    )


def verification(typed: str) -> Verification | None:
    """What the public learns of the certificate with this code or number; None when there is none.

    Capitals, spaces and hyphens don't matter. What the record says is compared with the digest that the trail took when the
    certificate was issued, and its revocation with the trail's.
    """
    row = _certificate_named(typed)
    return verification_of(row) if row is not None else None


def verification_of(row: Document) -> Verification:
    """What the public learns of this certificate."""
    if not _is_as_issued(row):
        return Verification(None, "altered")
    if row.state == Document.State.VOID:
        return Verification(None, "void")
    return replace(_what_became(row), name=row.agency.name, former_names=agencies.former_names(row.agency_id))


def _what_became(row: Document) -> Verification:
    content = cast("CertificateContent", paper_from_data(row.kind, row.content))
    if row.revoked_at is not None:
        found = Verification(content, "revoked", revoked_on=today_of(row.agency, row.revoked_at))
        again = valid_certificates().filter(agency=row.agency_id).order_by("-id").first()
        if again is None:
            return found
        return replace(
            found,
            successor=again.code,
            successor_number=again.number or "",
            again_on=again.dated_on,
            is_reinstated=again.completion_id == row.completion_id,
        )
    standing = _papers(row.completion).filter(kind=row.kind, superseded_by__isnull=True).first()
    if standing is None or standing.pk == row.pk:
        return Verification(content, "valid")
    return Verification(
        content, "superseded", successor=standing.code, successor_number=standing.number or ""
    )


def _certificate_named(typed: str) -> Document | None:
    """The certificate with this code or number, however it is written."""
    name = normal_code(typed)
    certificates = _documents().filter(kind=Document.Kind.CERTIFICATE)
    if _CODE.fullmatch(name):
        return certificates.filter(code=name).first()
    if found := _NUMBER.fullmatch(name):
        return certificates.filter(number=f"OM-{found['year']}-{found['serial']}").first()
    return None


def normal_code(typed: str) -> str:
    """A code or number as it is compared: without spaces, hyphens and dashes, in small letters."""
    return "".join(
        character
        for character in typed.lower()
        if not character.isspace() and unicodedata.category(character) != "Pd"
    )


def _is_as_issued(row: Document) -> bool:
    """Whether the trail knows the record as it is: what it says, and whether it was revoked."""
    marks = {
        "documents.certificate_revoked": row.revoked_at is not None,
        "documents.voided": row.state == Document.State.VOID,
    }
    return is_whole(row, f"documents.{row.kind}_asked_for", marks=marks)


def _is_lost(letter: Document, now: datetime) -> bool:
    return letter.state == Document.State.QUEUED and letter.created_at < now - LOST_AFTER


def _latest_letter(completion: Completion) -> Document | None:
    return _letters(completion).order_by("-id").first()


def _letters(completion: Completion) -> QuerySet[Document]:
    return _documents().filter(completion__pledge=completion.pledge_id, kind=Document.Kind.LETTER)


def _papers(completion: Completion) -> QuerySet[Document]:
    return _valid().filter(completion=completion, kind__in=ISSUED_PAPERS)


def _valid() -> QuerySet[Document]:
    """Every paper but those that are void, which no one but the desk and the trail knows of."""
    return _documents().exclude(state=Document.State.VOID)


def _documents() -> QuerySet[Document]:
    return Document.objects.select_related("agency", "completion", "file", "superseded_by", "supersedes")
