"""What the engine is given: an agency's roster and records, or its head count, in three queries or one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agencies.models import Agency
from compliance import facts
from compliance.editions import Track
from training.models import Course, HeadCount, Officer, TrainingRecord

_STATUS = {status.value: status for status in facts.Status}
_DELIVERY = {delivery.value: delivery for delivery in facts.Delivery}


@dataclass(frozen=True, slots=True)
class RosterFacts:
    """An agency's officers, the courses that their records name, and the records, each in a settled order.

    ``titles`` are what the catalog calls the courses: code and title.
    """

    officers: tuple[facts.Officer, ...]
    courses: tuple[facts.Course, ...]
    records: tuple[facts.Record, ...]
    titles: tuple[tuple[str, str], ...] = ()


def roster_facts(agency: Agency, *, officer_ids: Iterable[int] | None = None) -> RosterFacts:
    """The roster as the engine reads it; with ``officer_ids``, of these officers alone. Three queries."""
    officers = Officer.objects.filter(agency=agency).order_by("ref")
    records = TrainingRecord.objects.filter(agency=agency)
    if officer_ids is not None:
        officer_ids = list(officer_ids)
        officers = officers.filter(pk__in=officer_ids)
        records = records.filter(officer__in=officer_ids)
    people = officers.values_list(
        "pk", "ref", "is_sworn", "hired_on", "separated_on", "on_leave_since", "excluded_because"
    )
    refs: dict[int, str] = {}
    listed = []
    for pk, ref, sworn, hired_on, separated_on, on_leave_since, excluded_because in people.iterator(5000):
        refs[pk] = ref
        listed.append(
            facts.Officer(ref, sworn, hired_on, separated_on, on_leave_since, excluded_because or None)
        )
    rows = list(
        records.order_by("officer__ref", "completed_on", "pk")
        .values_list(
            "officer_id",
            "course_id",
            "hours",
            "completed_on",
            "offering__reference",
            "status",
            "delivery",
            "expires_on",
        )
        .iterator(5000)
    )
    found = dict(_courses({row[1] for row in rows}))
    courses = {pk: course for pk, (course, _title) in found.items()}
    return RosterFacts(
        officers=tuple(listed),
        courses=tuple(sorted(courses.values(), key=lambda course: course.code)),
        records=tuple(
            facts.Record(
                refs[officer],
                courses[course].code,
                _exact(hours),
                completed_on,
                offering,
                _STATUS[status],
                _DELIVERY[delivery],
                expires_on,
            )
            for officer, course, hours, completed_on, offering, status, delivery, expires_on in rows
            # An import may put someone on the roster between the two queries: they count from the next look on.
            if officer in refs
        ),
        titles=tuple(sorted((course.code, title) for course, title in found.values())),
    )


def headcount_facts(agency: Agency, as_of: date) -> tuple[facts.Headcount | None, int | None]:
    """The latest head count that isn't after ``as_of``, and its number of non-sworn staff trained; None without one."""
    row = (
        HeadCount.objects.filter(agency=agency, as_of__lte=as_of)
        .order_by("-as_of", "-pk")
        .values_list("sworn", "cit", "mhfa_without_cit", "non_sworn_trained")
        .first()
    )
    return (None, None) if row is None else (facts.Headcount(*row[:3]), row[3])


def _courses(pks: set[int]) -> Iterable[tuple[int, tuple[facts.Course, str]]]:
    fields = ("pk", "title", "code", "track", "hours", "standing", "valid_months", "is_refresher")
    for pk, title, code, track, hours, standing, valid_months, is_refresher in Course.objects.filter(
        pk__in=pks
    ).values_list(*fields):
        if standing == Course.Standing.UNREVIEWED:
            # No one asked for a decision, so there is none to wait for: the course is on no track.
            track, standing = Track.NONE, facts.Standing.PENDING
        yield (
            pk,
            (
                facts.Course(
                    code,
                    Track(track),
                    _exact(hours),
                    facts.Standing(standing),
                    valid_months,
                    is_refresher,
                ),
                title,
            ),
        )


def _exact(hours: Decimal) -> int | Decimal:
    """Whole hours as the integers they are."""
    whole = int(hours)
    return whole if whole == hours else hours.normalize()
