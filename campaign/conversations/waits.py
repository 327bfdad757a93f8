"""What waits for reviewers: reports of abuse, and questions that no lead can open."""

from collections.abc import Iterator

from django.utils.translation import ngettext_lazy

from accounts.waiting import Item, Kind, waits
from agencies import leads
from agencies.permissions import Capability, reviewer_may
from campaign.conversations import queries
from campaign.conversations.models import Conversation
from campaign.conversations.states import State


@waits(
    Kind(
        "report",
        ngettext_lazy("%(count)d reported message", "%(count)d reported messages", "count"),
        "conversations:desk_messages",
    )
)
def reported_messages() -> Iterator[Item]:
    """Conversations that were reported."""
    for report in queries.open_reports():
        yield Item(
            report.pk, report.created_at, reviewer_may(Capability.REPORT_SETTLE, report.conversation.agency)
        )


@waits(
    Kind(
        "question",
        ngettext_lazy(
            "%(count)d visitor's question at an agency that no lead can open",
            "%(count)d visitors' questions at agencies that no lead can open",
            "count",
        ),
        "reviews:access",
    )
)
def unread_questions() -> Iterator[Item]:
    """Relayed questions that wait for an agency that lost its lead: they wait until the IACP appoints one."""
    waiting = Conversation.objects.filter(state=State.WAITING.value, agency__in=leads.without_lead())
    for conversation in waiting.select_related("agency"):
        yield Item(
            conversation.pk, conversation.moved_at, reviewer_may(Capability.LEAD_APPOINT, conversation.agency)
        )
