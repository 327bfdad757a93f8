"""The tables of a file: a text file is one, a workbook has one a sheet. Rows come one by one, so no file is held whole."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from files import sandbox
from roster_import.reading import text, workbook
from roster_import.reading.problems import Unreadable, holds_refused_rows

WORKBOOK_MEGABYTES = 768
WORKBOOK_SECONDS = 30
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_START = 4096
_SAMPLE_LINES = 30

Row = tuple[int, list[str]]

_TOO_HEAVY = gettext_lazy(
    "The workbook is too large or too complicated to be read. Save each sheet as CSV UTF-8, and send that."
)
_WORKBOOK_PROBLEMS = {
    "password": gettext_lazy("The workbook has a password. Save a copy without one, and send that."),
    "office_old": gettext_lazy(
        "The workbook has a password or is in the old format (.xls). Save it as .xlsx or CSV UTF-8."
    ),
    "damaged": gettext_lazy(
        "The workbook is damaged or incomplete. Open it in Excel, save it again as .xlsx, and send that."
    ),
    "too_wide": gettext_lazy(
        "A sheet has more than 400 columns. Delete the ones that aren't needed, also empty ones, and save."
    ),
    "too_long": gettext_lazy(
        "A sheet has more than a million rows. Delete the ones that aren't needed, also empty ones, and save."
    ),
    "too_many_sheets": gettext_lazy(
        "The workbook has more than 40 sheets. Keep the ones with officers and records."
    ),
    "office_bomb": _TOO_HEAVY,
    "too_heavy": _TOO_HEAVY,
    "not_xlsx": gettext_lazy("This isn't an Excel workbook. Save the table as .xlsx or CSV UTF-8."),
    "office_external": gettext_lazy(
        "The workbook refers to other files outside itself. Break these links, or save it as CSV UTF-8."
    ),
    "office_macros": gettext_lazy(
        "The workbook contains macros. Save it without them (.xlsx), or as CSV UTF-8."
    ),
    "office_objects": gettext_lazy(
        "The workbook has other files or programs embedded in it. Save the table as CSV UTF-8."
    ),
    "office_paths": gettext_lazy("This isn't a valid workbook. Save the table again as .xlsx or CSV UTF-8."),
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the sheet's name ("" for a text file), and a way to read its rows from the first, any number of times.

    A row is its line and its cells; ``first_column`` is the sheet's column (0 is A) that the cells begin with, ``hidden`` are
    the lines that a spreadsheet doesn't show, perhaps because a filter is set, ``hidden_columns`` its columns.
    """

    name: str
    rows: Callable[[], Iterator[Row]]
    first_column: int = 0
    hidden: frozenset[int] = frozenset()
    hidden_sheets: tuple[str, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    is_filtered: bool = False


@contextmanager
def opened(file: IO[bytes]) -> Iterator[list[Table]]:
    """The tables of an open file with a descriptor, told by its content and never by its name.

    Raises `Unreadable` when it isn't a table, on entry or while rows are read.
    """
    file.seek(0)
    start = file.read(_START)
    if not start.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n,;") and not file.read(1):
        raise Unreadable(_("The file is empty. Choose another one."))
    if start.startswith(_OLD_OFFICE):
        raise Unreadable(_WORKBOOK_PROBLEMS["office_old"])
    if start.startswith(_ZIP):
        with tempfile.TemporaryFile() as answer:
            _read_workbook(file, answer)
            yield [part for table in _sheets(answer) for part in _parts(table)]
    else:
        text.check_is_text(start)
        yield _parts(_text_table(file))


def _parts(table: Table) -> list[Table]:
    """A table by itself; or one for each that it holds the refused rows of: they come in one file, each with headings."""
    rows = table.rows()
    first = next(rows, None)
    if first is None or not _begins_part(first):
        return [table]
    begins = [line for line, _cells in filter(_begins_part, chain([first], rows))]
    if len(begins) == 1:
        return [table]
    return [
        Table(
            " ".join(filter(None, (table.name, _("Part %(number)s") % {"number": number}))),
            partial(_between, table, begin, end),
            table.first_column,
            table.hidden,
        )
        for number, (begin, end) in enumerate(pairwise([*begins, None]), start=1)
        if begin is not None
    ]


def _begins_part(row: Row) -> bool:
    """Whether a row has the headings of refused rows; a spreadsheet may have put blank cells behind them."""
    cells = [cell.strip() for cell in row[1]]
    while cells and not cells[-1]:
        cells.pop()
    return holds_refused_rows(cells)


def _between(table: Table, begin: int, end: int | None) -> Iterator[Row]:
    for row in table.rows():
        if end is not None and row[0] >= end:
            return
        if row[0] >= begin:
            yield row


def _text_table(file: IO[bytes]) -> Table:
    file.seek(0)
    encoding = text.encoding_of(sandbox.chunks(file))
    delimiter = text.delimiter_of(list(islice(text.lines_of(file, encoding), _SAMPLE_LINES)))
    return Table("", lambda: text.rows_of(text.lines_of(file, encoding), delimiter))


def _read_workbook(file: IO[bytes], answer: IO[bytes]) -> None:
    """Have the archive inspected, then the rows read, each in a process that is killed when it takes too much."""
    problem = sandbox.inspect(file, "xlsx").problem
    if problem is not None:
        raise Unreadable(_WORKBOOK_PROBLEMS.get(problem, _WORKBOOK_PROBLEMS["damaged"]))
    file.seek(0)
    try:
        child = subprocess.run(  # noqa: S603 - our own module
            [
                sys.executable,
                "-I",
                str(Path(workbook.__file__)),
                str(WORKBOOK_MEGABYTES),
                str(WORKBOOK_SECONDS),
            ],
            env={"PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"},
            stdin=file,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            timeout=WORKBOOK_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(_TOO_HEAVY) from None
    if child.returncode != 0:
        raise Unreadable(_TOO_HEAVY)


def _sheets(answer: IO[bytes]) -> list[Table]:
    """Where each sheet begins in the answer. Blank sheets are left out."""
    answer.seek(0)
    found: list[Table] = []
    ended = False
    # Not ``for line in answer``: that reads ahead, and then the file can't tell where it is.
    while line := answer.readline():
        if line.startswith(b"{"):
            note = json.loads(line)
            if "problem" in note:
                raise Unreadable(_WORKBOOK_PROBLEMS.get(note["problem"], _TOO_HEAVY))
            if "sheet" in note:
                found.append(
                    Table(
                        text.storable(note["sheet"]),
                        partial(_sheet_rows, answer, answer.tell()),
                        note["first_column"],
                        frozenset(note.get("hidden", ())),
                        hidden_columns=frozenset(note.get("hidden_columns", ())),
                        is_filtered=note.get("filtered", False),
                    )
                )
            ended = "end" in note
            if found and note.get("hidden_sheets"):
                found[0] = replace(found[0], hidden_sheets=tuple(note["hidden_sheets"]))
    if not ended:
        raise Unreadable(_TOO_HEAVY)
    if not found:
        raise Unreadable(_("The workbook is empty. Choose another one."))
    return found


def _sheet_rows(answer: IO[bytes], at: int) -> Iterator[Row]:
    answer.seek(at)
    while line := answer.readline():
        if line.startswith(b"{"):
            return
        number, *cells = json.loads(line)
        if b"u0000" in line:
            cells = [text.storable(cell) for cell in cells]
        yield number, cells
