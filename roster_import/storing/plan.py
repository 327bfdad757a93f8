"""What an import would do: figures, examples and problems, and a digest that covers every row of it."""

# ruff: noqa: S608 - the fragments are our own; values are parameters

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from agencies.models import Agency
from roster_import.reading.columns import OFFICER_ID
from roster_import.reading.problems import Problem
from roster_import.reading.questions import Answers
from roster_import.storing import duplicates, staging
from roster_import.storing.comparison import (
    BACKWARDS,
    CHANGED,
    LOCKED,
    NEW,
    OFFICER_FIELDS,
    OFFICER_VALUES,
    OFFICERS_JOINED,
    RECORD_FIELDS,
    RECORD_VALUES,
    RECORDS_JOINED,
    UNCHANGED,
    UNKNOWN,
    hundredths,
    officer_verdict,
    record_difference,
    record_verdict,
)
from roster_import.storing.typed_rows import Tally

# So many rows of each kind are shown; the figures say how many there are.
EXAMPLES = 50
REASONS = 12


@dataclass(slots=True)
class Counts:
    """Rows of one kind by what would happen to them."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Plan:
    """What an import would do, in figures.

    ``rows`` are those below the headings. ``refused`` counts rows with a problem; ``left_out`` those that someone chose
    to leave out, ``repeated`` those that only repeat another, ``totals`` sums at the end of a report. ``new_offerings``
    says whether classes have to be made. Rows stored exactly as the file has them are counted while it is read and never
    staged: the comparison adds them to what it finds ``unchanged``.
    """

    officers: Counts = field(default_factory=Counts)
    records: Counts = field(default_factory=Counts)
    rows: int = 0
    refused: int = 0
    left_out: int = 0
    repeated: int = 0
    totals: int = 0
    refused_people: int = 0
    withdrawn: int = 0
    renamed: int = 0
    new_offerings: bool = False
    digest: str = ""
    officers_as_stored: int = 0
    records_as_stored: int = 0
    repeated_as_stored: int = 0
    settled: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not (
            self.officers.new
            or self.officers.changed
            or self.records.new
            or self.records.changed
            or self.withdrawn
            or self.renamed
        )

    def to_data(self) -> dict[str, Any]:
        """As JSON."""
        return {name: value for name, value in asdict(self).items() if name not in _OF_THE_READING}


# What an import keeps to itself while it works.
_OF_THE_READING = ("officers_as_stored", "records_as_stored", "repeated_as_stored", "settled")


def compare(
    agency: Agency,
    plan: Plan,
    *,
    years: dict[int, int] | None = None,
    answers: Answers | None = None,
    tally: Tally | None = None,
) -> None:
    """Fill in what the comparison with the stored rows says. What can't be taken becomes a problem of its row.

    The first time, one row is left of each officer and each training. One statement where all is well, none where nothing
    was staged.
    """
    officers: dict[str, tuple[int, int]] = {}
    records: dict[str, tuple[int, int]] = {}
    if staging.has_rows():
        with connection.cursor() as cursor:
            found = _counts(cursor, agency, twice=not plan.settled)
            twice = [found.get(("twice", kind), (0, 0))[0] for kind in ("officers", "records")]
            if any(twice):
                plan.repeated = duplicates.settle(
                    officers=bool(twice[0]),
                    records=bool(twice[1]),
                    years=years or {},
                    answers=answers or {},
                    tally=tally or Tally(agency),
                )
                found = _counts(cursor, agency, twice=False)
            officers, records = (
                {verdict: counts for (kind, verdict), counts in found.items() if kind == wanted}
                for wanted in ("officers", "records")
            )
            if BACKWARDS in officers:
                _refuse_officers(cursor, agency)
            for verdict in (UNKNOWN, LOCKED, BACKWARDS):
                if verdict in records:
                    _refuse_records(cursor, agency, verdict)
    if not plan.settled:
        plan.repeated += plan.repeated_as_stored
        plan.settled = True
    plan.officers = Counts(*(officers.get(verdict, (0, 0))[0] for verdict in (NEW, CHANGED, UNCHANGED)))
    plan.records = Counts(*(records.get(verdict, (0, 0))[0] for verdict in (NEW, CHANGED, UNCHANGED)))
    plan.officers.unchanged += plan.officers_as_stored
    plan.records.unchanged += plan.records_as_stored
    plan.new_offerings = bool(records.get(NEW, (0, 0))[1])


def count_problems(plan: Plan) -> None:
    """How many rows have a problem. One statement, none where all is well."""
    if not staging.has_problems():
        plan.refused = 0
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*), SUM(whole) FROM (SELECT source, line, MAX(COALESCE(whole, 0)) AS whole"
            " FROM incoming_problem GROUP BY source, line) AS d"
        )
        plan.refused, plan.refused_people = cursor.fetchone()


def problems(limit: int | None = None) -> Iterator[Problem]:
    """The problems in the order of the files."""
    if not staging.has_problems():
        return
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            "SELECT source, line, at_column, reason, other, about, cell, whole FROM incoming_problem"
            " ORDER BY source, line, at_column LIMIT %s",
            [-1 if limit is None and connection.vendor == "sqlite" else limit],
        )
        for source, line, column, reason, other, about, cell, whole in cursor:
            words = reason if other is None else reason % {"line": other}
            yield Problem(source, line, column, words, about, cell or "", bool(whole))


def problem_places() -> list[tuple[int, int | None, str, bool, int]]:
    """Where problems are: table, column, what they are about, whether the row is refused whole, and how many. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT source, at_column, about, COALESCE(whole, 0), COUNT(*) FROM incoming_problem GROUP BY 1, 2, 3, 4"
        )
        return [(*row[:2], row[2] or "", bool(row[3]), row[4]) for row in cursor.fetchall()]


def reasons() -> list[tuple[str, int]]:
    """Why rows are refused, the most frequent first, each with its number of rows; a dozen at most. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reason, MIN(other), COUNT(*) FROM incoming_problem GROUP BY reason ORDER BY COUNT(*) DESC, reason LIMIT %s",
            [REASONS],
        )
        return [
            (reason if other is None else reason % {"line": other}, count) for reason, other, count in cursor
        ]


def differences(agency: Agency) -> Iterator[tuple[Any, ...]]:
    """Every row that would be written, in a settled order: kind, verdict, officer's ID, what it is, values before, after."""
    if not staging.has_rows():
        return
    for query in (_officer_rows(), *([_record_rows()] if staging.has_records() else [])):
        # PostgreSQL would hand over all rows at once, however many, if the cursor weren't the server's.
        with connection.chunked_cursor() as cursor:
            cursor.execute(
                query, {"agency": agency.pk, "limit": None if connection.vendor != "sqlite" else -1}
            )
            while rows := cursor.fetchmany(2000):
                yield from rows


def digest(agency: Agency, plan: Plan) -> str:
    """SHA-256 over every row that would be written and every figure: equal digests are equal imports."""
    figures = {key: value for key, value in plan.to_data().items() if key != "digest"}
    total = hashlib.sha256(json.dumps(figures, sort_keys=True).encode())
    for row in differences(agency):
        total.update(repr([str(value) for value in row]).encode())
    return total.hexdigest()


def examples(agency: Agency) -> dict[str, list[dict[str, Any]]]:
    """The first new and changed officers and records, as JSON: ``officers`` and ``records``.

    Each has ``verdict``, ``line``, ``ref``, ``what`` (a record's course, day and class) and ``fields``: name, before,
    after; of a changed row only those that differ.
    """
    found: dict[str, list[dict[str, Any]]] = {"officers": [], "records": []}
    if not staging.has_rows():
        return found
    with connection.cursor() as cursor:
        for verdict in (NEW, CHANGED):
            for kind, query, names in (
                ("officers", _officer_rows(verdict), OFFICER_FIELDS),
                *([("records", _record_rows(verdict), RECORD_FIELDS)] if staging.has_records() else []),
            ):
                cursor.execute(query, {"agency": agency.pk, "limit": EXAMPLES})
                found[kind] += [_example(row, names) for row in cursor.fetchall()]
    return found


def _example(row: tuple[Any, ...], names: tuple[str, ...]) -> dict[str, Any]:
    verdict, line, ref, course, day, offering, *values = row
    before, after = values[: len(names)], values[len(names) :]
    fields = [
        [name, _shown(old), _shown(new)]
        for name, old, new in zip(names, before, after, strict=True)
        if (verdict == NEW and new not in (None, "")) or (verdict != NEW and old != new)
    ]
    what = [_shown(course), _shown(day), _shown(offering)]
    return {"verdict": verdict, "line": line, "ref": ref, "what": what, "fields": fields}


def _shown(value: Any) -> str | int | bool | None:
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)


def _officer_rows(verdict: str = "") -> str:
    before = ", ".join(f"o.{name}" for name in OFFICER_FIELDS)
    after = ", ".join(
        f"CASE WHEN o.id IS NULL THEN i.{name} ELSE {OFFICER_VALUES[name]} END" for name in OFFICER_FIELDS
    )
    only = f"= '{verdict}'" if verdict else f"IN ('{NEW}', '{CHANGED}')"
    return (
        f"SELECT {officer_verdict()} AS verdict, i.line, i.ref, NULL, NULL, NULL, {before}, {after}"
        f" FROM {OFFICERS_JOINED} WHERE {officer_verdict()} {only} ORDER BY i.source, i.line, i.ref LIMIT %(limit)s"
    )


def _record_rows(verdict: str = "") -> str:
    before = ", ".join(hundredths("r.hours") if name == "hours" else f"r.{name}" for name in RECORD_FIELDS)
    after = ", ".join(
        f"CASE WHEN r.id IS NULL THEN i.{name} ELSE {RECORD_VALUES[name]} END" for name in RECORD_FIELDS
    )
    only = f"= '{verdict}'" if verdict else f"IN ('{NEW}', '{CHANGED}')"
    return (
        f"SELECT {record_verdict()} AS verdict, i.line, i.ref, i.course_id, i.completed_on, i.offering, {before}, {after}"
        f" FROM {RECORDS_JOINED} WHERE {record_verdict()} {only}"
        " ORDER BY i.source, i.line, i.ref, i.course_id, i.completed_on, i.session LIMIT %(limit)s"
    )


def _counts(cursor: Any, agency: Agency, *, twice: bool) -> dict[tuple[str, str], tuple[int, int]]:
    """By kind and verdict: how many, and how many of them name a class that isn't there. With ``twice`` also, under that
    name, how many rows come after another about the same officer or training. One statement.
    """
    parts = [
        f"SELECT 'officers', {officer_verdict()} AS verdict, COUNT(*), 0 FROM {OFFICERS_JOINED} GROUP BY 2"
    ]
    if twice:
        parts.append(duplicates.OFFICERS_TWICE)
    if staging.has_records():
        parts.append(
            f"SELECT 'records', {record_verdict()} AS verdict, COUNT(*),"
            f" SUM(CASE WHEN i.offering <> '' AND f.id IS NULL THEN 1 ELSE 0 END) FROM {RECORDS_JOINED} GROUP BY 2"
        )
        if twice:
            parts.append(duplicates.RECORDS_TWICE)
    cursor.execute(" UNION ALL ".join(parts), {"agency": agency.pk})
    return {(kind, verdict): (count, more or 0) for kind, verdict, count, more in cursor.fetchall()}


def _refuse_officers(cursor: Any, agency: Agency) -> None:
    reason = _("The day of leaving would be before the day of hiring that is stored; give both.")
    matching = f"FROM {OFFICERS_JOINED} WHERE {officer_verdict()} = '{BACKWARDS}'"
    cursor.execute(
        f"INSERT INTO {staging.problems_table()} (source, line, reason, about, cell, whole)"
        f" SELECT i.source, i.line, %(reason)s, 'separated_on', COALESCE(CAST(i.separated_on AS TEXT), ''), 1 {matching}",
        {"agency": agency.pk, "reason": reason},
    )
    cursor.execute(
        f"DELETE FROM incoming_officer WHERE id IN (SELECT i.id {matching})", {"agency": agency.pk}
    )


def _refuse_records(cursor: Any, agency: Agency, verdict: str) -> None:
    reason, about, cell = {
        UNKNOWN: (
            _(
                "No officer on the roster has this ID. Add the officer first, or import the roster together with this"
                " file."
            ),
            f"'{OFFICER_ID.key}'",
            "i.ref",
        ),
        LOCKED: (
            _("This record is part of a completion that is with the IACP, and can't be changed now."),
            record_difference(),
            "CAST(i.completed_on AS TEXT)",
        ),
        BACKWARDS: (
            _("The certificate would end before the course was completed."),
            "'expires_on'",
            "COALESCE(CAST(i.expires_on AS TEXT), '')",
        ),
    }[verdict]
    matching = f"FROM {RECORDS_JOINED} WHERE {record_verdict()} = '{verdict}'"
    cursor.execute(
        f"INSERT INTO {staging.problems_table()} (source, line, reason, about, cell, whole)"
        f" SELECT i.source, i.line, %(reason)s, {about}, {cell}, 0 {matching}",
        {"agency": agency.pk, "reason": reason},
    )
    cursor.execute(f"DELETE FROM incoming_record WHERE id IN (SELECT i.id {matching})", {"agency": agency.pk})
