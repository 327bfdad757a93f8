"""Releasing the batches whose day has come."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.open_actions import OpenTo, open_to
from common.problems import NotAllowed, Refused
from reviews.actions.releasing import release_batch
from reviews.actions.rows import lock_open_batch
from reviews.models import Batch

logger = logging.getLogger(__name__)


@open_to(OpenTo.SYSTEM)
def release_due(now: datetime) -> list[Batch]:
    """Release the batches whose day has come, each in the name of the person who chose the day, and return them.

    May run twice: what is released is not released again. One that can't be released says why at the desk, and is tried again.
    Side effects as of `release_batch`.
    """
    local = timezone.localtime(now)
    until = local.date() if local.hour >= settings.RELEASE_HOUR else local.date() - timedelta(days=1)
    due = Batch.objects.filter(released_at__isnull=True, release_on__lte=until).select_related("scheduled_by")
    released = []
    for batch in due.filter(scheduled_by__isnull=False).order_by("release_on", "pk"):
        try:
            with transaction.atomic():
                locked = lock_open_batch(batch)
                # Moved, or taken off the schedule, while others were released.
                if locked.release_on is None or locked.release_on > until:
                    continue
                if not locked.prepared.exists():
                    # Nothing may go out later merely by being put into a batch whose day is over.
                    _unschedule(locked)
                    continue
                released.append(release_batch(batch=locked, by=_person(locked)))
        except (Refused, NotAllowed) as refusal:
            logger.warning("Batch %s wasn't released on its day: %s", batch.pk, type(refusal).__name__)
            Batch.objects.filter(pk=batch.pk, released_at__isnull=True).update(problem=str(refusal)[:500])
    return released


def _unschedule(batch: Batch) -> None:
    batch.problem = _("Nothing was in this batch on its day. Choose another day, or release it yourself.")
    batch.release_on, batch.scheduled_by = None, None
    batch.save(update_fields=["release_on", "scheduled_by", "problem", "updated_at"])


def _person(batch: Batch) -> User:
    if batch.scheduled_by is None:
        raise ValueError("A batch with a day has who chose it.")
    return batch.scheduled_by
