"""Triggers that the database runs by itself, kept in place after every migration.

SQLite changes a table by making it again, and its triggers go with the old one: so they are looked for after each
``migrate`` and made where they are missing. Nor does it rename a table while a trigger of another table names one that
isn't there: so triggers that name a table of an app to be migrated are dropped before. A trigger whose body changes gets
a new name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig, apps
from django.db import connection
from django.db.models.signals import post_migrate, pre_migrate


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger by its name, the tables it needs, and the statements that make it on each database.

    The first table is the one it stands on.
    """

    name: str
    tables: tuple[str, ...]
    sqlite: str
    postgresql: str


def keep_across_migrations(app: AppConfig, triggers: Iterable[Trigger]) -> None:
    """Keep ``triggers`` in place from now on: dropped before a migration that they are in the way of, made after each.

    For an app's ``ready``.
    """
    kept = tuple(triggers)

    def before(*, plan: Iterable[tuple[Any, bool]], **_of_the_signal: Any) -> None:
        drop_in_the_way(kept, of={migration.app_label for migration, _is_backwards in plan})

    def after(**_of_the_signal: Any) -> None:
        keep(kept)

    pre_migrate.connect(before, sender=app, weak=False)
    post_migrate.connect(after, sender=app, weak=False)


def drop_in_the_way(triggers: Iterable[Trigger], *, of: Iterable[str]) -> None:
    """Drop those that stand on one table and name another of these apps, by their labels."""
    tables = {model._meta.db_table for label in of for model in apps.get_app_config(label).get_models()}
    with connection.cursor() as cursor:
        for trigger in triggers:
            if not tables.isdisjoint(trigger.tables[1:]):
                on = f" ON {trigger.tables[0]}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on}")


def keep(triggers: Iterable[Trigger]) -> None:
    """Make those triggers that are missing, as far as their tables are there already."""
    wanted = [trigger for trigger in triggers if trigger.name not in there()]
    if not wanted:
        return
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in wanted:
            if tables.issuperset(trigger.tables):
                cursor.execute(trigger.sqlite if connection.vendor == "sqlite" else trigger.postgresql)


def there() -> set[str]:
    """The names of the triggers that the database has."""
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {name for (name,) in cursor.fetchall()}


def writing(name: str, table: str, event: str, rows: Iterable[str], *, into: str) -> Trigger:
    """A trigger that adds ``rows`` to the table ``into`` after an ``event`` on ``table``.

    Each row is an ``INSERT … SELECT … WHERE …`` without its semicolon. What the table's unique constraints find there
    already is left as it is, also when another transaction is just adding it.
    """
    body = " ".join(f"{row} ON CONFLICT DO NOTHING;" for row in rows)
    return Trigger(
        name=name,
        tables=(table, into),
        sqlite=f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {body} END",
        postgresql=(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" BEGIN {body} RETURN NULL; END $$;"
            f" CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();"
        ),
    )


def refusing(
    name: str, table: str, event: str, *, when: str, because: str, tables: tuple[str, ...]
) -> Trigger:
    """A trigger that refuses an ``event`` on ``table`` with an integrity error while the condition ``when`` holds of NEW."""
    return Trigger(
        name=name,
        tables=(table, *tables),
        sqlite=(
            f"CREATE TRIGGER {name} AFTER {event} ON {table} WHEN {when}"
            f" BEGIN SELECT RAISE(ABORT, '{because}'); END"
        ),
        postgresql=(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {when} THEN RAISE EXCEPTION '{because}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
            f" RETURN NULL; END $$;"
            f" CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();"
        ),
    )
