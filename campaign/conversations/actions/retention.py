"""Purging what people wrote to each other."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from audit import trail
from campaign.conversations.models import AbuseReport, Conversation
from campaign.conversations.states import State
from common.open_actions import OpenTo, open_to

# How long what was said is kept: after the last step, and when an address was never confirmed.
KEPT = timedelta(days=180)
KEPT_UNCONFIRMED = timedelta(days=7)


@open_to(OpenTo.SYSTEM)
def purge_conversations(*, now: datetime) -> int:
    """Delete conversations that nothing has happened in for KEPT; return how many.

    What waits for a report to be settled stays. Reports and messages go with their conversation; a block stays until it
    is lifted. Running it again deletes nothing more. In order, for each: records it, deletes it.
    """
    return _delete(Conversation.objects.filter(moved_at__lt=now - KEPT))


@open_to(OpenTo.SYSTEM)
def purge_unconfirmed(*, now: datetime) -> int:
    """Delete questions whose sender didn't confirm the address within KEPT_UNCONFIRMED; return how many. As above."""
    return _delete(
        Conversation.objects.filter(state=State.UNCONFIRMED.value, moved_at__lt=now - KEPT_UNCONFIRMED)
    )


def _delete(rows: QuerySet[Conversation]) -> int:
    over = rows.exclude(pk__in=AbuseReport.objects.filter(settled_at__isnull=True).values("conversation"))
    gone = 0
    for pk in list(over.values_list("pk", flat=True)):
        with transaction.atomic():
            trail.hold()
            locked = over.select_for_update(of=("self",)).select_related("agency").filter(pk=pk).first()
            if locked is None:
                continue
            trail.record("campaign.conversation_deleted", by=None, subject=locked, agency=locked.agency)
            locked.delete()
            gone += 1
    return gone
