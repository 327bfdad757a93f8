"""What beat has the desk do."""

import logging

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from audit import verification
from outbox.post import post
from outbox.registry import handles
from reviews import actions

logger = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def send_trail_head() -> None:
    """Let the trail's head leave this machine, once a day: as a line of the log, and by email to the security contact.

    Who rewrites the trail from then on can't make it fit what was sent. Running it twice sends one email a day.
    """
    head = verification.head()
    logger.info("Audit trail: head %s", head)
    with transaction.atomic():
        post(
            "reviews.trail_head",
            key=timezone.localdate().isoformat(),
            entries=head.entries,
            last_hash=head.hash,
        )


@shared_task(ignore_result=True)
def release_due() -> None:
    """Release the batches whose day has come; running it twice releases nothing twice."""
    actions.release_due(timezone.now())


@handles("reviews.draw_prepared")
def draw_prepared(prepared_id: int, version: int) -> None:
    """Draw the papers of a prepared decision, to be looked at."""
    actions.draw_prepared(prepared_id=prepared_id, version=version)
