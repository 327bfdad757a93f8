"""A lease has two steps, claimed and begun: no two workers deliver one message, and a worker that dies holds none for long."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from outbox import tasks
from outbox.dispatch import (
    MAX_ATTEMPTS,
    Lease,
    claim,
    deliver,
    deliver_due,
)  # fmt: skip
from outbox.models import Message
from tests.outbox.handlers import Handlers, put

pytestmark = pytest.mark.django_db


def test_a_claim_that_is_never_begun_runs_out_soon_and_counts_as_no_attempt(
    handlers: Handlers, settings: Any
) -> None:
    settings.OUTBOX_LEASE_SECONDS = 300
    (pk,) = put("tests.works", 1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(MAX_ATTEMPTS + 3):
            assert claim() == [Lease(pk, 1)]
            clock.shift(30)
            assert claim() == []
            clock.shift(1)
        assert Message.objects.get().attempts == 0
        assert (claim(), deliver(pk, 1), handlers.calls) == ([Lease(pk, 1)], True, [1])
        # All those claims are good for one attempt together.
        assert (deliver(pk, 1), handlers.calls) == (False, [1])


def test_a_delivery_that_was_begun_is_left_alone_until_its_lease_has_run_out(
    handlers: Handlers, settings: Any
) -> None:
    settings.OUTBOX_LEASE_SECONDS = 300
    (pk,) = put("tests.dies", 1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        claim()
        with pytest.raises(SystemExit):
            deliver(pk, 1)
        clock.shift(300)
        assert (claim(), deliver(pk, 1)) == ([], False)
        clock.shift(1)
        # The worker was killed: the next one takes over.
        assert claim() == [Lease(pk, 2)]
        # Should the first one wake up, it finds that the message is no longer its own.
        assert (deliver(pk, 1), handlers.calls) == (False, [1])
        handlers.broken = False
        assert (deliver(pk, 2), handlers.calls) == (True, [1, 1])
        assert (deliver(pk, 2), handlers.calls) == (False, [1, 1])


def test_a_short_lease_shortens_the_claim(handlers: Handlers, settings: Any) -> None:
    settings.OUTBOX_LEASE_SECONDS = 6
    (pk,) = put("tests.works", 1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert claim() == [Lease(pk, 1)]
        clock.shift(7)
        assert claim() == [Lease(pk, 1)]


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_with_a_claim_on_one_message_one_begins_it(handlers: Handlers) -> None:
    pks = put("tests.works", *range(20))
    barrier = Barrier(4)

    def work(_: int) -> int:
        try:
            barrier.wait()
            return sum(deliver(pk, 1) for pk in pks)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 20
    assert sorted(handlers.calls) == list(range(20))
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


def test_one_job_delivers_all_that_is_due_and_what_it_posts_meanwhile(handlers: Handlers) -> None:
    put("tests.posts", *range(45))
    tasks.deliver()
    assert sorted(handlers.calls) == list(range(100, 145))
    assert not Message.objects.filter(delivered_at=None).exists()


def test_a_job_begins_nothing_when_its_time_is_over(handlers: Handlers) -> None:
    put("tests.works", 1, 2)
    assert (deliver_due(seconds=0), handlers.calls) == (0, [])
    assert Message.objects.filter(leased_until=None).count() == 2


def test_claim_takes_a_batch(handlers: Handlers) -> None:
    pks = put("tests.works", *range(5))
    assert [lease.message_id for lease in claim(limit=2)] == pks[:2]
    assert [lease.message_id for lease in claim(limit=9)] == pks[2:]


def test_a_message_that_kills_its_worker_every_time_is_given_up(handlers: Handlers, settings: Any) -> None:
    (pk,) = put("tests.dies", 1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for attempt in range(1, MAX_ATTEMPTS + 1):
            assert [lease.attempt for lease in claim()] == [attempt]
            with pytest.raises(SystemExit):
                deliver(pk, attempt)
            clock.shift(settings.OUTBOX_LEASE_SECONDS + 1)
        assert claim() == []
    message = Message.objects.get()
    assert (message.attempts, message.last_error, message.failed_at is None) == (
        MAX_ATTEMPTS,
        "WorkerLost",
        False,
    )


@pytest.mark.django_db(transaction=True)
def test_two_dispatchers_never_lease_the_same_message(handlers: Handlers) -> None:
    pks = put("tests.works", *range(60))
    barrier = Barrier(4)

    def work(_: int) -> list[Lease]:
        barrier.wait()
        try:
            leases = []
            while found := claim(limit=3):
                leases += found
            return leases
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        leased = [lease for leases in pool.map(work, range(4)) for lease in leases]
    assert sorted(lease.message_id for lease in leased) == pks
    assert set(Message.objects.values_list("attempts", flat=True)) == {0}
