"""What requests for help put on the desk's table."""

from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from accounts.desk import Kind, offer
from campaign.assistance import actions
from campaign.assistance.models import AssistanceRequest
from campaign.assistance.permissions import why_not_help
from campaign.assistance.queries.desk import OPEN_VALUES, OURS_VALUES

HELP = offer(
    Kind(
        "help",
        _("Request for help"),
        rows=lambda: AssistanceRequest.objects.filter(state__in=OPEN_VALUES),
        page="assistance:desk_request",
        why_not=why_not_help,
        within_days=3,
        called=Case(
            When(agency__isnull=False, then=F("agency__name")),
            When(organization="", then=F("name")),
            default=F("organization"),
        ),
        moved="turned_at",
        ours=Q(state__in=OURS_VALUES),
        others=_("the requester"),
        assigned="assigned_to",
        assign=lambda request, to, by: (
            actions.assign(request=request, to=to, by=by)
            if to is not None
            else actions.release(request=request, by=by)
        ),
        decided=("campaign.help_closed",),
        took=lambda since: AssistanceRequest.objects.filter(closed_at__gte=since).values_list(
            "created_at", "closed_at"
        ),
    )
)
