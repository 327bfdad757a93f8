"""From the columns of a batch to rows for the database: officers, and their records.

Rows are tuples in the order of ``OFFICER_COLUMNS`` and ``RECORD_COLUMNS`` of ``staging``; ``given`` says by bits which
values the file states, so that what it doesn't state is left as it is stored. A row with anything wrong is refused whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from roster_import.reading.problems import Problem
from training.course_titles import CatalogueCourse

NAME, RANK, SWORN, HIRED, SEPARATED, LEAVE = 1, 2, 4, 8, 16, 32
HOURS, STATUS, DELIVERY, EXPIRES, CERTIFICATE = 1, 2, 4, 8, 16

_TAKEN_STATUSES = frozenset({"completed", "passed"})
_SCHEDULED = "scheduled"

Column = list[Any]


@dataclass(slots=True)
class Batch:
    """What came of a number of rows. ``left_out`` are those that somebody chose to leave out, ``totals`` sums below."""

    rows: int = 0
    officers: list[tuple[Any, ...]] = field(default_factory=list)
    records: list[tuple[Any, ...]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0
    totals: int = 0


@dataclass(slots=True)
class Reading:
    """A batch while it is read: the lines, the columns by what they mean, and the rows refused so far."""

    table: int
    lines: list[int]
    places: dict[str, int]
    batch: Batch
    columns: dict[str, Column] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)

    def column(self, key: str) -> Column:
        """The values of a column; as many Nones where the table has none."""
        found = self.columns.get(key)
        return [None] * len(self.lines) if found is None else found

    def refuse(self, at: int, key: str | None, reason: str) -> None:
        """Refuse a row for what stands in one of its columns, or as a whole. Its first problem is the one told."""
        if at not in self.refused:
            self.refused.add(at)
            place = None if key is None else self.places.get(key)
            self.batch.problems.append(Problem(self.table, self.lines[at], place, reason))


def add_officers(reading: Reading, *, adds: bool, clears: int) -> None:
    """The officers of a batch. ``adds``: who isn't on the roster is added; ``clears``: what an empty cell takes away."""
    hired, separated, leave = (reading.column(key) for key in ("hired_on", "separated_on", "on_leave_since"))
    clears &= (SEPARATED if "separated_on" in reading.columns else 0) | (
        LEAVE if "on_leave_since" in reading.columns else 0
    )
    if "separated_on" in reading.columns and "hired_on" in reading.columns:
        for at, (first, last) in enumerate(zip(hired, separated, strict=True)):
            # (A cell that couldn't be read is no day; its row is refused already, and that is what is told.)
            if at not in reading.refused and first and last and last < first:
                reason = _(
                    "The day of leaving (%(left)s) is before the day of hiring (%(hired)s)."
                    " Leave it empty if they came back."
                )
                reading.refuse(at, "separated_on", reason % {"left": last, "hired": first})
    emit = reading.batch.officers.append
    table, lines, refused, may_add = reading.table, reading.lines, reading.refused, int(adds)
    rows = zip(
        reading.column("officer"),
        _names(reading),
        reading.column("rank"),
        reading.column("sworn"),
        hired,
        separated,
        leave,
        strict=True,
    )
    for at, (ref, name, rank, is_sworn, first, last, off) in enumerate(rows):
        if at in refused:
            continue
        given = clears
        if name:
            given |= NAME
        if rank:
            given |= RANK
        if is_sworn is None:
            is_sworn = 1
        else:
            given |= SWORN
        if first:
            given |= HIRED
        if last:
            given |= SEPARATED
        if off:
            given |= LEAVE
        emit((table, lines[at], may_add, given, ref, name or "", rank or "", is_sworn, first, last, off))


def add_records(reading: Reading, *, hours_of_course: bool, today: str, with_officers: bool) -> None:
    """The records of a batch that names a course in each row.

    ``hours_of_course``: a row without hours gets those of its course, as somebody said. ``with_officers``: a row without
    course and date is an officer alone.
    """
    emit = reading.batch.records.append
    table, lines, refused = reading.table, reading.lines, reading.refused
    keys = ("officer", "course", "completed_on", "hours", "status", "delivery")
    more = ("offering", "session", "expires_on", "certificate_number")
    rows = zip(*(reading.column(key) for key in (*keys, *more)), strict=True)
    for at, (ref, course, day, lasted, state, how, offering, session, until, paper) in enumerate(rows):
        if at in refused:
            continue
        if course is None or day is None:
            _no_record(reading, at, course, day, state, with_officers=with_officers)
            continue
        if course == "":
            reading.batch.left_out += 1
            continue
        given = 0
        if lasted:
            given = HOURS
        elif hours_of_course:
            lasted = course.hours
        else:
            reading.refuse(at, "hours", _("There are no hours; write how long the course lasted."))
            continue
        if day > today and state != _SCHEDULED:
            reason = _(
                "“%(day)s” is in the future; a course that is still to come needs the status “scheduled”."
            )
            reading.refuse(at, "completed_on", reason % {"day": day})
            continue
        if until:
            given |= EXPIRES
            if until < day:
                reason = _(
                    "The certificate ends (%(end)s) before the course was completed (%(day)s); mend one of the two."
                )
                reading.refuse(at, "expires_on", reason % {"end": until, "day": day})
                continue
        if state:
            given |= STATUS
        else:
            state = "completed"
        if how:
            given |= DELIVERY
        else:
            how = "in_person"
        if paper:
            given |= CERTIFICATE
        session = (session or "") if offering else ""
        emit(
            (
                table,
                lines[at],
                given,
                ref,
                course.pk,
                offering or "",
                session,
                day,
                lasted,
                state,
                how,
                until,
                paper or "",
            )
        )


def add_taken(reading: Reading, taken: Iterable[tuple[str, CatalogueCourse]], *, today: str) -> None:
    """The records of a batch with a column a course: each date is one."""
    table, lines, refused = reading.table, reading.lines, reading.refused
    for key, course in taken:
        for at, (ref, day) in enumerate(zip(reading.column("officer"), reading.column(key), strict=True)):
            if day is None or at in refused:
                continue
            if day > today:
                reading.refuse(at, key, _("“%(day)s” is in the future.") % {"day": day})
                continue
            what = (course.pk, "", "", day, course.hours, "completed", "in_person", None, "")
            reading.batch.records.append((table, lines[at], 0, ref, *what))


def _no_record(reading: Reading, at: int, course: Any, day: Any, state: Any, *, with_officers: bool) -> None:
    """A row without course or day: an officer alone, something not taken yet, or a mistake."""
    if course is None and day is None and with_officers:
        return
    if course == "" or (day is None and state and state not in _TAKEN_STATUSES):
        reading.batch.left_out += 1
    elif course is None:
        reading.refuse(at, "course", _("There is no course; write which one was taken."))
    else:
        reading.refuse(at, "completed_on", _("There is no date; write when the course was completed."))


def _names(reading: Reading) -> Column:
    parts = [reading.columns[key] for key in ("first_name", "last_name") if key in reading.columns]
    if "name" in reading.columns or not parts:
        return reading.column("name")
    return [" ".join(filter(None, several)) for several in zip(*parts, strict=True)]
