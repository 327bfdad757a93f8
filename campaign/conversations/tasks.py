"""Letting go of relayed questions."""

from celery import shared_task
from django.utils import timezone

from campaign.conversations.actions import abuse as connect_abuse


@shared_task(ignore_result=True)
def forget_conversations() -> None:
    """Delete conversations that are over, and questions that were never confirmed."""
    connect_abuse.forget(now=timezone.now())
