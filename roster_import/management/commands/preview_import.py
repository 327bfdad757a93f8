"""``manage.py preview_import``: tell what importing files would do, without writing anything."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from agencies.models import Agency
from roster_import.preview import preview
from roster_import.reading.problems import Unreadable

NOTHING_OPEN, OPEN, UNREADABLE = 0, 1, 2


class Command(BaseCommand):
    """Print one JSON object; exit with 0 when nothing is open, 1 with questions or refused rows, 2 when unreadable."""

    help = "Tell what importing files would do, as JSON. Nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="files, read in order")
        parser.add_argument(
            "--agency", metavar="PUBLIC_ID", help="onto this agency's roster; a fresh one otherwise"
        )
        parser.add_argument("--answers", metavar="FILE", help="a JSON object: the question's id -> value")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="today, unless given")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, print, exit."""
        agency = None
        if not options["agency"]:
            _have_a_database()
        else:
            agency = Agency.objects.filter(public_id=options["agency"]).first()
            if agency is None:
                raise CommandError(f"No agency has the ID {options['agency']}.", returncode=UNREADABLE)
        try:
            files = [(Path(path).name, Path(path).read_bytes()) for path in options["files"]]
            answers = _answers(options["answers"])
            found = preview(
                files, agency=agency, answers=answers, as_of=options["as_of"] or timezone.localdate()
            )
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}", returncode=UNREADABLE) from None
        except Unreadable as refused:
            raise CommandError(str(refused.message), returncode=UNREADABLE) from None
        self.stdout.write(json.dumps(found, indent=2, ensure_ascii=False))
        if found["questions"] or found["refused"]:
            sys.exit(OPEN)


def _have_a_database() -> None:
    """Where no database is set up, or not to date, one in memory does: nothing that is stored is asked for a fresh agency."""
    if connection.vendor != "sqlite":
        return
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    connection.close()
    connection.settings_dict["NAME"] = ":memory:"
    call_command("migrate", verbosity=0)


def _answers(path: str | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except ValueError:
        raise CommandError(f"{path} isn't JSON.", returncode=UNREADABLE) from None
    if not isinstance(found, dict):
        raise CommandError(f"{path} isn't a JSON object.", returncode=UNREADABLE)
    return {str(name): str(value) for name, value in found.items()}
