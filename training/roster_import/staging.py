"""Rows on their way in, kept in temporary tables of the database: however large the file, memory stays flat.

The tables belong to the connection and hold no lock on anything else, so that pages go on working while a file is read.
"""

# ruff: noqa: S608 - the fragments are our own; values are parameters

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
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


_has_problems: ContextVar[bool] = ContextVar("_has_problems", default=False)


@contextmanager
def tables() -> Iterator[None]:
    """The temporary tables, empty, for the length of the block. Not to be nested.

    That of the problems is made when there is the first one: see `problems_table`.
    """
    for table in ("incoming_officer", "incoming_record"):
        _create(table)
    before = _has_problems.set(False)
    try:
        yield
    finally:
        made = ["incoming_officer", "incoming_record", *(["incoming_problem"] if _has_problems.get() else [])]
        _has_problems.reset(before)
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                for table in made:
                    cursor.execute(f"DROP TABLE {table}")


def has_problems() -> bool:
    """Whether any row was refused so far."""
    return _has_problems.get()


def problems_table() -> str:
    """The name of the table of refused rows, which is there from now on."""
    if not _has_problems.get():
        _create("incoming_problem")
        _has_problems.set(True)
    return "incoming_problem"


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
    rows = [(one.table, one.line, one.column, one.reason, None) for one in problems]
    if rows:
        load(problems_table(), rows)


def analyze() -> None:
    """Once all is loaded: PostgreSQL plans by statistics, and temporary tables have none until somebody asks."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE incoming_officer, incoming_record")


def _create(table: str) -> None:
    types = ", ".join(
        f"{name} {_TYPES.get(name, _TEXT)[connection.vendor]}" for name in ("id", *_TABLES[table])
    )
    # Everything is compared officer by officer.
    index = ", UNIQUE (ref, id)" if table == "incoming_officer" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {table} ({types}{index})")


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
