"""What beat has the accounts app do."""

from celery import shared_task

from accounts import kept_forms


@shared_task
def purge_kept_forms() -> int:
    """Delete forms that were kept for an hour and not sent again. Any time, and twice, is right."""
    return kept_forms.purge()
