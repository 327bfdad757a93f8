"""Nominating for the spotlight."""

from django.db import transaction

from audit import trail
from campaign.models import Nomination
from common.open_actions import OpenTo, open_to


@open_to(OpenTo.EVERYONE)
@transaction.atomic
def nominate(
    *, nominee: str, summary: str, contact: str, nominee_contact: str, form_key: str, by: None = None
) -> Nomination:
    """Keep a nomination for campaign staff to look at.

    Side effects: the row, and an entry in the trail. The same form sent twice is one nomination.
    """
    values = {
        "nominee": nominee,
        "summary": summary,
        "contact": contact,
        "nominee_contact": nominee_contact,
    }
    nomination, is_new = Nomination.objects.get_or_create(form_key=form_key, defaults=values)
    if is_new:
        trail.record("campaign.spotlight_nominated", by=by, subject=nomination)
    return nomination
