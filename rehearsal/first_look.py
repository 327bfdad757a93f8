"""The portal as ``make run`` starts it, with data of its own: to start, ask, kill and stop."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 180


class Portal:
    """The portal as a person starts it, with data of its own and what it prints in a file."""

    def __init__(self, folder: Path, port: int, **environment: str) -> None:
        self.port = port
        self.folder = folder
        self.log = folder / f"run-{time.monotonic_ns()}.log"
        kept = {
            name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}
        }
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tools.run"],
                cwd=ROOT,
                env={
                    **kept,
                    **environment,
                    "PORT": str(port),
                    "ONEMIND_VAR": str(folder),
                    "PYTHONUNBUFFERED": "1",
                },
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def await_ready(self) -> None:
        await_true(lambda: "\nready: " in self.output or self.process.poll() is not None, self)
        assert "\nready: " in self.output, self.output

    def first(self, command: str) -> int | None:
        """The process that was started first with this in its command line."""
        return min((pid for pid, words in self.processes().items() if command in words), default=None)

    def leave(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE_SECONDS)

    def processes(self) -> dict[int, str]:
        """Every process that was started with this portal's folder in its environment, with its command line."""
        found = {}
        for entry in Path("/proc").iterdir():
            try:
                environment = (entry / "environ").read_bytes() if entry.name.isdigit() else b""
                if f"ONEMIND_VAR={self.folder}".encode() in environment.split(b"\0"):
                    found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
        return {pid: command for pid, command in found.items() if command}


def await_true(condition: Callable[[], bool], portal: Portal) -> None:
    """Wait for something; AssertionError with what the portal has printed when it doesn't come."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, portal.output
        time.sleep(0.1)


def status_of(port: int, path: str = "/healthz") -> int:
    """Ask for a page, past any proxy; its status. OSError when nothing answers."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(f"http://localhost:{port}{path}", timeout=10) as answer:
        status: int = answer.status
        return status


def answers(port: int) -> bool:
    """Whether the web server is up."""
    try:
        return status_of(port) == 200
    except OSError:
        return False
