"""Finding agencies by parts of their names, former names and city, folded, by an index of three-letter pieces.

What is looked through is the column ``searched``, so that both databases find the same. PostgreSQL indexes it
(``pg_trgm``), and Django's ``contains`` uses that index. SQLite keeps the pieces in a table of its own (FTS5), which triggers
keep in step with the agencies.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from agencies.models import Agency, FormerName
from agencies.similarity import folded_name, written_out

# The index knows pieces of three letters: shorter words are looked for row by row.
PIECE = 3
# Further words of a search are left out.
WORDS = 8

_TABLE = "agencies_agency_searched"
_TRIGGERS = {
    "insert": "new",
    "delete": "old",
    "update": "old new",
}
_PUT = f"INSERT INTO {_TABLE}(rowid, searched) VALUES (new.id, new.searched);"  # noqa: S608 - our own words
_TAKE = f"INSERT INTO {_TABLE}({_TABLE}, rowid, searched) VALUES ('delete', old.id, old.searched);"  # noqa: S608


def words_of(typed: str) -> list[str]:
    """The words of a search, folded, each once. None where nothing can be looked for, such as signs alone."""
    return list(dict.fromkeys(folded_name(typed).split()))[:WORDS]


def containing(word: str, *, through: str = "agency__") -> Q:
    """The agencies whose name, former name or city holds this piece of text, however both are written or abbreviated.

    ``through`` leads from the filtered model to the agency: ``agency__``, or empty for agencies themselves.
    """
    words = words_of(word)
    if not words:
        return Q(**{f"{through}pk__in": []})
    found = Q()
    for each in words:
        found &= reduce(or_, (_holding(piece, through) for piece in dict.fromkeys((each, written_out(each)))))
    return found


def _holding(piece: str, through: str) -> Q:
    # Few agencies ever change their name: their former ones are read row by row, and once.
    former = FormerName.objects.filter(searched__contains=piece).order_by().values("agency")
    if connection.vendor == "sqlite" and len(piece) >= PIECE:
        sql = f"SELECT rowid FROM {_TABLE} WHERE {_TABLE} MATCH %s"  # noqa: S608
        found = Q(**{f"{through}pk__in": RawSQL(sql, [f'"{piece}"'])})  # noqa: S611
        return found | Q(**{f"{through}pk__in": former})
    # One set of both, as beside an "or" PostgreSQL would leave its index of pieces unused.
    named = Agency.objects.filter(searched__contains=piece).order_by().values("pk")
    return Q(**{f"{through}pk__in": named.union(former)})


def keep_in_step(**_of_the_signal: Any) -> None:
    """Make SQLite's table and triggers where they are missing, and fill it then; nothing on PostgreSQL.

    After every migration: SQLite changes a table by making it again, and its triggers go with the old one.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", [f"{_TABLE}%"])
        there = {name for (name,) in cursor.fetchall()}
        triggers = {f"{_TABLE}_on_{event}": event for event in _TRIGGERS}
        cursor.execute("SELECT 1 FROM pragma_table_info('agencies_agency') WHERE name = 'searched'")
        # Before the migration that adds the column there is nothing to keep in step.
        if triggers.keys() <= there or cursor.fetchone() is None:
            return
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {_TABLE} USING fts5("
            "searched, content='agencies_agency', content_rowid='id', tokenize='trigram')"
        )
        for name, event in triggers.items():
            steps = [_TAKE] * ("old" in _TRIGGERS[event]) + [_PUT] * ("new" in _TRIGGERS[event])
            cursor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event.upper()} ON agencies_agency"
                f" BEGIN {' '.join(steps)} END"
            )
        cursor.execute(f"INSERT INTO {_TABLE}({_TABLE}) VALUES ('rebuild')")  # noqa: S608
