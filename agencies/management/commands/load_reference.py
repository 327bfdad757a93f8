"""``manage.py load_reference``: load the list of known agencies that imports and the pledge form compare with."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies import actions
from agencies.reference import rows_of


class Command(BaseCommand):
    """Replace the list with that of a CSV file; rows without a valid ORI, name and state are counted and left out."""

    help = "Load the list of known agencies from CSV: ori, name, type, county, state, latitude, longitude, officers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a CSV file, UTF-8, with headings in its first line")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, replace, say how many."""
        try:
            with Path(options["file"]).open(encoding="utf-8-sig", newline="") as file:
                read = list(rows_of(file))
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        except ValueError as error:
            raise CommandError(str(error)) from None
        rows = {row.ori: row for _line, row in read if row is not None}
        if not rows:
            raise CommandError("No row has a valid ORI, a name and a state. The list stays as it was.")
        actions.load_reference(rows=list(rows.values()))
        self.stdout.write(f"{len(rows)} agencies loaded, {len(read) - len(rows)} rows left out.")
