"""The first look on a busy machine, for half an hour unless told otherwise: ``make soak``.

Beside two busy loops, thousands of messages come in bursts, the worker is killed in the midst of them again and again, and
someone asks for pages all the time. In the end every message must have been handled once, the site must have answered
throughout, and no process may be left. Short runs have fewer messages and kills.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drills.findings import Findings
from drills.workers import mails
from rehearsal.first_look import Portal, await_true
from rehearsal.services import free_port

MINUTES = 30.0
MESSAGES, KILLS, BUSY_LOOPS = 10_000, 5, 2
# Five ends within a minute stop everything, and rightly so: short runs kill less often.
LEAST_SECONDS_BETWEEN_KILLS = 20
PATHS = ("/", "/agencies/", "/healthz", "/verify/")
PAUSE_SECONDS = 0.5
CHUNK = 100
# A lease of production's length in a run of the full length, and so much of it in a shorter one.
LONGEST_LEASE_SECONDS, LEASES_IN_A_RUN = 300, 6


@dataclass(slots=True)
class Asked:
    """What someone saw who asked for pages all the time; status 0 is no answer at all."""

    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0

    def ask(self, url: str) -> None:
        """Ask for one page, and note the answer."""
        began = time.monotonic()
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with direct.open(url, timeout=60) as answer:
                answer.read()
                status = answer.status
        except urllib.error.HTTPError as error:
            status = error.code
        except OSError:
            status = 0
        self.statuses[status] += 1
        self.slowest = max(self.slowest, time.monotonic() - began)


def main() -> None:
    """Run as ``python -m drills.soak [MINUTES [FOLDER]]``; exit status 1 if anything was not as it must be.

    In a folder that is given, a first look's data may be there already; without one, a temporary folder is used.
    """
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES
    if len(sys.argv) > 2:
        raise SystemExit(run(Path(sys.argv[2]), minutes))
    with tempfile.TemporaryDirectory(prefix="onemind-soak-") as folder:
        raise SystemExit(run(Path(folder), minutes))


def run(folder: Path, minutes: float) -> int:
    """Start the first look with its data in ``folder``, soak it, stop it, and say what was seen; the exit status."""
    seconds = minutes * 60
    lease = min(LONGEST_LEASE_SECONDS, max(5, round(seconds / LEASES_IN_A_RUN)))
    environment = {
        "OUTBOX_LEASE_SECONDS": str(lease),
        "DJANGO_SETTINGS_MODULE": "onemind.settings.development",
    }
    print(f"» soak: the first look for {minutes:g} minutes beside {BUSY_LOOPS} busy loops", flush=True)
    findings = Findings()
    portal = Portal(folder, free_port(), **environment)
    try:
        portal.await_ready()
        _set_up_django(folder, environment)
        with busy_loops(), asking(portal) as asked:
            _soak(portal, findings, seconds, lease)
        findings.saw("pages asked for, by status (0: no answer)", dict(sorted(asked.statuses.items())))
        findings.saw("the slowest", f"{asked.slowest:.1f} s")
        findings.require("the site answered throughout", holds=set(asked.statuses) == {200})
        findings.require("it was still running, and Ctrl-C ended it", holds=portal.leave(signal.SIGINT) == 0)
        findings.require("no process is left", holds=portal.processes() == {})
    finally:
        if portal.process.poll() is None:
            portal.leave(signal.SIGTERM)
    findings.took()
    if findings.failed:
        print(f"\nWhat it printed:\n{portal.output}", flush=True)
    print(f"\nNot so: {'; '.join(findings.failed)}." if findings.failed else "\nAll of it held.", flush=True)
    return 1 if findings.failed else 0


def _soak(portal: Portal, findings: Findings, seconds: float, lease: int) -> None:
    """Post the messages in bursts, kill the worker in each but the last, and wait until the time is over and all is done."""
    from outbox.models import Message

    kills = min(KILLS, int(seconds / LEAST_SECONDS_BETWEEN_KILLS))
    wanted = max(200, round(MESSAGES * seconds / (MINUTES * 60)))
    user = _reader()
    posted = Message.objects.filter(kind="accounts.notice", payload__user_id=user.pk)
    began = time.monotonic()
    killed: list[int] = []
    for number in range(kills + 1):
        # The last burst comes early enough for the last lease to run out.
        _wait_until(began + number * seconds / (kills + 2), portal)
        _post(user.pk, number, wanted * (number + 1) // (kills + 1) - wanted * number // (kills + 1))
        if number < kills:
            killed.append(_kill(portal, posted, killed))
    _wait_until(began + seconds, portal)
    deadline = time.monotonic() + lease + 60
    while posted.filter(delivered_at=None).exists() and time.monotonic() < deadline:
        time.sleep(0.5)

    found = [row for row in mails(portal.folder / "mail") if row[0] == user.email]
    copies = len(found) - len(set(found))
    attempts = list(posted.values_list("attempts", flat=True))
    delivered = posted.exclude(delivered_at=None).count()
    findings.saw("messages, and of these delivered", f"{len(attempts):,}, {delivered:,}")
    findings.saw("attempts beyond the first of each", sum(attempts) - len(attempts))
    findings.saw("emails, and copies of them under the same Message-ID", f"{len(set(found)):,}, {copies}")
    findings.saw("times that the worker was killed while messages waited", len(killed))
    findings.require("every message was delivered", holds=delivered == len(attempts) == wanted)
    findings.require(
        "each was handled once: one email, and a copy only where the worker was killed between sending and saying so",
        holds=len(set(found)) == wanted and copies <= len(killed),
    )
    again = portal.output.count("The worker ended by itself (signal 9); it starts again")
    findings.require("each time it was started again, and it was said", holds=again == len(killed))
    findings.require(
        "nothing else ended by itself", holds=portal.output.count("ended by itself") == len(killed)
    )


def _kill(portal: Portal, posted: Any, before: list[int]) -> int:
    """``kill -9`` the worker's main process while it works on messages; its number."""
    left = posted.filter(delivered_at=None).count()
    await_true(lambda: posted.filter(delivered_at=None).count() < left, portal)
    time.sleep(random.uniform(0, 0.3))
    worker = portal.first(" worker ")
    if worker is None or worker in before:
        raise AssertionError(f"There is no worker:\n{portal.output}")
    os.kill(worker, signal.SIGKILL)
    return worker


def _post(user_id: int, burst: int, count: int) -> None:
    from django.db import transaction

    from outbox.post import post

    for start in range(0, count, CHUNK):
        with transaction.atomic():
            for number in range(start, min(start + CHUNK, count)):
                post("accounts.notice", key=f"soak-{burst}-{number}", user_id=user_id, event="totp_activated")


def _reader() -> Any:
    """Whom all those emails are for."""
    from accounts.models import User

    return User.objects.create_user(email=f"soak-{time.time_ns()}@example.org", name="Soak")


def _wait_until(moment: float, portal: Portal) -> None:
    while time.monotonic() < moment:
        if portal.process.poll() is not None:
            raise AssertionError(f"The portal ended by itself:\n{portal.output}")
        time.sleep(0.2)


def _set_up_django(folder: Path, environment: dict[str, str]) -> None:
    """Reach the portal's own database from here; nothing of another surrounding may lead elsewhere."""
    import django

    os.environ.update({**environment, "ONEMIND_VAR": str(folder), "DATABASE_URL": "", "REDIS_URL": ""})
    django.setup()


@contextmanager
def busy_loops() -> Iterator[None]:
    """Processes that do nothing, as fast as they can."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(BUSY_LOOPS)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


@contextmanager
def asking(portal: Portal) -> Iterator[Asked]:
    """Someone asks for one page after another for as long as this lasts."""
    asked, end = Asked(), threading.Event()

    def work() -> None:
        while not end.is_set():
            for path in PATHS:
                asked.ask(f"http://localhost:{portal.port}{path}")
                end.wait(PAUSE_SECONDS)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield asked
    finally:
        end.set()
        thread.join()


if __name__ == "__main__":
    main()
