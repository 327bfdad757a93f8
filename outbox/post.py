"""The only writer of the outbox."""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from outbox.models import Message


def post(kind: str, *, key: str, **payload: Any) -> None:
    """Ask for a side effect, inside the caller's transaction.

    ``kind`` names the handler (``app.what``), ``key`` the occasion: a second posting with the same key is a no-op, so that
    a repeated action sends one e-mail. ``payload`` carries ids, never a person's data.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "A message is posted in the transaction of the change that causes it."
        )
    Message.objects.bulk_create(
        [Message(kind=kind, key=f"{kind}:{key}", payload=payload, available_at=timezone.now())],
        ignore_conflicts=True,
    )
