"""Run the drills: ``python -m drills [NAME ...]``. Each has services, a database and folders of its own, removed afterwards."""

import importlib
import subprocess
import sys
import traceback

from drills.findings import Findings

# In the order in which they run. Each is a module here with a function ``run``; its first line says what it does.
NAMES = ["restore", "postgresql", "redis", "workers", "disk", "web"]


def main() -> None:
    """Run the drills that are named, or all; leave with exit status 1 if anything was not as it must be."""
    names = sys.argv[1:] or NAMES
    if unknown := sorted(set(names) - set(NAMES)):
        raise SystemExit(f"There is no drill {', '.join(unknown)}. There are: {', '.join(NAMES)}.")
    if len(names) == 1:
        raise SystemExit(run(names[0]))
    # Each in a process of its own: Django has one database a process.
    failed = [name for name in names if subprocess.run([sys.executable, "-m", "drills", name]).returncode]
    print(f"\n{len(names) - len(failed)} of {len(names)} drills went as they must.", flush=True)
    if failed:
        raise SystemExit(f"Not so: {', '.join(failed)}.")


def run(name: str) -> int:
    """Run one drill in this process; the exit status."""
    from drills.stage import Stage

    drill = importlib.import_module(f"drills.{name}")
    print(f"\n» {name}: {(drill.__doc__ or '').splitlines()[0]}", flush=True)
    findings = Findings()
    with Stage() as stage:
        try:
            drill.run(stage, findings)
        except Exception:
            findings.require(f"it came to its end:\n{traceback.format_exc()}", holds=False)
        findings.took()
        if findings.failed:
            findings.saw("the logs are kept in", stage.keep_logs(name))
    return 1 if findings.failed else 0


if __name__ == "__main__":
    main()
