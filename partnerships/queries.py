"""What is read of partnerships."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from agencies.models import Agency
from agencies.review_dates import review_state
from partnerships.models import CommunityOrganization, Partnership


@dataclass(frozen=True, slots=True)
class Listed:
    """A partnership on a list. ``lacks`` names what keeps it from counting; ``review`` is ``due``, ``overdue`` or empty."""

    partnership: Partnership
    has_ended: bool
    lacks: tuple[str, ...]
    review: str

    @property
    def counts(self) -> bool:
        return not self.has_ended and not self.lacks


def listing(agency: Agency, *, today: date) -> list[Listed]:
    """An agency's partnerships as a page shows them, those that ended last, in one query."""
    entries = [_listed(partnership, today) for partnership in for_agency(agency)]
    return sorted(entries, key=lambda entry: entry.has_ended)


def for_agency(agency: Agency) -> QuerySet[Partnership]:
    """All of an agency's partnerships, those that ended too, each with its organization and file."""
    return Partnership.objects.filter(agency=agency).select_related("organization", "mou")


def for_reviewer() -> QuerySet[Partnership]:
    """Every agency's partnerships, for people whom the caller has found to be reviewers."""
    return Partnership.objects.select_related("agency", "organization", "mou")


def organizations(agency: Agency) -> QuerySet[CommunityOrganization]:
    """The organizations that the agency has named, by name."""
    return CommunityOrganization.objects.filter(agency=agency).order_by("name")


def same_open_partnership(agency: Agency, organization: str, started_on: date | None) -> Partnership | None:
    """The agency's partnership with this organization from this day on that hasn't ended."""
    return (
        for_agency(agency)
        .filter(organization__name__iexact=organization, started_on=started_on, ended_on__isnull=True)
        .first()
    )


def _listed(partnership: Partnership, today: date) -> Listed:
    """What the requirement asks of a partnership: a first day that has come, and its nature described."""
    lacks = []
    if not partnership.nature.strip():
        lacks.append("nature")
    if partnership.started_on is None:
        lacks.append("started_on")
    has_ended = partnership.ended_on is not None and partnership.ended_on <= today
    review = "" if has_ended else review_state(partnership.review_on, today)
    return Listed(partnership, has_ended, tuple(lacks), review)
