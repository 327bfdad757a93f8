"""What is read of partnerships."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from agencies.models import Agency
from compliance import facts
from compliance.editions import EVIDENCE
from evidence.queries import Status, status
from partnerships.models import CommunityOrganization, Partnership


@dataclass(frozen=True, slots=True)
class Listed(Status):
    """A partnership on a list."""

    partnership: Partnership


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


def fact_of(row: Partnership) -> facts.Partnership:
    """A partnership as the engine judges it."""
    return facts.Partnership(
        ref=row.public_id,
        organization=row.organization.name,
        nature=row.nature,
        started_on=row.started_on,
        ended_on=row.ended_on,
    )


def _listed(row: Partnership, today: date) -> Listed:
    found = status(EVIDENCE["partnerships"], fact_of(row), row.review_on, today)
    return Listed(found.has_ended, found.lacks, found.review, row)
