"""``manage.py verify_trail``: whether the audit trail is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.verification import verify


class Command(BaseCommand):
    help = (
        "Checks the audit trail's chain of hashes and prints its length and last hash, to be noted somewhere else. "
        "Exit status 1, naming the first broken entry, when anything was changed, inserted, moved or removed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor", default="", metavar="HASH", help="a last hash noted earlier that must still occur"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify(anchor=options["anchor"])
        if verdict.broken_at is not None:
            raise CommandError(f"The trail is broken at entry {verdict.broken_at}: {verdict.problem}.")
        if verdict.problem:
            raise CommandError(f"The trail is not whole: {verdict.problem}.")
        if not verdict.anchor_seen:
            raise CommandError(
                "The trail is not the one that the anchor was taken from: its hash does not occur."
            )
        self.stdout.write(f"{verdict.entries} entries, all whole. Last hash: {verdict.head}")
