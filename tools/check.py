"""Everything that can be said about the code without running its tests: ``make check``.

All checks run, two at a time; a check that passes takes one line, one that fails shows what it found.
"""

import os
import secrets
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tools import programs
from tools.console import stop

BIN = Path(sys.executable).parent

# The smallest production environment, with no one's values.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "onemind.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "portal.example.org",
    "SITE_URL": "https://portal.example.org",
    "DATABASE_URL": "postgres://portal:password@localhost/portal",
    "REDIS_URL": "redis://:password@localhost/0",
    "TRUSTED_PROXY_COUNT": "1",
    "EMAIL_HOST": "mail.example.org",
    "DEFAULT_FROM_EMAIL": "One Mind Campaign <portal@example.org>",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One command, and what it looks after."""

    title: str
    program: str
    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)

    def run(self) -> "Result":
        """Run the command to its end. It has failed when its exit status is not 0."""
        result = subprocess.run(
            [str(BIN / self.program), *self.arguments],
            cwd=programs.ROOT, env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        return Result(self.title, result.returncode == 0, result.stdout.strip())


@dataclass(frozen=True, slots=True)
class Result:
    """How a check ended, and what it printed."""

    title: str
    passed: bool
    output: str


CHECKS = [
    Check("types (mypy)", "mypy", ["."]),
    Check("style (ruff check)", "ruff", ["check", "--quiet", "--output-format", "concise", "."]),
    Check("format (ruff format)", "ruff", ["format", "--check", "--quiet", "."]),
    Check("who imports whom (import-linter)", "lint-imports", ["--no-cache"]),
    Check("format of templates (djangofmt)", "djangofmt", ["--check", "templates"]),
    Check("templates (djlint)", "djlint", ["--lint", "--quiet", "templates"]),
    Check("lines of templates", "python", ["-m", "tools.template_lines"]),
    Check("the words that people read", "python", ["-m", "tools.words"]),
    Check("no migration is missing", "python", ["manage.py", "makemigrations", "--check", "--dry-run"]),
    Check("Django's checks", "python", ["manage.py", "check", "--fail-level", "WARNING"]),
    Check(
        "Django's deployment checks",
        "python",
        ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        PRODUCTION,
    ),
]


def main() -> None:
    """Run all checks, report each as it ends, and leave with exit status 1 if any failed."""
    failed = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for result in pool.map(Check.run, CHECKS):
            print(f"{'✓' if result.passed else '✗'} {result.title}", flush=True)
            if not result.passed:
                failed += 1
                print(f"{result.output}\n", flush=True)
    if failed:
        stop(f"{failed} of {len(CHECKS)} checks failed.")


if __name__ == "__main__":
    main()
