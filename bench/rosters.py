"""Rosters and records to measure with: generated, the same every time."""

# ruff: noqa: S311 - nothing here is a secret

import csv
import io
import random
from collections.abc import Sequence
from datetime import date, timedelta

import xlsxwriter

ROSTER_HEADINGS = ("Badge #", "Officer Name", "Rank", "Hire Date", "Separation Date", "Sworn")
RECORD_HEADINGS = (
    "Employee ID",
    "Course Title",
    "Completion Date",
    "Hours",
    "Status",
    "Delivery",
    "Certificate Number",
)
COURSES = (("CIT", "40"), ("MHFA", "8"), ("MHFA", "8"), ("MHFA", "8"))


def roster(officers: int, *, seed: int = 1, changed: float = 0.0) -> bytes:
    """A roster as CSV; with ``changed``, that share of it has another rank."""
    draw = random.Random(seed)
    other = random.Random(seed + 1)
    rows = []
    for number in range(officers):
        hired = date(1995, 1, 1) + timedelta(days=draw.randrange(11_000))
        rank = draw.choice(("Officer", "Officer", "Officer", "Corporal", "Sergeant"))
        if other.random() < changed:
            rank = "Lieutenant"
        rows.append((f"P{number:06}", f"Officer Number{number % 997:03}", rank, hired.isoformat(), "", "Yes"))
    return _csv(ROSTER_HEADINGS, rows)


def records(count: int, officers: int, *, seed: int = 2, changed: float = 0.0) -> bytes:
    """Training records of these officers as CSV; with ``changed``, that share of it has another number."""
    draw = random.Random(seed)
    other = random.Random(seed + 1)
    rows = []
    for number in range(count):
        course, hours = COURSES[number % len(COURSES)]
        # One record an officer, course and day: the day tells the rounds apart.
        day = date(2019, 1, 1) + timedelta(days=number // officers * 40 + draw.randrange(40))
        paper = f"C{number:07}" if other.random() >= changed else f"D{number:07}"
        rows.append(
            (f"P{number % officers:06}", course, day.isoformat(), hours, "Completed", "Classroom", paper)
        )
    return _csv(RECORD_HEADINGS, rows)


def workbook(content: bytes) -> bytes:
    """The same table as a workbook, as Excel writes it: texts in a list of their own, days and hours as numbers."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet, day = book.add_worksheet("Records"), book.add_format({"num_format": "yyyy-mm-dd"})
    for at, line in enumerate(csv.reader(io.StringIO(content.decode()))):
        for column, cell in enumerate(line):
            if cell.isdigit():
                sheet.write_number(at, column, float(cell))
            elif len(cell) == 10 and cell[4] == cell[7] == "-":
                sheet.write_datetime(at, column, date.fromisoformat(cell), day)
            else:
                sheet.write_string(at, column, cell)
    book.close()
    return file.getvalue()


def _csv(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode()
