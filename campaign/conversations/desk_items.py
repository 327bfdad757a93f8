"""What relayed questions put on the desk's table: conversations that were reported."""

from django.utils.translation import gettext_lazy as _

from accounts.desk import Kind, offer
from agencies.permissions import Capability, refusal
from campaign.conversations import queries
from campaign.conversations.models import AbuseReport

REPORT = offer(
    Kind(
        "report",
        _("Reported message"),
        rows=queries.unsettled,
        page="conversations:desk_message",
        why_not=lambda user, report: refusal(user, Capability.REPORT_SETTLE, report.conversation.agency),
        within_days=2,
        agency="conversation__agency",
        called="conversation__agency__name",
        moved="created_at",
        decided=("campaign.report_settled",),
        took=lambda since: AbuseReport.objects.filter(settled_at__gte=since).values_list(
            "created_at", "settled_at"
        ),
    )
)
