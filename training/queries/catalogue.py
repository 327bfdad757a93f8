"""Courses: what an agency may choose, and what the public register shows."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.models import Agency
from training.models import Course, TrainingRecord
from training.roster_import.courses import CatalogueCourse

_RULED = (Course.Standing.RECOGNIZED, Course.Standing.APPROVED, Course.Standing.DECLINED)


def visible_courses(agency: Agency) -> QuerySet[Course]:
    """The courses that an agency sees: the portal's own, those that the IACP ruled on, and its own proposals."""
    return Course.objects.filter(Q(proposed_by=None) | Q(proposed_by=agency) | Q(standing__in=_RULED))


def choices(agency: Agency) -> list[CatalogueCourse]:
    """What the rows of a file may be matched to."""
    rows = visible_courses(agency).order_by("title").values_list("pk", "code", "title", "hours", "standing")
    return [CatalogueCourse.of(*row) for row in rows]


def courses_used(agency: Agency) -> QuerySet[Course]:
    """The courses that the agency has records of, by title."""
    return Course.objects.filter(Exists(TrainingRecord.objects.filter(agency=agency, course=OuterRef("pk"))))
