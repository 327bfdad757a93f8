"""An import in words: its figures, and the rows it shows as examples."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roster_import.reading.mapping import Mapping
from roster_import.reading.shape import letter_of
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
    reasons: list[tuple[str, int]] = field(default_factory=list)
    example_officers: list[Example] = field(default_factory=list)
    example_records: list[Example] = field(default_factory=list)


def preview(found: RosterImport, catalogue: list[CatalogueCourse]) -> Preview:
    """What is known of an import's dry run."""
    summary = found.summary
    examples = summary.get("examples", {})
    titles = {str(course.pk): course.title for course in catalogue}
    mapping = Mapping.from_data(found.mapping)
    names = {number: _table_name(mapping, number, found) for number in range(len(mapping.tables))}
    headings = _headings(found, mapping)
    written = [summary[kind][verdict] for kind in ("officers", "records") for verdict in ("new", "changed")]
    return Preview(
        officers=summary["officers"],
        records=summary["records"],
        rows=summary["rows"],
        refused=summary["refused"],
        left_out=summary["left_out"],
        repeated=summary["repeated"],
        totals=summary["totals"],
        is_empty=not any(written),
        unchanged=summary["officers"]["unchanged"] + summary["records"]["unchanged"],
        problems=[
            {
                **problem,
                "name": names.get(problem["table"], ""),
                "heading": headings.get((problem["table"], problem["column"]), ""),
            }
            for problem in found.problems
        ],
        more_problems=max(0, summary["refused"] - len(found.problems)),
        reasons=[(reason, count) for reason, count in summary.get("reasons", ()) if count > 1],
        example_officers=[_example(one, titles) for one in examples.get("officers", ())],
        example_records=[_example(one, titles) for one in examples.get("records", ())],
    )


def _table_name(mapping: Mapping, number: int, found: RosterImport) -> str:
    """Which table, where there are several: the sheet, or the file."""
    if len(mapping.tables) < 2:
        return ""
    table = mapping.tables[number]
    return table.name or next((file.name for file in found.files.all() if file.position == table.file), "")


def _headings(found: RosterImport, mapping: Mapping) -> dict[tuple[int, str], str]:
    """What the file calls its columns, by the table's place in the mapping and the column's letter."""
    shapes = {(table["file"], table["index"]): table for table in found.shape.get("tables", ())}
    return {
        (number, letter_of(table.first_column + index)): column["heading"]
        for number, table in enumerate(mapping.tables)
        for index, column in enumerate(shapes.get((table.file, table.index), {}).get("columns", ()))
    }


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
