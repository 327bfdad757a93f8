"""Who gets the newsletter. Addresses leave this module only for the email itself and for staff who type them in."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from campaign.newsletter import consent as newsletter_consent
from campaign.newsletter.models import CONFIRM_LINK, LEAVE_LINK, Subscriber, SubscriberCount
from common import tokens
from common.text import tidy_address


@dataclass(frozen=True, slots=True)
class Summary:
    """How many get the newsletter, and how many have yet to confirm their address."""

    confirmed: int
    unconfirmed: int


def normalized(email: str) -> str:
    """The one way in which an address is kept, so that it is kept once. Small letters; nothing else is taken for the same."""
    return tidy_address(email)


def confirm_key(subscriber: Subscriber) -> str:
    """The key of the link that was mailed last."""
    return CONFIRM_LINK.token(subscriber.confirm_seed)


def leave_key(subscriber: Subscriber) -> str:
    """The key of the link to unsubscribe, the same in every email."""
    return LEAVE_LINK.token(subscriber.public_id)


def by_confirm_key(key: str) -> Subscriber | None:
    """The subscriber whose address this link confirms, whether or not it is confirmed by now."""
    return tokens.find(Subscriber.objects.all(), "confirm_hash", key)


def by_leave_key(key: str) -> Subscriber | None:
    """The subscriber whom this link unsubscribes; None once that is done."""
    return tokens.find(Subscriber.objects.all(), "leave_hash", key)


def by_address(email: str) -> Subscriber | None:
    """The subscriber with this address, for staff."""
    return Subscriber.objects.filter(email=normalized(email)).first()


def by_number(pk: int) -> Subscriber | None:
    """One subscriber, or None when the row was deleted."""
    return Subscriber.objects.filter(pk=pk).first()


def confirmed_count() -> int:
    """How many get the newsletter."""
    return Subscriber.objects.filter(confirmed_at__isnull=False).count()


def summary() -> Summary:
    """The figures of the desk's page."""
    confirmed = confirmed_count()
    return Summary(confirmed, Subscriber.objects.count() - confirmed)


def counts(*, days: int = 366) -> list[tuple[date, int]]:
    """How many subscribers there were, day by day, the earliest first, and how many there are now."""
    today = timezone.localdate()
    rows = SubscriberCount.objects.filter(day__lt=today).order_by("-day").values_list("day", "confirmed")
    return [*reversed(list(rows[:days])), (today, confirmed_count())]


def kept_about(subscriber: Subscriber) -> dict[str, str | None]:
    """All that is kept about a subscriber, in words."""
    confirmed = subscriber.confirmed_at
    return {
        "email": subscriber.email,
        "asked_at": subscriber.asked_at.isoformat(),
        "confirmed_at": confirmed.isoformat() if confirmed else None,
        "consent_wording": subscriber.consent_wording,
        "consent_text": newsletter_consent.wording(subscriber.consent_wording),
        "issues_sent": ", ".join(
            str(number)
            for number in subscriber.deliveries.filter(state="sent").values_list("issue__number", flat=True)
        ),
    }
