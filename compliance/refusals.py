"""What can't be judged: a place, a reason and how to correct it, for every kind of input."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# A file of the wrong kind goes wrong in every line; no one corrects more than these at one sitting.
MAX_PROBLEMS = 25


class Code(StrEnum):
    """Why something is refused, for callers that have their own words for it."""

    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    DUPLICATE_KEY = "duplicate_key"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    WRONG_TYPE = "wrong_type"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_DATE = "not_a_date"
    IMPOSSIBLE_DATE = "impossible_date"
    OUT_OF_RANGE = "out_of_range"
    BAD_TEXT = "bad_text"
    DUPLICATE = "duplicate"
    UNKNOWN_OFFICER = "unknown_officer"
    UNKNOWN_COURSE = "unknown_course"
    HEADCOUNT_WITH_ROSTER = "headcount_with_roster"
    HEADCOUNT_TOO_HIGH = "headcount_too_high"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that can't be taken: where it stands (a JSON path, "" for the whole), why, and how to correct it."""

    place: str
    code: Code
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class Refused(ValueError):
    """The input can't be judged. ``problems`` holds at least one, at most `MAX_PROBLEMS`, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)[:MAX_PROBLEMS]
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "; ".join(str(problem) for problem in self.problems)


def refuse(code: Code, message: str, place: str = "") -> Refused:
    """A `Refused` with one problem, to be raised."""
    return Refused([Problem(place, code, message)])
