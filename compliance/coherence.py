"""Whether the parts of the facts fit together: what `Facts` checks of itself, wherever it comes from.

Places are JSON paths of the facts file, whether the facts came from a file or not. Messages quote no officer's ref:
they may end up in a log, and the place says it all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from compliance.editions import EDITIONS, EVIDENCE
from compliance.refusals import MAX_PROBLEMS, Code, Problem

if TYPE_CHECKING:
    from compliance.facts import Facts, Hours

# Bounds that no real agency comes near; beyond them stands a slip of the keyboard.
FIRST_YEAR = 1900
MOST_SWORN = 1_000_000
MOST_HOURS = 9_999
MOST_MONTHS = 1_200
LONGEST_NAME = 200
LONGEST_TEXT = 20_000
# Fine enough for minutes as fractions of an hour, and coarse enough that fifteen digits hold any value exactly.
_FINEST = Decimal("0.000001")


def problems_of(facts: Facts) -> list[Problem]:
    """Everything that contradicts itself in ``facts``, in the order of the file; empty when they can be judged."""
    problems: list[Problem] = []
    if facts.edition not in EDITIONS:
        fix = f"this edition isn't known; write one of {', '.join(EDITIONS)}"
        problems.append(Problem("edition", Code.NOT_A_CHOICE, fix))
    _check_days(problems, "", as_of=facts.as_of)
    if facts.declared_sworn is not None:
        _check_range(problems, "declared_sworn", facts.declared_sworn, 0, MOST_SWORN)
    _check_officers(problems, facts)
    _check_courses(problems, facts)
    _check_records(problems, facts)
    _check_headcount(problems, facts)
    _check_practices(problems, facts)
    return problems


def _check_officers(problems: list[Problem], facts: Facts) -> None:
    for index, officer in enumerate(facts.officers):
        place = f"officers[{index}]"
        _check_text(problems, f"{place}.ref", officer.ref, LONGEST_NAME, needed=True)
        hired, separated, leave = officer.hired_on, officer.separated_on, officer.on_leave_since
        _check_days(problems, place, hired_on=hired, separated_on=separated, on_leave_since=leave)
        if hired is not None and separated is not None and separated < hired:
            problems.append(_backwards(place, "separated_on", separated, "hired_on", hired))
        if officer.excluded_because is not None:
            _check_text(
                problems,
                f"{place}.excluded_because",
                officer.excluded_because,
                LONGEST_TEXT,
                needed=True,
                nullable=True,
            )
    _check_once(problems, "officers", "ref", (officer.ref for officer in facts.officers))


def _check_courses(problems: list[Problem], facts: Facts) -> None:
    for index, course in enumerate(facts.courses):
        place = f"courses[{index}]"
        _check_text(problems, f"{place}.code", course.code, LONGEST_NAME, needed=True)
        _check_hours(problems, place, course.hours)
        if course.valid_months is not None:
            _check_range(problems, f"{place}.valid_months", course.valid_months, 1, MOST_MONTHS)
    _check_once(problems, "courses", "code", (course.code for course in facts.courses))


def _check_records(problems: list[Problem], facts: Facts) -> None:
    officers = {officer.ref for officer in facts.officers}
    courses = {course.code for course in facts.courses}
    for index, record in enumerate(facts.records):
        completed, expires, offering = record.completed_on, record.expires_on, record.offering
        if (
            record.officer in officers
            and record.course in courses
            and completed.year >= FIRST_YEAR
            and 0 <= record.hours <= MOST_HOURS
            and type(record.hours) is int
            and offering is None
            and expires is None
        ):
            continue  # the common case; everything else is looked at closely
        place = f"records[{index}]"
        if record.officer not in officers:
            fix = "no officer of this file has this ref; add the officer or correct the ref"
            problems.append(Problem(f"{place}.officer", Code.UNKNOWN_OFFICER, fix))
        if record.course not in courses:
            fix = "no course of this file has this code; add the course or correct the code"
            problems.append(Problem(f"{place}.course", Code.UNKNOWN_COURSE, fix))
        _check_hours(problems, place, record.hours)
        if offering is not None:
            _check_text(problems, f"{place}.offering", offering, LONGEST_NAME, needed=True, nullable=True)
        _check_days(problems, place, completed_on=completed, expires_on=expires)
        if expires is not None and expires < completed:
            problems.append(_backwards(place, "expires_on", expires, "completed_on", completed))
        if len(problems) >= MAX_PROBLEMS:
            return


def _check_headcount(problems: list[Problem], facts: Facts) -> None:
    headcount = facts.headcount
    if headcount is None:
        return
    if facts.officers:
        fix = "head counts and a roster can't stand together; give one and leave the other out"
        problems.append(Problem("headcount", Code.HEADCOUNT_WITH_ROSTER, fix))
    before = len(problems)
    for name, heads in (
        ("sworn", headcount.sworn),
        ("cit", headcount.cit),
        ("mhfa_without_cit", headcount.mhfa_without_cit),
    ):
        _check_range(problems, f"headcount.{name}", heads, 0, MOST_SWORN)
    trained = headcount.cit + headcount.mhfa_without_cit
    if len(problems) == before and trained > headcount.sworn:
        fix = (
            f"cit ({headcount.cit}) and mhfa_without_cit ({headcount.mhfa_without_cit}) make {trained}, more than the"
            f" {headcount.sworn} sworn; count each officer once, those with both under cit alone"
        )
        problems.append(Problem("headcount", Code.HEADCOUNT_TOO_HIGH, fix))


def _check_practices(problems: list[Problem], facts: Facts) -> None:
    """The entries of every list of evidence: their texts, and that none ends before it begins."""
    for evidence, kind in EVIDENCE.items():
        for index, entry in enumerate(kind.all_of(facts)):
            place = f"{evidence}[{index}]"
            for field in fields(entry):
                value = getattr(entry, field.name)
                longest = LONGEST_NAME if field.name == "ref" else LONGEST_TEXT
                if isinstance(value, str):
                    _check_text(problems, f"{place}.{field.name}", value, longest)
                elif isinstance(value, tuple):
                    for number, text in enumerate(value):
                        _check_text(problems, f"{place}.{field.name}[{number}]", text, longest)
            since, until = getattr(entry, kind.since), getattr(entry, kind.until)
            _check_days(problems, place, **{kind.since: since, kind.until: until})
            if since is not None and until is not None and until < since:
                problems.append(_backwards(place, kind.until, until, kind.since, since))


def _check_once(problems: list[Problem], group: str, key: str, values: Iterable[str]) -> None:
    first: dict[str, int] = {}
    for index, value in enumerate(values):
        earlier = first.setdefault(value, index)
        if earlier != index:
            fix = f"{group}[{earlier}] has the same {key}; each may stand once, so drop one or correct it"
            problems.append(Problem(f"{group}[{index}].{key}", Code.DUPLICATE, fix))
            if len(problems) >= MAX_PROBLEMS:
                return


def _check_text(
    problems: list[Problem],
    place: str,
    value: str,
    longest: int,
    *,
    needed: bool = False,
    nullable: bool = False,
) -> None:
    if needed and not value.strip():
        fix = (
            "this is blank; write null if there is none"
            if nullable
            else "this is blank; write what it is called"
        )
        problems.append(Problem(place, Code.BAD_TEXT, fix))
    elif len(value) > longest:
        fix = f"this has {len(value):,} characters; shorten it to {longest:,} at most"
        problems.append(Problem(place, Code.OUT_OF_RANGE, fix))
    # A NUL or half of a surrogate pair can't be stored or shown; printable text, the usual case, has neither.
    elif not value.isprintable() and any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in value):
        problems.append(
            Problem(place, Code.BAD_TEXT, "this holds a character that isn't text; write it again")
        )


def _check_hours(problems: list[Problem], place: str, hours: Hours) -> None:
    if not (hours == hours and 0 <= hours <= MOST_HOURS):
        fix = f"hours go from 0 to {MOST_HOURS:,}; write how long it lasted"
        problems.append(Problem(f"{place}.hours", Code.OUT_OF_RANGE, fix))
    elif isinstance(hours, Decimal) and hours != hours.quantize(_FINEST):
        fix = "hours have at most six decimals; round them"
        problems.append(Problem(f"{place}.hours", Code.OUT_OF_RANGE, fix))


def _check_range(problems: list[Problem], place: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        fix = f"this goes from {least} to {most:,}; write the number itself"
        problems.append(Problem(place, Code.OUT_OF_RANGE, fix))


def _check_days(problems: list[Problem], place: str, **days: date | None) -> None:
    for name, when in days.items():
        if when is not None and when.year < FIRST_YEAR:
            fix = f"{when.isoformat()} is before {FIRST_YEAR}; write the year in full, such as 2024-02-29"
            problems.append(Problem(f"{place}.{name}" if place else name, Code.IMPOSSIBLE_DATE, fix))


def _backwards(place: str, later: str, end: date, earlier: str, start: date) -> Problem:
    fix = f"{end.isoformat()} is before {earlier} ({start.isoformat()}); correct one of the two"
    return Problem(f"{place}.{later}", Code.IMPOSSIBLE_DATE, fix)
