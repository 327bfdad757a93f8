"""Servers to measure over HTTP: the portal as production runs it, and Datasette beside it. Each is ended with its block."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

START_SECONDS = 60
# What a proxy says in front of the portal, and what every browser asks for.
_HEADERS = {"X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"}


class Server:
    """A server on this machine, asked over one connection that stays open."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """Ask for a page, and read it to its end. SystemExit where it isn't found, so that no error page is measured."""
        sent = {**_HEADERS, **{name.replace("_", "-"): value for name, value in headers.items()}}
        try:
            response = self._ask(path, sent)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # It hangs up on those who say nothing for two seconds.
            self._connection.close()
            response = self._ask(path, sent)
        if response.status not in {200, 304}:
            raise SystemExit(f"{path} was answered with {response.status}")
        return response

    def get_json(self, path: str) -> Any:
        """Ask for an answer to programs, and read it."""
        self._connection.request("GET", path)
        return json.load(self._connection.getresponse())

    def _ask(self, path: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        self._connection.request("GET", path, headers=dict(headers))
        response = self._connection.getresponse()
        response.read()
        return response


@contextmanager
def portal(folder: Path) -> Iterator[Server]:
    """The portal under gunicorn with production's settings and one worker, on the database in this folder."""
    given = {
        "DJANGO_SETTINGS_MODULE": "bench.production",
        "ONEMIND_VAR": str(folder),
        "SECRET_KEY": "for-the-time-of-a-measurement-" * 2,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "https://measured.example.org",
        "INSECURE_FIRST_LOOK": "yes",
        "EMAIL_HOST": "localhost",
        "DEFAULT_FROM_EMAIL": "measured@example.org",
        "PAGE_CACHE_SECONDS": "3600",
    }
    environment = {**os.environ, **given}
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, env=environment, check=True)  # noqa: S603 - our own words
    port = _free_port()
    # As in the image, but for the number of workers: two would each have a register of their own at hand.
    command = [
        *(sys.executable, "-m", "gunicorn", "onemind.wsgi", "--bind", f"127.0.0.1:{port}"),
        *("--workers", "1", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"),  # noqa: S108
        *("--access-logfile", "-"),
    ]
    with _running(command, port, environment) as server:
        yield server


@contextmanager
def datasette(program: Path, database: Path) -> Iterator[Server]:
    """Datasette with this SQLite file, without suggesting facets."""
    port = _free_port()
    command = [
        *(str(program), "serve", str(database), "--host", "127.0.0.1", "--port", str(port)),
        *("--setting", "suggest_facets", "off"),
    ]
    with _running(command, port, dict(os.environ)) as server:
        yield server


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[Server]:
    process = subprocess.Popen(  # noqa: S603 - our own words, and a program that the caller named
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(process, port)
        yield Server(port)
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"{process.args!r} ended at once")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.2)
    raise SystemExit(f"{process.args!r} didn't answer")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
