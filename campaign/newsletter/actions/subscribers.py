"""Signing up for the newsletter, confirming, and leaving. No address stands in the trail or the outbox."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Capability, require
from audit import trail
from campaign.newsletter import consent as newsletter_consent
from campaign.newsletter.models import IssueDelivery, Subscriber, SubscriberCount
from campaign.newsletter.queries import subscribers as queries
from common import tokens
from common.models import opaque_code
from common.open_actions import OpenTo, open_to
from common.problems import Conflict, Refused
from outbox.post import post

# How long the link that confirms an address works, and for how long a sign-up that was never confirmed is kept after that.
CONFIRM_WITHIN = timedelta(days=3)
KEPT = timedelta(days=4)
# An address gets at most one link in this time, so that no one's inbox is filled with links they never asked for.
NEXT_LINK_AFTER = timedelta(hours=1)


@open_to(OpenTo.EVERYONE)
def sign_up(*, email: str, form_key: str = "", by: None = None) -> None:
    """Take an address down until its owner confirms it. The page says the same whatever becomes of it.

    Nothing happens for an address that is subscribed, and for one that was sent a link in the last hour. In order: writes
    the subscriber with what was agreed to, records it, posts the email with the link that confirms the address.
    """
    address = queries.normalized(email)
    now = timezone.now()
    with transaction.atomic():
        # Others lock the row after they have written the trail.
        trail.hold()
        known = _by_address(address)
        if known is None:
            try:
                with transaction.atomic():
                    known = _new(address)
            except IntegrityError:
                # The same address a moment ago: that one is sent its link.
                return
        elif known.confirmed_at is not None or known.asked_at > now - NEXT_LINK_AFTER:
            return
        known.confirm_seed = opaque_code()
        known.confirm_hash = tokens.hash_of(queries.confirm_key(known))
        known.asked_at, known.expires_at = now, now + CONFIRM_WITHIN
        known.consent_wording = newsletter_consent.CURRENT
        known.save()
        entry = trail.record("campaign.newsletter_asked", by=by, subject=known)
        post("campaign.newsletter_confirm", key=str(entry.pk), subscriber_id=known.pk)


@open_to(OpenTo.LINK)
def confirm(*, subscriber: Subscriber) -> Subscriber:
    """The address is confirmed: it gets the newsletter from now on.

    Conflict when it is confirmed already, Refused when the link has run out. In order: writes the moment, records it.
    """
    with transaction.atomic():
        trail.hold()
        locked = Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()
        if locked is None or (locked.confirmed_at is None and locked.expires_at < timezone.now()):
            raise Refused(_("This link has expired. Please sign up again."))
        if locked.confirmed_at is not None:
            raise Conflict(_("This address is already confirmed. The link has been used."))
        locked.confirmed_at = timezone.now()
        locked.save(update_fields=["confirmed_at", "updated_at"])
        trail.record("campaign.newsletter_confirmed", by=None, subject=locked)
        return locked


def leave(*, subscriber: Subscriber, by: User | None = None) -> None:
    """Delete a subscriber: by their own link, or by staff, as when the address bounces. A second time changes nothing.

    In order: marks the issues that wait for the subscriber as not to be sent, records it, deletes the row. What was sent
    stays counted, without saying to whom.
    """
    with transaction.atomic():
        if by is not None:
            require(by, Capability.NEWSLETTER_SEND)
        trail.hold()
        locked = Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()
        if locked is None:
            return
        IssueDelivery.objects.filter(subscriber=locked, state=IssueDelivery.State.WAITING).update(
            state=IssueDelivery.State.GONE, moved_at=timezone.now()
        )
        verb = "campaign.newsletter_left" if by is None else "campaign.newsletter_removed"
        trail.record(verb, by=by, subject=locked)
        locked.delete()


@open_to(OpenTo.SYSTEM)
def refresh_leave_key(subscriber: Subscriber) -> None:
    """Let the link to unsubscribe that is about to be mailed be known, also when the site's secret has changed since.

    In order: writes the key's hash, if it is another one.
    """
    current = tokens.hash_of(queries.leave_key(subscriber))
    if subscriber.leave_hash != current:
        Subscriber.objects.filter(pk=subscriber.pk).update(leave_hash=current)


def export(*, subscriber: Subscriber, by: User) -> dict[str, str | None]:
    """All that is kept about a subscriber, to be handed to them. In order: records that it was read out."""
    with transaction.atomic():
        require(by, Capability.NEWSLETTER_SEND)
        trail.record("campaign.newsletter_exported", by=by, subject=subscriber)
        return queries.kept_about(subscriber)


@open_to(OpenTo.SYSTEM)
def purge_unconfirmed(*, now: datetime) -> int:
    """Delete sign-ups that were never confirmed, some days after their link has run out; returns how many.

    In order, for each: records it, deletes the row.
    """
    never = Subscriber.objects.filter(confirmed_at__isnull=True, expires_at__lt=now - KEPT)
    gone = 0
    for pk in list(never.values_list("pk", flat=True)):
        with transaction.atomic():
            trail.hold()
            locked = never.select_for_update().filter(pk=pk).first()
            if locked is not None:
                trail.record("campaign.newsletter_expired", by=None, subject=locked)
                locked.delete()
                gone += 1
    return gone


@open_to(OpenTo.SYSTEM)
def count() -> int:
    """Write down how many subscribers there are today, and return it. A second time today replaces the first."""
    confirmed = queries.confirmed_count()
    SubscriberCount.objects.update_or_create(day=timezone.localdate(), defaults={"confirmed": confirmed})
    return confirmed


def _by_address(address: str) -> Subscriber | None:
    return Subscriber.objects.select_for_update().filter(email=address).first()


def _new(address: str) -> Subscriber:
    now = timezone.now()
    subscriber = Subscriber(email=address, asked_at=now, expires_at=now)
    subscriber.confirm_hash = tokens.hash_of(queries.confirm_key(subscriber))
    subscriber.leave_hash = tokens.hash_of(queries.leave_key(subscriber))
    subscriber.save(force_insert=True)
    return subscriber
