"""The first reading of a file: which line has the headings, what each column holds, as far as a person must be asked.

The whole file is read once, and little is kept of it: a few examples a column, and every value of the columns that have
few different ones (courses, status words). So memory doesn't grow with the file.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext as _

from roster_import.reading.columns import meanings_of
from roster_import.reading.days import DayEvidence
from roster_import.reading.matrix import headings_of
from roster_import.reading.problems import Unreadable, holds_refused_rows
from roster_import.reading.tables import Row, Table
from roster_import.reading.values import read_hours
from training.course_titles import fold
from training.officer_ids import plain

# Headings are looked for in so many rows.
HEADING_ROWS = 15
MOST_COLUMNS = 400
EXAMPLES = 4
# Beyond so many different values a column is no list of courses or words, and they are forgotten.
MOST_DISTINCT = 3000
LONGEST_KEPT = 200


@dataclass(slots=True)
class Column:
    """One column: its heading, examples, how many cells aren't blank, and its values if they are few (else None)."""

    heading: str
    filled: int = 0
    examples: list[str] = field(default_factory=list)
    values: Counter[str] | None = field(default_factory=Counter)
    days: DayEvidence = field(default_factory=DayEvidence)
    hours: int = 0
    seen: int = 0
    # Cells, and not different values: a day that all took a course on stands in every row.
    day_cells: DayEvidence = field(default_factory=DayEvidence)
    hour_cells: int = 0
    digit_cells: int = 0

    def see(self, cells: Iterator[str]) -> None:
        """Take note of a batch of cells."""
        counted = Counter(cells)
        counted.pop("", None)
        self.filled += counted.total()
        for cell, times in counted.items():
            text = plain(cell.strip())
            if not text:
                self.filled -= times
                continue
            if len(self.examples) < EXAMPLES and text not in self.examples:
                self.examples.append(text[:LONGEST_KEPT])
            if self.values is not None:
                self.values[text[:LONGEST_KEPT]] += times
            # Every different cell says as much as its repetitions; a long column is told by its first thousands.
            if self.seen < 20_000:
                self.seen += 1
                kinds = self.days.see(text)
                self.day_cells.add(kinds, times)
                is_hours = type(read_hours(text)) is int
                self.hours += is_hours
                self.hour_cells += is_hours * times
                self.digit_cells += any(map(str.isdigit, text)) * times
        if self.values is not None and len(self.values) > MOST_DISTINCT:
            self.values = None

    def to_data(self) -> dict[str, Any]:
        """As JSON, for the row of the import."""
        days = self.days
        return {
            "heading": self.heading,
            "filled": self.filled,
            "examples": self.examples,
            "values": None if self.values is None else self.values.most_common(),
            "seen": self.seen,
            "days": [days.days, days.month_first, days.day_first, days.unclear, days.serials],
            "hours": self.hours,
            "day_cells": self.day_cells.kinds(),
            "hour_cells": self.hour_cells,
            "digit_cells": self.digit_cells,
            "doubtful": days.doubtful,
        }


@dataclass(frozen=True, slots=True)
class TableShape:
    """What one table is like. ``heading_line`` 0: there are no headings. ``first_column``: 0 is the sheet's column A.

    ``titles`` are the first cells of the ``lines_above`` the headings, ``hidden_columns`` count from ``first_column``.
    """

    name: str
    heading_line: int
    rows: int
    first_column: int
    columns: tuple[Column, ...]
    hidden: int = 0
    hidden_sheets: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    lines_above: int = 0
    hidden_columns: tuple[int, ...] = ()
    is_filtered: bool = False

    def to_data(self) -> dict[str, Any]:
        """As JSON, for the row of the import."""
        return {
            "name": self.name,
            "heading_line": self.heading_line,
            "rows": self.rows,
            "first_column": self.first_column,
            "hidden": self.hidden,
            "hidden_sheets": list(self.hidden_sheets),
            "titles": list(self.titles),
            "lines_above": self.lines_above,
            "hidden_columns": list(self.hidden_columns),
            "is_filtered": self.is_filtered,
            "columns": [column.to_data() for column in self.columns],
        }


def shape_of(table: Table, *, batch: int = 2000) -> TableShape:
    """Read a table once. Raises `Unreadable` when there is nothing in it to import."""
    rows = table.rows()
    head = list(islice(rows, HEADING_ROWS))
    if not head:
        raise Unreadable(_("The file is empty. Choose another one."))
    heading_line, headings = heading_of(head)
    alone = headings
    headings, heading_line = _with_second_line(headings, heading_line, head)
    first_line = heading_line if headings is alone else heading_line - 1
    width = _width(headings, [cells for line, cells in head if line > heading_line])
    if heading_line and not table.name:
        # A program writes as many cells below as there are headings; where there are more, quotation marks are missing.
        width = min(width, max(len(cells) for line, cells in head if line <= heading_line))
    if width > MOST_COLUMNS:
        raise Unreadable(
            _(
                "The table has %(count)s columns; up to %(most)s can be read. Delete the ones that aren't needed."
            )
            % {"count": width, "most": MOST_COLUMNS}
        )
    columns = tuple(Column(headings[index] if index < len(headings) else "") for index in range(width))
    count = 0
    data = (row for row in chain(head, rows) if row[0] > heading_line)
    while several := [cells for _line, cells in islice(data, batch)]:
        count += len(several)
        for index, column in enumerate(columns):
            column.see(cells[index] for cells in several if index < len(cells))
    if not count:
        raise Unreadable(_("There are headings, but no rows below them. Choose another file."))
    above = [
        filled
        for line, cells in head
        if line < first_line and (filled := [cell.strip() for cell in cells if cell.strip()])
    ]
    return TableShape(
        name=table.name,
        heading_line=heading_line,
        rows=count,
        first_column=table.first_column,
        columns=columns,
        hidden=len(table.hidden),
        hidden_sheets=table.hidden_sheets,
        hidden_columns=tuple(sorted(at - table.first_column for at in table.hidden_columns)),
        is_filtered=table.is_filtered,
        titles=tuple(cell[:LONGEST_KEPT] for cell in islice(chain.from_iterable(above), EXAMPLES)),
        lines_above=len(above),
    )


def heading_of(rows: list[Row]) -> tuple[int, list[str]]:
    """The line of the headings, and them: the row with the most words that are known as headings.

    Where no row has any, it is the first one if it has only words, else there are none and the line is 0.
    """
    known = [(sum(bool(meanings_of(cell)) for cell in cells), -line) for line, cells in rows]
    most, line = max(known)
    if most >= 2 or (most == 1 and len(rows[0][1]) == 1):
        found = next(cells for at, cells in rows if at == -line)
        return -line, [cell.strip() for cell in found]
    first_line, first = rows[0]
    words = [cell for cell in first if cell.strip()]
    if len(words) > 1 and all(
        any(map(str.isalpha, cell)) and not any(map(str.isdigit, cell)) for cell in words
    ):
        return first_line, [cell.strip() for cell in first]
    return 0, []


def _with_second_line(headings: list[str], line: int, head: list[Row]) -> tuple[list[str], int]:
    """Headings in two levels as one: courses above, their dates and hours below; the last line of them.

    A blank cell above a part belongs to the course on its left: merged cells are written so.
    """
    if not line:
        return headings, line
    rows = {at: [cell.strip() for cell in cells] for at, cells in head}
    above, below = rows.get(line - 1), rows.get(line + 1)
    if below and _are_parts(below):
        return _joined(headings, below), line + 1
    if above and len([cell for cell in above if cell]) > 1 and _has_parts(headings, above):
        return _joined(above, headings), line
    return headings, line


def _are_parts(cells: list[str]) -> bool:
    """Whether a line below the headings holds nothing but parts of courses."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(headings_of(cell, frozenset())[0].title == "" for cell in filled)


def _has_parts(cells: list[str], above: list[str]) -> bool:
    """Whether under the cells above there are parts alone, such as "Date"."""
    under = [cells[at] for at, cell in enumerate(above) if cell and at < len(cells) and cells[at]]
    parts = [cell for cell in under if headings_of(cell, frozenset())[0].title == ""]
    return len(parts) * 2 > len(under) > 0


def _joined(above: list[str], below: list[str]) -> list[str]:
    found, last = [], ""
    for at in range(max(len(above), len(below))):
        top, under = (cells[at] if at < len(cells) else "" for cells in (above, below))
        is_part = bool(under) and headings_of(under, frozenset())[0].title == ""
        last = top or (last if is_part else "")
        found.append(" ".join(filter(None, [last if is_part else top, under])))
    return found


def _width(headings: list[str], sample: list[list[str]]) -> int:
    """How many columns: those with a heading, and those beyond in which most rows have something."""
    named = _last_filled(headings)
    widths = sorted(_last_filled(cells) for cells in sample)
    return max(named, widths[len(widths) // 2]) if widths else named


def _last_filled(cells: list[str]) -> int:
    return next((index for index in range(len(cells), 0, -1) if cells[index - 1].strip()), 0)


def letter_of(column: int) -> str:
    """A column as spreadsheets name it: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def key_of(headings: list[str]) -> str:
    """What is remembered a table by: its headings, folded. Refused rows that come back are still of that table."""
    return "|".join(map(fold, headings[:-2] if holds_refused_rows(headings) else headings))


def key_of_refused(headings: list[str]) -> str:
    """What is remembered for the refused rows of a table with these headings, where columns were left out of that file."""
    return f"refused|{'|'.join(map(fold, headings))}"
