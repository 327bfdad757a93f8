"""The Celery job of the outbox: beat queues one every two seconds, and each works until nothing is due."""

from celery import shared_task

from outbox import dispatch as outbox

# Short enough that a worker that is asked to leave has ended its job before it is made to.
SECONDS = 10


@shared_task(ignore_result=True)
def deliver() -> None:
    """Deliver what is due, one message after another, until nothing is or `SECONDS` have passed.

    The job names no message, so that one that the queue loses or holds twice costs nothing: the next reads the same
    outbox. While one works on, beat queues more, and other processes take a share.
    """
    outbox.deliver_due(at_once=1, seconds=SECONDS)
