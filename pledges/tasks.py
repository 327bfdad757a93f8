"""The daily look at every clock."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from agencies import queries as agencies
from outbox.post import post
from pledges import queries
from pledges.queries import SPEAKERS


@shared_task(ignore_result=True)
def remind() -> None:
    """Post a reminder to each lead and signatory of every pledge whose clock has come to an occasion.

    The occasions are those of `queries.reminders_due`. Each is sent once, however often this runs, and within a week of
    its day if the worker was away.
    """
    for pledge, occasion, on in queries.reminders_due(timezone.localdate()):
        with transaction.atomic():
            for person in agencies.people(pledge.agency, roles=SPEAKERS):
                post(
                    "pledges.reminder",
                    key=f"{pledge.pk}:{occasion}:{on.isoformat()}:{person.pk}",
                    pledge_id=pledge.pk,
                    user_id=person.pk,
                    occasion=occasion,
                )
