"""Signing up as a supporting organization."""

from django.db import transaction

from audit import trail
from campaign.content.models import Supporter
from common.open_actions import OpenTo, open_to


@open_to(OpenTo.EVERYONE)
@transaction.atomic
def sign_up(
    *,
    name: str,
    city: str,
    state: str,
    url: str,
    contact_name: str,
    contact_email: str,
    reason: str,
    form_key: str,
    by: None = None,
) -> Supporter:
    """Keep a sign-up as a draft, for campaign staff to approve by publishing it.

    Side effects: the row, and an entry in the trail. The same form sent twice is one sign-up.
    """
    values = {
        "name": name,
        "city": city,
        "state": state,
        "url": url,
        "contact_name": contact_name,
        "contact_email": contact_email,
        "reason": reason,
    }
    supporter, is_new = Supporter.objects.get_or_create(form_key=form_key, defaults=values)
    if is_new:
        trail.record("campaign.supporter_signed_up", by=by, subject=supporter)
    return supporter
