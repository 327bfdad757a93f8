"""What commands that read a file share."""

import json
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def have_a_database() -> None:
    """Where no database is set up, or not to date, one in memory does, for a command that only reads a file."""
    if connection.vendor != "sqlite":
        return
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    connection.close()
    connection.settings_dict["NAME"] = ":memory:"
    call_command("migrate", verbosity=0)


def answers_in(path: str | None) -> dict[str, str]:
    """The answers in a file of JSON; none without a file. CommandError (2) for another file."""
    if path is None:
        return {}
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except ValueError:
        raise CommandError(f"{path} isn't JSON.", returncode=2) from None
    if not isinstance(found, dict):
        raise CommandError(f"{path} isn't a JSON object.", returncode=2)
    return {str(name): str(value) for name, value in found.items()}
