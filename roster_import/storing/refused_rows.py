"""The refused rows of an import as a file: as they came, with line and reason behind, to be fixed and brought back."""

import csv
from collections.abc import Iterator
from itertools import groupby
from typing import IO, TextIO

from common.spreadsheets import defused
from roster_import.reading.mapping import Mapping
from roster_import.reading.problems import Problem, refused_headings
from roster_import.reading.tables import Table, opened
from roster_import.storing import plan


def write(text: TextIO, files: list[IO[bytes]], mapping: Mapping, *, mapped_only: bool) -> None:
    """Write the refused rows of all tables as CSV, while the temporary tables are there.

    With ``mapped_only``, columns that mean nothing to the portal are left out: they may hold names.
    """
    writer = csv.writer(text)
    for number, problems in groupby(plan.problems(), key=lambda problem: problem.table):
        table = mapping.tables[number]
        columns = [index for index in range(table.width) if index in table.columns or not mapped_only]
        with opened(files[table.file]) as tables:
            for row in _rows(tables[table.index], table.heading_line, columns, problems):
                writer.writerow(map(defused, row))


def _rows(
    table: Table, heading_line: int, columns: list[int], problems: Iterator[Problem]
) -> Iterator[list[str]]:
    """The headings if there are any, and each refused row."""
    wanted = groupby(problems, key=lambda problem: problem.line)
    line, several = next(wanted)
    for at, cells in table.rows():
        picked = [cells[index] if index < len(cells) else "" for index in columns]
        if at == heading_line:
            yield [*picked, *refused_headings()]
        if at != line:
            continue
        yield [*picked, str(line), " ".join(problem.reason for problem in several)]
        try:
            line, several = next(wanted)
        except StopIteration:
            return
