"""Nominating for the spotlight, and what becomes of a nomination."""

from django.db import transaction

from accounts.models import User
from audit import trail
from campaign.content.models import Nomination
from campaign.content.permissions import require_may_decide
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


@transaction.atomic
def decide(*, nomination: Nomination, state: str, note: str, by: User) -> Nomination:
    """Say what becomes of a nomination, and return it; NotAllowed for someone with a tie to an agency that it names.

    Side effects: the row, and an entry in the trail, which holds no word of the note; none when nothing changes.
    """
    locked = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    require_may_decide(by, locked)
    if (locked.state, locked.note) == (state, note):
        return locked
    locked.state, locked.note = state, note
    locked.save(update_fields=["state", "note", "updated_at"])
    trail.record("campaign.nomination_decided", by=by, subject=locked, details={"state": state})
    return locked
