"""Why a file, a row of it, or a cell can't be taken."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.problems import Refused


class Unreadable(Refused):
    """The whole file can't be read as a table; the message says what it seems to be and what to save instead."""


class Unanswered(Refused):
    """The file can be read, but something about it must be answered by a person first."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that is refused, or a row: where it stands, what it holds, and why.

    ``column`` counts from 0. Where it is None, ``about`` may still tell the target whose column it is; else it is the row
    as a whole. ``whole``: an officer is refused with it, not a training alone.
    """

    table: int
    line: int
    column: int | None
    reason: str
    about: str = ""
    value: str = ""
    whole: bool = False


def refused_headings() -> list[str]:
    """What stands behind the columns of a file that holds the refused rows of another."""
    return [_("Line"), _("Why it was refused")]


def holds_refused_rows(headings: list[str]) -> bool:
    """Whether a table holds the refused rows of another one, as its last headings tell."""
    return headings[-2:] == refused_headings()
