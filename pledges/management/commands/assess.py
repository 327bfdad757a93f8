"""``manage.py assess FILE``: judge facts offline, by the same engine as the portal, without touching the database."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from compliance.engine import assess
from compliance.facts import Facts
from compliance.json_text import MAX_BYTES
from compliance.refusals import Refused

MET, NOT_MET, CANNOT_JUDGE = 0, 1, 2


class Command(BaseCommand):
    """Prints a report for each facts object; ends with 0 when all are met, 1 when some aren't, 2 when any can't be judged.

    A file that ends in ``.jsonl`` (or any input with ``--lines``) holds one facts object a line and gives one report a
    line, in order; blank lines are passed over. What can't be judged gives no report but a line on standard error for
    each problem, and doesn't keep the other lines from being judged.
    """

    help = (
        "Judge a facts file (see docs/rule.md) without touching the database. Prints the report as JSON; "
        "exit status 0: met, 1: not met or not assessable, 2: can't be judged."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            metavar="FILE",
            help="a facts file; .jsonl holds one facts object a line; - reads standard input",
        )
        parser.add_argument(
            "--lines", action="store_true", help="one facts object a line, whatever the file is called"
        )

    def handle(self, *args: Any, file: str, lines: bool, **options: Any) -> None:
        try:
            status = self._judge(file, lines or file.lower().endswith(".jsonl"))
            self.stdout.flush()
        except BrokenPipeError:
            # Anyone who read the reports has seen enough. Python would complain once more when it closes the pipe.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            status = CANNOT_JUDGE
        except OSError as error:
            raise CommandError(
                f"{file} can't be read: {error.strerror or error}", returncode=CANNOT_JUDGE
            ) from error
        if status != MET:
            sys.exit(status)

    def _judge(self, file: str, by_line: bool) -> int:
        name = "standard input" if file == "-" else file
        if file == "-":
            return self._judge_stream(sys.stdin.buffer, name, by_line)
        with Path(file).open("rb") as stream:
            return self._judge_stream(stream, name, by_line)

    def _judge_stream(self, stream: IO[bytes], name: str, by_line: bool) -> int:
        if not by_line:
            return self._judge_one(stream.read(MAX_BYTES + 1), name, indent=2)
        worst, seen = MET, False
        for number, line in _lines(stream):
            seen = True
            worst = max(worst, self._judge_one(line, f"{name}, line {number}", indent=None))
        if not seen:
            self.stderr.write(f"{name}: there is nothing in it; write one JSON object a line")
            return CANNOT_JUDGE
        return worst

    def _judge_one(self, source: bytes, name: str, *, indent: int | None) -> int:
        try:
            report = assess(Facts.from_json(source))
        except Refused as refused:
            for problem in refused.problems:
                self.stderr.write(f"{name}: {problem}")
            return CANNOT_JUDGE
        self.stdout.write(report.to_json(indent))
        return MET if report.met else NOT_MET


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, numbered from 1; of one that is too long, just enough to be refused."""
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        too_long = len(line) > MAX_BYTES
        rest = line
        while len(rest) > MAX_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_BYTES + 1)
        if too_long:
            yield number, line
        elif not line.isspace():
            yield number, line.rstrip(b"\r\n")
