"""What a list of agencies says: an entry for each agency, and the outcome of reading a whole file."""

from dataclasses import dataclass, field
from datetime import date

from compliance.editions import edition_on
from register_import.reading.problems import Question, Refusal


@dataclass(frozen=True, slots=True)
class Entry:
    """One agency as the file says it. ``completed_on`` is None unless the file says that it is certified."""

    line: int
    name: str
    kind: str
    country: str
    region: str
    city: str
    ori: str
    pledged_on: date
    completed_on: date | None
    coordinator: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    sworn: int | None = None
    notes: str = ""
    sheet: str = ""

    @property
    def is_certified(self) -> bool:
        return self.completed_on is not None

    @property
    def edition(self) -> str:
        """The code of the edition that the pledge was made under."""
        return edition_on(self.pledged_on).code

    @property
    def where(self) -> str:
        """The line, behind the sheet's name where the file has several: names the row in answers."""
        return f"{self.sheet}:{self.line}" if self.sheet else str(self.line)


@dataclass(frozen=True, slots=True)
class Who:
    """Which agency a row names that waits for an answer."""

    name: str
    country: str
    region: str
    city: str
    ori: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its letter, heading, some of its cells, and what it is read as (empty for ignored)."""

    name: str
    letter: str
    heading: str
    read_as: str
    examples: tuple[str, ...]
    sheet: str = ""


@dataclass(slots=True)
class Reading:
    """What a file says. ``left_out`` are lines that name no agency, such as totals, and those a person left out."""

    entries: list[Entry] = field(default_factory=list)
    # Agencies of rows that wait, by how many entries come before them, with their place in the file.
    named: list[tuple[int, str, Who]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    waiting: list[tuple[str, int]] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    skipped_sheets: list[str] = field(default_factory=list)

    @property
    def open_questions(self) -> list[Question]:
        """Those that have no answer yet, in the order in which the file raises them."""
        return [question for question in self.questions.values() if not question.answer]
