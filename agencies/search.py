"""Finding agencies by a part of their name, former name or city, by an index of three-letter pieces on either database.

PostgreSQL indexes the columns themselves (``pg_trgm``), and Django's ``icontains`` uses that index as it is. SQLite keeps
the pieces in a table of its own (FTS5), which triggers keep in step with the agencies.
"""

from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from agencies.models import Agency, FormerName

# The index knows pieces of three letters: shorter words are looked for row by row.
PIECE = 3

_TABLE = "agencies_agency_search"
_TRIGGERS = {
    "insert": "new",
    "delete": "old",
    "update": "old new",
}
_PUT = f"INSERT INTO {_TABLE}(rowid, name, city) VALUES (new.id, new.name, new.city);"  # noqa: S608 - our own words
_TAKE = f"INSERT INTO {_TABLE}({_TABLE}, rowid, name, city) VALUES ('delete', old.id, old.name, old.city);"  # noqa: S608


def containing(word: str, *, through: str = "agency__") -> Q:
    """The agencies whose name, former name or city holds this piece of text, whatever its case.

    ``through`` leads from the filtered model to the agency: ``agency__``, or empty for agencies themselves.
    """
    # Few agencies ever change their name: their former ones are read row by row, and once.
    former = FormerName.objects.filter(name__icontains=word).order_by().values("agency")
    if connection.vendor == "sqlite" and len(word) >= PIECE and "\x00" not in word:
        phrase = '"' + word.replace('"', '""') + '"'
        sql = f"SELECT rowid FROM {_TABLE} WHERE {_TABLE} MATCH %s"  # noqa: S608
        found = Q(**{f"{through}pk__in": RawSQL(sql, [phrase])})  # noqa: S611
        return found | Q(**{f"{through}pk__in": former})
    # One set of both, as beside an "or" PostgreSQL would leave its index of pieces unused.
    named = Agency.objects.filter(Q(name__icontains=word) | Q(city__icontains=word)).order_by().values("pk")
    return Q(**{f"{through}pk__in": named.union(former)})


def keep_in_step(**_of_the_signal: Any) -> None:
    """Make SQLite's table and triggers where they are missing, and fill it then; nothing on PostgreSQL.

    After every migration: SQLite changes a table by making it anew, and its triggers go with the old one.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", [f"{_TABLE}%"])
        there = {name for (name,) in cursor.fetchall()}
        triggers = {f"{_TABLE}_on_{event}": event for event in _TRIGGERS}
        if triggers.keys() <= there:
            return
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {_TABLE} USING fts5("
            "name, city, content='agencies_agency', content_rowid='id', tokenize='trigram')"
        )
        for name, event in triggers.items():
            steps = [_TAKE] * ("old" in _TRIGGERS[event]) + [_PUT] * ("new" in _TRIGGERS[event])
            cursor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event.upper()} ON agencies_agency"
                f" BEGIN {' '.join(steps)} END"
            )
        cursor.execute(f"INSERT INTO {_TABLE}({_TABLE}) VALUES ('rebuild')")  # noqa: S608
