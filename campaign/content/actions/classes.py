"""Announcing a class with seats for other agencies."""

from datetime import date

from django.db import transaction

from audit import trail
from campaign.content.models import ClassListing
from common.open_actions import OpenTo, open_to


@open_to(OpenTo.EVERYONE)
@transaction.atomic
def announce(
    *,
    course: str,
    title: str,
    provider: str,
    delivery: str,
    city: str,
    region: str,
    starts_on: date,
    ends_on: date,
    seats_open: int | None,
    url: str,
    sent_by: str,
    form_key: str,
    by: None = None,
) -> ClassListing:
    """Keep an announcement as a draft, for campaign staff to publish.

    Side effects: the row, and an entry in the trail. The same form sent twice is one announcement.
    """
    values = {
        "course": course,
        "title": title,
        "provider": provider,
        "delivery": delivery,
        "city": city,
        "region": region,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "seats_open": seats_open,
        "url": url,
        "sent_by": sent_by,
    }
    listing, is_new = ClassListing.objects.get_or_create(form_key=form_key, defaults=values)
    if is_new:
        trail.record("campaign.class_announced", by=by, subject=listing)
    return listing
