"""Who lets a blocked address ask again: none with a tie to an agency that it wrote to."""

from collections.abc import Sequence

from django.utils.functional import Promise

from accounts.models import User
from agencies.permissions import Capability, refusal
from campaign.conversations.models import BlockedSender
from campaign.conversations.queries import agencies_by_mark


def why_not_unblock(user: User, blocked: Sequence[BlockedSender]) -> list[str | Promise]:
    """For each blocked address, why this reviewer may not let it ask again, in words; empty where they may.

    Each agency that any of them wrote to is asked about once.
    """
    written_to = agencies_by_mark([each.mark for each in blocked])
    agencies = {agency.pk: agency for group in written_to.values() for agency in group}
    refused = {pk: refusal(user, Capability.REPORT_SETTLE, agency) for pk, agency in agencies.items()}
    return [
        next((refused[agency.pk] for agency in written_to.get(each.mark, []) if refused[agency.pk]), "")
        for each in blocked
    ]
