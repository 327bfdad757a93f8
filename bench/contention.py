"""What pages wait for while an import runs: ``python -m bench.contention`` on the database of ``DATABASE_URL``, or SQLite.

One process writes as pages do (one officer each, with its entry on the trail) at a pageful's pace; another brings in one
large file after the other, as the worker does.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from statistics import quantiles

import psycopg2

from bench.measure import say

ROWS = (4_000, 12_000)
IMPORTS = 6
PAUSE_SECONDS = 0.01
ALONE = 250


def run() -> None:
    """Measure on SQLite and on PostgreSQL, each in processes and on a database of their own, and print."""
    from tools import programs

    without = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    _measured_in_processes("SQLite", without, "no error ever")
    if programs.postgresql_bin() is None:
        say("  15 PostgreSQL: no server is installed")
        return
    from rehearsal.services import start_postgresql

    _measured_in_processes("PostgreSQL", {**without, "DATABASE_URL": start_postgresql()}, "p95 <= 5")


def _measured_in_processes(name: str, environment: dict[str, str], goal: str) -> None:
    with tempfile.TemporaryDirectory(prefix="onemind-bench-") as folder:
        out = subprocess.run(
            [sys.executable, "-m", "bench.contention"],
            env={**environment, "ONEMIND_VAR": folder},
            capture_output=True,
            text=True,
            check=False,
        )
        if out.returncode:
            raise RuntimeError(out.stderr)
        say(f"  15 {name:<11} {out.stdout.strip()}   goal {goal}")


def measure() -> None:
    """Write alone, then beside imports, and print one line."""
    from django.core.management import call_command
    from django.db import DatabaseError

    call_command("migrate", verbosity=0)
    from accounts.models import User
    from agencies.models import Agency, Membership
    from training.actions import officers
    from training.models import Officer, TrainingRecord

    agency = Agency.objects.create(name="Writing Police Department")
    by = User.objects.create(email="writer@example.org")
    Membership.objects.create(agency=agency, user=by, role=Membership.Role.LEAD)
    numbers = iter(range(10**9))
    errors: list[str] = []

    def write() -> float:
        begun = time.perf_counter()
        try:
            officers.add(agency=agency, by=by, ref=f"W{next(numbers)}")
        except (DatabaseError, psycopg2.Error) as error:
            errors.append(str(error))
        took = time.perf_counter() - begun
        time.sleep(PAUSE_SECONDS)
        return took

    alone = [write() for _round in range(ALONE)]
    importer = subprocess.Popen([sys.executable, "-m", "bench.contention", "import"], stdout=subprocess.PIPE)
    assert importer.stdout is not None  # noqa: S101 - it is a pipe
    importer.stdout.readline()
    beside = list(_while_running(importer, write))
    if importer.returncode:
        raise RuntimeError("The import failed.")
    done = Officer.objects.exclude(agency=agency).count(), TrainingRecord.objects.count()
    assert done == (ROWS[0] * IMPORTS, ROWS[1] * IMPORTS)  # noqa: S101 - or it measured something else
    assert Officer.objects.filter(agency=agency).count() == len(alone) + len(beside) - len(errors)  # noqa: S101
    p95, p95_alone = (quantiles(times, n=20)[-1] * 1000 for times in (beside, alone))
    say(
        f"p95 of {len(beside)} writes beside {IMPORTS} imports of {sum(ROWS)} rows: {p95 / p95_alone:.1f} x"
        f" ({p95:.1f} ms; alone {p95_alone:.1f} ms), longest {max(beside) * 1000:.0f} ms, errors: {len(errors)}"
    )


def _while_running(importer: subprocess.Popen[bytes], write: object) -> Iterator[float]:
    assert callable(write)  # noqa: S101
    while importer.poll() is None:
        yield write()


def run_import() -> None:
    """Import the files for one new agency after the other."""
    from agencies.models import Agency
    from bench import rosters
    from bench.training import Source

    officers, records = ROWS
    source = Source(rosters.roster(officers), rosters.records(records, officers))
    agencies = [Agency.objects.create(name=f"Importing {number}") for number in range(IMPORTS)]
    say("ready")
    for agency in agencies:
        source.run_import(agency)


if __name__ == "__main__":
    import django

    django.setup()
    run_import() if sys.argv[1:] == ["import"] else measure()
