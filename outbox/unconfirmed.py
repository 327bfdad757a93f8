"""Emails to addresses that no one has confirmed yet: anyone who types an address into a form can have one sent to it.

So such an email carries no stranger's words (no name, no subject, no agency but one by the name that the IACP verified), says
why it came, and no address gets more than UNCONFIRMED_EMAILS_A_DAY. ``tests/security/test_unconfirmed_emails.py`` lists them.
"""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from common.mail import send
from common.tokens import claim, mark_of
from outbox.models import UnconfirmedCount

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

logger = logging.getLogger(__name__)


def send_unconfirmed(*, template: str, to: str, why: "StrOrPromise", context: Mapping[str, Any]) -> bool:
    """Send the email ``template``, which extends ``emails/unconfirmed``, and return whether it was sent.

    ``why`` is the sentence that says why it came. False, and nothing sent, when the address has had enough today. A mail
    server's refusal is raised, and then nothing is counted.
    """
    with transaction.atomic():
        if not _has_room(to):
            logger.warning("An email (%s) was left out: its address has had enough of them today", template)
            return False
        send(template=template, to=[to], context={**context, "why": why})
        return True


def _has_room(address: str) -> bool:
    today = timezone.localdate()
    UnconfirmedCount.objects.filter(day__lt=today - timedelta(days=1)).delete()
    row = {"mark": mark_of(address), "day": today}
    UnconfirmedCount.objects.bulk_create([UnconfirmedCount(**row)], ignore_conflicts=True)
    free = UnconfirmedCount.objects.filter(**row, count__lt=settings.UNCONFIRMED_EMAILS_A_DAY)
    return claim(free, count=F("count") + 1)
