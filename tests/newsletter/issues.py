"""What the tests of the newsletter share."""

import re

from django.core import mail

from accounts.models import User
from campaign.newsletter.actions import issues as actions
from campaign.newsletter.actions import sending
from campaign.newsletter.actions import subscribers as people
from campaign.newsletter.models import Issue, PostalAddress, Subscriber
from campaign.newsletter.queries import subscribers as queries
from common.forms import guard
from outbox.dispatch import deliver_due
from outbox.models import Message
from rehearsal.factories.accounts import AdministratorFactory

READER = "quinn.reader@example.net"
SENDER = ("The Campaign", "1 Example Street", "Springfield, VA 00000")


def said(**changes: str) -> dict[str, str]:
    """The form of a sign-up, filled in."""
    return {"email": READER, "consent": "on", "nickname": "", "form_key": guard.issue(), **changes}


def asked(email: str = READER) -> Subscriber:
    """Someone who has signed up and not confirmed."""
    people.sign_up(email=email)
    found = queries.by_address(email)
    assert found is not None
    return found


def subscribed(email: str = READER) -> Subscriber:
    """Someone who gets the newsletter."""
    return people.confirm(subscriber=asked(email))


def confirm_path(subscriber: Subscriber) -> str:
    """The link that confirms."""
    return f"/newsletter/confirm/{queries.confirm_key(subscriber)}/"


def leave_path(subscriber: Subscriber) -> str:
    """The link to unsubscribe."""
    return f"/newsletter/unsubscribe/{queries.leave_key(subscriber)}/"


def draft(
    by: User | None = None, *, subject: str = "Winter news", introduction: str = "Dear readers,"
) -> Issue:
    """A draft with an introduction, and all that it takes to send it."""
    PostalAddress.objects.get_or_create(pk=1, defaults={"text": "\n".join(SENDER)})
    staff = by or AdministratorFactory()
    issue = actions.start_draft(by=staff)
    return actions.edit(
        issue=issue,
        version=issue.version,
        subject=subject,
        introduction=introduction,
        sections=[],
        by=staff,
    )


def begin(issue: Issue, by: User | None = None) -> Issue:
    """Begin to send the draft to everyone."""
    return sending.send(
        issue=issue,
        version=issue.version,
        expected=queries.confirmed_count(),
        by=by or AdministratorFactory(),
    )


def deliver_everything(rounds: int = 50) -> None:
    """Deliver the outbox until it is empty, without waiting between the batches."""
    for _round in range(rounds):
        waiting = Message.objects.filter(delivered_at__isnull=True, failed_at__isnull=True)
        if not waiting.exists():
            return
        first = Message.objects.order_by("created_at").values_list("created_at", flat=True)[0]
        waiting.update(available_at=first, leased_until=None)
        deliver_due()
    raise AssertionError("The outbox never empties.")


def mailed(subject: str = "Winter news") -> list[str]:
    """Who got the issue, in order."""
    return [message.to[0] for message in mail.outbox if message.subject == subject]


def links_in(message: mail.EmailMessage) -> list[str]:
    """The paths of our own pages in the text of an email."""
    return re.findall(r"http://localhost:8000(/\S*)", str(message.body))
