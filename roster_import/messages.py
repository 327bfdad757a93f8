"""An import in words: its figures, and the rows it shows as examples."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roster_import.reading.matrix import DATE, TAKEN, parsed
from roster_import.reading.questions import Question, name_of
from training.course_titles import CatalogueCourse
from training.models import RosterImport, TrainingRecord
from training.models.records import Delivery

FIELDS: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "rank": gettext_lazy("Rank"),
    "is_sworn": gettext_lazy("Sworn"),
    "hired_on": gettext_lazy("Hired on"),
    "separated_on": gettext_lazy("Left on"),
    "on_leave_since": gettext_lazy("On leave since"),
    "hours": gettext_lazy("Hours"),
    "status": gettext_lazy("Status"),
    "delivery": gettext_lazy("Given"),
    "expires_on": gettext_lazy("Valid until"),
    "certificate_number": gettext_lazy("Certificate"),
}
_DAYS = {"hired_on", "separated_on", "on_leave_since", "expires_on"}


@dataclass(frozen=True, slots=True)
class Example:
    """A row that would be written: its officer, what it is, and the fields with their values before and after."""

    verdict: str
    line: int
    ref: str
    what: str
    fields: list[tuple[str | Promise, str, str]]


@dataclass(frozen=True, slots=True)
class Share:
    """One figure before and after, what it needs to be, and whether it is."""

    label: str | Promise
    before: int
    after: int
    needed: int | None = None

    @property
    def is_met(self) -> bool:
        return self.needed is not None and self.after >= self.needed > 0


@dataclass(frozen=True, slots=True)
class Preview:
    """A dry run, or its result, as a page shows it."""

    officers: dict[str, int]
    records: dict[str, int]
    rows: int
    refused: int
    left_out: int
    repeated: int
    totals: int
    is_empty: bool
    unchanged: int
    problems: list[dict[str, Any]]
    more_problems: int
    refused_people: int = 0
    withdrawn: int = 0
    renamed: int = 0
    shares: list["Share"] = field(default_factory=list)
    unused: list[dict[str, Any]] = field(default_factory=list)
    reasons: list[tuple[str, int]] = field(default_factory=list)
    example_officers: list[Example] = field(default_factory=list)
    example_records: list[Example] = field(default_factory=list)


def preview(found: RosterImport, catalogue: list[CatalogueCourse]) -> Preview:
    """What is known of an import's dry run."""
    summary = found.summary
    examples = summary.get("examples", {})
    titles = {str(course.pk): course.title for course in catalogue}
    written = [summary[kind][verdict] for kind in ("officers", "records") for verdict in ("new", "changed")]
    return Preview(
        officers=summary["officers"],
        records=summary["records"],
        rows=summary["rows"],
        refused=summary["refused"],
        left_out=summary["left_out"],
        repeated=summary["repeated"],
        totals=summary["totals"],
        is_empty=not any(written) and not summary.get("withdrawn") and not summary.get("renamed"),
        unchanged=summary["officers"]["unchanged"] + summary["records"]["unchanged"],
        problems=found.problems,
        more_problems=max(0, summary["refused"] - len(found.problems)),
        refused_people=summary.get("refused_people") or 0,
        withdrawn=summary.get("withdrawn", 0),
        renamed=summary.get("renamed", 0),
        shares=_shares(summary),
        unused=found.shape.get("unused", []),
        reasons=[(reason, count) for reason, count in summary.get("reasons", ()) if count > 1],
        example_officers=[_example(one, titles) for one in examples.get("officers", ())],
        example_records=[_example(one, titles) for one in examples.get("records", ())],
    )


@dataclass(frozen=True, slots=True)
class Card:
    """One course of a matrix: which columns say what of it, and how many of the cells are days."""

    title: str
    parts: list[tuple[str, str]]
    days: int
    filled: int

    @property
    def others(self) -> int:
        return self.filled - self.days


def cards(found: RosterImport) -> list[Card]:
    """The courses of a matrix, each with its columns."""
    by_title: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for column in found.shape.get("columns", ()):
        if column["key"].startswith(TAKEN):
            by_title.setdefault((column["sheet"], parsed(column["key"])[2]), []).append(column)
    return [
        Card(
            title,
            [(str(_PART_NAMES[parsed(one["key"])[0]]), one["heading"]) for one in several],
            sum(one["days"] for one in several if parsed(one["key"])[0] == DATE),
            sum(one["filled"] for one in several if parsed(one["key"])[0] == DATE),
        )
        for (_sheet, title), several in by_title.items()
    ]


_PART_NAMES = {
    "date": gettext_lazy("Day"),
    "hours": gettext_lazy("Hours"),
    "result": gettext_lazy("Result"),
    "role": gettext_lazy("Role"),
    "expires": gettext_lazy("Valid until"),
    "certificate": gettext_lazy("Certificate"),
    "other": gettext_lazy("Not used"),
}


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """The open questions of one page: ``name`` of the pages, which ``pages`` there are, and how many are left."""

    name: str
    pages: list[str]
    questions: list[Question]
    all_courses: list[Question]
    query: str
    total: int

    @property
    def number(self) -> int:
        return self.pages.index(self.name) + 1 if self.name in self.pages else 1


def questions_page(found: RosterImport, wanted: str, query: str) -> QuestionsPage:
    """The questions of a page: those about columns first, since their answers may change all others."""
    everything = [Question.from_data(data) for data in found.shape.get("questions", ())]
    pages = [
        page
        for page in ("columns", "training", "people", "comparison")
        if any(one.page == page for one in everything)
    ]
    name = wanted if wanted in pages else next(iter(pages), "columns")
    on_page = [one for one in everything if one.page == name]
    words = query.casefold().split()
    shown = [one for one in on_page if all(word in one.value.casefold() for word in words)]
    courses = [one for one in on_page if one.about == "course"]
    return QuestionsPage(name, pages, shown, courses, query, len(on_page))


def titles_left_out(found: RosterImport, query: str, catalogue: list[CatalogueCourse]) -> list[Question]:
    """The titles that are left out and hold all words of ``query``, each as a question for its course."""
    values = tuple(course.code for course in catalogue)
    labels = {course.code: course.title for course in catalogue}
    words = query.casefold().split()
    return [
        Question(
            id=name_of("course", title),
            about="course",
            text=written,
            values=("leave_out", *values),
            proposal="leave_out",
            value=written,
            count=count,
            labels=labels,
        )
        for title, written, count in found.shape.get("titles", ())
        if all(word in written.casefold() for word in words)
    ]


def _shares(summary: dict[str, Any]) -> list[Share]:
    """Sworn officers and both requirements on the training, before and after."""
    before, after = summary.get("before"), summary.get("after")
    if not before or not after:
        return []
    needed = summary["needed"]
    return [
        Share(gettext_lazy("Sworn officers"), before["sworn"], after["sworn"]),
        Share(gettext_lazy("With crisis-intervention training"), before["cit"], after["cit"], needed["cit"]),
        Share(gettext_lazy("Covered by mental health first aid"), before["aid"], after["aid"], needed["aid"]),
    ]


def _example(one: dict[str, Any], titles: dict[str, str]) -> Example:
    course, day, offering = one["what"]
    what = ", ".join(filter(None, [titles.get(str(course), "") if course else "", _day(day), offering or ""]))
    fields = [(FIELDS[name], _value(name, old), _value(name, new)) for name, old, new in one["fields"]]
    return Example(one["verdict"], one["line"], one["ref"], what, fields)


def _value(name: str, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if name in _DAYS:
        return _day(value)
    if name == "is_sworn":
        return _("Yes") if value else _("No")
    if name == "hours":
        return number_format(Decimal(int(value)).scaleb(-2).normalize(), use_l10n=True)
    if name == "status":
        return str(TrainingRecord.Status(value).label)
    if name == "delivery":
        return str(Delivery(value).label)
    return str(value)


def _day(value: str | None) -> str:
    return date_format(date.fromisoformat(value), "DATE_FORMAT") if value else ""
