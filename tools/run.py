"""Starts the portal for a first look: database, demonstration, web server and background worker, until Ctrl-C.

A process that ends by itself is started again, and it is said (see `tools.supervisor`); whatever ends this process ends
all. What they print goes to ``var/log/``. Run by ``make run`` with the environment's Python; ``PORT`` is honored.
With ``--dev`` (``make dev``) a saved change is seen without a restart, and pages have the debug toolbar.
"""

import fcntl
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import NoReturn

from tools import programs
from tools.console import say, stop
from tools.supervisor import Process, Supervisor, show_end, shown

ROOT = programs.ROOT
VAR = Path(os.environ.get("ONEMIND_VAR") or ROOT / "var")
LOGS = VAR / "log"
READY_SECONDS = 180


def main() -> None:
    """Prepare the database, start the processes, say when they are ready, and stay until told to stop."""
    os.chdir(ROOT)
    port, develops = _port(), sys.argv[1:] == ["--dev"]
    LOGS.mkdir(parents=True, exist_ok=True)
    with (VAR / "run.lock").open("w") as lock:
        _hold(lock.fileno())
        _check_free(port)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _leave)
        os.environ.setdefault(
            "DJANGO_SETTINGS_MODULE", f"onemind.settings.{'toolbar' if develops else 'development'}"
        )
        os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
        _prepare()
        supervisor = Supervisor(
            Process("web server", _reloading_web(port) if develops else _web_command(port), LOGS / "web.log"),
            Process("worker", _reloading_worker() if develops else _worker_command(), LOGS / "worker.log"),
            Process("scheduler", _scheduler_command(), LOGS / "scheduler.log"),
        )
        try:
            say("Starting the web server and the background worker")
            supervisor.start()
            if _has_demonstration():
                _manage("demo", "--who")
            _await_ready(port, supervisor)
            _announce(port)
            while True:
                supervisor.tend()
                time.sleep(0.2)
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            say("Stopping the web server and the background worker")
            supervisor.stop()


def _prepare() -> None:
    say("Preparing the database")
    _manage("migrate", "--verbosity", "0")
    if _has_demonstration():
        say("Loading the demonstration, unless it is there: the first time takes some two minutes")
        _manage("demo")


def _web_command(port: int) -> list[str]:
    """Gunicorn, as in production, but with one process; WhiteNoise serves the static files straight from their folders."""
    return [
        *[sys.executable, "-m", "gunicorn", "onemind.wsgi", "--bind", f"127.0.0.1:{port}"],
        *["--workers", "1", "--threads", "4", "--no-control-socket", "--access-logfile", "-"],
    ]


def _worker_command() -> list[str]:
    """One Celery worker; one task at a time, because SQLite has one writer."""
    return [
        *[sys.executable, "-m", "celery", "--app", "onemind", "worker", "--concurrency", "1"],
        *["--loglevel", "INFO", "--without-gossip", "--without-mingle", "--without-heartbeat"],
    ]


def _reloading_web(port: int) -> list[str]:
    """Django's own server, which starts itself again when code changes; templates and styles are read at each request."""
    return [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}"]


def _reloading_worker() -> list[str]:
    """The worker, started again when code changes; in one process, so that its end is the end of all of it."""
    folders = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))
    worker = shlex.join([*_worker_command(), "--pool", "solo"])
    return [
        sys.executable,
        "-m",
        "watchfiles",
        "--filter",
        "python",
        "--sigint-timeout",
        "15",
        worker,
        *folders,
    ]


def _scheduler_command() -> list[str]:
    """Beat, apart from the worker: inside it no one would start it again."""
    return [sys.executable, "-m", "celery", "--app", "onemind", "beat", "--loglevel", "INFO"]


def _await_ready(port: int, supervisor: Supervisor) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not (_answers(port) and b" ready." in (LOGS / "worker.log").read_bytes()):
        supervisor.tend()
        if time.monotonic() > deadline:
            show_end(LOGS / "web.log")
            show_end(LOGS / "worker.log")
            stop(f"The portal did not become ready within {READY_SECONDS} seconds.")
        time.sleep(0.2)


def _answers(port: int) -> bool:
    # Past any proxy that the environment names: this is our own machine.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _announce(port: int) -> None:
    print(
        f"\nready: http://localhost:{port}\n"
        f"Emails are files in {shown(VAR / 'mail')}, what the processes say is in {shown(LOGS)}. "
        "Ctrl-C stops everything; the data stays.",
        flush=True,
    )


def _manage(*arguments: str) -> None:
    if subprocess.run(
        [sys.executable, "manage.py", *arguments], stdin=subprocess.DEVNULL, check=False
    ).returncode:
        stop(f"manage.py {' '.join(arguments)} failed; the reason is above.")


def _has_demonstration() -> bool:
    return any(ROOT.glob("*/management/commands/demo.py"))


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        stop(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def _check_free(port: int) -> None:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError as error:
            stop(f"Port {port} can't be used ({error.strerror}). Take another one: make run PORT={port + 1}")


def _hold(lock: int) -> None:
    """Keep a second portal off the same data; the lock ends with this process, however it ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stop(f"The portal is already running with the data in {shown(VAR)}. Stop that one first.")


def _leave(number: int, frame: object) -> NoReturn:
    """Ctrl-C is how one leaves, so it is a success; another signal's number is passed on as shells do."""
    raise SystemExit(0 if number == signal.SIGINT else 128 + number)


if __name__ == "__main__":
    main()
