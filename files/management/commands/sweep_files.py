"""``manage.py sweep_files``: what interrupted uploads left behind, and stored files that nothing points to."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from files.cleanup import clean_up


class Command(BaseCommand):
    """Reports; with ``--remove`` it also deletes. Exit status 1 when a stored file's bytes are missing."""

    help = "Find leftovers of interrupted uploads and stored files that nothing points to; --remove deletes them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="delete what was found")
        parser.add_argument(
            "--older-than", type=float, default=24, metavar="HOURS", help="leave alone what is younger (24)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # A form carries an upload for up to twelve hours from one try to the next.
        if options["older_than"] < 13:
            raise CommandError("A form may still carry an upload for 12 hours: choose 13 hours or more.")
        found = clean_up(older_than_seconds=options["older_than"] * 3600, remove=options["remove"])
        done = "removed" if options["remove"] else "found (nothing is removed without --remove)"
        self.stdout.write(
            f"{len(found.incoming)} interrupted uploads, {len(found.unknown)} files without a row,"
        )
        self.stdout.write(f"{len(found.unused)} stored files that nothing points to: {done}.")
        if found.lost:
            for sha256 in found.lost:
                self.stderr.write(f"Missing on disk: {sha256}")
            raise CommandError(f"{len(found.lost)} stored files are missing on disk.")
