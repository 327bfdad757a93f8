"""Files to import."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

from roster_import.reading.questions import Question


def table(rows: Iterable[Sequence[Any]], *, delimiter: str = ",") -> str:
    """Rows as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def workbook(**sheets: Iterable[Sequence[Any]]) -> bytes:
    """Sheets of rows as .xlsx."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


ROSTER = [
    ["Badge #", "Officer Name", "Rank", "Hire Date", "Sworn"],
    ["P001", "Ana Diaz", "Sergeant", "2010-03-01", "Yes"],
    ["P002", "Bo Lind", "Officer", "2018-07-15", "Yes"],
    ["D010", "Cy Moss", "Dispatcher", "2015-01-10", "No"],
]
RECORDS = [
    ["Employee ID", "Course Title", "Completion Date", "Hours", "Status", "Class Number"],
    ["P001", "CIT", "2023-05-05", "40", "Completed", "23-01"],
    ["P002", "Mental Health First Aid for Public Safety", "2024-02-29", "8", "Passed", ""],
    ["D010", "MHFA", "2024-02-29", "8.0", "Complete", ""],
]

# What a person says who takes what is proposed, calls everyone sworn, and keeps what is there.
_SAID = {
    "sworn": "sworn",
    "hours": "catalog",
    "dates": "month_first",
    "course": "leave_out",
    "person": "new",
    "missing": "keep",
    "hidden": "leave_out",
    "identity": "names",
}


def yes(question: Question) -> str:
    """An answer to any question."""
    if question.value == "MHFA":
        return "MHFA"
    if question.id.startswith("person:rows"):
        return question.values[0]
    said = question.proposal or _SAID.get(question.about, "")
    return said if said in question.values else question.values[-1]
