"""Letting go of requests for help."""

from celery import shared_task
from django.utils import timezone

from campaign.assistance import actions as assistance


@shared_task(ignore_result=True)
def forget_requests() -> None:
    """Empty requests that were closed long ago of who asked and what was said."""
    assistance.forget(now=timezone.now())
