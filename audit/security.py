"""The security log: what was looked at or tried, beside the trail of what was changed. The only module that writes it.

An event is one row of a table of its own: it waits for no lock of the trail, moves no head, and so makes no public page old.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.http import HttpRequest
from django.utils import timezone

from audit.models import SecurityEvent, reference
from audit.trail import record
from common.throttle import visitor_address

# The database deletes nothing younger, no matter which role asks: an intruder's own traces stay for a day at least.
YOUNGEST_TO_DELETE = timedelta(days=1)


def note(
    label: str,
    *,
    request: HttpRequest | None,
    by: models.Model | None = None,
    subject: models.Model | None = None,
    agency: models.Model | None = None,
    details: dict[str, str | int | bool | None] | None = None,
) -> None:
    """Write one event: ``note("accounts.signed_in", request=request, by=user)``.

    ``label`` is ``app.thing_done``, with its label in the app's ``audit_labels.py``. ``by`` and ``agency`` are those of the
    request where they aren't given; the visitor's address is the request's. ``details`` holds references, counts and
    names of routes: never a name, an email address, a token, a code, a password, an officer's ID, or what someone typed.
    """
    SecurityEvent.objects.create(
        label=label,
        actor_ref=by.pk if by is not None else getattr(getattr(request, "user", None), "pk", None),
        agency_ref=getattr(agency if agency is not None else getattr(request, "agency", None), "pk", None),
        subject=reference(subject) if subject is not None else "",
        address=visitor_address(request) if request is not None else None,
        details=details or {},
    )


def noted_since(moment: datetime, *, by: models.Model, labels: Collection[str], at_most: int) -> int:
    """How many events with these labels a person has since a moment, counted up to ``at_most``."""
    events = SecurityEvent.objects.filter(actor_ref=by.pk, label__in=labels, at__gte=moment)
    return events.order_by()[:at_most].count()


@transaction.atomic
def purge(*, days: int | None = None) -> int:
    """Delete the events that are older than ``days`` (SECURITY_LOG_DAYS); returns how many there were.

    The trail has an entry of it, with the last event that went. On PostgreSQL rows are deleted by a function of the tables'
    owner, which deletes nothing younger than a day: the role that runs the portal can't delete a row itself.
    """
    before = timezone.now() - max(timedelta(days=days or settings.SECURITY_LOG_DAYS), YOUNGEST_TO_DELETE)
    last = SecurityEvent.objects.filter(at__lt=before).first()
    if last is None:
        return 0
    count = _deleted(before)
    record(
        "audit.security_log_purged",
        by=None,
        subject=last,
        details={"events": count, "before": before.isoformat()},
    )
    return count


def _deleted(before: datetime) -> int:
    if connection.vendor != "postgresql":
        gone: tuple[int, Any] = SecurityEvent.objects.filter(at__lt=before).delete()
        return gone[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_purge_security(%s)", [before])
        count: int = cursor.fetchone()[0]
        return count
