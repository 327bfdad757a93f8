"""What is done by the clock: looking where the content's links lead."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from campaign.content.actions import links


@shared_task(ignore_result=True)
def check_links() -> None:
    """One round; several a night, and what was looked at already is left alone."""
    links.check(now=timezone.now(), seconds=settings.LINK_CHECK_SECONDS)
