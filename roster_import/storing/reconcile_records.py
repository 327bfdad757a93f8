"""Records that an earlier file said and this one doesn't, and days that may be one class."""

# ruff: noqa: S608 - the fragments are our own; values are parameters

from collections import defaultdict
from datetime import date

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import ngettext

from agencies.models import Agency
from roster_import.reading.mapping import Mapping
from roster_import.reading.matrix import TAKEN
from roster_import.reading.questions import Question, name_of
from roster_import.storing import staging
from roster_import.storing.pipeline import matrix_courses
from training.course_titles import CatalogueCourse
from training.models import RosterImport, TrainingRecord

# So many records are listed.
_MOST_SHOWN = 1000
# Days of one class lie no further apart.
_DAYS_OF_A_CLASS = 60


def gone(agency: Agency, mapping: Mapping, catalogue: list[CatalogueCourse]) -> list[TrainingRecord]:
    """Records that an earlier matrix said, and that this one, of the same people and courses, doesn't."""
    courses = matrix_courses(mapping, catalogue)
    if not courses or not staging.has_rows():
        return []
    earlier = [
        found.pk
        for found in RosterImport.objects.filter(agency=agency, state=RosterImport.State.APPLIED).only(
            "mapping"
        )
        if any(
            key.startswith(TAKEN)
            for table in Mapping.from_data(found.mapping).tables
            for key in table.columns.values()
        )
    ]
    if not earlier:
        return []
    still = (
        "NOT EXISTS (SELECT 1 FROM incoming_record i WHERE i.ref = o.ref AND i.course_id = r.course_id"
        " AND i.completed_on = r.completed_on) AND "
        if staging.has_records()
        else ""
    )
    marks, imports = ", ".join(["%s"] * len(courses)), ", ".join(["%s"] * len(earlier))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.id FROM training_trainingrecord r JOIN training_officer o ON o.id = r.officer_id"
            f" WHERE r.agency_id = %s AND {still} r.locked_at IS NULL AND r.course_id IN ({marks})"
            f" AND r.from_import_id IN ({imports}) AND EXISTS (SELECT 1 FROM incoming_officer i WHERE i.ref = o.ref)",
            [agency.pk, *courses, *earlier],
        )
        numbers = [row[0] for row in cursor.fetchall()]
    return list(
        TrainingRecord.objects.filter(pk__in=numbers).select_related("officer", "course").order_by("pk")
    )


def about_withdrawn(agency: Agency, mapping: Mapping, catalogue: list[CatalogueCourse]) -> list[Question]:
    records = gone(agency, mapping, catalogue)
    if not records:
        return []
    shown = tuple(
        f"{one.officer.ref} {one.officer.name}".strip()
        + f": {one.course.code}, {date_format(one.completed_on, 'DATE_FORMAT')}"
        for one in records
    )
    text = ngettext(
        "%(count)s record of an earlier file is no longer in this one. Withdraw it?",
        "%(count)s records of an earlier file are no longer in this one. Withdraw them?",
        len(records),
    )
    return [
        Question(
            id="records:gone",
            about="records",
            text=text % {"count": len(records)},
            values=("withdraw", "keep"),
            count=len(records),
            examples=shown[:_MOST_SHOWN],
        )
    ]


_SEVERAL_DAYS = """SELECT ref, course_id, MIN(completed_on), MAX(completed_on), COUNT(*), SUM(hours), MAX(hours)
 FROM incoming_record WHERE offering = '' AND status IN ('completed', 'passed') GROUP BY ref, course_id HAVING COUNT(*) > 1"""


def classes_of_days(catalogue: list[CatalogueCourse]) -> list[tuple[str, CatalogueCourse, str, str, int]]:
    """Officer, course, first and last day and number of days of what may be one class on several days."""
    if not staging.has_records():
        return []
    by_pk = {course.pk: course for course in catalogue}
    with connection.cursor() as cursor:
        cursor.execute(_SEVERAL_DAYS)
        rows = cursor.fetchall()
    found = []
    for ref, course_id, first, last, count, total, longest in rows:
        course = by_pk[course_id]
        apart = (date.fromisoformat(str(last)) - date.fromisoformat(str(first))).days
        if longest < course.hours <= total and apart <= _DAYS_OF_A_CLASS:
            found.append((ref, course, str(first), str(last), count))
    return found


def about_days(catalogue: list[CatalogueCourse]) -> list[Question]:
    by_course: dict[str, list[tuple[str, CatalogueCourse, str, str, int]]] = defaultdict(list)
    for one in classes_of_days(catalogue):
        by_course[one[1].code].append(one)
    return [
        Question(
            id=name_of("records", "days", code),
            about="records",
            text=ngettext(
                "%(count)s person has “%(title)s” on several days, each shorter than the course. Are these days of one class?",
                "%(count)s people have “%(title)s” on several days, each shorter than the course. Are these days of one class?",
                len(several),
            )
            % {"count": len(several), "title": several[0][1].title},
            values=("one_class", "separate"),
            count=len(several),
            examples=tuple(f"{ref}: {first} – {last}" for ref, _c, first, last, _n in several[:5]),
        )
        for code, several in by_course.items()
    ]
