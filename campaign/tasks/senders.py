"""Letting go of senders."""

from celery import shared_task
from django.utils import timezone

from campaign.actions import senders


@shared_task(ignore_result=True)
def forget_senders() -> None:
    """Empty old nominations, classes and sign-ups of how to reach their senders."""
    senders.forget(now=timezone.now())
