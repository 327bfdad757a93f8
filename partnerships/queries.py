"""What is read of partnerships."""

from datetime import date, timedelta

from django.db.models import QuerySet

from agencies.models import Agency
from partnerships.models import CommunityOrganization, Partnership

# How long before its date a review is announced.
REVIEW_NOTICE = timedelta(days=60)


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
