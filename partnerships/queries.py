"""What is read of partnerships."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from agencies.models import Agency
from compliance import facts
from partnerships.models import CommunityOrganization, EarlierMemorandum, Partnership


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or an office at the organization, and how to reach them."""

    name: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""


def contacts_of(partnership: Partnership) -> tuple[Contact, ...]:
    """The contacts of a partnership in the order in which they were entered."""
    return tuple(Contact(row.name, row.role, row.email, row.phone) for row in partnership.contacts.all())


def for_agency(agency: Agency) -> QuerySet[Partnership]:
    """All of an agency's partnerships, those that ended too, each with its organization, contacts and file."""
    rows = Partnership.objects.filter(agency=agency).select_related("organization", "mou")
    return rows.prefetch_related("contacts")


def earlier_memoranda(agency: Agency) -> QuerySet[EarlierMemorandum]:
    """The memoranda of an agency's partnerships that others replaced."""
    return EarlierMemorandum.objects.filter(entry__agency=agency).select_related("entry", "file")


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
