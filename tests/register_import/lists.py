"""Small lists of agencies, as offices keep them, and what is read of them."""

import csv
import io
import tempfile
from datetime import date
from typing import Any

from register_import.reading.alike import Index
from register_import.reading.outcome import Outcome, outcome_of
from roster_import.reading.tables import opened

TODAY = date(2026, 11, 30)
HEADINGS = "Agency,City,State,Pledged on,Completed on,Status"


def read(
    text: str | bytes,
    answers: dict[str, str] | None = None,
    *,
    portal: Index | None = None,
    reference: Index | None = None,
) -> Outcome:
    """What importing a file would do on TODAY."""
    content = text.encode() if isinstance(text, str) else text
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        with opened(file) as tables:
            return outcome_of(
                tables, answers or {}, portal=portal or Index(), reference=reference or Index(), today=TODAY
            )


def row(outcome: Outcome) -> dict[str, Any]:
    """The only new agency, as fields that aren't empty."""
    (entry,) = outcome.new
    fields = {name: getattr(entry, name) for name in entry.__slots__}
    return {name: value for name, value in fields.items() if value not in ("", None)}


def refused(outcome: Outcome) -> list[tuple[int, str, str]]:
    """Line, heading and value of each refused cell."""
    return [(one.line, one.heading, one.value) for one in outcome.reading.refused]


def asked(outcome: Outcome) -> list[tuple[str, int]]:
    """The open questions, with how many rows each concerns."""
    return [(one.id, one.rows) for one in outcome.reading.open_questions]


def one(cell_by_heading: dict[str, str]) -> str:
    """A list of one agency that is on the way, with these cells."""
    cells = {
        "Agency": "Perry Police Department",
        "State": "GA",
        "Pledged on": "2019-05-14",
        "Status": "Pledged",
    }
    cells |= cell_by_heading
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(cells)
    writer.writerow(cells.values())
    return text.getvalue()
