"""Purging how to reach the people who sent something to the campaign's staff."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from audit import trail
from campaign.content.models import ClassListing, Nomination, Supporter
from common.open_actions import OpenTo, open_to

# So long staff may still want to write or call.
KEPT = timedelta(days=365)


@open_to(OpenTo.SYSTEM)
def purge_contacts(*, now: datetime) -> int:
    """Empty what is older than KEPT of its senders' names and addresses; return how many rows.

    A nomination a year after it came, a class a year after its last day, a sign-up that no one approved within a year. A
    supporter that is in the list keeps its contact. In order, for each: writes the row, records it.
    """
    before = now - KEPT
    nominations = Nomination.objects.filter(created_at__lt=before).exclude(contact="", nominee_contact="")
    classes = ClassListing.objects.filter(ends_on__lt=before.date()).exclude(sent_by="")
    refused = Supporter.objects.filter(is_published=False, created_at__lt=before).exclude(
        contact_name="", contact_email="", reason=""
    )
    return (
        _empty(nominations, "contact", "nominee_contact")
        + _empty(classes, "sent_by")
        + _empty(refused, "contact_name", "contact_email", "reason")
    )


def _empty(rows: QuerySet[Any], *fields: str) -> int:
    count = 0
    for row in list(rows):
        with transaction.atomic():
            if rows.filter(pk=row.pk).update(**dict.fromkeys(fields, "")):
                trail.record("campaign.sender_emptied", by=None, subject=row)
                count += 1
    return count
