"""How long a pledge is kept whose coordinator never confirmed the address."""

from datetime import timedelta

from django.conf import settings

from common.retention import Rule, register
from pledges import actions

register(
    Rule(
        name="pledges.unconfirmed",
        what="pledges whose email address was never confirmed (`PLEDGE_CONFIRM_DAYS`)",
        kept=lambda: timedelta(days=settings.PLEDGE_CONFIRM_DAYS),
        delete=lambda now: actions.expire_unconfirmed(now=now),
    )
)
