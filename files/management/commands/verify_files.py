"""``manage.py verify_files``: whether every stored file is on disk, whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from files.store import verify


class Command(BaseCommand):
    help = (
        "Reads every stored file and compares it with the hash that is its name. "
        "Exit status 1, naming them, when files are missing or damaged."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify()
        for word, hashes in (("Missing", verdict.missing), ("Damaged", verdict.damaged)):
            for sha256 in hashes:
                self.stderr.write(f"{word}: {sha256}")
        if wrong := len(verdict.missing) + len(verdict.damaged):
            raise CommandError(
                f"{wrong} of {verdict.checked} stored files are missing or damaged: bring them back from a backup."
            )
        self.stdout.write(f"{verdict.checked} stored files, all there and whole.")
