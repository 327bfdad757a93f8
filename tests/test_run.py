"""``make run``'s second half, ``tools/run.py``: it starts everything together and leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rehearsal.first_look import PATIENCE_SECONDS, Portal, answers, await_true, status_of
from rehearsal.services import free_port


@pytest.fixture(scope="module")
def portal_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the data of every portal that these tests start, so that only the first one fills the database."""
    return tmp_path_factory.mktemp("portal")


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

    assert status_of(running.port) == 200
    assert any("celery" in command for command in running.processes().values())
    assert running.leave(signal.SIGINT) == 0
    assert running.processes() == {}


@pytest.mark.parametrize(
    ("name", "command"), [("web server", "gunicorn"), ("worker", " worker "), ("scheduler", " beat ")]
)
def test_a_process_that_dies_is_started_again_and_it_is_said(
    portal: Callable[[int], Portal], name: str, command: str
) -> None:
    running = portal(free_port())
    running.await_ready()
    await_true(lambda: running.first(command) is not None, running)
    killed = {pid for pid, words in running.processes().items() if command in words}
    os.kill(min(killed), signal.SIGKILL)

    await_true(
        lambda: f"The {name} ended by itself (signal 9); it starts again in 0.5 s" in running.output, running
    )
    await_true(lambda: running.first(command) not in {None, *killed}, running)
    await_true(lambda: killed.isdisjoint(running.processes()), running)
    await_true(lambda: answers(running.port), running)
    assert running.leave(signal.SIGINT) == 0
    assert running.processes() == {}


def test_five_deaths_within_a_minute_stop_everything_with_the_logs_last_lines(
    portal: Callable[[int], Portal],
) -> None:
    running = portal(free_port())
    running.await_ready()
    killed: set[int | None] = {None}
    for _ in range(5):
        await_true(lambda: running.first(" beat ") not in killed, running)
        worker = running.first(" beat ")
        assert worker is not None
        os.kill(worker, signal.SIGKILL)
        killed.add(worker)

    assert running.process.wait(timeout=PATIENCE_SECONDS) == 1
    said = [line for line in running.output.splitlines() if "The scheduler ended by itself" in line]
    assert [line.rpartition("; ")[2] for line in said[:4]] == [
        f"it starts again in {pause} s" for pause in ("0.5", "1", "2", "4")
    ]
    assert "5 ends within 60 seconds: stopping everything" in said[4]
    assert "The end of" in running.output
    assert running.processes() == {}


def test_loading_the_demonstration_says_how_far_it_is(portal: Callable[[int], Portal]) -> None:
    running = portal(free_port())
    running.await_ready()
    said = "".join(path.read_text(errors="replace") for path in running.folder.glob("run-*.log"))
    steps = re.findall(r"(?m)^  (\d+) of (\d+): (.+)$", said)

    assert ("1", "Riverbend Police Department") in [(number, name) for number, _, name in steps]
    assert sorted(int(number) for number, _, _ in steps) == list(range(1, int(steps[0][1]) + 1))


def test_a_short_soak_finds_every_message_handled_once(portal_folder: Path) -> None:
    """What ``make soak`` does for half an hour, for half a minute."""
    ended = subprocess.run(
        [sys.executable, "-m", "drills.soak", "0.5", str(portal_folder)],
        capture_output=True, text=True, timeout=3 * PATIENCE_SECONDS, check=False,
    )  # fmt: skip

    assert ended.returncode == 0, ended.stdout + ended.stderr
    held = re.findall(r"(?m)^  ✓ (.+)$", ended.stdout)
    assert {"every message was delivered", "the site answered throughout", "no process is left"} <= set(held)
    assert "✗" not in ended.stdout


def test_a_killed_portal_takes_its_processes_with_it(portal: Callable[[int], Portal]) -> None:
    running = portal(free_port())
    running.await_ready()
    running.leave(signal.SIGKILL)

    await_true(lambda: running.processes() == {}, running)


def test_a_second_portal_on_the_same_data_is_refused(portal: Callable[[int], Portal]) -> None:
    first = portal(free_port())
    await_true(lambda: "Preparing the database" in first.output, first)
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
