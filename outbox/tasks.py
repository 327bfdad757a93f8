"""The Celery jobs of the outbox: beat calls ``dispatch``, which hands each due message to a worker."""

from celery import shared_task

from outbox import dispatch as outbox


@shared_task(ignore_result=True)
def dispatch() -> None:
    """Lease what is due and queue one job a message. If queuing fails, the lease runs out and it is tried again."""
    for lease in outbox.claim():
        deliver.delay(lease.message_id, lease.attempt)


@shared_task(ignore_result=True)
def deliver(message_id: int, attempt: int | None = None) -> None:
    """Deliver one message. Running it twice does no harm."""
    outbox.deliver(message_id, attempt)
