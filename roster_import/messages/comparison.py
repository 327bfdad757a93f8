"""A comparison in words: sworn officers and shares before and after, what happens to the rows, and examples of them."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import drawing
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
    """One figure before and after, out of how many sworn officers, and how many are needed (0: of none)."""

    label: str | Promise
    before: int
    after: int
    sworn_before: int
    sworn_after: int
    needed: int

    @property
    def is_met(self) -> bool:
        return self.after >= self.needed > 0

    @property
    def bar_before(self) -> drawing.Bar | None:
        """As it is, to be drawn."""
        return drawing.bar(have=self.before, needed=0, out_of=self.sworn_before)

    @property
    def bar_after(self) -> drawing.Bar | None:
        """As it would be, to be drawn, with a mark at what is needed."""
        return drawing.bar(have=self.after, needed=self.needed, out_of=self.sworn_after)


@dataclass(frozen=True, slots=True)
class Fate:
    """What happens to rows of one kind. ``gone`` leave the roster, ``kept`` stay though the file doesn't have them.

    ``refused_rows`` aren't taken at all; of ``refused_cells`` the rest of the row is.
    """

    label: str | Promise
    new: int
    changed: int
    unchanged: int
    gone: int
    kept: int
    refused_rows: int
    refused_cells: int


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
    renamed: int = 0
    sworn_before: int = 0
    sworn_after: int = 0
    officers_left: int = 0
    shares: list[Share] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)
    unused: list[dict[str, Any]] = field(default_factory=list)
    reasons: list[tuple[str, int]] = field(default_factory=list)
    example_officers: list[Example] = field(default_factory=list)
    example_records: list[Example] = field(default_factory=list)

    @property
    def fewer_sworn(self) -> int:
        """By how many the number of sworn officers would fall."""
        return max(0, self.sworn_before - self.sworn_after)


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
        renamed=summary.get("renamed", 0),
        sworn_before=(summary.get("before") or {}).get("sworn", 0),
        sworn_after=(summary.get("after") or {}).get("sworn", 0),
        officers_left=summary.get("missing", {}).get("officers left", 0),
        shares=_shares(summary),
        fates=_fates(summary),
        unused=found.shape.get("unused", []),
        reasons=[(reason, count) for reason, count in summary.get("reasons", ()) if count > 1],
        example_officers=[_example(one, titles) for one in examples.get("officers", ())],
        example_records=[_example(one, titles) for one in examples.get("records", ())],
    )


def _shares(summary: dict[str, Any]) -> list[Share]:
    """Both requirements on the training, before and after."""
    before, after = summary.get("before"), summary.get("after")
    if not before or not after:
        return []
    needed, sworn = summary["needed"], (before["sworn"], after["sworn"])
    return [
        Share(
            gettext_lazy("Crisis intervention training"), before["cit"], after["cit"], *sworn, needed["cit"]
        ),
        Share(
            gettext_lazy("Covered by mental health first aid"),
            before["aid"],
            after["aid"],
            *sworn,
            needed["aid"],
        ),
    ]


def _fates(summary: dict[str, Any]) -> list[Fate]:
    """What happens to officers and to training records."""
    missing, refusals = summary.get("missing", {}), summary.get("refusals", {})
    officers: dict[str, int] = summary["officers"]
    records: dict[str, int] = summary["records"]
    return [
        Fate(
            gettext_lazy("Officers"),
            new=officers["new"],
            changed=officers["changed"],
            unchanged=officers["unchanged"],
            gone=missing.get("officers left", 0),
            kept=missing.get("officers keep", 0),
            refused_rows=refusals.get("rows", 0),
            refused_cells=refusals.get("officer_cells", 0),
        ),
        Fate(
            gettext_lazy("Training records"),
            new=records["new"],
            changed=records["changed"],
            unchanged=records["unchanged"],
            gone=missing.get("records withdraw", 0),
            kept=missing.get("records keep", 0),
            refused_rows=0,
            refused_cells=refusals.get("training_cells", 0),
        ),
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
