"""``manage.py demo``: prepare the demonstration, or say who can sign in to it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from demonstration import people, scenes


class Command(BaseCommand):
    """Prepares the demonstration; what is there already stays as it is."""

    help = "Prepare the demonstration. Run again, it adds only what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--who", action="store_true", help="only say who can sign in, and as what")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["who"]:
            self._who()
            return
        made = scenes.load(timezone.localdate(), self._tell)
        if made:
            self.stdout.write(f"Prepared {len(made)} agencies.")
        else:
            self.stdout.write("The demonstration is there already.")

    def _tell(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        # To a file or a pipe, Python would say it all at the end.
        self.stdout.flush()

    def _who(self) -> None:
        width = max(len(person.email) for person in people.CAST)
        self.stdout.write(f"Everyone's password is {people.PASSWORD}")
        for person in people.CAST:
            self.stdout.write(f"  {person.email:<{width}}  {person.name}, {person.part}")
