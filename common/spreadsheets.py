"""Rows that leave for a spreadsheet: as CSV while they are read, and so that no program there takes a text for a formula."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def defused(text: str) -> str:
    """``text`` with an apostrophe in front where a spreadsheet would calculate it; control characters become spaces.

    An import takes the apostrophe off again. So one is put before a text's own, too, where it would be taken for ours.
    """
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    calculates = text.lstrip().startswith(_STARTS) and not _is_number(text)
    looks_so = text.startswith("'") and not text.endswith("'")
    return "'" + text if calculates or looks_so else text


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Each row as a line of CSV, defused, as soon as it is there; None is an empty cell. UTF-8 is marked in front."""
    writer = csv.writer(_Echo())
    mark = "\ufeff"
    for row in rows:
        line: str = writer.writerow(["" if cell is None else defused(str(cell)) for cell in row])
        yield mark + line
        mark = ""


def as_file(rows: Iterable[Iterable[object]], kind: str, name: str) -> HttpResponseBase:
    """The rows as a download: ``kind`` is csv or xlsx, ``name`` the file's without its ending."""
    response: HttpResponseBase
    if kind == "xlsx":
        response = FileResponse(
            _workbook(rows), as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX
        )
    else:
        response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _workbook(rows: Iterable[Iterable[object]]) -> IO[Any]:
    # The library is read only where a workbook is written.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("List"))
    for row in rows:
        sheet.append(["" if cell is None else defused(str(cell)) for cell in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


class _Echo:
    """A file that hands back what is written."""

    def write(self, text: str) -> str:
        """The text itself."""
        return text


def _is_number(text: str) -> bool:
    return text[1:].replace(".", "", 1).isdecimal() and text[0] in "+-"
