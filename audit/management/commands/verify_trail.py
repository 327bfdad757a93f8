"""``manage.py verify_trail``: whether the audit trail is whole, and still the one that a head was noted of."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit import seals
from audit.verification import HeadNote, verify


class Command(BaseCommand):
    help = (
        "Checks the audit trail's chain of hashes and prints its head (how many entries, and the last one's hash), to be kept "
        "somewhere else. Exit status 1, naming the first broken entry, when anything was changed, inserted, moved or removed; "
        "and naming the records, when a submission or certificate isn't what it was when the trail took its digest."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--against", type=_head, metavar="HEAD",
            help="a head noted earlier, NUMBER:HASH as it is mailed every day: the trail must have grown out of it",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        noted: HeadNote | None = options["against"]
        verdict = verify(against=noted)
        if verdict.broken_at is not None:
            raise CommandError(f"The trail is broken at entry {verdict.broken_at}: {verdict.problem}.")
        if verdict.problem:
            raise CommandError(f"The trail is not whole: {verdict.problem}.")
        if changed := list(seals.broken()):
            raise CommandError(
                f"The trail is whole, but {len(changed)} records don't match what it says of them: {', '.join(changed[:20])}."
            )
        grown = f" It has grown out of {noted}." if noted is not None else ""
        self.stdout.write(
            f"{verdict.entries} entries, all whole. Head: {HeadNote(verdict.entries, verdict.head)}{grown}"
        )


def _head(text: str) -> HeadNote:
    try:
        return HeadNote.read(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None
