"""How much memory an import takes as its file grows: each size in a process of its own, as ``python -m bench.memory FILES``."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import rosters
from bench.measure import say


def run(*sizes: int) -> None:
    """Measure files of these numbers of rows, fresh and the same again, and print how the peak grew."""
    peaks = {rows: _peak(rows) for rows in (0, *sizes)}
    say(f"  peak of the process: {peaks[0]:.0f} MB with one row")
    for rows in sizes:
        say(f"  {rows:>7} rows: {peaks[rows]:.0f} MB ({peaks[rows] - peaks[0]:+.0f} MB)")
    times = sizes[-1] / sizes[0]
    say(f"  {times:.0f} times the rows: {peaks[sizes[-1]] / peaks[sizes[0]]:.2f} x the memory")


def _peak(rows: int) -> float:
    officers = max(1, rows // 4)
    contents = rosters.roster(officers), rosters.records(max(1, rows - officers), officers)
    with tempfile.TemporaryDirectory(prefix="onemind-bench-") as folder:
        # Made here: what it takes to make them is no memory of the import.
        files = [Path(folder) / name for name in ("roster.csv", "records.csv")]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        environment = {**os.environ, "ONEMIND_VAR": folder}
        command = [sys.executable, "-m", "bench.memory", *map(str, files)]
        out = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - ourselves
        return float(out.stdout.split()[-1])


def _run_import(*paths: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from agencies.models import Agency
    from bench.training import Source

    source = Source(*(Path(path).read_bytes() for path in paths))
    agency = Agency.objects.create(name="Measured Police Department")
    source.run_import(agency)
    source.run_import(agency)


if __name__ == "__main__":
    _run_import(*sys.argv[1:])
    # Not getrusage(): its peak takes in that of the process which started this one.
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    say(f"{int(status['VmHWM'].split()[0]) / 1024:.1f}")
