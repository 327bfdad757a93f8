"""Why a row can't be taken, and what a person is asked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell for which its row is refused: the line, the column's heading, what it holds, and why."""

    line: int
    heading: str
    value: str
    reason: str
    sheet: str = ""

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        found: dict[str, object] = {
            "line": self.line, "heading": self.heading, "value": self.value, "reason": self.reason,
        }  # fmt: skip
        return {**found, "sheet": self.sheet} if self.sheet else found


class Bad(Exception):
    """A cell that can't be read; the message says why and what to write instead."""


class Asked(Exception):
    """A cell that a person must say the meaning of: the question's name, its words and what may be answered."""

    def __init__(self, id: str, text: str, choices: tuple[tuple[str, str], ...], proposed: str = "") -> None:
        super().__init__(id)
        self.id, self.text, self.choices, self.proposed = id, text, choices, proposed


class LeftOut(Exception):
    """The row isn't to be imported: a person said so."""


@dataclass(slots=True)
class Question:
    """What the file leaves open, once for all rows that it concerns. ``answer`` is empty until a person gave one."""

    id: str
    text: str
    choices: tuple[tuple[str, str], ...]
    proposed: str = ""
    rows: int = 0
    examples: tuple[str, ...] = ()
    answer: str = ""

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "id": self.id,
            "text": self.text,
            "values": [value for value, _label in self.choices],
            "proposed": self.proposed,
            "rows": self.rows,
            "examples": list(self.examples),
        }
