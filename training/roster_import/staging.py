"""Rows on their way in, kept in temporary tables of the database: however large the file, memory stays flat.

The tables belong to the connection and hold no lock on anything else, so that pages go on working while a file is read.
"""

# ruff: noqa: S608 - the fragments are our own; values are parameters

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from training.roster_import.problems import Problem

OFFICER_COLUMNS = (
    "source",
    "line",
    "ref",
    "adds",
    "given",
    "name",
    "rank",
    "is_sworn",
    "hired_on",
    "separated_on",
    "on_leave_since",
)
RECORD_COLUMNS = (
    "source",
    "line",
    "ref",
    "course_id",
    "offering",
    "session",
    "completed_on",
    "given",
    "hours",
    "status",
    "delivery",
    "expires_on",
    "certificate_number",
)
# ``other`` is the line that a reason speaks of, put into its ``%(line)s``.
PROBLEM_COLUMNS = ("source", "line", "at_column", "reason", "other")

_TYPES = {
    "id": {"sqlite": "INTEGER PRIMARY KEY", "postgresql": "bigint GENERATED ALWAYS AS IDENTITY"},
    "is_sworn": {"sqlite": "INTEGER", "postgresql": "boolean"},
    **{
        name: {"sqlite": "TEXT", "postgresql": "date"}
        for name in ("hired_on", "separated_on", "on_leave_since", "completed_on", "expires_on")
    },
    **{
        name: {"sqlite": "INTEGER", "postgresql": "integer"}
        for name in ("source", "line", "adds", "given", "hours", "at_column", "other")
    },
    "course_id": {"sqlite": "INTEGER", "postgresql": "bigint"},
}
_TEXT = {"sqlite": "TEXT", "postgresql": "text"}
_TABLES = {
    "incoming_officer": OFFICER_COLUMNS,
    "incoming_record": RECORD_COLUMNS,
    "incoming_problem": PROBLEM_COLUMNS,
}


@contextmanager
def tables() -> Iterator[None]:
    """The three temporary tables, empty, for the length of the block. Not to be nested."""
    with connection.cursor() as cursor:
        for table, columns in _TABLES.items():
            types = ", ".join(
                f"{name} {_TYPES.get(name, _TEXT)[connection.vendor]}" for name in ("id", *columns)
            )
            cursor.execute(f"CREATE TEMPORARY TABLE {table} ({types})")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                for table in _TABLES:
                    cursor.execute(f"DROP TABLE {table}")


def load(table: str, rows: list[tuple[Any, ...]]) -> None:
    """Add rows, in one statement, in the order of the table's columns."""
    if not rows:
        return
    columns = _TABLES[table]
    if connection.vendor == "postgresql":
        _copy(table, columns, rows)
        return
    with connection.cursor() as cursor, _one_transaction():
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def load_problems(problems: Iterable[Problem]) -> None:
    """Add refused rows."""
    load("incoming_problem", [(one.table, one.line, one.column, one.reason, None) for one in problems])


def index() -> None:
    """Once all is loaded: by officer, which is how everything is compared."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX incoming_officer_ref ON incoming_officer (ref)")
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE incoming_officer")
            cursor.execute("ANALYZE incoming_record")


@contextmanager
def _one_transaction() -> Iterator[None]:
    """On SQLite: one transaction for a batch, which holds no lock as long as it touches temporary tables alone."""
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    connection.connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.connection.execute("COMMIT")


def _copy(table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    lines = ["\t".join(["\\N" if value is None else _escaped(value) for value in row]) for row in rows]
    with connection.cursor() as cursor, transaction.atomic():
        cursor.cursor.copy_expert(
            f"COPY {table} ({', '.join(columns)}) FROM STDIN", io.StringIO("\n".join(lines) + "\n")
        )


def _escaped(value: Any) -> str:
    text = value if type(value) is str else str(value)
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
