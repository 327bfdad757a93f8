"""What the columns of files are: as they are told, what of them has to be asked, and what isn't used."""

from dataclasses import dataclass, field
from typing import Any

from roster_import.reading import matrix
from roster_import.reading.columns import IGNORED
from roster_import.reading.mapping import Mapping
from roster_import.reading.matrix import TAKEN
from roster_import.reading.questions import Question


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the page and the command tell it.

    ``index`` is its table's place in the file and ``at`` its own in the table. Of a matrix's days ``no_days`` are the first
    cells that aren't any, with their lines, and ``others`` says how many there are.
    """

    id: str
    file: int
    sheet: str
    heading: str
    key: str
    read_as: str
    filled: int
    days: int
    examples: list[str]
    index: int = 0
    at: int = 0
    no_days: list[tuple[int, str]] = field(default_factory=list)
    others: int = 0


@dataclass(slots=True)
class Interpretation:
    """What the columns are, what of them has to be asked, and what isn't used and why."""

    mapping: Mapping
    columns: list[Column] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    unused: list[dict[str, Any]] = field(default_factory=list)


def read_as(key: str) -> str:
    """How a column is read, in a few words: "officer", "hours of mhfa", "ignored"."""
    if key == IGNORED:
        return "ignored"
    if not key.startswith(TAKEN):
        return key
    part, number, title = matrix.parsed(key)
    return f"{part} of {title}" + (f" ({number})" if number > 1 else "")
