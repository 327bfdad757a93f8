"""Rows of cells as typed rows, batch by batch and column by column, and what can't be taken."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice, zip_longest
from typing import Any

from django.utils.translation import gettext as _

from roster_import.reading import days, values
from roster_import.reading.columns import OFFICER_ID, TAKEN, TARGETS, Kind
from roster_import.reading.mapping import Mapping, TableMapping
from roster_import.reading.tables import Row, Table
from roster_import.reading.values import Bad, Memo, Reader
from roster_import.storing import typed_rows
from roster_import.storing.typed_rows import LEAVE, SEPARATED, Batch, Column, Reading
from training.course_titles import CatalogueCourse, fold
from training.officer_ids import plain, whole_number

BATCH = 2000
# What the last rows of reports begin with.
_TOTALS = (
    "total",
    "grand total",
    "sub total",
    "subtotal",
    "sum",
    "count",
    "end of report",
    "report total",
    "page ",
    "printed ",
    "generated ",
)
# What look-ups and databases leave where there is nothing.
_NOTHING = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "NULL"})
_NO_ID = frozenset({*map(str.lower, _NOTHING), "n/a", "none", "nan"})
_LOOKED_AT = frozenset(word[:3] for word in (*_TOTALS, *_NO_ID))
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+")


class TableReader:
    """Reads the rows of one table by its mapping.

    ``number`` is the table's place in the mapping; ``describes``: it may say something about officers.
    """

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
        self._places = {key: index for index, key in self._table.columns.items()}
        self._memos = {key: Memo(self._reader_of(key)) for key in self._places if not _is_text(key)}
        self._taken = [
            (key, self._by_code[key[len(TAKEN) :]]) for key in self._places if key.startswith(TAKEN)
        ]
        self._lists_trainings = "course" in self._places
        self._adds = not self._lists_trainings or mapping.add_officers
        self._has_officers = self._adds or (describes and self._table.describes_officers)
        # In a roster an empty "left on" means still there; in a list of trainings it says nothing.
        self._clears = 0 if self._lists_trainings else SEPARATED | LEAVE

    def batches(self, table: Table) -> Iterator[Batch]:
        """All rows below the headings. Raises `Unreadable` where the file breaks off."""
        rows = table.rows()
        if self._table.heading_line:
            rows = (row for row in rows if row[0] > self._table.heading_line)
        while several := list(islice(rows, BATCH)):
            yield self._batch(several)

    def _batch(self, rows: list[Row]) -> Batch:
        batch = Batch(rows=len(rows))
        reading = Reading(self._number, [line for line, _cells in rows], self._places, batch)
        self._check_width(reading, rows)
        cells: list[Column] = [
            list(column) for column in zip_longest(*[row for _line, row in rows], fillvalue="")
        ]
        blank = [""] * len(rows)
        for key, index in self._places.items():
            column = cells[index] if index < len(cells) else blank
            reading.columns[key] = (
                self._read_text(reading, key, column) if _is_text(key) else self._read(reading, key, column)
            )
        self._check_refs(reading, rows)
        if self._has_officers:
            typed_rows.add_officers(reading, adds=self._adds, clears=self._clears)
        if self._lists_trainings:
            typed_rows.add_records(
                reading,
                hours_of_course=self._mapping.hours_of_course,
                today=self._today,
                with_officers=self._has_officers,
            )
        typed_rows.add_taken(reading, self._taken, today=self._today)
        if reading.refused:
            # A row that is refused is refused whole: what of it was taken before goes too.
            gone = {reading.lines[at] for at in reading.refused}
            batch.officers = [row for row in batch.officers if row[1] not in gone]
            batch.records = [row for row in batch.records if row[1] not in gone]
        return batch

    def _check_width(self, reading: Reading, rows: list[Row]) -> None:
        """A comma in a name without quotation marks shifts all that follows; such rows have more cells than headings."""
        width = self._table.width
        if max(len(cells) for _line, cells in rows) <= width:
            return
        for at, (_line, cells) in enumerate(rows):
            if any(cell.strip() for cell in cells[width:]):
                reading.refuse(
                    at,
                    None,
                    _(
                        "This row has more cells than there are headings; a cell may lack its quotation marks."
                    ),
                )

    def _read(self, reading: Reading, key: str, cells: Column) -> Column:
        memo = self._memos[key]
        found = [memo[cell] for cell in cells]
        if memo.met_bad:
            for at, value in enumerate(found):
                if type(value) is Bad:
                    reading.refuse(at, key, value.reason)
        return found

    def _read_text(self, reading: Reading, key: str, cells: Column) -> Column:
        """Text as it is, without spaces around it, in one go; cell by cell only where something may be wrong."""
        longest = TARGETS[key].longest
        found = [cell.strip() for cell in cells]
        joined = "".join(found)
        if key == OFFICER_ID.key and (".0" in joined or "E+" in joined):
            joined = "".join(found := self._whole_numbers(reading, found))
        elif key != OFFICER_ID.key and not _NOTHING.isdisjoint(found):
            joined = "".join(found := ["" if cell in _NOTHING else cell for cell in found])
        if (
            joined.isprintable()
            and "=" not in joined
            and "'" not in joined
            and max(map(len, found)) <= longest
        ):
            return found
        for at, cell in enumerate(found):
            text = found[at] = plain(cell)
            if not text.isprintable():
                # A line break within a cell is only a space.
                text = found[at] = " ".join(text.split())
            shown = values.excerpt(text)
            # Behind an apostrophe it is text, as our own exports write it.
            if text.startswith("=") and len(text) > 1 and not cell.startswith("'"):
                reading.refuse(
                    at, key, _("“%(cell)s” is a formula; put its value in its place.") % {"cell": shown}
                )
            elif not text.isprintable():
                reading.refuse(at, key, _("This cell holds characters that aren't text; write it again."))
            elif len(text) > longest:
                reason = _("“%(cell)s” is too long; shorten it to %(most)s characters.")
                reading.refuse(at, key, reason % {"cell": shown, "most": longest})
        return found

    def _whole_numbers(self, reading: Reading, refs: Column) -> Column:
        """IDs that a program took for numbers: 123.0 is 123, but of 1.23E+05 nobody knows the digits."""
        for at, ref in enumerate(refs):
            if _SHORTENED.fullmatch(ref):
                reason = _("“%(cell)s” is a long number that a spreadsheet shortened; write the ID in full.")
                reading.refuse(at, OFFICER_ID.key, reason % {"cell": ref})
        return [whole_number(ref) for ref in refs]

    def _check_refs(self, reading: Reading, rows: list[Row]) -> None:
        """Every row has an officer's ID, unless it is a sum at the end of a report, which is left out."""
        for at, ref in enumerate(reading.columns[OFFICER_ID.key]):
            if ref and ref[:3].lower() not in _LOOKED_AT:
                continue
            first = next(filter(None, map(str.strip, rows[at][1])), "").lower()
            partly = not ref or not all(column[at] for column in reading.columns.values())
            if first.startswith(_TOTALS) and partly:
                if at not in reading.refused:
                    reading.batch.totals += 1
                reading.refused.add(at)
                self._unsay(reading, at)
            elif not ref:
                reading.refuse(
                    at,
                    OFFICER_ID.key,
                    _(
                        "There is no officer ID; write it in, also where cells are merged. Nobody is told apart by name alone."
                    ),
                )
            elif ref.lower() in _NO_ID:
                reason = _("“%(cell)s” stands for an empty cell; write the officer's ID in its place.")
                reading.refuse(at, OFFICER_ID.key, reason % {"cell": ref})

    def _unsay(self, reading: Reading, at: int) -> None:
        """A sum has no date and no course, and that is no problem of it."""
        line = reading.lines[at]
        problems = reading.batch.problems
        kept = [problem for problem in problems if problem.line != line]
        reading.batch.totals += len(problems) > len(kept)
        reading.batch.problems = kept

    def _reader_of(self, key: str) -> Reader:
        if key.startswith(TAKEN) or TARGETS[key].kind is Kind.DAY:
            return days.day_reader(self._table.order)
        kind = TARGETS[key].kind
        if kind is Kind.HOURS:
            return values.read_hours
        if kind is Kind.COURSE:
            return self._read_course
        wordings: dict[Kind, tuple[Any, Any]] = {
            Kind.SWORN: (
                self._mapping.sworn,
                _("“%(cell)s” says neither sworn nor non-sworn; write Sworn or Non-sworn."),
            ),
            Kind.STATUS: (
                self._mapping.status,
                _("“%(cell)s” isn't known as a status; write Completed, Passed, Failed or Scheduled."),
            ),
            Kind.DELIVERY: (
                self._mapping.delivery,
                _(
                    "“%(cell)s” isn't known as a way of giving a course; write In person, Live online or Recorded."
                ),
            ),
        }
        words, complaint = wordings[kind]
        read = values.word_reader(words, complaint)
        return lambda cell: read(cell) if cell else None

    def _read_course(self, cell: str) -> Any:
        """The course; "" for a title whose rows are left out; None for a blank cell."""
        title = plain(cell)
        if not title:
            return None
        code = self._mapping.courses.get(fold(title))
        if code == "":
            return ""
        course = self._by_code.get(code or "")
        if course is None:
            return Bad(
                _(
                    "No course of the catalogue was chosen for “%(cell)s”; choose one when you match the words, or leave it out."
                )
                % {"cell": values.excerpt(title)}
            )
        return course


def _is_text(key: str) -> bool:
    return not key.startswith(TAKEN) and TARGETS[key].kind is Kind.TEXT
