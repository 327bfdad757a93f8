"""Rows of cells as typed rows, batch by batch and column by column, and what can't be taken.

A row with anything wrong is refused whole. The rows that come out are tuples in the order of ``OFFICER_COLUMNS`` and
``RECORD_COLUMNS`` of ``staging``; ``given`` says by bits which values the file states, so that what it doesn't state is
left as it is stored.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, zip_longest
from typing import Any

from django.utils.translation import gettext as _

from training.roster_import import values
from training.roster_import.columns import OFFICER_ID, TAKEN, TARGETS, Kind
from training.roster_import.courses import CatalogueCourse
from training.roster_import.mapping import Mapping, TableMapping
from training.roster_import.problems import Problem
from training.roster_import.tables import Row, Table
from training.roster_import.values import Bad, Memo, Reader, fold

BATCH = 2000

NAME, RANK, SWORN, HIRED, SEPARATED, LEAVE = 1, 2, 4, 8, 16, 32
HOURS, STATUS, DELIVERY, EXPIRES, CERTIFICATE = 1, 2, 4, 8, 16

_TAKEN_STATUSES = frozenset({"completed", "passed"})
_SCHEDULED = "scheduled"
# What the last rows of reports begin with.
_TOTALS = tuple(
    "total|grand total|sub total|subtotal|sum|count|end of report|report total|page |printed |generated ".split(
        "|"
    )
)
_TOTALS_START = frozenset(word[:3] for word in _TOTALS)

Column = list[Any]


@dataclass(slots=True)
class Batch:
    """What came of up to BATCH rows. ``rows`` counts all of them; ``left_out`` those that somebody chose to leave out."""

    rows: int = 0
    officers: list[tuple[Any, ...]] = field(default_factory=list)
    records: list[tuple[Any, ...]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0
    totals: int = 0


class TableReader:
    """Reads the rows of one table by its mapping. ``number`` is the table's place in the mapping."""

    def __init__(
        self,
        mapping: Mapping,
        number: int,
        catalogue: Iterable[CatalogueCourse],
        *,
        today: date,
        describes: bool = True,
    ) -> None:
        self._table: TableMapping = mapping.tables[number]
        self._number = number
        self._mapping = mapping
        self._today = today.isoformat()
        self._by_code = {course.code: course for course in catalogue}
        self._column = {key: index for index, key in self._table.columns.items()}
        self._memos = {
            index: Memo(self._reader_of(key))
            for index, key in self._table.columns.items()
            if not _is_text(key)
        }
        self._taken = [
            (index, self._by_code[key[len(TAKEN) :]])
            for key, index in self._column.items()
            if key.startswith(TAKEN)
        ]
        is_list_of_trainings = "course" in self._column
        self._adds = int(not is_list_of_trainings or mapping.add_officers)
        self._emits_officers = bool(self._adds or (describes and self._table.describes_officers))
        # In a roster an empty "left on" means still there; in a list of trainings it says nothing.
        self._clears = 0 if is_list_of_trainings else SEPARATED | LEAVE

    def batches(self, table: Table) -> Iterator[Batch]:
        """All rows below the headings. Raises `Unreadable` where the file breaks off."""
        rows = table.rows()
        if self._table.heading_line:
            rows = (row for row in rows if row[0] > self._table.heading_line)
        while several := list(islice(rows, BATCH)):
            yield self._batch(several)

    def _batch(self, rows: list[Row]) -> Batch:
        batch = Batch(rows=len(rows))
        width = self._table.width
        refused: set[int] = set()
        lines = [line for line, _cells in rows]
        longest = max(len(cells) for _line, cells in rows)
        if longest > width:
            self._check_width(rows, width, batch, refused)
        columns: list[Column] = [
            list(column) for column in zip_longest(*[cells for _line, cells in rows], fillvalue="")
        ]
        columns.extend([""] * len(rows) for _missing in range(width - len(columns)))
        read = {
            index: self._read(index, columns[index], lines, batch, refused) for index in self._table.columns
        }
        refs = read[self._column[OFFICER_ID.key]]
        self._check_refs(refs, rows, read, batch, refused)
        if self._emits_officers:
            self._officers(refs, lines, read, batch, refused)
        if "course" in self._column:
            self._records(refs, lines, read, batch, refused)
        for index, course in self._taken:
            self._taken_records(index, course, refs, lines, read, batch, refused)
        if refused:
            # A row that is refused is refused whole: what of it was taken before goes too.
            gone = {lines[at] for at in refused}
            batch.officers = [row for row in batch.officers if row[1] not in gone]
            batch.records = [row for row in batch.records if row[1] not in gone]
        return batch

    def _check_width(self, rows: list[Row], width: int, batch: Batch, refused: set[int]) -> None:
        for at, (line, cells) in enumerate(rows):
            if any(cell.strip() for cell in cells[width:]):
                self._refuse(
                    batch,
                    refused,
                    at,
                    line,
                    None,
                    _(
                        "This row has more cells than there are headings; a comma may be missing its quotation marks."
                    ),
                )

    def _read(self, index: int, cells: Column, lines: list[int], batch: Batch, refused: set[int]) -> Column:
        key = self._table.columns[index]
        memo = self._memos.get(index)
        if memo is None:
            return self._read_text(index, key, cells, lines, batch, refused)
        found = [memo[cell] for cell in cells]
        if memo.met_bad:
            for at, value in enumerate(found):
                if type(value) is Bad:
                    self._refuse(batch, refused, at, lines[at], index, value.reason)
        return found

    def _read_text(
        self, index: int, key: str, cells: Column, lines: list[int], batch: Batch, refused: set[int]
    ) -> Column:
        """Text as it is, without spaces around it, in one go; cell by cell only where something may be wrong."""
        longest = TARGETS[key].longest
        found = [cell.strip() for cell in cells]
        joined = "".join(found)
        if (
            joined.isprintable()
            and "=" not in joined
            and "'" not in joined
            and max(map(len, found)) <= longest
        ):
            return found
        for at, cell in enumerate(found):
            text = found[at] = values.plain(cell)
            if text.startswith("=") and len(text) > 1:
                reason = _("“%(cell)s” is a formula; put its value in its place.") % {
                    "cell": values.excerpt(text)
                }
            elif not text.isprintable():
                found[at] = text = " ".join(text.split())
                if text.isprintable() and len(text) <= longest:
                    continue
                reason = _("This cell holds characters that aren't text; write it again.")
            elif len(text) > longest:
                reason = _("“%(cell)s” is too long; shorten it to %(most)s characters.") % {
                    "cell": values.excerpt(text),
                    "most": longest,
                }
            else:
                continue
            self._refuse(batch, refused, at, lines[at], index, reason)
        return found

    def _check_refs(
        self, refs: Column, rows: list[Row], read: dict[int, Column], batch: Batch, refused: set[int]
    ) -> None:
        column = self._column[OFFICER_ID.key]
        for at, ref in enumerate(refs):
            if ref and ref[:3].lower() not in _TOTALS_START:
                continue
            line, cells = rows[at]
            first = next(filter(None, map(str.strip, cells)), "").lower()
            if first.startswith(_TOTALS) and (not ref or not all(values[at] for values in read.values())):
                refused.add(at)
                batch.totals += 1
            elif not ref:
                self._refuse(
                    batch,
                    refused,
                    at,
                    line,
                    column,
                    _("There is no officer ID; officers are never told by name alone."),
                )

    def _officers(
        self, refs: Column, lines: list[int], read: dict[int, Column], batch: Batch, refused: set[int]
    ) -> None:
        blank: Column = [None] * len(refs)
        names, ranks, sworn, hired, separated, leave = (
            self._names(read),
            *(
                read[self._column[key]] if key in self._column else blank
                for key in ("rank", "sworn", "hired_on", "separated_on", "on_leave_since")
            ),
        )
        if separated is not blank and hired is not blank:
            for at, (first, last) in enumerate(zip(hired, separated, strict=True)):
                if first and last and at not in refused and last < first:
                    reason = _(
                        "The day of leaving (%(left)s) is before the day of hiring (%(hired)s). Leave it empty if they came back."
                    )
                    self._refuse(
                        batch,
                        refused,
                        at,
                        lines[at],
                        self._column["separated_on"],
                        reason % {"left": last, "hired": first},
                    )
        clears = (SEPARATED if separated is not blank else 0) | (LEAVE if leave is not blank else 0)
        clears &= self._clears
        number, adds = self._number, self._adds
        emit = batch.officers.append
        for at, (ref, name, rank, is_sworn, first, last, off) in enumerate(
            zip(refs, names or blank, ranks, sworn, hired, separated, leave, strict=True)
        ):
            if at in refused:
                continue
            given = clears
            if name:
                given |= NAME
            if rank:
                given |= RANK
            if is_sworn is not None:
                given |= SWORN
            if first:
                given |= HIRED
            if last:
                given |= SEPARATED
            if off:
                given |= LEAVE
            emit(
                (
                    number,
                    lines[at],
                    ref,
                    adds,
                    given,
                    name or "",
                    rank or "",
                    1 if is_sworn is None else is_sworn,
                    first,
                    last,
                    off,
                )
            )

    def _names(self, read: dict[int, Column]) -> Column | None:
        if "name" in self._column:
            return read[self._column["name"]]
        parts = [read[self._column[key]] for key in ("first_name", "last_name") if key in self._column]
        return [" ".join(filter(None, several)) for several in zip(*parts, strict=True)] if parts else None

    def _records(
        self, refs: Column, lines: list[int], read: dict[int, Column], batch: Batch, refused: set[int]
    ) -> None:
        blank: Column = [None] * len(refs)
        course, completed, hours, status, delivery, offering, session, expires, certificate = (
            read[self._column[key]] if key in self._column else blank
            for key in (
                "course",
                "completed_on",
                "hours",
                "status",
                "delivery",
                "offering",
                "session",
                "expires_on",
                "certificate_number",
            )
        )
        of_course = self._mapping.hours_of_course
        number, today = self._number, self._today
        emit = batch.records.append
        for at, (ref, what, day, lasted, state, how, which, part, until, paper) in enumerate(
            zip(
                refs,
                course,
                completed,
                hours,
                status,
                delivery,
                offering,
                session,
                expires,
                certificate,
                strict=True,
            )
        ):
            if at in refused:
                continue
            if what is None or day is None:
                self._no_record(what, day, state, at, lines[at], batch, refused)
                continue
            if type(what) is str:
                batch.left_out += 1
                continue
            given = 0
            if lasted:
                given = HOURS
            elif of_course:
                lasted = what.hours
            else:
                self._refuse(
                    batch,
                    refused,
                    at,
                    lines[at],
                    self._column.get("hours"),
                    _("There are no hours; write how long the course lasted."),
                )
                continue
            if state:
                given |= STATUS
            if how:
                given |= DELIVERY
            if until:
                given |= EXPIRES
                if until < day:
                    reason = _(
                        "The certificate ends (%(end)s) before the course was completed (%(day)s); mend one of the two."
                    )
                    self._refuse(
                        batch,
                        refused,
                        at,
                        lines[at],
                        self._column["expires_on"],
                        reason % {"end": until, "day": day},
                    )
                    continue
            if paper:
                given |= CERTIFICATE
            if day > today and state != _SCHEDULED:
                reason = _(
                    "“%(day)s” is in the future; a course that is still to come needs the status “scheduled”."
                )
                self._refuse(
                    batch, refused, at, lines[at], self._column["completed_on"], reason % {"day": day}
                )
                continue
            emit(
                (
                    number,
                    lines[at],
                    ref,
                    what.pk,
                    which or "",
                    (part or "") if which else "",
                    day,
                    given,
                    lasted,
                    state or "completed",
                    how or "in_person",
                    until,
                    paper or "",
                )
            )

    def _no_record(
        self, what: Any, day: Any, state: Any, at: int, line: int, batch: Batch, refused: set[int]
    ) -> None:
        """A row without course or day: an officer alone, something not taken yet, or a mistake."""
        if what is None and day is None and self._emits_officers:
            return
        if type(what) is str or (day is None and state and state not in _TAKEN_STATUSES):
            batch.left_out += 1
        elif what is None:
            reason = _("There is no course; write which one was taken.")
            self._refuse(batch, refused, at, line, self._column["course"], reason)
        else:
            reason = _("There is no date; write when the course was completed.")
            self._refuse(batch, refused, at, line, self._column.get("completed_on"), reason)

    def _taken_records(
        self,
        index: int,
        course: CatalogueCourse,
        refs: Column,
        lines: list[int],
        read: dict[int, Column],
        batch: Batch,
        refused: set[int],
    ) -> None:
        for at, (ref, day) in enumerate(zip(refs, read[index], strict=True)):
            if day is None or at in refused:
                continue
            if day > self._today:
                self._refuse(
                    batch, refused, at, lines[at], index, _("“%(day)s” is in the future.") % {"day": day}
                )
                continue
            batch.records.append(
                (
                    self._number,
                    lines[at],
                    ref,
                    course.pk,
                    "",
                    "",
                    day,
                    0,
                    course.hours,
                    "completed",
                    "in_person",
                    None,
                    "",
                )
            )

    def _refuse(
        self, batch: Batch, refused: set[int], at: int, line: int, column: int | None, reason: str
    ) -> None:
        if at not in refused:
            refused.add(at)
            batch.problems.append(Problem(self._number, line, column, reason))

    def _reader_of(self, key: str) -> Reader:
        if key.startswith(TAKEN):
            return values.day_reader(self._table.order)
        kind = TARGETS[key].kind
        if kind is Kind.DAY:
            return values.day_reader(self._table.order)
        if kind is Kind.HOURS:
            return values.read_hours
        if kind is Kind.COURSE:
            return self._read_course
        words, complaint = {
            Kind.SWORN: (self._mapping.sworn, _("“%(cell)s” says neither sworn nor non-sworn.")),
            Kind.STATUS: (self._mapping.status, _("“%(cell)s” isn't known as a status.")),
            Kind.DELIVERY: (self._mapping.delivery, _("“%(cell)s” isn't known as a way of giving a course.")),
        }[kind]
        read = values.word_reader(words, complaint)
        return lambda cell: read(cell) if cell else None

    def _read_course(self, cell: str) -> Any:
        """The course; the text "" for a title that is left out; None for a blank cell."""
        title = values.plain(cell)
        if not title:
            return None
        code = self._mapping.courses.get(fold(title))
        if code == "":
            return ""
        course = self._by_code.get(code or "")
        if course is None:
            return Bad(
                _("No course of the catalogue was chosen for “%(cell)s”.") % {"cell": values.excerpt(title)}
            )
        return course


def _is_text(key: str) -> bool:
    return not key.startswith(TAKEN) and TARGETS[key].kind is Kind.TEXT
