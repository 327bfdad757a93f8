"""An agency's classes: what is planned, who comes, who was there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Count, F, Q, QuerySet

from agencies.models import Agency
from training.models import Offering, OfferingSession, Officer, TrainingRecord


@dataclass(slots=True)
class RollEntry:
    """An officer of a class: the sessions they are enrolled in, and those that they were credited for."""

    officer: Officer
    sessions: list[str] = field(default_factory=list)
    credited: list[str] = field(default_factory=list)
    is_scheduled: bool = False
    is_locked: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether they were credited for every session."""
        return len(self.credited) == len(self.sessions)


def offerings(agency: Agency) -> QuerySet[Offering]:
    """The agency's classes, the latest first, each with its course, how many officers are in it, and its open seats.

    Without a limit ``open_seats`` is None.
    """
    return (
        Offering.objects.filter(agency=agency)
        .select_related("agency", "course", "counted_in")
        .annotate(
            officers=Count("records__officer", distinct=True),
            waiting=Count("records", filter=Q(records__status=TrainingRecord.Status.SCHEDULED)),
            open_seats=F("seats") - F("officers"),
        )
        .order_by(F("starts_on").desc(nulls_last=True), "reference")
    )


def classes_named(agency: Agency, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The numbers of the agency's classes by their course's code and their reference; one query where any is wanted."""
    named = [Q(course__code=course, reference=reference) for course, reference in wanted if reference]
    if not named:
        return {}
    rows = Offering.objects.filter(reduce(or_, named), agency=agency)
    return {(course, name): pk for course, name, pk in rows.values_list("course__code", "reference", "pk")}


def roll_of(offering: Offering) -> list[RollEntry]:
    """Everyone in a class, by ID."""
    entries: dict[int, RollEntry] = {}
    records = TrainingRecord.objects.filter(offering=offering).select_related("officer")
    for record in records.order_by("officer__ref", "completed_on", "session"):
        entry = entries.setdefault(record.officer_id, RollEntry(record.officer))
        entry.sessions.append(record.session)
        if record.status in {TrainingRecord.Status.COMPLETED, TrainingRecord.Status.PASSED}:
            entry.credited.append(record.session)
        entry.is_scheduled = entry.is_scheduled or record.status == TrainingRecord.Status.SCHEDULED
        entry.is_locked = entry.is_locked or record.is_locked
    return list(entries.values())


def sessions_of(offering: Offering) -> QuerySet[OfferingSession]:
    """The sessions of a class in order."""
    return OfferingSession.objects.filter(offering=offering).order_by("number")
