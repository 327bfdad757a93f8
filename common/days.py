"""Days as people count them."""

from datetime import datetime

from django.utils import timezone


def days_since(moment: datetime, now: datetime) -> int:
    """How many days ago that was on the calendar here: what came yesterday evening has waited for one day this morning."""
    return (timezone.localdate(now) - timezone.localdate(moment)).days
