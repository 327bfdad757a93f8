"""Headings that may mean what they seem to and may not: "Due Date", "Duration", "Commissioned". A person is asked."""

from typing import Any

from django.utils.translation import gettext as _

from roster_import.reading import matrix
from roster_import.reading.matrix import EXPIRES, HOURS, TAKEN
from roster_import.reading.questions import Answers, Question
from roster_import.reading.values import read_hours
from roster_import.reading.words import SWORN
from training.course_titles import Suggestions, fold, fold_exactly

MINUTES = "minutes"
# A day below these may be the last day of a certificate, or the day by which something has to be done.
_DUE = frozenset("due renewal renewals renew recert recertification recertify".split())
# Numbers below these have no unit: hours, minutes, days, or units of credit.
_WITHOUT_UNIT = frozenset("duration length credit credits".split())
_HOURS = frozenset("hours hour hrs hr h".split())
_MINUTES = frozenset("minutes minute mins min".split())
_DAYS = frozenset("days day".split())
_SWORN = frozenset(
    "commissioned commission leo certified certification post licensed license peace sworn deputized armed arrest powers".split()
)
# Days below these are of a person's career, and of no training.
_OF_A_CAREER = frozenset(
    "sworn oath commissioned commission promoted promotion seniority anniversary hire hired retirement"
    " appointed salary review evaluation rank".split()
)


class UnclearHeadings:
    """The questions about headings that may mean something else than they seem to."""

    found: dict[int, str]
    columns: list[dict[str, Any]]
    answers: Answers
    asked: list[Question]
    is_list: bool
    name: str
    sheet: str
    suggestions: Suggestions
    minutes: set[int]
    open: set[int]

    def _id(self, at: int, about: str) -> str:
        raise NotImplementedError

    def ask_unclear(self) -> None:
        """Ask about columns whose heading leaves open what they hold, and read none of them before that."""
        for at in range(len(self.columns)):
            question = self._about_expiry(at) or self._about_unit(at) or self._about_sworn(at)
            if question is not None and self.answers.get(question.id) not in question.values:
                self.found.pop(at, None)
                self.open.add(at)
                self.asked.append(question)

    def _words(self, at: int) -> set[str]:
        return set(fold(self.columns[at]["heading"]).split())

    def _part(self, at: int) -> tuple[str, str]:
        """What a column is read as: the part, and the course's title in a matrix."""
        key = self.found.get(at, "")
        if key.startswith(TAKEN):
            part, _number, title = matrix.parsed(key)
            return part, title
        return {"expires_on": EXPIRES, "hours": HOURS}.get(key, ""), ""

    def _about_expiry(self, at: int) -> Question | None:
        part, title = self._part(at)
        is_free = (
            not part and at not in self.found and self.is_list and "expires_on" not in self.found.values()
        )
        if not self._words(at) & _DUE or not (part == EXPIRES or is_free):
            return None
        if matrix.days_share(self.columns[at]) <= 0.5:
            return None
        value = f"{EXPIRES}={title}" if title else "expires_on"
        return self._unclear(
            at,
            "columns",
            "dates",
            _("Is “%(heading)s” the last day on which a certificate is valid?"),
            {value: _("Yes, valid until then"), "ignore": _("No: ignore this column")},
        )

    def _about_unit(self, at: int) -> Question | None:
        part, title = self._part(at)
        column, words = self.columns[at], self._words(at)
        if words & _HOURS or not (part == HOURS or words & _MINUTES):
            return None
        if part != HOURS and not self._is_of_a_training(at):
            return None
        key = f"={title}" if title else ""
        minutes = {f"{MINUTES}{key}": _("Minutes: 60 are one hour")}
        if words & _MINUTES:
            text = _("Does “%(heading)s” hold the minutes of a training?")
            labels = {**minutes, "ignore": _("No: ignore this column")}
        elif words & _WITHOUT_UNIT and self._has_bare_numbers(column):
            text = _("“%(heading)s” holds numbers without a unit. Are they hours of training?")
            labels = {f"{HOURS}{key}": _("Hours"), **minutes, "ignore": _("Neither: ignore this column")}
        else:
            return None
        return self._unclear(at, HOURS, HOURS, text, labels)

    def _has_bare_numbers(self, column: dict[str, Any]) -> bool:
        """Whether cells are numbers that may be in any unit: 8 and 40, the lengths of courses that count, are hours."""
        values = [value for value, _times in column["values"] or ()] or column["examples"]
        bare = {read_hours(value) for value in values if value[-1:].isdigit()}
        return bool(bare - self.suggestions.lengths)

    def _is_of_a_training(self, at: int) -> bool:
        """Whether a column that nothing is read from yet stands in a list, or beside the one course of a table."""
        return at not in self.found and self.is_list and "hours" not in self.found.values()

    def _about_sworn(self, at: int) -> Question | None:
        column = self.columns[at]
        if at in self.found or "sworn" in self.found.values() or not self._words(at) & _SWORN:
            return None
        known = sum(times for value, times in column["values"] or () if fold_exactly(value) in SWORN)
        if not column["filled"] or known * 2 < column["filled"]:
            return None
        return self._unclear(
            at,
            "columns",
            "sworn",
            _("Does “%(heading)s” say who is a sworn officer?"),
            {"sworn": _("Yes"), "ignore": _("No: ignore this column")},
        )

    def _unclear(self, at: int, name: str, about: str, text: str, labels: dict[str, str]) -> Question:
        column = self.columns[at]
        return Question(
            id=self._id(at, name),
            about=about,
            text=text % {"heading": column["heading"]},
            values=tuple(labels),
            count=column["filled"],
            examples=tuple(column["examples"]),
            file=self.name,
            sheet=self.sheet,
            heading=column["heading"],
            labels=labels,
        )


def counts_days(column: dict[str, Any]) -> bool:
    """Whether a column has numbers of days, which are no hours."""
    return bool(set(fold(column["heading"]).split()) & _DAYS) and matrix.hours_share(column) > 0.5


def is_of_a_career(heading: str) -> bool:
    """Whether a day below a heading is one of the person's career."""
    return bool(set(fold(heading).split()) & _OF_A_CAREER)
