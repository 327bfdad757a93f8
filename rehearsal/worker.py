"""A real Celery worker with embedded beat, on the tests' own database and queue: to use, stop and kill."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60
STOP_SECONDS = 30


class CeleryWorker:
    """One worker and its children, beat among them unless told otherwise.

    Comes from the fixture ``celery_worker``, which stops what is left.
    """

    def __init__(self, number: int, environment: dict[str, str], *, beat: bool = True) -> None:
        self.log = Path(settings.VAR_DIR) / f"worker-{number}.log"
        with self.log.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "celery", "--app", "onemind", "worker", *(["--beat"] if beat else []),
                 "--concurrency", "1", "--loglevel", "INFO", "--hostname", f"test-{number}-{os.getpid()}@localhost"],
                cwd=ROOT, env={**os.environ, **worker_environment(), **environment},
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        self._await_ready()

    @property
    def pid(self) -> int:
        """The process id of the worker's main process, which is also its process group's."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the main process still lives."""
        return self._process.poll() is None

    def kill(self) -> None:
        """``kill -9`` the worker with its children, as a power cut would; when this returns they are dead."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        deadline = time.monotonic() + STOP_SECONDS
        while living := living_members(self.pid):
            if time.monotonic() > deadline:
                raise AssertionError(f"These processes survive a kill -9: {living}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Ask the worker to finish its task and leave; insist if it doesn't."""
        if self.running:
            self._process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=STOP_SECONDS)
        self.kill()

    def output(self) -> str:
        """What the worker has logged so far."""
        return self.log.read_text(errors="replace")

    def _await_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while " ready." not in self.output():
            if not self.running or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"The Celery worker did not start:\n{self.output()}")
            time.sleep(0.1)


def living_members(group: int) -> list[int]:
    """The processes that live in a process group; the dead who wait for their parent have no command line."""
    members = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if (
                entry.name.isdigit()
                and os.getpgid(int(entry.name)) == group
                and (entry / "cmdline").read_bytes()
            ):
                members.append(int(entry.name))
    return members


def worker_environment() -> dict[str, str]:
    """The variables that lead another process to this process's test database, queue and folders."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "rehearsal.worker_settings",
        "DATABASE_URL": database_url(),
        "ONEMIND_VAR": str(settings.VAR_DIR),
        "FILES_ROOT": str(settings.FILES_ROOT),
        "SITE_URL": settings.SITE_URL,
    }
    if settings.REDIS_URL:
        environment["REDIS_URL"] = settings.REDIS_URL
    return environment


def database_url() -> str:
    """The URL of the test database in use, whose name pytest-django made up."""
    current = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{current['NAME']}"
    user, password = quote(current["USER"], safe=""), quote(current["PASSWORD"], safe="")
    return f"postgres://{user}:{password}@{current['HOST']}:{current['PORT']}/{current['NAME']}"
