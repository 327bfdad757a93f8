"""Writing what was planned, and taking it back: whole or not at all, in a handful of statements whatever the size."""

# ruff: noqa: S608 - the fragments are our own; values are parameters

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from agencies.models import Agency
from roster_import.storing.comparison import (
    OFFICER_FIELDS,
    OFFICER_VALUES,
    OFFICERS_JOINED,
    RECORD_FIELDS,
    RECORD_VALUES,
    RECORDS_JOINED,
    hundredths,
    officer_changed,
    record_changed,
)
from roster_import.storing.plan import Plan
from training.models import Offering, Officer, RosterImport, TrainingRecord

CHUNK = 5000


def before(agency: Agency, plan: Plan) -> dict[str, Any]:
    """The rows that would be changed, as they are: JSON to put them back by. One statement a kind, none where none is."""
    found: dict[str, Any] = {}
    with connection.cursor() as cursor:
        if plan.officers.changed:
            found["officers"] = _before_officers(cursor, agency)
        if plan.records.changed:
            found["records"] = _before_records(cursor, agency)
    return found


def write(agency: Agency, plan: Plan, *, roster_import: RosterImport, at: datetime) -> None:
    """Write the rows, in the caller's transaction, one statement a kind. ``roster_import`` is stored already.

    Raises `IntegrityError` when someone stored the same rows since the comparison: then nothing is written.
    """
    values = {
        "agency": agency.pk,
        "import": roster_import.pk,
        "at": connection.ops.adapt_datetimefield_value(at),
    }
    with connection.cursor() as cursor:
        if plan.officers.changed:
            _update_officers(cursor, values)
        if plan.officers.new:
            _insert_officers(cursor, values)
        if plan.new_offerings:
            _insert_offerings(cursor, values)
        if plan.records.changed:
            _update_records(cursor, values)
        if plan.records.new:
            _insert_records(cursor, values)


def _insert_officers(cursor: Any, values: dict[str, Any]) -> None:
    cursor.execute(
        f"""INSERT INTO training_officer (agency_id, ref, name, rank, is_sworn, hired_on, separated_on, on_leave_since,
 excluded_because, version, from_import_id, created_at, updated_at)
SELECT %(agency)s, i.ref, i.name, i.rank, i.is_sworn, i.hired_on, i.separated_on, i.on_leave_since,
 '', 1, %(import)s, %(at)s, %(at)s FROM {OFFICERS_JOINED} WHERE o.id IS NULL AND i.adds = 1 ORDER BY i.id""",
        values,
    )


def _update_officers(cursor: Any, values: dict[str, Any]) -> None:
    new = ", ".join(f"{name} = {OFFICER_VALUES[name]}" for name in OFFICER_FIELDS)
    cursor.execute(
        f"{_pairs('o', OFFICERS_JOINED, officer_changed())} UPDATE training_officer AS o"
        f" SET {new}, version = o.version + 1, updated_at = %(at)s"
        " FROM pair, incoming_officer i WHERE pair.stored_id = o.id AND pair.incoming_id = i.id",
        values,
    )


def _insert_offerings(cursor: Any, values: dict[str, Any]) -> None:
    cursor.execute(
        f"""INSERT INTO training_offering (agency_id, course_id, reference, starts_on, ends_on, place, seats, delivery,
 version, from_import_id, created_at, updated_at)
SELECT %(agency)s, i.course_id, i.offering, MIN(i.completed_on), MAX(i.completed_on), '', NULL, MIN(i.delivery),
 1, %(import)s, %(at)s, %(at)s FROM {RECORDS_JOINED} WHERE i.offering <> '' AND f.id IS NULL
 GROUP BY i.course_id, i.offering""",
        values,
    )


def _insert_records(cursor: Any, values: dict[str, Any]) -> None:
    cursor.execute(
        f"""INSERT INTO training_trainingrecord (agency_id, officer_id, course_id, offering_id, session, hours,
 completed_on, status, delivery, expires_on, certificate_number, locked_at, from_import_id, created_at, updated_at)
SELECT %(agency)s, o.id, i.course_id, f.id, i.session, i.hours / 100.0,
 i.completed_on, i.status, i.delivery, i.expires_on, i.certificate_number, NULL, %(import)s, %(at)s, %(at)s
 FROM {RECORDS_JOINED} WHERE r.id IS NULL ORDER BY i.id""",
        values,
    )


def _update_records(cursor: Any, values: dict[str, Any]) -> None:
    new = ", ".join(
        f"{name} = ({value}) / 100.0" if name == "hours" else f"{name} = {value}"
        for name, value in RECORD_VALUES.items()
    )
    cursor.execute(
        f"{_pairs('r', RECORDS_JOINED, record_changed())} UPDATE training_trainingrecord AS r"
        f" SET {new}, updated_at = %(at)s"
        " FROM pair, incoming_record i WHERE pair.stored_id = r.id AND pair.incoming_id = i.id",
        values,
    )


def _pairs(stored: str, joined: str, changed: str) -> str:
    """Which incoming row changes which stored one, by their numbers.

    SQLite has no outer joins in UPDATE … FROM. And found beforehand, because it would otherwise turn the join round and go
    through all that is stored to change what little is incoming.
    """
    return (
        f"WITH pair AS MATERIALIZED (SELECT i.id AS incoming_id, {stored}.id AS stored_id FROM {joined}"
        f" WHERE {stored}.id IS NOT NULL AND {changed})"
    )


def _before_officers(cursor: Any, agency: Agency) -> list[list[Any]]:
    old = ", ".join(f"o.{name}" for name in OFFICER_FIELDS)
    cursor.execute(
        f"SELECT o.id, o.version, {old} FROM {OFFICERS_JOINED} WHERE o.id IS NOT NULL AND {officer_changed()}",
        {"agency": agency.pk},
    )
    return [[_plain(value) for value in row] for row in cursor.fetchall()]


def _before_records(cursor: Any, agency: Agency) -> list[list[Any]]:
    old = ", ".join(hundredths("r.hours") if name == "hours" else f"r.{name}" for name in RECORD_FIELDS)
    cursor.execute(
        f"SELECT r.id, {old} FROM {RECORDS_JOINED} WHERE r.id IS NOT NULL AND {record_changed()}",
        {"agency": agency.pk},
    )
    return [[_plain(value) for value in row] for row in cursor.fetchall()]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)


def kept(records: Sequence[TrainingRecord]) -> list[dict[str, Any]]:
    """Records as JSON, to put them back by when their withdrawal is undone."""
    return [{name: _plain(getattr(record, name)) for name in _RECORD_COLUMNS} for record in records]


_RECORD_COLUMNS = (
    "agency_id", "officer_id", "course_id", "offering_id", "session", "hours", "completed_on", "status", "delivery",
    "expires_on", "certificate_number", "from_import_id",
)  # fmt: skip


def is_built_upon(roster_import: RosterImport) -> bool:
    """Whether anything that the import wrote was changed, locked or added to since, no later import having come in."""
    at = roster_import.applied_at
    officers = Officer.objects.filter(agency=roster_import.agency_id, from_import=roster_import)
    own = TrainingRecord.objects.filter(agency=roster_import.agency_id)
    records = own.filter(from_import=roster_import)
    others = own.exclude(from_import=roster_import)
    return (
        officers.filter(updated_at__gt=at).exists()
        or records.filter(Q(updated_at__gt=at) | Q(locked_at__isnull=False)).exists()
        or others.filter(officer__from_import=roster_import).exists()
        or others.filter(offering__from_import=roster_import).exists()
        or _touched(Officer.objects.filter(updated_at__gt=at), roster_import.before.get("officers", []))
        or _touched(
            TrainingRecord.objects.filter(Q(updated_at__gt=at) | Q(locked_at__isnull=False)),
            roster_import.before.get("records", []),
        )
    )


def _touched(rows: QuerySet[Any], before: list[list[Any]]) -> bool:
    return any(
        rows.filter(pk__in=[row[0] for row in before[start : start + CHUNK]]).exists()
        for start in range(0, len(before), CHUNK)
    )


def undo(roster_import: RosterImport, *, at: datetime) -> None:
    """Delete what the import added and put back what it changed, in the caller's transaction."""
    written = {"agency": roster_import.agency_id, "from_import": roster_import}
    TrainingRecord.objects.filter(**written).delete()
    Offering.objects.filter(**written, records__isnull=True).delete()
    Officer.objects.filter(**written).delete()
    for number, ref in roster_import.before.get("renamed", []):
        Officer.objects.filter(pk=number, agency=roster_import.agency_id).update(ref=ref)
    TrainingRecord.objects.bulk_create(
        TrainingRecord(**record) for record in roster_import.before.get("withdrawn", [])
    )
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        if officers := roster_import.before.get("officers"):
            put = ", ".join(f"{name} = %s" for name in OFFICER_FIELDS)
            cursor.executemany(
                f"UPDATE training_officer SET version = version + 1, {put}, updated_at = %s WHERE id = %s AND agency_id = %s",
                [(*row[2:], moment, row[0], roster_import.agency_id) for row in officers],
            )
        if records := roster_import.before.get("records"):
            put = ", ".join(
                f"{name} = %s" + (" / 100.0" if name == "hours" else "") for name in RECORD_FIELDS
            )
            cursor.executemany(
                f"UPDATE training_trainingrecord SET {put}, updated_at = %s WHERE id = %s AND agency_id = %s",
                [(*row[1:], moment, row[0], roster_import.agency_id) for row in records],
            )
