"""Rows on their way in, kept in temporary tables of the database: however large the file, memory stays flat.

The tables belong to the connection and hold no lock on anything else, so that pages go on working while a file is read.
"""

# ruff: noqa: S608 - the fragments are our own; values are parameters

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection

from training.roster_import.comparison import OFFICER_FIELDS, RECORD_FIELDS, RECORD_KEY
from training.roster_import.problems import Problem

# What the row is, then what it says: a row that is stored already is told by its end alone. ``given`` has a bit a value.
OFFICER_COLUMNS = ("source", "line", "adds", "given", "ref", *OFFICER_FIELDS)
RECORD_COLUMNS = ("source", "line", "given", *RECORD_KEY, *RECORD_FIELDS)
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


# Which of the tables are there.
_made: ContextVar[set[str]] = ContextVar("_made")


@contextmanager
def tables() -> Iterator[None]:
    """Room for temporary tables for the length of the block; each is made with its first row. Not to be nested."""
    made: set[str] = set()
    token = _made.set(made)
    try:
        yield
    finally:
        _made.reset(token)
        if not connection.needs_rollback:
            _drop(made)


def has_rows() -> bool:
    """Whether any officer or record was loaded; without one there are no tables to ask."""
    return "incoming_officer" in _made.get()


def has_records() -> bool:
    """Whether any record was loaded."""
    return "incoming_record" in _made.get()


def has_problems() -> bool:
    """Whether any row was refused so far."""
    return "incoming_problem" in _made.get()


def problems_table() -> str:
    """The name of the table of refused rows, which is there from now on."""
    _make("incoming_problem")
    return "incoming_problem"


def load(table: str, rows: list[tuple[Any, ...]]) -> None:
    """Add rows, in one statement, in the order of the table's columns."""
    if not rows:
        return
    # Records are compared with the officers beside them, if only to see that there are none.
    _make(*(("incoming_officer", table) if table == "incoming_record" else (table,)))
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
        load("incoming_problem", rows)


def analyze() -> None:
    """Once all is loaded: PostgreSQL plans by statistics, and temporary tables have none until somebody asks."""
    if connection.vendor == "postgresql" and has_rows():
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(sorted(_made.get() - {'incoming_problem'}))}")


def start_again() -> None:
    """Forget everything that was loaded."""
    _drop(_made.get())


def _make(*names: str) -> None:
    made = _made.get()
    missing = [name for name in names if name not in made]
    if missing:
        made.update(missing)
        _run(*map(_creation, missing))


def _drop(made: set[str]) -> None:
    if made:
        _run(*(f"DROP TABLE IF EXISTS {name}" for name in sorted(made)))
        made.clear()


def _creation(table: str) -> str:
    types = ", ".join(
        f"{name} {_TYPES.get(name, _TEXT)[connection.vendor]}" for name in ("id", *_TABLES[table])
    )
    # Everything is compared officer by officer.
    index = ", UNIQUE (ref, id)" if table == "incoming_officer" else ""
    return f"CREATE TEMPORARY TABLE {table} ({types}{index})"


def _run(*commands: str) -> None:
    """Run commands without parameters: PostgreSQL takes them at one go."""
    with connection.cursor() as cursor:
        for command in ["; ".join(commands)] if connection.vendor == "postgresql" else commands:
            cursor.execute(command)


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
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(
            f"COPY {table} ({', '.join(columns)}) FROM STDIN", io.StringIO("\n".join(lines) + "\n")
        )


def _escaped(value: Any) -> str:
    text = value if type(value) is str else str(value)
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
