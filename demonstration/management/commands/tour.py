"""``manage.py tour``: the whole main job without a browser, on a database of its own that is thrown away."""

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demonstration.tour import Tour, TourStopped

_INSIDE = "ONEMIND_TOUR"


class Command(BaseCommand):
    """Walks from pledge to certificate on the spreadsheets it is given."""

    help = "Walk the main job on a CSV or XLSX of officers and records, and write the papers into a folder."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help="one file, or a roster and records"
        )
        parser.add_argument(
            "--out", type=Path, default=Path("tour"), help="where the papers go (default: tour)"
        )
        parser.add_argument("--agency", default="Lakeshore Police Department", help="the agency's name")
        parser.add_argument("--region", default="US-OH", help="its state or province, such as US-OH")
        parser.add_argument("--city", default="Lakeshore", help="its city")

    def handle(self, *args: Any, **options: Any) -> None:
        for path in options["files"]:
            if not path.is_file():
                raise CommandError(f"There is no file {path}.")
        if os.environ.get(_INSIDE):
            self._walk(options)
        else:
            sys.exit(self._start())

    def _start(self) -> int:
        """Run this very command again, with a folder and an SQLite database of its own."""
        with tempfile.TemporaryDirectory(prefix="onemind-tour-") as folder:
            environment = {
                **os.environ,
                _INSIDE: "1",
                "ONEMIND_VAR": folder,
                "FILES_ROOT": f"{folder}/files",
                "DATABASE_URL": f"sqlite:///{folder}/tour.sqlite3",
                "REDIS_URL": "",
                "CACHE_URL": "",
            }
            manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
            subprocess.run([*manage, "migrate", "--verbosity", "0"], env=environment, check=True)  # noqa: S603
            return subprocess.run([*manage, *sys.argv[1:]], env=environment, check=False).returncode  # noqa: S603

    def _walk(self, options: dict[str, Any]) -> None:
        tour = Tour(
            agency=options["agency"],
            region=options["region"],
            city=options["city"],
            files={path.name: path.read_bytes() for path in options["files"]},
            folder=options["out"],
            say=self.stdout.write,
        )
        try:
            tour.walk()
        except TourStopped as stopped:
            raise CommandError(str(stopped)) from None
