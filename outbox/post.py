"""The only writer of the outbox."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils import timezone

from outbox.models import Message


def post(kind: str, *, key: str, due_in: timedelta = timedelta(), **payload: Any) -> None:
    """Ask for a side effect, inside the caller's transaction.

    ``kind`` names the handler (``app.what``), ``key`` the occasion: a second posting with the same key is a no-op, so that
    a repeated action sends one email. ``payload`` carries ids, never a person's data. ``due_in`` lets it wait.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "A message is posted in the transaction of the change that causes it."
        )
    Message.objects.bulk_create(
        [Message(kind=kind, key=f"{kind}:{key}", payload=payload, available_at=timezone.now() + due_in)],
        ignore_conflicts=True,
    )


class Recipient(Protocol):
    """A person by number."""

    pk: Any


def post_to_each(kind: str, people: Iterable[Recipient], *, key: object, **payload: Any) -> None:
    """Ask for one email to each of some people, as ``post``: the handler is given ``user_id`` besides the ``payload``.

    A second posting with the same ``key`` reaches those alone who weren't among them the first time.
    """
    post_many(
        kind,
        [(f"{key}:{person.pk}", timedelta(), {**payload, "user_id": person.pk}) for person in people],
    )


def post_many(kind: str, messages: Iterable[tuple[str, timedelta, dict[str, Any]]]) -> None:
    """Ask for many side effects of a kind, each as (key, due in, payload), in few statements; as ``post`` in all else."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "A message is posted in the transaction of the change that causes it."
        )
    now = timezone.now()
    Message.objects.bulk_create(
        [
            Message(kind=kind, key=f"{kind}:{key}", payload=payload, available_at=now + due_in)
            for key, due_in, payload in messages
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
