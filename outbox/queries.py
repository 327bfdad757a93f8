"""What is read of the outbox."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils import timezone

from outbox.models import Message


@dataclass(frozen=True, slots=True)
class Standing:
    """How the outbox stands: messages waiting, held by a worker, given up, and since when the oldest is due."""

    waiting: int
    leased: int
    failed: int
    oldest_due: datetime | None


def standing() -> Standing:
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
    return Standing(**found)
