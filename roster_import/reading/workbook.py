"""Read a workbook in a process of its own: ``python -I workbook.py MEGABYTES SECONDS < FILE.xlsx > ROWS``.

The answer is JSON, one value a line: an object for each visible sheet (its name, and the column that its rows begin with),
then an array for each of its rows that isn't blank (the row's number, then its cells as text). The last line is
``{"end": true}``; without it, or with ``{"problem": CODE}`` instead, the workbook wasn't read. Nothing of the portal is
imported here, and memory, processor time and the size of the answer are limited before the workbook is opened.
"""

import io
import json
import resource
import sys
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
        yield {"sheet": name, "first_column": sheet.start[1]}
        yield from rows(sheet)
    yield {"end": True}


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
