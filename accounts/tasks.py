"""What beat has the accounts app do."""

from celery import shared_task

from accounts import actions


@shared_task(ignore_result=True)
def tell_daily() -> None:
    """Write to the staff who want one email a day about what waits for them."""
    actions.tell_daily()


@shared_task(ignore_result=True)
def tell_at_once() -> None:
    """Write to the staff who want to know at once of what has come to wait for them since the last time."""
    actions.tell_at_once()
