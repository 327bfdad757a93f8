"""Short ways to write facts in tests: ``roster("1c+4m")`` is one officer with CIT and four with first aid."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from compliance.editions import Track
from compliance.facts import Course, Facts, Officer, Partnership, Policy, Record, Standing

AS_OF = date(2025, 6, 15)
TAKEN = date(2024, 3, 1)

CIT = Course("CIT", Track.CIT, 40)
MHFA = Course("MHFA", Track.MHFA, 8)
EQUIVALENT = Course("CRISIS-40", Track.CIT, 40, standing=Standing.APPROVED)
PENDING = replace(EQUIVALENT, standing=Standing.PENDING)
CIT_REFRESHER = Course("CIT-R", Track.CIT, 8, refresher=True)
MHFA_REFRESHER = Course("MHFA-R", Track.MHFA, 4, valid_months=36, refresher=True)

PARTNERSHIP = Partnership("1", "County Behavioral Health", "co-response", date(2023, 1, 5))
POLICY = Policy("1", "GO 12-4", date(2023, 2, 1), None, ("purpose", "response"))

_COURSES = {"c": [CIT], "m": [MHFA], "b": [CIT, MHFA], "n": [], "e": [EQUIVALENT], "p": [PENDING]}


def took(officer: str, course: Course, **more: Any) -> Record:
    """A record of a course taken whole, as far as ``more`` doesn't say otherwise."""
    return Record(
        **{"officer": officer, "course": course.code, "hours": course.hours, "completed_on": TAKEN} | more
    )


def facts(
    officers: Iterable[Officer] = (),
    courses: Iterable[Course] = (),
    records: Iterable[Record] = (),
    **more: Any,
) -> Facts:
    """Facts at AS_OF whose partnership and policy are in order."""
    rest = {"as_of": AS_OF, "partnerships": (PARTNERSHIP,), "policies": (POLICY,)} | more
    return Facts(officers=tuple(officers), courses=tuple(courses), records=tuple(records), **rest)


def roster(pattern: str, **more: Any) -> Facts:
    """Facts of ``pattern``: c CIT only, m MHFA only, b both, n neither, e an approved, p a pending equivalent of CIT."""
    officers: list[Officer] = []
    records: list[Record] = []
    courses: dict[str, Course] = {}
    for count, kind in re.findall(r"(\d+)([cmbnep])", pattern):
        for _ in range(int(count)):
            officer = Officer(f"P{len(officers) + 1:03}")
            officers.append(officer)
            for course in _COURSES[kind]:
                courses[course.code] = course
                records.append(took(officer.ref, course))
    return facts(officers, courses.values(), records, **more)


def with_people(base: Facts, *officers: Officer) -> Facts:
    """``base`` with more people on its roster."""
    return replace(base, officers=(*base.officers, *officers))


def with_training(base: Facts, *training: tuple[Course, Record]) -> Facts:
    """``base`` with more records, and their courses where it has none of that code."""
    known = {course.code for course in base.courses}
    new = {course.code: course for course, _ in training if course.code not in known}
    return replace(
        base,
        courses=(*base.courses, *new.values()),
        records=(*base.records, *(record for _, record in training)),
    )


def one_officer(*training: tuple[Course, dict[str, Any]], **more: Any) -> Facts:
    """A roster of the single officer P001 with records of these courses."""
    courses = {course.code: course for course, _ in training}
    records = [took("P001", course, **rest) for course, rest in training]
    return facts([Officer("P001")], courses.values(), records, **more)
