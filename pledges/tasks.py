"""The daily look at every clock."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from agencies import queries as agencies
from outbox.post import post_to_each
from pledges import queries


@shared_task(ignore_result=True)
def remind() -> None:
    """Post a reminder to each lead and signatory of every pledge whose clock has come to an occasion.

    The occasions are those of `queries.reminders_due`. Each is sent once, however often this runs, and within a week of
    its day if the worker was away.
    """
    for pledge, occasion, on in queries.reminders_due(timezone.localdate()):
        with transaction.atomic():
            told = agencies.speakers(pledge.agency)
            due = {"pledge_id": pledge.pk, "occasion": occasion}
            post_to_each("pledges.reminder", told, key=f"{pledge.pk}:{occasion}:{on.isoformat()}", **due)
