"""The outbox and a real worker: what the queue loses is delivered all the same."""

import time
from collections.abc import Callable

import pytest
from django.db import transaction

from onemind import celery_app
from outbox.models import Message
from outbox.post import post
from rehearsal.factories.accounts import UserFactory
from rehearsal.worker import CeleryWorker

PATIENCE_SECONDS = 150
MESSAGES = 120


@pytest.mark.django_db(transaction=True)
def test_messages_whose_jobs_the_queue_lost_are_delivered_all_the_same(
    celery_worker: Callable[..., CeleryWorker],
) -> None:
    """Redis flushed, or the folder emptied, in the midst of many messages. No lease runs out while this test waits."""
    user = UserFactory.create()
    with transaction.atomic():
        for number in range(MESSAGES):
            post("accounts.notice", key=str(number), user_id=user.pk, event="totp_activated")
    worker = celery_worker(OUTBOX_LEASE_SECONDS="3600")
    for most_waiting in (MESSAGES - 1, MESSAGES // 2, MESSAGES // 4):
        wait_until_waiting(most_waiting, worker)
        celery_app.control.purge()
    wait_until_waiting(0, worker)

    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


def wait_until_waiting(most: int, worker: CeleryWorker) -> None:
    """Return when at most so many messages have yet to be delivered."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while Message.objects.filter(delivered_at=None).count() > most:
        assert time.monotonic() < deadline, worker.output()[-3000:]
        time.sleep(0.05)
