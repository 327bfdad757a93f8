"""What the IACP's desk and the daily look at the clocks read of pledges."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from common.days import days_since
from compliance.clock import add_months
from compliance.editions import EDITIONS
from pledges.lifecycle import State
from pledges.models import Pledge
from pledges.queries.clock import clock_of

_RUNNING = (State.ACTIVE.value, State.RETURNED.value)
# A reminder is still sent this long after its day, when the worker was away.
_LATE_BY = timedelta(days=7)


class Waiting(StrEnum):
    """Who has to act on a pledge of the intake."""

    IACP = "iacp"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class IntakeEntry:
    """A pledge that isn't verified yet, since when it stands where it stands, and whose turn it is."""

    pledge: Pledge
    since: datetime
    days: int
    waits_for: Waiting


def intake() -> QuerySet[Pledge]:
    """Every pledge of the intake that isn't closed: those that wait for the IACP first, the longest waiting first."""
    states = [State.RECEIVED.value, State.CONFIRMED.value, State.QUERIED.value]
    confirmed = Q(state=State.CONFIRMED.value)
    return (
        Pledge.objects.filter(state__in=states)
        .select_related("agency")
        .order_by(
            Case(When(confirmed, then=0), default=1),
            Case(When(confirmed, then=Coalesce("confirmed_at", "created_at")), default="created_at"),
            "pk",
        )
    )


def intake_waiting(
    now: datetime | None = None, *, pledges: Iterable[Pledge] | None = None
) -> list[IntakeEntry]:
    """These pledges of ``intake()``, or without any all of them, each with since when it waits, and for whom."""
    now = now or timezone.now()
    entries = []
    for pledge in intake() if pledges is None else pledges:
        confirmed = pledge.lifecycle_state is State.CONFIRMED
        since = (pledge.confirmed_at if confirmed else None) or pledge.created_at
        turn = Waiting.IACP if confirmed else Waiting.COORDINATOR
        entries.append(IntakeEntry(pledge, since, days_since(since, now), turn))
    return entries


def overdue(today: date) -> list[Pledge]:
    """Every pledge past its deadline with nothing submitted, the longest overdue first. Derived, never stored."""
    found = [pledge for pledge in _may_be_past_limit(today) if clock_of(pledge, today).is_overdue]
    return sorted(found, key=lambda pledge: clock_of(pledge, today).deadline_on)


def reminders_due(today: date) -> Iterator[tuple[Pledge, str, date]]:
    """The occasions that have come within the last week, for pledges that are on their way: pledge, occasion, its day.

    None of a pledge whose reminders are held back.
    ``guide``: month 12. ``due_in_six_months``, ``due_in_one_month``: before the deadline. ``overdue``: the day after it.
    """
    running = Pledge.objects.filter(state__in=_RUNNING, reminders_held=False)
    running = running.select_related("agency").order_by("id")
    for pledge in running.iterator():
        clock = clock_of(pledge, today)
        occasions = {
            "guide": clock.guide_on,
            "due_in_six_months": add_months(clock.deadline_on, -6),
            "due_in_one_month": add_months(clock.deadline_on, -1),
            "overdue": clock.deadline_on + timedelta(days=1),
        }
        for occasion, on in occasions.items():
            if on <= today < on + _LATE_BY:
                yield pledge, occasion, on


def _may_be_past_limit(today: date) -> QuerySet[Pledge]:
    """Somewhat more than the overdue ones, by a comparison that the database can make."""
    shortest = min(edition.limit_months for edition in EDITIONS.values())
    return Pledge.objects.filter(
        state__in=_RUNNING, pledged_on__lte=add_months(today, -shortest)
    ).select_related("agency")
