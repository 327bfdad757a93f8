"""How the set-up speaks: one line before each step, and one clear sentence when a piece can't be had."""

import subprocess
import sys
from collections.abc import Mapping
from typing import NoReturn


def say(text: str) -> None:
    """Say what is being done."""
    print(f"» {text}", flush=True)


def stop(text: str) -> NoReturn:
    """Say what is missing and what to do about it, and leave with exit status 1."""
    print(f"\n✗ {text}", file=sys.stderr, flush=True)
    raise SystemExit(1)


def works(command: list[str]) -> bool:
    """Whether a command can be run and succeeds; nothing is shown."""
    try:
        return (
            subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode
            == 0
        )
    except OSError:
        return False


def succeeds(command: list[str], *, environment: Mapping[str, str] | None = None) -> bool:
    """Run a command whose success is expected. Returns whether it did; its last words are shown when it didn't."""
    try:
        result = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    except OSError as error:
        print(f"  {command[0]}: {error.strerror}", file=sys.stderr, flush=True)
        return False
    if result.returncode:
        for line in (result.stdout + result.stderr).splitlines()[-12:]:
            print(f"  {line}", file=sys.stderr, flush=True)
    return result.returncode == 0
