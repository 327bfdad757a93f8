"""The portal under gunicorn, as the image runs it, and visitors who ask it over HTTP as a proxy in front would."""

import http.client
import os
import re
import secrets
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from rehearsal.services import free_port
from tools.programs import ROOT

HOST = "drill.example.org"
START_SECONDS = 60


class Portal:
    """One gunicorn with two workers."""

    def __init__(self, log: Path, environment: dict[str, str]) -> None:
        self.log, self._environment = log, environment
        self.port = free_port()
        self.start()

    def start(self) -> None:
        """Start it, on the same port as before, and return when it answers."""
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "onemind.wsgi", "--bind", f"127.0.0.1:{self.port}",
                 "--workers", "2", "--threads", "4", "--timeout", "30", "--worker-tmp-dir", "/dev/shm",
                 "--no-control-socket"],
                cwd=ROOT, env=self._environment, stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        visitor = Visitor(self.port)
        while visitor.get("/healthz").status != 200:
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"gunicorn did not start:\n{self.output()}")
            time.sleep(0.1)

    def kill(self) -> None:
        """``kill -9`` it with its workers, as a power cut would."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """Ask it to leave; insist if it doesn't."""
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=30)
        self.kill()

    def output(self) -> str:
        """What it has logged so far."""
        return self.log.read_text(errors="replace")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, read to its end. ``status`` is 0 where no one answered."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    began: float = 0.0
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode(errors="replace")


class Visitor:
    """A person with a browser: keeps cookies, sends the form's token, says what a proxy in front would say.

    Paths without a slash in front are below ``home``: for a member, the address of their agency's pages.
    """

    def __init__(self, port: int, home: str = "/") -> None:
        self._port = port
        self._home = home
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path)

    def post(
        self, path: str, fields: dict[str, str], files: dict[str, tuple[str, bytes]] | None = None
    ) -> Answer:
        """Send a form; with files (a field's name to the file's name and bytes) as a browser does."""
        sent = {**fields, "csrfmiddlewaretoken": self._cookies.get("__Host-csrf", "")}
        if files is None:
            return self._ask("POST", path, urlencode(sent).encode(), "application/x-www-form-urlencoded")
        edge = secrets.token_hex(16)
        parts = [
            *((f'name="{name}"', value.encode()) for name, value in sent.items()),
            *((f'name="{name}"; filename="{called}"', content) for name, (called, content) in files.items()),
        ]
        body = b"".join(
            b"--%b\r\nContent-Disposition: form-data; %b\r\n\r\n%b\r\n"
            % (edge.encode(), head.encode(), content)
            for head, content in parts
        )
        return self._ask(
            "POST", path, body + b"--%b--\r\n" % edge.encode(), f"multipart/form-data; boundary={edge}"
        )

    def sign_in(self, email: str, password: str) -> bool:
        """Fill in the form for signing in; whether that worked."""
        self.get("/account/login/")
        return self.post("/account/login/", {"login": email, "password": password}).status == 302

    def _ask(self, method: str, path: str, body: bytes | None = None, media_type: str = "") -> Answer:
        began = time.monotonic()
        headers = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "192.0.2.7",
            "Origin": f"https://{HOST}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            **({"Content-Type": media_type} if media_type else {}),
        }
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request(method, path if path.startswith("/") else self._home + path, body, headers)
            response = connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            return Answer(0, began=began, seconds=time.monotonic() - began)
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or []:
            if match := re.match(r"([^=]+)=([^;]*)", line):
                self._cookies[match[1]] = match[2].strip('"')
        return Answer(response.status, dict(response.headers), content, began, time.monotonic() - began)
