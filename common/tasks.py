"""What beat has every app do."""

from celery import shared_task

from common import retention


@shared_task(ignore_result=True)
def delete_expired(is_hourly: bool) -> None:
    """Delete what was kept for long enough, by the rules that run every hour or by those that run once a day."""
    retention.delete_expired(is_hourly=is_hourly)
