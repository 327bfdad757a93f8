"""One officer, or one training, that stands in several rows of a file: repeated, told again, or contradicted."""

# ruff: noqa: S608 - the fragments are our own; values are parameters

from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from roster_import.reading.columns import OFFICER_ID
from roster_import.reading.people import are_different_people
from roster_import.storing import staging
from roster_import.storing.comparison import OFFICER_FIELDS, RECORD_FIELDS, RECORD_KEY, differs
from roster_import.storing.typed_rows import HIRED, LEAVE, NAME, RANK, SEPARATED, SWORN

CHUNK = 1000
_BITS = (NAME, RANK, SWORN, HIRED, SEPARATED, LEAVE)
_AS_READ = ("id", *staging.OFFICER_COLUMNS)
_SEVERAL = (
    "SELECT ref FROM incoming_officer WHERE ref > %s GROUP BY ref HAVING COUNT(*) > 1 ORDER BY ref LIMIT %s"
)


# How many rows come after another one of the same officer, and of the same training.
OFFICERS_TWICE = "SELECT 'twice', 'officers', COUNT(*) - COUNT(DISTINCT ref), 0 FROM incoming_officer"
RECORDS_TWICE = (
    "SELECT 'twice', 'records', COUNT(*) -"
    f" (SELECT COUNT(*) FROM (SELECT DISTINCT {', '.join(RECORD_KEY)} FROM incoming_record) AS d), 0 FROM incoming_record"
)


def settle(*, officers: bool, records: bool, years: dict[int, int]) -> int:
    """Leave one row an officer and one a training; returns how many rows only repeated another.

    Rows that state different things about one officer are joined where each states something else, or where they are
    successive times of service (then the last counts); else the later rows are refused. Of rows that contradict
    each other about what a training earns, none is taken; in other matters the later ones are refused.
    ``officers`` and ``records`` say which of them have several.
    """
    if officers:
        _settle_officers(years)
    return _settle_records() if records else 0


def _settle_officers(years: dict[int, int]) -> None:
    with connection.cursor() as cursor:
        same = " AND ".join(
            f"NOT {differs(f'd.{name}', f'first.{name}')}" for name in ("adds", "given", *OFFICER_FIELDS)
        )
        # Only what repeats the officer's first row: what repeats a later one is refused whenever that one is.
        cursor.execute(
            "DELETE FROM incoming_officer WHERE id IN (SELECT d.id"
            " FROM (SELECT ref, MIN(id) AS id FROM incoming_officer GROUP BY ref HAVING COUNT(*) > 1) f"
            " JOIN incoming_officer first ON first.id = f.id"
            f" JOIN incoming_officer d ON d.ref = f.ref AND d.id > f.id WHERE {same})"
        )
        last = ""
        while rows := _chunk_of_several(cursor, last):
            kept, refused = [], []
            for _ref, several in groupby(rows, key=itemgetter("ref")):
                one, others = _joined(list(several), years)
                kept.append(tuple(one[name] for name in staging.OFFICER_COLUMNS))
                refused += [
                    (row["source"], row["line"], one["line"], int(not _may_be_one(one, row)))
                    for row in others
                ]
            cursor.execute(
                f"DELETE FROM incoming_officer WHERE ref <= %s AND ref IN ({_SEVERAL})",
                [rows[-1]["ref"], last, CHUNK],
            )
            staging.load("incoming_officer", kept)
            reason = _("Line %(line)s says something else about this officer; keep one of the two rows.")
            if refused:
                rows_refused = [
                    (source, line, None, reason, other, OFFICER_ID.key, "", whole)
                    for source, line, other, whole in refused
                ]
                staging.load(staging.problems_table(), rows_refused)
            last = rows[-1]["ref"]
        if staging.has_problems() and staging.has_records():
            # Whose the training of a refused row is nobody knows: it goes too.
            cursor.execute(
                "DELETE FROM incoming_record WHERE EXISTS (SELECT 1 FROM incoming_problem p"
                " WHERE p.source = incoming_record.source AND p.line = incoming_record.line AND p.whole = 1)"
            )


def _chunk_of_several(cursor: Any, last: str) -> list[dict[str, Any]]:
    """The rows of the next officers, by ID, that still have several."""
    cursor.execute(
        f"SELECT {', '.join(_AS_READ)} FROM incoming_officer WHERE ref IN ({_SEVERAL}) ORDER BY ref, id",
        [last, CHUNK],
    )
    return [dict(zip(_AS_READ, row, strict=True)) for row in cursor.fetchall()]


def _joined(rows: list[dict[str, Any]], years: dict[int, int]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The one row that stays, and the rows that contradict it. Of tables named for years, the latest one holds."""
    spells = _spells(rows)
    if spells is not None:
        return spells, []
    rows = sorted(rows, key=lambda row: years.get(row["source"], 0))
    kept, refused = rows[0], []
    for row in rows[1:]:
        both = kept["given"] & row["given"]
        fields = list(zip(_BITS, OFFICER_FIELDS, strict=True))
        is_later = years.get(row["source"], 0) > years.get(kept["source"], 0) > 0 and _may_be_one(kept, row)
        if is_later:
            kept["source"], kept["line"], kept["is_sworn"] = row["source"], row["line"], row["is_sworn"]
        if not is_later and any(both & bit and kept[name] != row[name] for bit, name in fields):
            refused.append(row)
            continue
        for bit, name in fields:
            if row["given"] & bit:
                kept[name] = row[name]
        kept["given"] |= row["given"]
        kept["adds"] = max(kept["adds"], row["adds"])
    return kept, refused


def _may_be_one(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Whether two rows with one ID can be about one person: wholly different names can't, nor sworn and not sworn."""
    if first["given"] & second["given"] & SWORN and first["is_sworn"] != second["is_sworn"]:
        return False
    return not (first["name"] and second["name"]) or not are_different_people(first["name"], second["name"])


def _spells(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The last of several times of service, each over before the next begins; None when they aren't that."""
    if any(row["hired_on"] is None for row in rows):
        return None
    told_once = {tuple(row[name] for name in ("given", *OFFICER_FIELDS)): row for row in rows}
    in_order = sorted(told_once.values(), key=itemgetter("hired_on"))
    for earlier, later in pairwise(in_order):
        if earlier["separated_on"] is None or earlier["separated_on"] > later["hired_on"]:
            return None
    last = in_order[-1]
    if last["separated_on"] is None:
        last["given"] |= SEPARATED
    return last


def _settle_records() -> int:
    staging.index_records()
    with connection.cursor() as cursor:
        earlier = (
            " AND ".join(f"e.{name} = incoming_record.{name}" for name in RECORD_KEY)
            + " AND e.id < incoming_record.id"
        )
        same = " AND ".join(
            f"NOT {differs(f'incoming_record.{name}', f'e.{name}')}" for name in ("given", *RECORD_FIELDS)
        )
        cursor.execute(
            f"DELETE FROM incoming_record WHERE EXISTS (SELECT 1 FROM incoming_record e WHERE {earlier} AND {same})"
        )
        repeated: int = cursor.rowcount
        # Where two rows differ in what they earn, neither is taken: which one comes first says nothing.
        another = earlier.replace("e.id < ", "e.id <> ")
        disputed = f"{another} AND (e.hours <> incoming_record.hours OR e.status <> incoming_record.status)"
        refused = (
            f"EXISTS (SELECT 1 FROM incoming_record e WHERE {earlier})"
            f" OR EXISTS (SELECT 1 FROM incoming_record e WHERE {disputed})"
        )
        cursor.execute(
            f"INSERT INTO {staging.problems_table()} (source, line, reason, about, cell, whole, other)"
            " SELECT source, line, %s, 'course', '', 0, (SELECT MIN(e.line) FROM incoming_record e WHERE "
            f"{another}) FROM incoming_record WHERE {refused}",
            [
                _(
                    "Line %(line)s says something else about the same course on the same day; keep one of the two rows, or"
                    " give both the class and a session number."
                )
            ],
        )
        if cursor.rowcount:
            cursor.execute(
                f"DELETE FROM incoming_record WHERE id IN (SELECT id FROM incoming_record WHERE {refused})"
            )
    return repeated
