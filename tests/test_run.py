"""``make run``'s second half, ``tools/run.py``: it starts everything together and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.services import free_port

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 120


@pytest.fixture(scope="module")
def portal_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the data of every portal that these tests start, so that only the first one fills the database."""
    return tmp_path_factory.mktemp("portal")


class Portal:
    """The portal as a person starts it, with data of its own and what it prints in a file."""

    def __init__(self, folder: Path, port: int) -> None:
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
                env={**kept, "PORT": str(port), "ONEMIND_VAR": str(folder), "PYTHONUNBUFFERED": "1"},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def await_ready(self) -> None:
        _await(lambda: "\nready: " in self.output or self.process.poll() is not None, self)
        assert "\nready: " in self.output, self.output

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


@pytest.fixture
def portal(portal_folder: Path) -> Iterator[Callable[[int], Portal]]:
    started: list[Portal] = []

    def start(port: int) -> Portal:
        started.append(Portal(portal_folder, port))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.leave(signal.SIGTERM)


def test_the_portal_runs_and_ctrl_c_leaves_nothing_behind(portal: Callable[[int], Portal]) -> None:
    running = portal(free_port())
    running.await_ready()

    assert _status(running.port) == 200
    assert any("celery" in command for command in running.processes().values())
    assert running.leave(signal.SIGINT) == 0
    assert running.processes() == {}


def test_the_portal_stops_when_its_worker_dies_and_says_so(portal: Callable[[int], Portal]) -> None:
    running = portal(free_port())
    running.await_ready()
    worker = min(pid for pid, command in running.processes().items() if "celery" in command)
    os.kill(worker, signal.SIGKILL)

    assert running.process.wait(timeout=PATIENCE_SECONDS) == 1
    assert "The worker ended by itself" in running.output
    assert running.processes() == {}


def test_a_killed_portal_takes_its_processes_with_it(portal: Callable[[int], Portal]) -> None:
    running = portal(free_port())
    running.await_ready()
    running.leave(signal.SIGKILL)

    _await(lambda: running.processes() == {}, running)


def test_a_second_portal_on_the_same_data_is_refused(portal: Callable[[int], Portal]) -> None:
    first = portal(free_port())
    _await(lambda: "Preparing the database" in first.output, first)
    second = portal(free_port())

    assert second.process.wait(timeout=PATIENCE_SECONDS) == 1
    assert "already running" in second.output


def test_a_port_in_use_is_named_with_the_way_out(portal: Callable[[int], Portal]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = portal(port)

        assert refused.process.wait(timeout=PATIENCE_SECONDS) == 1
        assert f"Port {port} can't be used" in refused.output
        assert f"make run PORT={port + 1}" in refused.output


def _await(condition: Callable[[], bool], portal: Portal) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, portal.output
        time.sleep(0.1)


def _status(port: int) -> int:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(f"http://localhost:{port}/healthz", timeout=10) as answer:
        status: int = answer.status
        return status
