"""Read a workbook in a process of its own: ``python -I workbook.py MEGABYTES SECONDS < FILE.xlsx > ROWS``.

The answer is JSON, one value a line: an object for each visible sheet (its name, the column that its rows begin with, which
of its rows and columns are hidden, and whether a filter hides rows), then an array for each of its rows that isn't blank (the
row's number, then its cells as text). The last line is ``{"end": true}`` with the names of hidden sheets; without it, or with
``{"problem": CODE}`` instead, the workbook wasn't read. Nothing of the portal is imported here, and memory, processor time and
the size of the answer are limited before the workbook is opened.
"""

import html
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

MOST_COLUMNS = 400
MOST_ROWS = 1_000_000
MOST_SHEETS = 40
ANSWER_BYTES = 512 * 1024 * 1024


def main(megabytes: int, seconds: int) -> None:
    """Limit this process, read standard input, answer on standard output."""
    _limit(resource.RLIMIT_AS, megabytes * 1024 * 1024)
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_FSIZE, ANSWER_BYTES)
    _limit(resource.RLIMIT_CORE, 0)
    content = sys.stdin.buffer.read()
    write = sys.stdout.write
    # One for all rows: json.dumps() would make one for each.
    as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    try:
        for value in contents(content):
            write(as_json(value))
            write("\n")
    except Exception as error:  # what the parser raises on a broken workbook has no end
        password = type(error).__name__ == "PasswordError"
        write(json.dumps({"problem": "password" if password else "damaged"}) + "\n")
    sys.stdout.flush()


def contents(content: bytes) -> Iterator[dict[str, Any] | list[Any]]:
    """The lines of the answer, as values."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    book = load_workbook(io.BytesIO(content))
    shown = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    if len(shown) > MOST_SHEETS:
        yield {"problem": "too_many_sheets"}
        return
    hidden_sheets = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible != SheetVisibleEnum.Visible
    ]
    marks = _Marks(content)
    for name in shown:
        sheet = book.get_sheet_by_name(name)
        if sheet.start is None:
            continue
        if sheet.total_width > MOST_COLUMNS:
            yield {"problem": "too_wide"}
            return
        if sheet.total_height > MOST_ROWS:
            yield {"problem": "too_long"}
            return
        found = marks.of(name)
        padded = found.padded
        yield {
            "sheet": name,
            "first_column": sheet.start[1],
            "hidden": found.hidden_rows,
            "hidden_columns": found.hidden_columns,
            "filtered": found.is_filtered,
        }
        yield from _shown(rows(sheet), padded, sheet.start[1]) if padded else rows(sheet)
    yield {"end": True, "hidden_sheets": hidden_sheets}


def rows(sheet: Any) -> Iterator[list[Any]]:
    """The rows that aren't blank: the row's number in the sheet, then each cell as text."""
    known = _Texts()
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        texts = [
            cell if type(cell) is str else _text(cell) if type(cell) is bool else known[cell]
            for cell in cells
        ]
        if any(texts):
            yield [number, *texts]


def _shown(
    several: Iterator[list[Any]], padded: dict[tuple[int, int], int], first: int
) -> Iterator[list[Any]]:
    """Rows with the zeros that a format such as 0000 shows in front of a number."""
    for number, *texts in several:
        for at, text in enumerate(texts):
            width = padded.get((number, at + first))
            if width and text.isdigit():
                texts[at] = text.zfill(width)
        yield [number, *texts]


class _SheetMarks:
    """What the parser doesn't tell of a sheet: hidden rows by number and columns (0 is A), whether a filter hides rows, and
    (row, column) -> digits of cells whose format shows zeros in front."""

    __slots__ = ("hidden_columns", "hidden_rows", "is_filtered", "padded")

    def __init__(self) -> None:
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []
        self.is_filtered = False
        self.padded: dict[tuple[int, int], int] = {}


class _Marks:
    """What the parser doesn't tell of a workbook."""

    _COLUMN = re.compile(rb"<col\b([^>]*)>")
    _ROW = re.compile(rb"<row\b([^>]*)>")
    _CELL = re.compile(rb"<c\b([^>]*)>")
    _CHUNK = 1024 * 1024

    def __init__(self, content: bytes) -> None:
        self._file = zipfile.ZipFile(io.BytesIO(content))
        self._paths = self._sheet_paths()
        self._widths = self._padded_styles()

    def of(self, name: str) -> _SheetMarks:
        """The marks of one sheet."""
        marks = _SheetMarks()
        path = self._paths.get(name)
        if path is None:
            return marks
        with self._file.open(path) as sheet:
            rest = b""
            while chunk := sheet.read(self._CHUNK):
                chunk = rest + chunk
                end = chunk.rfind(b"<")
                chunk, rest = chunk[:end], chunk[end:]
                if b"hidden=" in chunk:
                    for found in self._ROW.finditer(chunk):
                        if _is_hidden(found[1]):
                            marks.hidden_rows.append(int(_attribute(found[1], b"r") or 0))
                    for found in self._COLUMN.finditer(chunk):
                        if _is_hidden(found[1]):
                            first = int(_attribute(found[1], b"min") or 1)
                            last = min(int(_attribute(found[1], b"max") or first), MOST_COLUMNS)
                            marks.hidden_columns += range(first - 1, last)
                marks.is_filtered = marks.is_filtered or b"<filterColumn" in chunk
                if self._widths:
                    self._add_padded(chunk, marks.padded)
        return marks

    def _add_padded(self, chunk: bytes, padded: dict[tuple[int, int], int]) -> None:
        for found in self._CELL.finditer(chunk):
            width = self._widths.get(_attribute(found[1], b"s"))
            place = re.fullmatch(rb"([A-Z]+)(\d+)", _attribute(found[1], b"r"))
            if width and place:
                column = 0
                for letter in place[1]:
                    column = column * 26 + letter - 64
                padded[int(place[2]), column - 1] = width

    def _sheet_paths(self) -> dict[str, str]:
        names = set(self._file.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        targets = {
            _attribute(found[1], b"Id"): _attribute(found[1], b"Target").decode()
            for found in re.finditer(
                rb"<Relationship\b([^>]*)>", self._file.read("xl/_rels/workbook.xml.rels")
            )
        }
        paths = {}
        for found in re.finditer(rb"<sheet\b([^>]*)>", self._file.read("xl/workbook.xml")):
            target = targets.get(_attribute(found[1], rb"\w+:id"), "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if path in names:
                paths[html.unescape(_attribute(found[1], b"name").decode())] = path
        return paths

    def _padded_styles(self) -> dict[bytes, int]:
        """The numbers of styles whose format is nothing but zeros, and how many."""
        if "xl/styles.xml" not in self._file.namelist():
            return {}
        styles = self._file.read("xl/styles.xml")
        formats = {
            _attribute(found[1], b"numFmtId"): len(code)
            for found in re.finditer(rb"<numFmt\b([^>]*)>", styles)
            if re.fullmatch(rb"0{2,}", code := _attribute(found[1], b"formatCode"))
        }
        cells = re.search(rb"<cellXfs\b.*?</cellXfs>", styles, re.DOTALL)
        if not formats or cells is None:
            return {}
        return {
            str(number).encode(): formats[_attribute(found[1], b"numFmtId")]
            for number, found in enumerate(re.finditer(rb"<xf\b([^>]*)>", cells[0]))
            if _attribute(found[1], b"numFmtId") in formats
        }


def _is_hidden(tag: bytes) -> bool:
    return _attribute(tag, b"hidden") in {b"1", b"true"}


def _attribute(tag: bytes, name: bytes) -> bytes:
    found = re.search(rb"(?:^|\s)" + name + rb"=[\"']([^\"']*)[\"']", tag)
    return found[1] if found else b""


class _Texts(dict[Any, str]):
    """The texts of numbers and days, which repeat; forgotten when they turn out not to. Truth is equal to a number."""

    MOST = 20_000

    def __missing__(self, cell: Any) -> str:
        if len(self) >= self.MOST:
            self.clear()
        text = self[cell] = _text(cell)
        return text


def _text(cell: Any) -> str:
    """A typed cell as the text that a person would write; days as ISO."""
    if type(cell) is float:
        return str(int(cell)) if cell == cell // 1 and abs(cell) < 1e15 else repr(cell)
    if type(cell) is bool:
        return "TRUE" if cell else "FALSE"
    if type(cell) is datetime:
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(cell)


def _limit(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
