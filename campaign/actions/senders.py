"""Letting go of how to reach the people who sent something to the campaign's staff."""

from datetime import datetime, timedelta

from campaign.models import ClassListing, Nomination, Supporter
from common.open_actions import OpenTo, open_to

# So long staff may still want to write or call.
KEEP = timedelta(days=365)


@open_to(OpenTo.SYSTEM)
def forget(*, now: datetime) -> int:
    """Empty what is older than KEEP of its senders' names and addresses; return how many rows.

    A nomination a year after it came, a class a year after its last day, a sign-up that nobody approved within a year. A
    supporter that is in the list keeps its contact. In order: writes the three kinds of rows.
    """
    before = now - KEEP
    nominations = Nomination.objects.filter(created_at__lt=before).exclude(contact="", nominee_contact="")
    classes = ClassListing.objects.filter(ends_on__lt=before.date()).exclude(sent_by="")
    refused = Supporter.objects.filter(is_published=False, created_at__lt=before).exclude(
        contact_name="", contact_email="", reason=""
    )
    return (
        nominations.update(contact="", nominee_contact="")
        + classes.update(sent_by="")
        + refused.update(contact_name="", contact_email="", reason="")
    )
