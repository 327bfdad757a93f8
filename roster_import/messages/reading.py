"""What was read of a file, in words: a card for each course of a matrix, and which columns are used as what."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roster_import.reading.columns import TARGETS
from roster_import.reading.matrix import DATE, EXPIRES, HOURS, OTHER, RESULT, TAKEN, parsed
from roster_import.reading.questions import Answers, name_of_course
from training.course_titles import CatalogueCourse, Suggestions
from training.models import RosterImport

PARTS: dict[str, str | Promise] = {
    "date": gettext_lazy("Date"),
    "hours": gettext_lazy("Hours"),
    "result": gettext_lazy("Result"),
    "role": gettext_lazy("Role"),
    "expires": gettext_lazy("Valid until"),
    "certificate": gettext_lazy("Certificate number"),
}


@dataclass(frozen=True, slots=True)
class NoDay:
    """A cell below a course's date that isn't a day; ``reason`` is empty where it says that the course wasn't taken."""

    line: int
    heading: str
    cell: str
    reason: str


@dataclass(frozen=True, slots=True)
class Card:
    """One course of a matrix: what it is taken for, which columns say what of it, and which cells aren't days.

    ``course`` is the catalog's, "" while that is open. ``parts`` are pairs of a word and what says it.
    """

    title: str
    place: str
    course: str
    is_left_out: bool
    parts: list[tuple[str | Promise, str]]
    has_days: bool
    days: int
    filled: int
    no_days: list[NoDay]

    @property
    def others(self) -> int:
        """How many cells aren't days."""
        return self.filled - self.days

    @property
    def more(self) -> int:
        """How many of them aren't listed."""
        return self.others - len(self.no_days)


@dataclass(frozen=True, slots=True)
class Used:
    """A column that is used: where it stands, its heading, and what it is read as."""

    place: str
    heading: str
    read_as: str
    filled: int


def cards(found: RosterImport, catalogue: list[CatalogueCourse]) -> list[Card]:
    """The courses of the matrices, each with its columns."""
    titles = _Titles(found, catalogue)
    by_title: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for column in found.shape.get("columns", ()):
        if column["key"].startswith(TAKEN) and parsed(column["key"])[0] != OTHER:
            by_title.setdefault((titles.place(column), parsed(column["key"])[2]), []).append(column)
    reasons = {
        (problem["file"], problem["sheet"], problem["line"], problem["heading"]): problem["reason"]
        for problem in found.problems
    }
    return [
        _card(place, title, columns, titles, reasons)
        for (place, title), columns in by_title.items()
        if any(parsed(column["key"])[0] in {DATE, RESULT, EXPIRES} for column in columns)
        and (titles.is_answered(title) or not titles.is_left_out(title))
    ]


def used(found: RosterImport, catalogue: list[CatalogueCourse]) -> list[Used]:
    """The columns that are used, in the order of the files. What belongs to a course that is left out isn't."""
    titles = _Titles(found, catalogue)
    return [
        Used(titles.place(column), column["heading"], titles.read_as(column["key"]), column["filled"])
        for column in found.shape.get("columns", ())
        if column["key"] and not (column["key"].startswith(TAKEN) and _is_unused(column["key"], titles))
    ]


class _Titles:
    """The titles of an import's matrices: how they are written, and which courses they are taken for."""

    def __init__(self, found: RosterImport, catalogue: list[CatalogueCourse]) -> None:
        self.answers: Answers = found.mapping.get("answers", {})
        self.files = {number: file.name for number, file in enumerate(found.files.all())}
        self._several = len(found.shape.get("tables", ())) > 1
        self._by_code = {one.code: one for one in catalogue}
        self._suggestions = Suggestions(catalogue)
        self._written = {
            title: written
            for table in found.mapping.get("tables", ())
            for title, written in table.get("titles", {}).items()
        }

    def written(self, title: str) -> str:
        """A title as its headings write it."""
        return str(self._written.get(title, title))

    def is_answered(self, title: str) -> bool:
        """Whether a person said which course it is."""
        return name_of_course(title) in self.answers

    def course(self, title: str) -> CatalogueCourse | None:
        """The catalog's course that it is taken for; None while that is open, or where it is left out."""
        if self.is_answered(title):
            return self._by_code.get(self.answers[name_of_course(title)])
        return self._suggestions.exact(title)

    def is_left_out(self, title: str) -> bool:
        """Whether its trainings are left out: a person said so, or it is no course of the catalog beyond doubt."""
        if self.is_answered(title):
            return self.answers[name_of_course(title)] == "leave_out"
        is_open = title.startswith("?") or self._suggestions.may_count(title)
        return not is_open and self.course(title) is None

    def place(self, column: dict[str, Any]) -> str:
        """Where a column stands, of several tables: its sheet, or its file where that has none."""
        return (column["sheet"] or self.files.get(column["file"], "")) if self._several else ""

    def read_as(self, key: str) -> str:
        """What a column is read as."""
        if not key.startswith(TAKEN):
            return str(TARGETS[key].label) if key in TARGETS else key
        part, number, title = parsed(key)
        words = _("%(part)s of “%(course)s”") % {"part": PARTS[part], "course": self.written(title)}
        return f"{words} ({number})" if number > 1 else words


def _is_unused(key: str, titles: _Titles) -> bool:
    part, _number, title = parsed(key)
    return part == OTHER or titles.is_left_out(title)


def _card(
    place: str,
    title: str,
    columns: list[dict[str, Any]],
    titles: _Titles,
    reasons: dict[tuple[str, str, int, str], str],
) -> Card:
    course = titles.course(title)
    parts = [(PARTS[parsed(one["key"])[0]], one["heading"]) for one in columns]
    if not any(parsed(one["key"])[0] == HOURS for one in columns):
        parts.append((PARTS[HOURS], _hours(course, titles.answers)))
    dates = [one for one in columns if parsed(one["key"])[0] == DATE]
    return Card(
        title=titles.written(title),
        place=place,
        course=course.title if course else "",
        is_left_out=titles.is_left_out(title),
        parts=parts,
        has_days=bool(dates),
        days=sum(one["days"] for one in dates),
        filled=sum(one["filled"] for one in dates),
        no_days=[
            NoDay(
                line,
                one["heading"],
                cell,
                reasons.get((titles.files.get(one["file"], ""), one["sheet"], line, one["heading"]), ""),
            )
            for one in dates
            for line, cell in one.get("no_days", ())
        ],
    )


def _hours(course: CatalogueCourse | None, answers: Answers) -> str:
    """Where the hours of a course come from that no column says."""
    said = answers.get("hours")
    if said == "catalog" and course is not None:
        hours = number_format((Decimal(course.hours) / 100).normalize(), use_l10n=True)
        return _("no column; you answered that the whole course was taken, %(hours)s hours") % {
            "hours": hours
        }
    if said == "refuse":
        return _("no column, so these trainings are refused")
    return _("no column")
