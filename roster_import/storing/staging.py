"""Rows on their way in, kept in temporary tables of the database: however large the file, memory stays flat.

The tables belong to the connection and hold no lock on anything else, so that pages go on working while a file is read.
"""

# ruff: noqa: S608 - the fragments are our own; values are parameters

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connection, connections

from roster_import.reading.problems import Problem
from roster_import.storing.comparison import OFFICER_FIELDS, RECORD_FIELDS, RECORD_KEY

# What the row is, then what it says: a row that is stored already is told by its end alone. ``given`` has a bit a value.
OFFICER_COLUMNS = ("source", "line", "adds", "given", "ref", *OFFICER_FIELDS)
RECORD_COLUMNS = ("source", "line", "given", *RECORD_KEY, *RECORD_FIELDS)
# ``other`` is the line that a reason speaks of, put into its ``%(line)s``.
PROBLEM_COLUMNS = ("source", "line", "at_column", "reason", "other", "about", "cell", "whole")

_TYPES = {
    "id": {"sqlite": "INTEGER PRIMARY KEY", "postgresql": "bigint GENERATED ALWAYS AS IDENTITY"},
    "is_sworn": {"sqlite": "INTEGER", "postgresql": "boolean"},
    **{
        name: {"sqlite": "TEXT", "postgresql": "date"}
        for name in ("hired_on", "separated_on", "on_leave_since", "completed_on", "expires_on")
    },
    **{
        name: {"sqlite": "INTEGER", "postgresql": "integer"}
        for name in ("source", "line", "adds", "given", "hours", "at_column", "other", "whole")
    },
    "course_id": {"sqlite": "INTEGER", "postgresql": "bigint"},
}
_TEXT = {"sqlite": "TEXT", "postgresql": "text"}
_TABLES = {
    "incoming_officer": OFFICER_COLUMNS,
    "incoming_record": RECORD_COLUMNS,
    "incoming_problem": PROBLEM_COLUMNS,
}


# Which of the tables are in use.
_used: ContextVar[set[str]] = ContextVar("_used")


@dataclass(slots=True)
class _Kept:
    """Tables that stay with a connection, empty, from one import to the next: making them takes as long as a small import,
    and SQLite translates every statement again for a table that was made again.
    """

    connection: Any = None
    names: set[str] = field(default_factory=set)
    in_order: bool = True


_KEPT: WeakKeyDictionary[Any, _Kept] = WeakKeyDictionary()


@contextmanager
def tables() -> Iterator[None]:
    """Room for temporary tables for the length of the block, empty at its beginning and its end. Not to be nested."""
    kept = _kept()
    if not kept.in_order:
        _run(*(f"DROP TABLE IF EXISTS {name}" for name in sorted(kept.names)))
        kept.names.clear()
        kept.in_order = True
    used: set[str] = set()
    token = _used.set(used)
    try:
        yield
    finally:
        _used.reset(token)
        if connection.needs_rollback:
            kept.in_order = not kept.names
        else:
            _empty(used)


def has_rows() -> bool:
    """Whether any officer or record was loaded; without one there are no tables to ask."""
    return "incoming_officer" in _used.get()


def has_records() -> bool:
    """Whether any record was loaded."""
    return "incoming_record" in _used.get()


def has_problems() -> bool:
    """Whether any row was refused so far."""
    return "incoming_problem" in _used.get()


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
    rows = [
        (one.table, one.line, one.column, one.reason, None, one.about, one.value, int(one.whole))
        for one in problems
    ]
    if rows:
        load("incoming_problem", rows)


def analyze() -> None:
    """Once all is loaded: PostgreSQL plans by statistics, and temporary tables have none until someone asks."""
    if connection.vendor == "postgresql" and has_rows():
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(sorted(_used.get() - {'incoming_problem'}))}")


def start_again() -> None:
    """Forget everything that was loaded."""
    _empty(_used.get())


def index_records() -> None:
    """Find records by what they are about, for the rest of this import."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX incoming_record_key ON incoming_record ({', '.join(RECORD_KEY)})")
    # Every later row would be put into the index: the table goes at the end.
    _kept().names.discard("incoming_record")


def _make(*names: str) -> None:
    used = _used.get()
    missing = [name for name in names if name not in used]
    if missing:
        used.update(missing)
        kept = _kept().names
        new = [name for name in missing if name not in kept]
        _run(*map(_creation, new))
        if not connection.in_atomic_block:
            # What is made in a transaction may go with it.
            kept.update(new)


def _empty(used: set[str]) -> None:
    kept = _kept().names
    again = sorted(used & kept)
    if connection.vendor == "postgresql" and again:
        _run(f"TRUNCATE {', '.join(again)}")
    else:
        _run(*(f"DELETE FROM {name}" for name in again))
    _run(*(f"DROP TABLE IF EXISTS {name}" for name in sorted(used - kept)))
    used.clear()


def _kept() -> _Kept:
    """What is kept with the connection as it is open now."""
    connection.ensure_connection()
    found = _KEPT.setdefault(connections[DEFAULT_DB_ALIAS], _Kept())
    if found.connection is not connection.connection:
        found.connection, found.names, found.in_order = connection.connection, set(), True
    return found


def _creation(table: str) -> str:
    types = ", ".join(
        f"{name} {_TYPES.get(name, _TEXT)[connection.vendor]}" for name in ("id", *_TABLES[table])
    )
    # Everything is compared officer by officer.
    index = ", UNIQUE (ref, id)" if table == "incoming_officer" else ""
    return f"CREATE TEMPORARY TABLE {table} ({types}{index})"


def _run(*commands: str) -> None:
    """Run commands without parameters: PostgreSQL takes them at one go."""
    if not commands:
        return
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
