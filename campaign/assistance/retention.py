"""How long it is kept who asked for help, and what was said."""

from campaign.assistance import actions
from common.retention import Rule, register

register(
    Rule(
        name="assistance.requests",
        what="who asked for help and what was said, after the request is closed; dates, kind and rating stay",
        kept=lambda: actions.KEPT,
        delete=lambda now: actions.purge_requests(now=now),
    )
)
