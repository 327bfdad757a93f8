"""Where a drill takes place: a private PostgreSQL and Redis, a temporary folder, and the portal's processes on them."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

from drills.portal import HOST, Portal
from rehearsal.services import PostgreSQL, Redis
from rehearsal.worker import CeleryWorker
from tools.programs import ROOT


class Stage:
    """The services and the environment of one drill; all of it is stopped and removed at the end."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="onemind-drill-"))
        self.files = self.folder / "files"
        self.postgresql, self.redis = PostgreSQL(), Redis()
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "drills.settings",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": HOST,
            "SITE_URL": f"https://{HOST}",
            "DATABASE_URL": self.postgresql.running_url,
            "REDIS_URL": self.redis.url,
            "ONEMIND_VAR": str(self.folder / "var"),
            "FILES_ROOT": str(self.files),
            "EMAIL_HOST": "localhost",
            "DEFAULT_FROM_EMAIL": f"portal@{HOST}",
            "TRUSTED_PROXY_COUNT": "1",
        }
        self._portals: list[Portal] = []
        self._workers: list[CeleryWorker] = []
        self._beat: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Stage":
        # A polite kill leaves through the ordinary exit, so that all is stopped and removed.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        os.environ.update(self.environment)
        self.migrate(self.postgresql)
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        import django

        django.setup()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for portal in self._portals:
            portal.stop()
        for worker in self._workers:
            worker.stop()
        if self._beat is not None:
            self._beat.kill()
            self._beat.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def portal(self, **environment: str) -> Portal:
        """Start gunicorn as the image does. Keyword arguments are variables that differ from the stage's."""
        log = self.folder / f"portal-{len(self._portals)}.log"
        self._portals.append(Portal(log, {**os.environ, **self.environment, **environment}))
        return self._portals[-1]

    def worker(self, **environment: str) -> CeleryWorker:
        """Start a Celery worker, and beat unless it runs: apart, as in production."""
        if self._beat is None:
            command = [sys.executable, "-m", "celery", "--app", "onemind", "beat", "--loglevel", "INFO"]
            with (self.folder / "beat.log").open("wb") as log:
                self._beat = subprocess.Popen(
                    command, cwd=ROOT, env={**os.environ, **self.environment, **environment},
                    stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                )  # fmt: skip
        own = {**self.environment, **environment}
        self._workers.append(CeleryWorker(len(self._workers), own, beat=False))
        return self._workers[-1]

    def beat_output(self) -> str:
        """What beat has logged so far."""
        return (self.folder / "beat.log").read_text(errors="replace")

    def keep_logs(self, name: str) -> Path:
        """Copy what the processes logged so far to a folder that stays, and return it."""
        kept = ROOT / "var" / "drills" / name
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        for log in [*self.folder.rglob("*.log"), *(worker.log for worker in self._workers)]:
            shutil.copy(log, kept)
        return kept

    def succeeds(self, *words: str, **environment: str) -> bool:
        """Whether one of manage.py's commands ends well."""
        try:
            self.manage(*words, **environment)
        except subprocess.CalledProcessError:
            return False
        return True

    def delivered(self, seconds: float = 120) -> bool:
        """Whether a worker delivers all that the outbox holds, within so many seconds."""
        from outbox.models import Message

        deadline = time.monotonic() + seconds
        while Message.objects.filter(delivered_at=None).exists():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.2)
        return True

    def migrate(self, database: PostgreSQL) -> None:
        """Bring a database up to date as its owner, and grant the role that runs the portal its rights."""
        urls = {"DATABASE_URL": database.running_url, "OWNER_DATABASE_URL": database.url}
        self.manage("migrate", "--verbosity", "0", **urls)
        self.manage("running_role", **urls)

    def manage(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run one of manage.py's commands to its end and return what it said. CalledProcessError when it fails."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT, env={**os.environ, **self.environment, **environment},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
        )  # fmt: skip
