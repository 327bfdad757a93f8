"""The newsletter by the clock and in the background."""

from celery import shared_task
from django.utils import timezone

from campaign.newsletter.actions import sending, subscribers
from outbox.registry import gives_up, handles


@handles("campaign.newsletter_batch")
def send_batch(*, issue_id: int, run: int, batch: int) -> None:
    """Send the next few of an issue."""
    sending.send_batch(issue_id=issue_id, run=run, batch=batch)


@gives_up("campaign.newsletter_batch")
def batch_given_up(*, issue_id: int, run: int, batch: int) -> None:
    """Pause the sending, so that the desk shows that it stands still."""
    sending.hold(issue_id=issue_id, run=run)


@shared_task(ignore_result=True)
def start_due() -> None:
    """Begin to send the scheduled issues whose time has come."""
    sending.start_due(now=timezone.now())


@shared_task(ignore_result=True)
def count_subscribers() -> None:
    """Write down how many subscribers there are."""
    subscribers.count()
