"""How long relayed questions are kept."""

from campaign.conversations.actions import retention
from common.retention import Rule, register

register(
    Rule(
        name="conversations.over",
        what="relayed questions and their answers, after the last message; what is reported stays until that is settled",
        kept=lambda: retention.KEPT,
        delete=lambda now: retention.purge_conversations(now=now),
    )
)
register(
    Rule(
        name="conversations.unconfirmed",
        what="relayed questions whose sender never confirmed the address",
        kept=lambda: retention.KEPT_UNCONFIRMED,
        delete=lambda now: retention.purge_unconfirmed(now=now),
    )
)
