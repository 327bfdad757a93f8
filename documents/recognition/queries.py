"""What the recognition page reads: whether the agency is certified, of what facts, and how far the one-pager is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.conf import settings
from django.db.models import Q

from agencies.models import Agency
from documents import composing, queries
from documents.content import CertificateContent, CouncilContent, paper_from_data
from documents.models import Document
from documents.recognition.facts import Recognition, recognition
from partnerships.models import Partnership
from pledges.lifecycle import State
from pledges.models import Completion, Pledge
from pledges.queries import public_pledges


@dataclass(frozen=True, slots=True)
class CouncilJob:
    """The one-pager: ``document`` is the latest that was asked for; ``is_current`` that it says what holds today."""

    document: Document | None
    is_current: bool
    is_lost: bool = False

    @property
    def state(self) -> str:
        """In the words of the progress component; empty when no one has asked."""
        if self.document is None:
            return ""
        if self.is_lost or self.document.state == Document.State.FAILED:
            return "failed"
        return "running" if self.document.state == Document.State.QUEUED else "done"

    @property
    def can_be_made(self) -> bool:
        """Whether asking for it would make one."""
        return self.state != "running" and not (self.is_current and self.state == "done")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an agency stands in public. ``facts`` and ``completion`` are None unless its certificate holds."""

    pledge: Pledge | None
    completion: Completion | None = None
    facts: Recognition | None = None

    @property
    def is_listed(self) -> bool:
        """Whether the directory has the agency, so that it has a badge."""
        return self.pledge is not None


def standing(agency: Agency, *, today: date) -> Standing:
    """The agency's public standing, in at most three queries."""
    pledge = public_pledges().filter(agency=agency).first()
    if pledge is None or pledge.lifecycle_state != State.COMPLETED or pledge.completed_on is None:
        return Standing(pledge)
    row = queries.valid_certificates().filter(completion__pledge=pledge).select_related("completion").first()
    if row is None:
        return Standing(pledge)
    content = cast("CertificateContent", paper_from_data(row.kind, row.content))
    facts = recognition(content, certified_on=pledge.completed_on, partners=_partners(agency, today))
    return Standing(pledge, row.completion, facts)


def council_content(facts: Recognition) -> CouncilContent:
    """What the one-pager says of these facts."""
    return CouncilContent(
        language=composing.LANGUAGE,
        agency=facts.agency,
        place=facts.place,
        pledged_on=facts.pledged_on,
        certified_on=facts.certified_on,
        certificate_number=facts.number,
        basis=facts.basis,
        practices=facts.practices,
        verification_url=facts.verification_url,
        partners=facts.partners[:8],
        contact_email=settings.CONTACT_EMAIL,
    )


def council_job(agency: Agency, facts: Recognition, *, now: datetime) -> CouncilJob:
    """How far the one-pager of these facts is."""
    latest = (
        Document.objects.filter(agency=agency, kind=Document.Kind.COUNCIL)
        .select_related("file", "completion")
        .order_by("-id")
        .first()
    )
    if latest is None:
        return CouncilJob(None, is_current=False)
    lost = latest.state == Document.State.QUEUED and latest.created_at < now - queries.LOST_AFTER
    current = latest.content_digest == composing.digest(council_content(facts))
    return CouncilJob(latest, is_current=current, is_lost=lost)


def _partners(agency: Agency, today: date) -> tuple[str, ...]:
    """The organizations that agreed to be named and that the agency works with today, by name."""
    names = (
        Partnership.objects.filter(agency=agency, may_be_published=True)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))
        .order_by("organization__name")
        .values_list("organization__name", flat=True)
        .distinct()
    )
    return tuple(names)
