"""Delivering what the outbox holds: leases so that two workers never hold one message, retries so that none is lost."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from outbox.models import Message
from outbox.registry import handler_of

logger = logging.getLogger(__name__)

BATCH = 20
MAX_ATTEMPTS = 8


def claim(limit: int = BATCH) -> list[int]:
    """Lease up to ``limit`` messages that are due and return their ids. A lease that runs out is claimed again."""
    now = timezone.now()
    with transaction.atomic():
        due = (
            Message.objects.filter(delivered_at__isnull=True, failed_at__isnull=True, available_at__lte=now)
            .filter(Q(leased_until__isnull=True) | Q(leased_until__lt=now))
            .order_by("available_at", "id")
        )
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        ids = list(due.values_list("pk", flat=True)[:limit])
        Message.objects.filter(pk__in=ids).update(
            leased_until=now + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS), attempts=F("attempts") + 1
        )
    return ids


def deliver(message_id: int) -> bool:
    """Hand one leased message to its handler and mark it delivered; True when that worked.

    A handler that raises is tried again after a pause that doubles (5 s, 10 s, …); after MAX_ATTEMPTS the message is given
    up and shows in the admin. A handler may be called twice for one message, so each is idempotent.
    """
    message = Message.objects.filter(pk=message_id, delivered_at__isnull=True, failed_at__isnull=True).first()
    if message is None:
        return False
    try:
        handler_of(message.kind)(**message.payload)
    except Exception as error:
        _postpone(message, error)
        return False
    Message.objects.filter(pk=message.pk).update(delivered_at=timezone.now(), leased_until=None, last_error="")
    return True


def deliver_due(limit: int = 1000) -> int:
    """Deliver everything that is due, in this process, and what that posts in turn; returns how many were delivered."""
    delivered = 0
    while delivered < limit and (ids := claim()):
        delivered += sum(deliver(message_id) for message_id in ids)
    return delivered


def _postpone(message: Message, error: Exception) -> None:
    logger.exception("Outbox message %s (%s) failed, attempt %s", message.pk, message.kind, message.attempts)
    now = timezone.now()
    gave_up = message.attempts >= MAX_ATTEMPTS
    Message.objects.filter(pk=message.pk).update(
        leased_until=None,
        available_at=now + timedelta(seconds=5 * 2 ** (message.attempts - 1)),
        failed_at=now if gave_up else None,
        last_error=type(error).__name__,
    )
