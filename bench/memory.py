"""How much memory an import takes as its file grows: each size in a process of its own, as ``python -m bench.memory N``."""

import os
import resource
import subprocess
import sys
import tempfile

from bench.measure import say


def run(small: int, large: int) -> None:
    """Measure two sizes and print how the peak grew."""
    peaks = {rows: _peak(rows) for rows in (0, small, large)}
    grown = peaks[large] - peaks[small]
    say(
        f"  peak of the process: {peaks[0]:.0f} MB idle, {peaks[small]:.0f} MB at {small} rows, {peaks[large]:.0f} MB at {large}"
    )
    say(f"  ten times the rows: {peaks[large] / peaks[small]:.2f} x the memory ({grown:+.0f} MB)")


def _peak(rows: int) -> float:
    with tempfile.TemporaryDirectory(prefix="onemind-bench-") as folder:
        environment = {**os.environ, "ONEMIND_VAR": folder}
        command = [sys.executable, "-m", "bench.memory", str(rows)]
        out = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - ourselves
        return float(out.stdout.split()[-1])


def _bring_in(rows: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from agencies.models import Agency
    from bench import rosters
    from bench.training import Source

    if rows:
        officers = rows // 4
        source = Source(rosters.roster(officers), rosters.records(rows - officers, officers))
        source.bring_in(Agency.objects.create(name="Measured Police Department"))
    else:
        Source(rosters.roster(1)).bring_in(Agency.objects.create(name="Measured Police Department"))


if __name__ == "__main__":
    _bring_in(int(sys.argv[1]))
    say(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f}")
