"""What is read of papers."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency
from common.problems import Refused
from documents import composing
from documents.content import CertificateContent, LetterContent, paper_from_data
from documents.models import Document, PresidentTerm
from pledges import queries as pledges
from pledges import readiness
from pledges.models import Completion
from pledges.readiness import Item


@dataclass(frozen=True, slots=True)
class Verification:
    """What the public learns of a certificate: what it says, and what has become of it."""

    document: Document
    certificate: CertificateContent

    @property
    def status(self) -> str:
        """``valid``, ``superseded`` (a later certificate took its place) or ``revoked``."""
        if self.document.revoked_at is not None:
            return "revoked"
        return "superseded" if hasattr(self.document, "superseded_by") else "valid"


@dataclass(frozen=True, slots=True)
class LetterPage:
    """What the letter's page shows. ``preview`` is None while the records can't be judged; ``missing`` stands before the PDF.

    ``document`` is the PDF that was asked for last; ``is_current`` says whether it still says what is recorded.
    """

    completion: Completion | None
    preview: LetterContent | None
    missing: tuple[Item, ...]
    document: Document | None
    is_current: bool

    @property
    def job_state(self) -> str:
        """The state of the rendering, in the words of the progress component."""
        if self.document is None:
            return ""
        return {"queued": "queued", "issued": "done", "failed": "failed"}[self.document.state]


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
    """The agency's papers, the latest first: certificates and acknowledgments, and the latest letter of a completion."""
    rows = _documents().filter(agency=agency).order_by("-id")
    shown: list[Document] = []
    letters: set[int] = set()
    for row in rows:
        if row.kind == Document.Kind.LETTER:
            if row.completion_id in letters:
                continue
            letters.add(row.completion_id)
        shown.append(row)
    return shown


def readable_by(user: User, agency: Agency | None, public_id: str) -> Document:
    """One paper, for a reviewer or for somebody of its agency; Document.DoesNotExist for anyone else."""
    rows = _documents()
    if not user.is_reviewer:
        rows = rows.filter(agency=agency) if agency is not None else rows.none()
    return rows.get(public_id=public_id)


def latest_letter(completion: Completion) -> Document | None:
    """The letter that was asked for last."""
    return _documents().filter(completion=completion, kind=Document.Kind.LETTER).order_by("-id").first()


def letter_page(agency: Agency, *, today: date) -> LetterPage:
    """The letter of the agency's draft: how it would read today, what it still needs, and the PDF if one was asked for."""
    draft = pledges.draft(agency)
    if draft is None:
        return LetterPage(None, None, (), None, is_current=False)
    assessment = pledges.assessment_of(draft.pledge, today)
    missing = tuple(item for item in readiness.missing(draft, assessment) if item.key != "letter")
    preview = None
    if assessment.facts is not None and assessment.report is not None:
        preview = composing.letter(draft, assessment.facts, assessment.report, on=today)
    document = latest_letter(draft)
    digest = pledges.letter_basis_digest(draft, assessment)
    is_current = document is not None and document.content_digest == digest
    return LetterPage(draft, preview, missing, document, is_current)


def papers_of(completion: Completion) -> list[Document]:
    """Everything made for a completion, the latest first."""
    return list(_documents().filter(completion=completion).order_by("-id"))


def certificate(public_id: str) -> Document:
    """One certificate, for the desk; Document.DoesNotExist."""
    return _documents().get(public_id=public_id, kind=Document.Kind.CERTIFICATE)


def certificate_of(completion: Completion) -> Document | None:
    """The completion's certificate that nothing has taken the place of."""
    return (
        _documents()
        .filter(completion=completion, kind=Document.Kind.CERTIFICATE, superseded_by__isnull=True)
        .first()
    )


def verification(code: str) -> Verification | None:
    """The certificate with this code, for the public; None when there is none."""
    row = _documents().filter(kind=Document.Kind.CERTIFICATE, code=code).first()
    if row is None:
        return None
    return Verification(row, cast("CertificateContent", paper_from_data(row.kind, row.content)))


def _documents() -> QuerySet[Document]:
    return Document.objects.select_related("agency", "completion", "file", "superseded_by", "supersedes")
