"""Keeping processes alive: one that ends by itself is started again after a pause that grows, unless that happens too often.

Whatever ends the process that supervises ends them all, and nothing of theirs stays behind.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tools import programs
from tools.console import say, stop

MOST_DEATHS = 5
WITHIN_SECONDS = 60
FIRST_PAUSE_SECONDS = 0.5
STOP_SECONDS = 15
# Where no one takes the dead away, as in a container without an init, they stay in their group.
GONE_SECONDS = 2
SHOWN_LINES = 15


class Process:
    """One process, in a session of its own: Ctrl-C reaches only us, and we stop it in good order. It writes to ``log``."""

    def __init__(self, name: str, command: Sequence[str], log: Path) -> None:
        self.name, self.log = name, log
        self.again_at: float | None = None
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        log.write_bytes(b"")

    def start(self) -> None:
        """Start it, for the first time or again; what it writes is added to the log."""
        self.again_at = None
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )

    def ended(self) -> int | None:
        """Its exit status if it has ended since it was started, once; processes that it left behind are ended, too."""
        if self._process is None or (status := self._process.poll()) is None:
            return None
        self._end_group()
        return status

    def terminate(self) -> None:
        """Ask it to leave."""
        if self._process is not None:
            self._process.terminate()

    def wait(self, seconds: float) -> None:
        """Wait for it to leave, insist when the seconds are over, and end what it left behind."""
        if self._process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=seconds)
        self._end_group()

    def _end_group(self) -> None:
        """End all that is left of its process group, and return when it is gone: it may hold our port."""
        assert self._process is not None  # noqa: S101 (for the type checker: only who was started is ended)
        deadline = time.monotonic() + GONE_SECONDS
        with suppress(ProcessLookupError):
            while time.monotonic() < deadline:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
                time.sleep(0.01)
        self._process = None


class Supervisor:
    """Starts processes in their order, and keeps them alive for as long as ``tend`` is called."""

    def __init__(self, *processes: Process) -> None:
        self._processes = processes
        self._deaths: list[float] = []

    def start(self) -> None:
        """Start all of them."""
        for process in self._processes:
            process.start()

    def tend(self) -> None:
        """Start again each program that has ended, when its pause is over. SystemExit when that happens too often."""
        now = time.monotonic()
        for process in self._processes:
            if process.again_at is not None:
                if now >= process.again_at:
                    process.start()
            elif (status := process.ended()) is not None:
                process.again_at = now + self._pause(process, status, now)

    def stop(self) -> None:
        """Ask all to leave, in the order in which they were started, then insist."""
        for process in self._processes:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self._processes:
            process.wait(max(0.1, deadline - time.monotonic()))

    def _pause(self, process: Process, status: int, now: float) -> float:
        """How long to wait after this death: the longer, the more there were lately."""
        self._deaths = [*(death for death in self._deaths if now - death < WITHIN_SECONDS), now]
        what = f"The {process.name} ended by itself ({_in_words(status)})"
        if len(self._deaths) >= MOST_DEATHS:
            show_end(process.log)
            stop(f"{what}. That is {MOST_DEATHS} ends within {WITHIN_SECONDS} seconds: stopping everything.")
        pause = FIRST_PAUSE_SECONDS * 2 ** (len(self._deaths) - 1)
        say(f"{what}; it starts again in {pause:g} s")
        return pause


def show_end(log: Path) -> None:
    """Print the last lines of a log."""
    print(f"\nThe end of {shown(log)}:", file=sys.stderr)
    for line in log.read_text(errors="replace").splitlines()[-SHOWN_LINES:]:
        print(f"  {line}", file=sys.stderr)


def shown(path: Path) -> str:
    """A path as it is shown: from the project's folder on, if it lies in there."""
    return os.path.relpath(path, programs.ROOT) if path.is_relative_to(programs.ROOT) else str(path)


def _in_words(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit status {status}"


def _end_with_parent() -> None:
    """Ask the kernel for a SIGTERM when our parent dies, even by ``kill -9``."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
