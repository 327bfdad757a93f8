"""Why a file, or a row of one, can't be taken."""

from dataclasses import dataclass

from common.problems import Refused


class Unreadable(Refused):
    """The whole file can't be read as a table; the message says what it seems to be and what to save instead."""


class Unanswered(Refused):
    """The file can be read, but something about it must be answered by a person first."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One row that is refused: where it stands, and why.

    ``column`` counts from 0. Where it is None, ``about`` may still tell the target whose column it is; else it is the row
    as a whole.
    """

    table: int
    line: int
    column: int | None
    reason: str
    about: str = ""
