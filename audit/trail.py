"""The only writer of the audit trail."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from audit.models import Entry, Head, reference

GENESIS = "0" * 64
_watched: ContextVar[set[str] | None] = ContextVar("_watched", default=None)
# One number for the whole chain: PostgreSQL's advisory lock lets one transaction at a time add to it.
_CHAIN_LOCK = 0x0E1D


def record(
    verb: str,
    *,
    by: models.Model | None,
    subject: models.Model,
    agency: models.Model | None = None,
    details: dict[str, Any] | None = None,
) -> Entry:
    """Add one entry to the chain, inside the caller's transaction.

    ``verb`` is ``app.thing_done``; ``by`` the user, or None for the system; ``details`` holds references, dates as text
    and whole numbers: never a name, an address or an officer's ID. TypeError for a fraction, which databases keep in
    ways of their own, so that the hash would not be found again.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "The trail is written in the transaction of the change it records."
        )
    hold()
    _without_fractions(details or {})
    entry = Entry(
        at=timezone.now(),
        verb=verb,
        actor_ref=by.pk if by is not None else None,
        agency_ref=agency.pk if agency is not None else None,
        subject=reference(subject),
        details=details or {},
        previous_hash=_last_hash(),
    )
    entry.hash = entry_hash(entry)
    # The head follows by a trigger: anyone who writes entries needs no right to write the head.
    entry.save(force_insert=True)
    seen = _watched.get()
    if seen is not None:
        seen.add(entry.subject)
    return entry


def record_many(
    verb: str, *, by: models.Model | None, about: Iterable[tuple[models.Model, models.Model, dict[str, Any]]]
) -> None:
    """Add one entry for each (subject, agency, details), as ``record`` does, in few statements."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "The trail is written in the transaction of the change it records."
        )
    hold()
    at, previous, entries = timezone.now(), _last_hash(), []
    for subject, agency, details in about:
        _without_fractions(details)
        entry = Entry(
            at=at,
            verb=verb,
            actor_ref=by.pk if by is not None else None,
            agency_ref=agency.pk,
            subject=reference(subject),
            details=details,
            previous_hash=previous,
        )
        previous = entry.hash = entry_hash(entry)
        entries.append(entry)
    Entry.objects.bulk_create(entries, batch_size=500)


@contextmanager
def watched() -> Iterator[set[str]]:
    """What is recorded in this block, as references to the subjects: so that one change is recorded by one of two."""
    seen: set[str] = set()
    before = _watched.set(seen)
    try:
        yield seen
    finally:
        _watched.reset(before)


def hold() -> None:
    """Wait for one's turn to write the trail, and keep it until the transaction ends.

    ``record`` does it by itself. A transaction that is going to lock a row which others lock after they have recorded
    something calls it before, so that the two never wait for each other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Foreign keys are checked now and not at the end: the check locks the rows that are pointed to, and one who
            # holds one of them may be waiting for the trail.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])


def entry_hash(entry: Entry) -> str:
    """SHA-256, in hex, over the entry's content as canonical JSON and the hash before it."""
    at: datetime = entry.at.astimezone(UTC)
    content = [
        at.isoformat(timespec="microseconds"),
        entry.verb,
        entry.actor_ref,
        entry.agency_ref,
        entry.subject,
        entry.details,
        entry.previous_hash,
    ]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _last_hash() -> str:
    known = Head.objects.filter(pk=1).values_list("hash", flat=True).first()
    if known is None:
        known = Entry.objects.order_by("-id").values_list("hash", flat=True).first()
    return known or GENESIS


def _without_fractions(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("Details of the trail hold whole numbers and text, no fractions.")
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            _without_fractions(part)
