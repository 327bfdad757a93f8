"""The portal as production serves it, on the tests' database: collected, hashed and compressed static files, gunicorn."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from rehearsal.worker import worker_environment

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
LOG = Path(settings.VAR_DIR) / "production.log"


@contextmanager
def production(**variables: str) -> Iterator[str]:
    """Collect the static files, start gunicorn, and give the address to reach it at; both are gone afterwards.

    Keyword arguments are environment variables. What it prints, its log of requests included, is in ``LOG``.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        **worker_environment(),
        "DJANGO_SETTINGS_MODULE": "onemind.settings.production",
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": address,
        # There is no proxy here that speaks TLS.
        "SECURE_SSL_REDIRECT": "no",
        # Nor, maybe, a PostgreSQL or a Redis.
        "INSECURE_FIRST_LOOK": "yes",
        "EMAIL_HOST": "localhost",
        "DEFAULT_FROM_EMAIL": "portal@localhost",
        **variables,
    }
    with LOG.open("wb") as output:
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, cwd=ROOT, env=environment, check=True, stdout=output, stderr=output)
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "onemind.wsgi",
            "--bind",
            f"127.0.0.1:{port}",
            "--threads",
            "4",
            "--access-logfile",
            "-",
        ]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        _await_ready(address, process, LOG)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _await_ready(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise AssertionError(f"gunicorn did not start:\n{log.read_text(errors='replace')}")
