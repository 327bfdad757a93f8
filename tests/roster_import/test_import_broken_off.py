"""An import that breaks off in the middle of its writing has written nothing, and is imported by the next attempt."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agencies.models import Agency
from audit import trail
from audit.models import Entry
from outbox.dispatch import deliver_due
from outbox.models import Message
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.worker import ROOT, CeleryWorker, worker_environment
from roster_import.actions import transitions as actions
from tests.roster_import.samples import RECORDS, ROSTER, table
from training.models import Offering, Officer, RosterImport, TrainingRecord

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
State = RosterImport.State

# Just after each of these has been sent the import dies.
POINTS = [
    "INSERT INTO training_officer",
    "INSERT INTO training_offering",
    "INSERT INTO training_trainingrecord",
    'INSERT INTO "audit_entry"',
]
WAIT_SECONDS = 60


@pytest.fixture
def confirmed() -> RosterImport:
    """A roster and its records, seen and confirmed: only the writing is missing."""
    member = MembershipFactory.create()
    by, agency = member.user, member.agency
    files = [("roster.csv", [table(ROSTER).encode()]), ("records.csv", [table(RECORDS).encode()])]
    found = actions.upload(agency=agency, by=by, files=files)
    deliver_due()
    found.refresh_from_db()
    actions.answer(roster_import=found, answers={"course:cit": "CIT", "course:mhfa": "MHFA"}, by=by)
    deliver_due()
    found.refresh_from_db()
    actions.confirm(roster_import=found, digest=found.digest, by=by)
    found.refresh_from_db()
    assert found.state == State.CONFIRMED
    return found


def stored(agency: Agency) -> tuple[int, int, int]:
    return (
        Officer.objects.filter(agency=agency).count(),
        Offering.objects.filter(agency=agency).count(),
        TrainingRecord.objects.filter(agency=agency).count(),
    )


def applied() -> int:
    return Entry.objects.filter(verb="training.import_applied").count()


def brought_in_by_the_next_attempt(found: RosterImport) -> None:
    Message.objects.update(available_at=timezone.now() - timedelta(seconds=1))
    deliver_due()
    found.refresh_from_db()
    assert (found.state, stored(found.agency), applied()) == (State.APPLIED, (3, 1, 3), 1)


@pytest.mark.parametrize("point", POINTS)
def test_error_in_the_middle_leaves_nothing(confirmed: RosterImport, point: str) -> None:
    def fail(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.startswith(point):
            raise DatabaseError("The disk is full.")
        return result

    with connection.execute_wrapper(fail):
        deliver_due()
    confirmed.refresh_from_db()
    assert (confirmed.state, stored(confirmed.agency), applied()) == (State.CONFIRMED, (0, 0, 0), 0)
    brought_in_by_the_next_attempt(confirmed)


@pytest.mark.parametrize("point", POINTS)
def test_process_killed_in_the_middle_leaves_nothing(confirmed: RosterImport, point: str) -> None:
    dying = subprocess.run(
        [sys.executable, "-m", "tests.roster_import.dying_import", str(confirmed.pk), point],
        cwd=ROOT,
        env={**os.environ, **worker_environment()},
        capture_output=True,
        timeout=WAIT_SECONDS,
        check=False,
    )
    assert dying.returncode == -signal.SIGKILL, dying.stderr.decode()
    confirmed.refresh_from_db()
    assert (confirmed.state, stored(confirmed.agency), applied()) == (State.CONFIRMED, (0, 0, 0), 0)
    brought_in_by_the_next_attempt(confirmed)


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="Only there one can make it wait in the middle."
)
def test_worker_killed_in_the_middle_another_one_brings_it_in(
    confirmed: RosterImport, celery_worker: Callable[..., CeleryWorker]
) -> None:
    """``kill -9`` of a real worker that has sent all its rows and waits for the trail, which this test holds."""
    with transaction.atomic():
        trail.hold()
        first = celery_worker(OUTBOX_LEASE_SECONDS="2")
        wait_until(lambda: waits_for_the_trail())
        first.kill()
    confirmed.refresh_from_db()
    assert (confirmed.state, stored(confirmed.agency), applied()) == (State.CONFIRMED, (0, 0, 0), 0)
    celery_worker(OUTBOX_LEASE_SECONDS="2")
    wait_until(lambda: RosterImport.objects.filter(pk=confirmed.pk, state=State.APPLIED).exists())
    assert (stored(confirmed.agency), applied()) == ((3, 1, 3), 1)


def waits_for_the_trail() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not happened():
        assert time.monotonic() < deadline, "It did not happen."
        time.sleep(0.05)
