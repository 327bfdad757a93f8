"""How long it is kept how to reach those who sent something."""

from campaign.content.actions import retention
from common.retention import Rule, register

register(
    Rule(
        name="content.contacts",
        what="how to reach who nominated, announced a class (after its last day) or offered a support that no one approved",
        kept=lambda: retention.KEPT,
        delete=lambda now: retention.purge_contacts(now=now),
    )
)
