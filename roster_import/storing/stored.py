"""Rows that are stored exactly as a file has them: most of what is brought back each month. They are never staged.

Each batch is compared with the stored rows as it is read, in two statements, and what is stored already is counted and
taken out. Only the rest goes into the temporary tables, where rows are weighed against each other.
"""

# ruff: noqa: S608 - the fragments are our own; values are parameters

import json
from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from django.db import connection

from agencies.models import Agency
from roster_import.storing.comparison import OFFICER_FIELDS, RECORD_FIELDS, RECORD_KEY, hundredths
from roster_import.storing.plan import Plan
from roster_import.storing.staging import OFFICER_COLUMNS, RECORD_COLUMNS
from roster_import.storing.typed_rows import Batch

Rows = list[tuple[Any, ...]]


class Entangled(Exception):
    """A stored row is met a second time, and the file doesn't say the same of it: all of it has to be weighed."""


class StoredRows:
    """An agency's stored rows, while a file is read against them."""

    def __init__(self, agency: Agency) -> None:
        self._agency = agency
        self._officers = _Kind(OFFICER_COLUMNS, key=1, fields=OFFICER_FIELDS)
        self._records = _Kind(RECORD_COLUMNS, key=len(RECORD_KEY), fields=RECORD_FIELDS)
        self._none_stored: bool | None = None

    def take_out(self, batch: Batch) -> None:
        """Take what is stored already out of a batch, and count it. Raises `Entangled`.

        A training stays where its line says anything new about the officer: it is refused with that.
        """
        if self._none_stored:
            return
        officers = self._officers.match(batch.officers, self._fetch_officers(batch.officers))
        records = self._records.match(batch.records, self._fetch_records(batch.records))
        batch.officers = self._officers.sort_out(batch.officers, officers, officers.new_lines)
        new_lines = officers.new_lines | records.new_lines
        batch.records = self._records.sort_out(batch.records, records, new_lines)

    def count_into(self, plan: Plan) -> None:
        """Note how many officers and records were taken out, and how many rows only repeated one of them."""
        plan.officers_as_stored = self._officers.count
        plan.records_as_stored = self._records.count
        plan.repeated_as_stored = self._records.repeated

    def _fetch_officers(self, rows: Rows) -> Rows:
        if not rows:
            return []
        fields = ["o.ref", "o.name", "o.rank", _plain("o.is_sworn")]
        fields += [_day(f"o.{name}") for name in OFFICER_FIELDS[3:]]
        select = f"SELECT {', '.join(fields)}, o.id FROM training_officer o WHERE o.agency_id = %s AND {_among('o.ref')}"
        return self._run(select, [self._agency.pk, _refs(rows, self._officers)])

    def _fetch_records(self, rows: Rows) -> Rows:
        if not rows or self._none_stored:
            return []
        # Without a class in any of the rows there is none to look for. (By the plus and the order of the join SQLite is
        # told to go from officer to record: it would go through all records without a class.)
        class_, join, where = "''", "", "+r.offering_id IS NULL"
        if any(row[_OFFERING] for row in rows):
            class_ = "CASE WHEN r.offering_id IS NULL THEN '' ELSE f.reference END"
            join = " LEFT JOIN training_offering f ON f.id = r.offering_id"
            where = "(f.id IS NULL OR (f.agency_id = o.agency_id AND f.course_id = r.course_id AND f.reference <> ''))"
        fields = ["o.ref", "r.course_id", class_, "r.session", _day("r.completed_on"), hundredths("r.hours")]
        fields += ["r.status", "r.delivery", _day("r.expires_on"), "r.certificate_number"]
        select = f"""SELECT {", ".join(fields)}, r.id FROM training_officer o
 CROSS JOIN training_trainingrecord r{join}
 WHERE o.agency_id = %s AND {_among("o.ref")} AND r.officer_id = o.id AND r.completed_on BETWEEN %s AND %s AND {where}"""
        days = [row[_DAY] for row in rows]
        refs = _refs(rows, self._records)
        return self._run(select, [self._agency.pk, refs, min(days), max(days)])

    def _run(self, select: str, values: list[Any]) -> Rows:
        """The rows, each with its number at the end. Where there are none, sees whether there are any at all."""
        with connection.cursor() as cursor:
            cursor.execute(select, values)
            found: Rows = cursor.fetchall()
            if not found and self._none_stored is None:
                cursor.execute(
                    "SELECT 1 FROM training_officer WHERE agency_id = %s LIMIT 1", [self._agency.pk]
                )
                self._none_stored = not cursor.fetchall()
        return found


class _Match:
    """What of a batch is stored: for each row the stored row's number or None, and the lines with anything new."""

    __slots__ = ("new_lines", "numbers", "others")

    def __init__(self) -> None:
        self.numbers: list[int | None] = []
        # Of rows that say something else than what is stored, by their place: the stored row's number.
        self.others: dict[int, int] = {}
        self.new_lines: set[int] = set()


class _Kind:
    """Officers, or records: where the parts of a row are, and which stored rows were met so far."""

    def __init__(self, columns: tuple[str, ...], *, key: int, fields: tuple[str, ...]) -> None:
        self.given = columns.index("given")
        self.start = self.given + 1
        self.key = key
        self.is_officer = columns is OFFICER_COLUMNS
        self.bits = [1 << place for place in range(len(fields))]
        self.count = self.repeated = 0
        # Met as they are stored, by what the row states: two rows that state different things are no mere repetition.
        self._same: dict[int, _Numbers] = {}
        self._staged = _Numbers()

    def match(self, rows: Rows, stored: Rows) -> _Match:
        """Find each row among the stored ones."""
        found = _Match()
        if not rows:
            return found
        start, key = self.start, self.key
        whole = dict(zip(map(_ALL_BUT_LAST, stored), map(_LAST, stored), strict=True))
        found.numbers = list(map(whole.get, map(itemgetter(slice(start, None)), rows)))
        if None in found.numbers:
            by_key = {row[:key]: row for row in stored}
            for at, number in enumerate(found.numbers):
                if number is not None:
                    continue
                row = rows[at]
                known = by_key.get(row[start : start + key])
                if known is not None and self._agrees(row, known):
                    found.numbers[at] = known[-1]
                    continue
                if known is not None:
                    found.others[at] = known[-1]
                found.new_lines.add(row[1])
        return found

    def sort_out(self, rows: Rows, match: _Match, new_lines: set[int]) -> Rows:
        """Count the rows that are stored, and return the others. Raises `Entangled`."""
        numbers, staged = match.numbers, []
        if new_lines:
            for at, row in enumerate(rows):
                if row[1] in new_lines:
                    staged.append(row)
                    self._stage(numbers[at] or match.others.get(at))
                    numbers[at] = None
            rows = [row for row in rows if row[1] not in new_lines]
        known = [number for number in numbers if number is not None]
        # Rows about a person that all agree with what is stored agree with each other, whatever each of them states.
        stated = {0} if self.is_officer else set(map(itemgetter(self.given), rows))
        if len(stated) == 1:
            self._meet(stated.pop(), known)
        for one in stated:
            self._meet(one, [n for row, n in zip(rows, known, strict=True) if row[self.given] == one])
        return staged

    def _agrees(self, row: tuple[Any, ...], stored: tuple[Any, ...]) -> bool:
        """Whether all that a row states is stored so. The bits of ``given`` are in the order of the fields."""
        given, first = row[self.given], self.start + self.key
        values = zip(self.bits, row[first:], stored[self.key : -1], strict=True)
        return all(not given & bit or value == known for bit, value, known in values)

    def _meet(self, stated: int, numbers: list[int]) -> None:
        """Count stored rows that were met; ``stated`` is what of them the file's rows state."""
        if self._staged.holds_any(numbers):
            raise Entangled
        if any(same.holds_any(numbers) for what, same in self._same.items() if what != stated):
            raise Entangled
        added = self._same.setdefault(stated, _Numbers()).add(numbers)
        self.count += added
        self.repeated += len(numbers) - added

    def _stage(self, number: int | None) -> None:
        if number is not None:
            if any(same.holds_any([number]) for same in self._same.values()):
                raise Entangled
            self._staged.add([number])


class _Numbers:
    """A set of row numbers, a bit each: sets of Python's numbers would grow with the file."""

    __slots__ = ("_pages",)

    def __init__(self) -> None:
        self._pages: dict[int, bytearray] = {}

    def add(self, numbers: list[int]) -> int:
        """Add numbers; returns how many were not there."""
        pages, added, at_page = self._pages, 0, -1
        bits = bytearray()
        for number in numbers:
            page = number >> 12
            if page != at_page:
                at_page = page
                bits = pages.get(page) or pages.setdefault(page, bytearray(512))
            at, mask = number >> 3 & 511, 1 << (number & 7)
            if not bits[at] & mask:
                bits[at] |= mask
                added += 1
        return added

    def holds_any(self, numbers: list[int]) -> bool:
        """Whether one of the numbers is there."""
        pages = self._pages
        if not pages:
            return False
        for number in numbers:
            bits = pages.get(number >> 12)
            if bits is not None and bits[number >> 3 & 511] & 1 << (number & 7):
                return True
        return False


_ALL_BUT_LAST, _LAST = itemgetter(slice(None, -1)), itemgetter(-1)
_DAY, _OFFERING = RECORD_COLUMNS.index("completed_on"), RECORD_COLUMNS.index("offering")


def _refs(rows: Iterable[tuple[Any, ...]], kind: _Kind) -> Any:
    refs = list({row[kind.start] for row in rows})
    return json.dumps(refs) if connection.vendor == "sqlite" else refs


def _among(column: str) -> str:
    if connection.vendor == "sqlite":
        return f"{column} IN (SELECT value FROM json_each(%s))"
    return f"{column} = ANY(%s)"


def _day(column: str) -> str:
    """A day as the text that the file's days are; on SQLite as it is stored, past the driver's own reading of it."""
    return f"+{column}" if connection.vendor == "sqlite" else f"to_char({column}, 'YYYY-MM-DD')"


def _plain(column: str) -> str:
    return f"+{column}" if connection.vendor == "sqlite" else column
