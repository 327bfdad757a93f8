"""How long an address is kept that no one confirmed."""

from campaign.newsletter.actions import subscribers
from common.retention import Rule, register

register(
    Rule(
        name="newsletter.unconfirmed",
        what="newsletter sign-ups that were never confirmed, after their link expired",
        kept=lambda: subscribers.KEPT,
        delete=lambda now: subscribers.purge_unconfirmed(now=now),
    )
)
