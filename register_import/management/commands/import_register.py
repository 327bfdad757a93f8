"""``manage.py import_register``: import agencies from a spreadsheet, or tell what that would do."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.permissions import Actor
from agencies.time_zones import latest_day
from common.commands import answers_in, have_a_database
from common.problems import Refused
from register_import import actions, queries, refused_rows
from register_import.reading.outcome import Outcome, outcome_of
from roster_import.reading.problems import Unreadable
from roster_import.reading.tables import opened

NOTHING_OPEN, OPEN, UNREADABLE = 0, 1, 2


class Command(BaseCommand):
    """Exit with 0 when every row is taken, 1 when something is open, alike or refused, 2 when the file can't be read."""

    help = "Import agencies from a spreadsheet (.csv, .xlsx). With --dry-run, only tell what that would do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a spreadsheet, one row for each agency")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--answers", metavar="FILE", help="a JSON object: the question's id -> value")
        parser.add_argument(
            "--refused", metavar="FILE", help="write the rows that stay out, with the reasons, as CSV"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, import unless it is a dry run, print, exit."""
        path, answers = Path(options["file"]), answers_in(options["answers"])
        if options["dry_run"]:
            have_a_database()
        try:
            outcome = self._outcome(path, answers)
            if options["refused"]:
                with (
                    path.open("rb") as file,
                    Path(options["refused"]).open("w", encoding="utf-8", newline="") as to,
                ):
                    to.writelines(refused_rows.lines(file, outcome))
            if not options["dry_run"]:
                self._import(path, answers)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}", returncode=UNREADABLE) from None
        except Unreadable as refused:
            raise CommandError(str(refused.message), returncode=UNREADABLE) from None
        self._print(outcome, options)
        if outcome.alike or outcome.reading.refused or outcome.reading.open_questions:
            sys.exit(OPEN)

    def _outcome(self, path: Path, answers: dict[str, str]) -> Outcome:
        with path.open("rb") as file, opened(file) as tables:
            portal, reference = queries.portal_index(), queries.reference_index()
            return outcome_of(tables, answers, portal=portal, reference=reference, today=latest_day())

    def _import(self, path: Path, answers: dict[str, str]) -> None:
        try:
            found = actions.upload(name=path.name, content=[path.read_bytes()], by=Actor.SYSTEM)
            found = actions.answer(register_import=found, answers=answers, by=Actor.SYSTEM)
            actions.apply(register_import=found, by=Actor.SYSTEM)
        except Unreadable:
            raise
        except Refused as refused:
            self.stderr.write(str(refused.message))

    def _print(self, outcome: Outcome, options: dict[str, Any]) -> None:
        found = outcome.to_data()
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2, ensure_ascii=False))
            return
        counts = queries.figures(outcome)
        self.stdout.write(
            "New: {new} ({pledged} pledged, {certified} certified). To decide: {alike}. Refused: {refused}. "
            "Questions: {questions}, for {waiting} rows. Left out: {left_out}.".format(**counts)
        )
        for one in found["alike"]:
            beside = "; ".join(match["name"] for match in one["with"])
            self.stdout.write(f"Line {one['line']}: {one['name']} may be {beside} ({one['id']})")
        for one in found["refused"]:
            self.stdout.write(f"Line {one['line']}, {one['heading']}: {one['value']!r}. {one['reason']}")
        for one in found["questions"]:
            self.stdout.write(f"{one['id']}: {one['text']} ({', '.join(one['values'])}; {one['rows']} rows)")
