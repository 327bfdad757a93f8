"""Delivering what the outbox holds: leases so that two workers never hold one message, retries so that none is lost.

A lease has two steps. The worker that claims a message holds it for `CLAIM_SECONDS`, which is long enough to begin; the one
that begins to deliver it holds it for ``OUTBOX_LEASE_SECONDS``, which is long enough to end. What was claimed and never begun is
therefore claimed again soon, and only beginning it counts as an attempt.
"""

import logging
import math
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DataError, InterfaceError, OperationalError, connection, transaction
from django.db.models import Count, Min, Q
from django.utils import timezone

from common.mail import on_occasion
from outbox.models import Message
from outbox.registry import farewell_of, handler_of, kinds

logger = logging.getLogger(__name__)

BATCH = 20
CLAIM_SECONDS = 30
# With pauses of 5 s, 10 s, … up to an hour, this bridges a mail server that is down for a night.
MAX_ATTEMPTS = 20
LONGEST_PAUSE = timedelta(hours=1)
# What happens again whenever it is tried again is given up after so many attempts, some 15 seconds after the first.
MAX_ATTEMPTS_IN_VAIN = 3
# What the same input brings about again: the database refuses a value, the code can't go on with one, a file is gone.
_LASTING = (
    DataError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, FileNotFoundError
)  # fmt: skip
# What may pass by itself: networks, disks, servers that are away.
_PASSING = (OSError, OperationalError, InterfaceError, MemoryError)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to begin the delivery of a message. ``attempt`` is the attempt that begins then: of two leases, one begins it."""

    message_id: int
    attempt: int


def claim(limit: int = BATCH) -> list[Lease]:
    """Lease up to ``limit`` messages that are due, so that they can be begun. What wasn't begun in time is claimed again.

    A message whose worker died at every attempt is given up here, so that it can't go on killing workers.
    """
    now = timezone.now()
    with transaction.atomic():
        due = (
            Message.objects.filter(delivered_at__isnull=True, failed_at__isnull=True, available_at__lte=now)
            .filter(Q(leased_until__isnull=True) | Q(leased_until__lt=now))
            .order_by("available_at", "id")
        )
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        rows = list(due.values_list("pk", "attempts")[:limit])
        worn_out = [pk for pk, attempts in rows if attempts >= MAX_ATTEMPTS]
        leases = [Lease(pk, attempts + 1) for pk, attempts in rows if attempts < MAX_ATTEMPTS]
        if worn_out:
            Message.objects.filter(pk__in=worn_out).update(
                failed_at=now, leased_until=None, last_error="WorkerLost"
            )
            for message in Message.objects.filter(pk__in=worn_out):
                _tell(message)
            logger.error("Outbox messages %s were given up: their workers were lost", worn_out)
        Message.objects.filter(pk__in=[lease.message_id for lease in leases]).update(
            leased_until=now + timedelta(seconds=min(CLAIM_SECONDS, settings.OUTBOX_LEASE_SECONDS))
        )
    return leases


def deliver(message_id: int, attempt: int) -> bool:
    """Hand one leased message to its handler and mark it delivered; True when that worked.

    An attempt that has been begun already, on another lease of the same message, isn't begun again. A handler that raises
    is tried again after a pause that doubles; after MAX_ATTEMPTS, or MAX_ATTEMPTS_IN_VAIN where the error is one that
    lasts, the message is given up and shows in the admin, and the person who waits for it is told (`outbox.registry.gives_up`). A
    worker may die between the handler's end and the mark, so each handler is written to run twice; an email that goes out
    twice then bears the same Message-ID.
    """
    if not _begin(message_id, attempt):
        return False
    message = Message.objects.get(pk=message_id)
    try:
        with on_occasion(f"{message.pk} {message.key}"):
            handler_of(message.kind)(**message.payload)
    except Exception as error:
        _postpone(message, error)
        return False
    Message.objects.filter(pk=message.pk).update(
        delivered_at=timezone.now(), leased_until=None, last_error=""
    )
    return True


def deliver_due(limit: int = 1000, *, at_once: int = BATCH, seconds: float = math.inf) -> int:
    """Deliver everything that is due, in this process, and what that posts in turn; returns how many were delivered.

    Claims ``at_once`` messages at a time, and begins none when so many ``seconds`` have passed.
    """
    delivered, end = 0, time.monotonic() + seconds
    while delivered < limit and time.monotonic() < end and (leases := claim(at_once)):
        delivered += sum(deliver(lease.message_id, lease.attempt) for lease in leases)
    return delivered


def try_again(message_ids: Iterable[int]) -> int:
    """Make messages that were given up due once more, with all their attempts; returns how many there were."""
    return Message.objects.filter(pk__in=list(message_ids), failed_at__isnull=False).update(
        failed_at=None, leased_until=None, attempts=0, available_at=timezone.now(), last_error=""
    )


def pause_after(attempt: int) -> timedelta:
    """How long to wait after the first, second, … attempt has failed: 5 s, 10 s, 20 s, and so on, up to an hour."""
    return min(timedelta(seconds=5 * 2 ** min(attempt - 1, 20)), LONGEST_PAUSE)


def _begin(message_id: int, attempt: int) -> bool:
    """Count the attempt and hold the message for as long as delivering may take; False when another has begun it."""
    return bool(
        Message.objects.filter(
            pk=message_id, attempts=attempt - 1, delivered_at__isnull=True, failed_at__isnull=True
        ).update(
            attempts=attempt,
            leased_until=timezone.now() + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS),
        )
    )


def _postpone(message: Message, error: Exception) -> None:
    # Where it happened, but not the error's own text: a mail server's refusal quotes the address.
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error(
        "Outbox message %s (%s) failed with %s, attempt %s\n%s",
        message.pk, message.kind, type(error).__name__, message.attempts, where,
    )  # fmt: skip
    now = timezone.now()
    is_given_up = message.attempts >= _most_attempts(message, error)
    with transaction.atomic():
        # Not when the lease has run out in the meantime: the message is then another worker's.
        ours = Message.objects.filter(
            pk=message.pk, attempts=message.attempts, delivered_at__isnull=True
        ).update(
            leased_until=None,
            available_at=now + pause_after(message.attempts),
            failed_at=now if is_given_up else None,
            last_error=type(error).__name__,
        )
        if ours and is_given_up:
            _tell(message)


def _most_attempts(message: Message, error: Exception) -> int:
    """How often a message is tried that fails so: for hours where it may pass by itself, else for some seconds.

    An error that is neither known to pass nor known to last is taken by who waits: a person at a page is told soon, an
    email has time.
    """
    if message.kind not in kinds():
        return MAX_ATTEMPTS
    if isinstance(error, _LASTING):
        return MAX_ATTEMPTS_IN_VAIN
    if isinstance(error, _PASSING) or farewell_of(message.kind) is None:
        return MAX_ATTEMPTS
    return MAX_ATTEMPTS_IN_VAIN


def _tell(message: Message) -> None:
    """Tell the person who waits for a message that it is given up. That telling fails must not keep the message alive."""
    farewell = farewell_of(message.kind)
    if farewell is None:
        return
    try:
        with transaction.atomic():
            farewell(**message.payload)
    except Exception:
        logger.exception(
            "Outbox message %s (%s) was given up, and no one could be told", message.pk, message.kind
        )


@dataclass(frozen=True, slots=True)
class Status:
    """The outbox in figures: messages waiting, held by a worker, given up, and since when the oldest is due."""

    waiting: int
    leased: int
    failed: int
    oldest_due: datetime | None


def status() -> Status:
    """The outbox in four figures, in one query. A message that is due in the future isn't waiting yet."""
    now = timezone.now()
    undone = Q(delivered_at__isnull=True, failed_at__isnull=True)
    held = undone & Q(leased_until__gte=now)
    waiting = undone & Q(available_at__lte=now) & (Q(leased_until__isnull=True) | Q(leased_until__lt=now))
    found = Message.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        leased=Count("pk", filter=held),
        failed=Count("pk", filter=Q(failed_at__isnull=False)),
        oldest_due=Min("available_at", filter=waiting),
    )
    return Status(**found)
