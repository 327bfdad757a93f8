"""The newsletter's emails: the link that confirms an address, an issue, and a trial of one."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.queries import person
from campaign.newsletter.models import Subscriber
from campaign.newsletter.queries import issues, subscribers
from campaign.newsletter.queries.issues import IssuePage
from common.addresses import absolute
from common.mail import compose
from outbox.registry import handles
from outbox.unconfirmed import send_unconfirmed

_WHY = _(
    "You get this email because this address was entered to sign up for the newsletter on the "
    "One Mind portal."
)


@handles("campaign.newsletter_confirm")
def confirm(*, subscriber_id: int) -> None:
    """To the address: the link that confirms it. Nothing once it is confirmed, or the link has run out."""
    subscriber = subscribers.by_number(subscriber_id)
    if subscriber is None or subscriber.confirmed_at is not None or subscriber.expires_at < timezone.now():
        return
    link = absolute(reverse("newsletter:confirm", args=[subscribers.confirm_key(subscriber)]))
    context = {"link": link, "until": subscriber.expires_at}
    send_unconfirmed(template="newsletter/confirm", to=subscriber.email, why=_WHY, context=context)


@handles("campaign.newsletter_trial")
def trial(*, issue_id: int, user_id: int) -> None:
    """To a campaign administrator: an issue as it stands now, marked as a trial, with a link that unsubscribes no one."""
    issue, user = issues.by_number(issue_id), person(user_id)
    if issue is None or user is None or not user.is_campaign_administrator:
        return
    context = {**context_of(issues.page_of(issue), issues.postal_address()), "is_trial": True}
    message = compose(template="newsletter/issue", to=user.email, context=context)
    get_connection(fail_silently=False).send_messages([message])


def issue_message(page: IssuePage, subscriber: Subscriber, sender: tuple[str, ...]) -> EmailMultiAlternatives:
    """An issue for one subscriber, with the headers by which a mail program unsubscribes at one click (RFC 8058).

    ``sender`` is the lines of the postal address at its foot. The Message-ID is the same at each attempt, so that a mail
    program that gets it twice may show it once.
    """
    leave = absolute(reverse("newsletter:leave", args=[subscribers.leave_key(subscriber)]))
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    mark = hashlib.sha256(f"{page.public_id}:{subscriber.public_id}".encode()).hexdigest()[:24]
    headers = {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<newsletter.{host}>",
        "Message-ID": f"<{mark}@{host}>",
    }
    context = {**context_of(page, sender), "leave": leave}
    return compose(template="newsletter/issue", to=subscriber.email, context=context, headers=headers)


def context_of(page: IssuePage, sender: tuple[str, ...]) -> dict[str, object]:
    """What the templates of an issue are filled with, but for the link to unsubscribe."""
    link = absolute(reverse("newsletter:issue", args=[page.number])) if page.number else ""
    about = absolute(reverse("newsletter:archive"))
    return {
        "page": page,
        "sender": sender,
        "link": link,
        "about": about,
        "leave": about,
        "is_trial": False,
    }
