"""Training records as the pages list them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet

from agencies.models import Agency
from audit.queries import Event, of_subject
from training.models import Officer, TrainingRecord
from training.queries.officers import numbers_found, officers

PER_PAGE = 50
# Officer's ID, course, day, hours, status, delivery, class, session, last day of validity, certificate number.
RecordCells = tuple[str, str, date, Decimal, str, str, str | None, str, date | None, str]
OfficerRecords = tuple[Officer, list[RecordCells]]


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which records a list shows. Empty values show all; ``course`` is a public ID."""

    search: str = ""
    course: str = ""
    status: str = ""
    delivery: str = ""


def records(agency: Agency) -> QuerySet[TrainingRecord]:
    """The agency's records, the latest first, with officer, course and class."""
    return (
        TrainingRecord.objects.filter(agency=agency)
        .select_related("officer", "course", "offering")
        .order_by("-completed_on", "-pk")
    )


def filtered_records(agency: Agency, wanted: RecordFilter) -> QuerySet[TrainingRecord]:
    """The records that a filter shows."""
    found = records(agency)
    if wanted.course:
        found = found.filter(course__public_id=wanted.course)
    if wanted.status:
        found = found.filter(status=wanted.status)
    if wanted.delivery:
        found = found.filter(delivery=wanted.delivery)
    for word in wanted.search.split():
        found = found.filter(
            Q(officer__in=numbers_found(officers(agency), word))
            | Q(course__title__icontains=word)
            | Q(certificate_number__icontains=word)
            | Q(offering__reference__icontains=word)
        )
    return found


def record_cells(agency: Agency, wanted: RecordFilter) -> Iterator[RecordCells]:
    """What an export says of the records that a filter shows, one by one and without making objects of them."""
    return (
        filtered_records(agency, wanted)
        .values_list(
            "officer__ref",
            "course__title",
            "completed_on",
            "hours",
            "status",
            "delivery",
            "offering__reference",
            "session",
            "expires_on",
            "certificate_number",
        )
        .iterator(2000)
    )


def officers_with_records(agency: Agency) -> Iterator[OfficerRecords]:
    """All officers of a roster by ID, who left included, each with the cells of their records."""
    found = TrainingRecord.objects.select_related("course", "offering").order_by("completed_on", "pk")
    officers = Officer.objects.filter(agency=agency).order_by("ref")
    for officer in officers.prefetch_related(Prefetch("records", found)).iterator(2000):
        yield officer, [_cells_of(officer, record) for record in officer.records.all()]


def _cells_of(officer: Officer, record: TrainingRecord) -> RecordCells:
    return (
        officer.ref,
        record.course.title,
        record.completed_on,
        record.hours,
        record.status,
        record.delivery,
        record.offering.reference if record.offering else None,
        record.session,
        record.expires_on,
        record.certificate_number,
    )


def record_page(agency: Agency, wanted: RecordFilter, number: str | int | None) -> "Page[TrainingRecord]":
    """A page of the records that a filter shows. Two statements."""
    return Paginator(filtered_records(agency, wanted), PER_PAGE).get_page(number)


def history_of(officer: Officer) -> list[Event]:
    """What happened to an officer's row, the latest first."""
    return of_subject(officer, limit=20)
