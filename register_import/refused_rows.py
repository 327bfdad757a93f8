"""The rows of a file that stay out, as they came, with the line and the reasons behind: to be corrected and imported again."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import IO

from django.utils.translation import gettext as _

from common.spreadsheets import csv_lines
from register_import.reading.headings import HEADING_ROWS, headings_of
from register_import.reading.outcome import Outcome
from roster_import.reading.problems import refused_headings
from roster_import.reading.tables import Table, opened


def lines(file: IO[bytes], outcome: Outcome) -> Iterator[str]:
    """The lines of a CSV file: a table with headings for each table of the file that has such rows."""
    reasons = _reasons(outcome)
    with opened(file) as tables:
        yield from csv_lines(_of_all(tables, reasons))


def _of_all(tables: list[Table], reasons: dict[tuple[str, int], str]) -> Iterator[list[str]]:
    for table in tables:
        sheet = table.name if len(tables) > 1 else ""
        wanted = {line: words for (name, line), words in reasons.items() if name == sheet}
        if wanted:
            yield from _rows(table, wanted)


def _reasons(outcome: Outcome) -> dict[tuple[str, int], str]:
    """For each row that stays out, by sheet and line, why."""
    said: dict[tuple[str, int], list[str]] = defaultdict(list)
    for refusal in outcome.reading.refused:
        said[refusal.sheet, refusal.line].append(f"{refusal.heading}: {refusal.reason}")
    for one in outcome.alike:
        names = "; ".join(match.known.name for match in one.matches)
        said[one.entry.sheet, one.entry.line].append(_("May be the same as %(names)s.") % {"names": names})
    for sheet, line in outcome.reading.waiting:
        said[sheet, line].append(_("A question about this row has no answer yet."))
    return {row: " ".join(words) for row, words in said.items()}


def _rows(table: Table, wanted: dict[int, str]) -> Iterator[list[str]]:
    headings = headings_of(list(islice(table.rows(), HEADING_ROWS)))
    if headings is None:
        return
    width = len(headings.texts)
    known = headings.texts[-2:] == tuple(refused_headings())
    width -= 2 if known else 0
    yield [*headings.texts[:width], *refused_headings()]
    for line, cells in table.rows():
        if line in wanted:
            yield [*(cells[at] if at < len(cells) else "" for at in range(width)), str(line), wanted[line]]
