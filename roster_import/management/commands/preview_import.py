"""``manage.py preview_import``: tell what importing files would do, without writing anything."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agencies.models import Agency
from common.commands import answers_in, have_a_database
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
            have_a_database()
        else:
            agency = Agency.objects.filter(public_id=options["agency"]).first()
            if agency is None:
                raise CommandError(f"No agency has the ID {options['agency']}.", returncode=UNREADABLE)
        try:
            files = [(Path(path).name, Path(path).read_bytes()) for path in options["files"]]
            answers = answers_in(options["answers"])
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
