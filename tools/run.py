"""Starts the portal for a first look: database, demonstration, web server and background worker, until Ctrl-C.

The two processes live and die together: if one ends, the other is stopped and it is said; whatever ends this process
ends both. What they print goes to ``var/log/``. Run by ``make run`` with the environment's Python; ``PORT`` is honoured.
"""

import ctypes
import fcntl
import os
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

ROOT = programs.ROOT
VAR = Path(os.environ.get("ONEMIND_VAR") or ROOT / "var")
LOGS = VAR / "log"
READY_SECONDS = 90
STOP_SECONDS = 15


def main() -> None:
    """Prepare the database, start both processes, say when they are ready, and stay until told to stop."""
    os.chdir(ROOT)
    port = _port()
    LOGS.mkdir(parents=True, exist_ok=True)
    with (VAR / "run.lock").open("w") as lock:
        _hold(lock.fileno())
        _check_free(port)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _leave)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onemind.settings.development")
        os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
        _prepare()
        processes: dict[str, subprocess.Popen[bytes]] = {}
        try:
            say("Starting the web server and the background worker")
            processes["web server"] = _start("web", _web_command(port))
            processes["worker"] = _start("worker", _worker_command())
            if _has_demonstration():
                _manage("demo", "--who")
            _await_ready(port, processes)
            _announce(port)
            _watch(processes)
        finally:
            _stop(processes)


def _prepare() -> None:
    say("Preparing the database")
    _manage("migrate", "--verbosity", "0")
    if _has_demonstration():
        say("Loading the demonstration, unless it is there")
        _manage("demo")


def _web_command(port: int) -> list[str]:
    """Gunicorn, as in production, but with one process; WhiteNoise serves the static files straight from their folders."""
    return [
        *[sys.executable, "-m", "gunicorn", "onemind.wsgi", "--bind", f"127.0.0.1:{port}"],
        *["--workers", "1", "--threads", "4", "--no-control-socket", "--access-logfile", "-"],
    ]


def _worker_command() -> list[str]:
    """One Celery worker with beat inside it; one task at a time, because SQLite has one writer."""
    return [
        *[sys.executable, "-m", "celery", "--app", "onemind", "worker", "--beat", "--concurrency", "1"],
        *["--loglevel", "INFO", "--without-gossip", "--without-mingle"],
    ]


def _start(name: str, command: list[str]) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, so that Ctrl-C reaches only us and we stop it in good order."""
    with (LOGS / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )


def _end_with_parent() -> None:
    """Ask the kernel for a SIGTERM when our parent dies, even by ``kill -9``."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def _await_ready(port: int, processes: dict[str, subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not (_answers(port) and b" ready." in (LOGS / "worker.log").read_bytes()):
        _check_alive(processes)
        if time.monotonic() > deadline:
            _show_end("web")
            _show_end("worker")
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
        f"E-mails are files in {_shown(VAR / 'mail')}, what the processes say is in {_shown(LOGS)}. "
        "Ctrl-C stops everything; the data stays.",
        flush=True,
    )


def _watch(processes: dict[str, subprocess.Popen[bytes]]) -> NoReturn:
    while True:
        _check_alive(processes)
        time.sleep(0.5)


def _check_alive(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, process in processes.items():
        if process.poll() is not None:
            _show_end("web" if name == "web server" else name)
            stop(f"The {name} ended by itself (exit status {process.returncode}); stopping everything.")


def _stop(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask both to finish, then insist, and sweep up what they may have left in their process groups."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    say("Stopping the web server and the background worker")
    for process in processes.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes.values():
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


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
        stop(f"The portal is already running with the data in {_shown(VAR)}. Stop that one first.")


def _show_end(name: str) -> None:
    print(f"\nThe end of {_shown(LOGS / f'{name}.log')}:", file=sys.stderr)
    for line in (LOGS / f"{name}.log").read_text(errors="replace").splitlines()[-15:]:
        print(f"  {line}", file=sys.stderr)


def _shown(path: Path) -> str:
    return os.path.relpath(path, ROOT) if path.is_relative_to(ROOT) else str(path)


def _leave(number: int, frame: object) -> NoReturn:
    """Ctrl-C is how one leaves, so it is a success; another signal's number is passed on as shells do."""
    raise SystemExit(0 if number == signal.SIGINT else 128 + number)


if __name__ == "__main__":
    main()
