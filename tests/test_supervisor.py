"""Who keeps the first look's processes alive: what dies too often stops all, and leaves nothing behind."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.supervisor import Process, Supervisor

PATIENCE_SECONDS = 60
# Says its process id, starts a child that outlives it, and waits.
PARENT = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(os.getpid(), child.pid, flush=True)
time.sleep(600)
"""


def started(folder: Path, program: str) -> tuple[Supervisor, Path]:
    log = folder / "one.log"
    supervisor = Supervisor(Process("one", [sys.executable, "-c", program], log))
    supervisor.start()
    return supervisor, log


def test_a_process_that_always_dies_is_given_up_with_its_last_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    supervisor, log = started(tmp_path, "print('last words'); raise SystemExit(3)")
    with pytest.raises(SystemExit) as ended:
        tend(supervisor, lambda: False)
    said = capsys.readouterr()

    assert ended.value.code == 1
    assert log.read_text() == "last words\n" * 5
    assert said.out.splitlines() == [
        f"» The one ended by itself (exit status 3); it starts again in {pause} s" for pause in (0.5, 1, 2, 4)
    ]
    assert "  last words" in said.err
    assert "The one ended by itself (exit status 3). That is 5 ends within 60 seconds" in said.err


def test_what_a_dead_process_leaves_behind_is_ended_before_it_starts_again(tmp_path: Path) -> None:
    supervisor, log = started(tmp_path, PARENT)
    tend(supervisor, lambda: log.read_text().count("\n") == 1)
    first, child = map(int, log.read_text().split())
    os.kill(first, signal.SIGKILL)
    tend(supervisor, lambda: log.read_text().count("\n") == 2)
    second = [int(word) for word in log.read_text().split()[2:]]

    assert [alive(pid) for pid in (first, child, *second)] == [False, False, True, True]
    supervisor.stop()
    assert [alive(pid) for pid in second] == [False, False]


def tend(supervisor: Supervisor, until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not until():
        assert time.monotonic() < deadline
        supervisor.tend()
        time.sleep(0.05)


def alive(pid: int) -> bool:
    """Whether a process lives; the dead who wait for their parent have no command line."""
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False
