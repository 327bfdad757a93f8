"""What beat has the accounts app do."""

from celery import shared_task

from accounts import actions, drafts, kept_forms


@shared_task
def purge_typed() -> int:
    """Delete forms that were kept for an hour and not sent again, and old drafts. Any time, and twice, is right."""
    return kept_forms.purge() + drafts.purge()


@shared_task(ignore_result=True)
def tell_daily() -> None:
    """Write to the staff who want one email a day about what waits for them."""
    actions.tell_daily()


@shared_task(ignore_result=True)
def tell_at_once() -> None:
    """Write to the staff who want to know at once of what has come to wait for them since the last time."""
    actions.tell_at_once()
