"""What visitors send: nominations, comments, sign-ups, announcements; and what becomes of a nomination."""

from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from audit import trail
from campaign.content.models import ClassListing, Comment, CommentSwitch, Nomination, Post, Supporter
from campaign.content.permissions import require_may_decide
from common.open_actions import OpenTo, open_to
from common.problems import Refused

Row = TypeVar("Row", bound=Model)


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
    return _keep(Nomination, form_key, values, "campaign.spotlight_nominated", by)


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


@open_to(OpenTo.EVERYONE)
@transaction.atomic
def comment(*, slug: str, name: str, text: str, form_key: str, by: User | None = None) -> Comment:
    """Keep a comment for staff to let through. Refused while comments are off, for all news or for this post.

    Side effects: the row, and an entry in the trail. The same form sent twice is one comment.
    """
    post = Post.objects.shown().filter(slug=slug, takes_comments=True).first()
    if post is None or not CommentSwitch.objects.filter(is_on=True).exists():
        raise Refused(_("This post doesn't accept comments."))
    values = {"post": post, "name": name, "text": text, "author": by}
    return _keep(Comment, form_key, values, "campaign.comment_sent", by)


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
    return _keep(Supporter, form_key, values, "campaign.supporter_signed_up", by)


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
    return _keep(ClassListing, form_key, values, "campaign.class_announced", by)


def _keep(model: type[Row], form_key: str, values: dict[str, Any], verb: str, by: User | None) -> Row:
    """Keep what a form sent, once however often it is sent, and record it."""
    row, is_new = model._default_manager.get_or_create(form_key=form_key, defaults=values)
    if is_new:
        trail.record(verb, by=by, subject=row)
    return row
