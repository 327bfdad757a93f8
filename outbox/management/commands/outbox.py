"""``manage.py outbox``: how the outbox stands, and delivering what is due without a worker."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from outbox import dispatch


class Command(BaseCommand):
    help = "Shows how the outbox stands. Exit status 1 when a message was given up, or when --late seconds have passed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--deliver", action="store_true", help="first deliver what is due, in this process"
        )
        parser.add_argument(
            "--late", type=int, metavar="SECONDS", help="fail when the oldest message has been due for longer"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["deliver"]:
            self.stdout.write(f"Delivered {dispatch.deliver_due()}.")
        status = dispatch.status()
        age = int((timezone.now() - status.oldest_due).total_seconds()) if status.oldest_due else 0
        self.stdout.write(
            f"Waiting {status.waiting}, with a worker {status.leased}, given up {status.failed}; "
            f"the oldest has been due for {age} s."
        )
        if status.failed:
            raise CommandError("Messages were given up. Look at them in the admin, and try them again there.")
        if options["late"] is not None and age > options["late"]:
            raise CommandError("Messages are late. Is the worker running?")
