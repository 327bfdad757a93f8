"""What "Find a course" reads: where courses are found, and classes with seats for other agencies."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from agencies.models import Agency
from agencies.places import place_name, region_name
from campaign.content.models import ClassListing, Resource
from training import queries as training
from training.models import TrainingRecord

_DELIVERIES = {
    TrainingRecord.Delivery.IN_PERSON.value: ClassListing.Delivery.IN_PERSON,
    TrainingRecord.Delivery.LIVE_ONLINE.value: ClassListing.Delivery.ONLINE,
}


@dataclass(frozen=True, slots=True)
class Opening:
    """A class that has not ended, as the public sees it."""

    course: str
    course_words: str
    title: str
    provider: str
    delivery: str
    place: str
    region: str
    starts_on: date
    ends_on: date
    seats_open: int | None
    url: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What a visitor looks for. Empty parts don't narrow the search."""

    course: str = ""
    region: str = ""
    since: date | None = None
    until: date | None = None
    with_seats: bool = False

    def takes(self, opening: Opening) -> bool:
        """Whether a class is what is looked for: it starts in the time given, and its seats aren't known to be gone."""
        return (
            self.course in ("", opening.course)
            and self.region in ("", opening.region)
            and (self.since is None or opening.starts_on >= self.since)
            and (self.until is None or opening.starts_on <= self.until)
            and (not self.with_seats or bool(opening.seats_open))
        )


def openings(*, drafts: bool = False) -> list[Opening]:
    """The classes that haven't ended, those that start first before the others."""
    rows = ClassListing.objects.shown(drafts=drafts).defer("sent_by", "form_key")
    return [
        Opening(
            course=row.course,
            course_words=row.get_course_display(),
            title=row.title,
            provider=row.provider,
            delivery=row.get_delivery_display(),
            place=place_name(city=row.city, region=row.region, country=row.region[:2]),
            region=row.region,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            seats_open=row.seats_open,
            url=row.url,
            is_draft=not row.is_published,
        )
        for row in rows
    ]


def announcement_of(agency: Agency, number: str) -> dict[str, object]:
    """What the announcement of an agency's own class says before anyone types: fields of the form, and nothing of people.

    ``number`` is the class's as its link says it. Empty when it isn't a class of this agency that is still to come and
    that others can attend.
    """
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        return {}
    coming = training.offerings(agency).filter(starts_on__gte=timezone.localdate(), delivery__in=_DELIVERIES)
    # What stands on no field of the model is annotated by the query.
    found: Any = coming.filter(pk=number).first()
    if found is None:
        return {}
    code = found.course.code.lower()
    # Who names no one enrolls no one: how many seats are left isn't known.
    is_known = agency.evidence_mode != Agency.EvidenceMode.COUNTS
    return {
        "course": code if code in ClassListing.Course.values else ClassListing.Course.OTHER,
        "title": found.course.title,
        "provider": agency.name,
        "delivery": _DELIVERIES[found.delivery],
        "city": agency.city,
        "region": agency.region,
        "starts_on": found.starts_on,
        "ends_on": found.ends_on or found.starts_on,
        "seats_open": max(found.open_seats, 0) if is_known and found.open_seats is not None else None,
        "url": agency.website,
    }


def places_of(found: list[Opening]) -> list[tuple[str, str]]:
    """The states and provinces that have a class, by name, as a select box wants them."""
    return sorted(
        {(opening.region, region_name(opening.region)) for opening in found}, key=lambda pair: pair[1]
    )


def course_links() -> list[Resource]:
    """Where the courses are found that the pledge names: the resources of that type."""
    rows = Resource.objects.shown().filter(
        kind=Resource.Kind.COURSE, is_historical=False, is_members_only=False
    )
    return list(rows.defer("body").order_by("title"))
