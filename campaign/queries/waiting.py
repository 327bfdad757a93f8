"""How much waits for whom: for the menus, in one statement each."""

from typing import Any

from django.db.models import Count, QuerySet, Value

from agencies.models import Agency
from campaign.assistance_states import OURS
from campaign.assistance_states import State as RequestState
from campaign.connect_states import State
from campaign.models import AbuseReport, AssistanceRequest, Conversation


def for_agency(agency: Agency) -> tuple[int, int]:
    """How many questions wait for the agency, and how many of its requests for help were answered."""
    return _two(
        Conversation.objects.filter(agency=agency, state=State.WAITING.value),
        AssistanceRequest.objects.filter(agency=agency, state=RequestState.ANSWERED.value),
    )


def for_desk() -> tuple[int, int]:
    """How many requests for help wait for the IACP, and how many reports of abuse."""
    return _two(
        AssistanceRequest.objects.filter(state__in=[state.value for state in OURS]),
        AbuseReport.objects.filter(settled_at__isnull=True),
    )


def _two(first: QuerySet[Any], second: QuerySet[Any]) -> tuple[int, int]:
    found = dict(_counted(first, 1).union(_counted(second, 2)))
    return found.get(1, 0), found.get(2, 0)


def _counted(rows: QuerySet[Any], which: int) -> QuerySet[Any, Any]:
    counted: QuerySet[Any, Any] = rows.order_by().values(which=Value(which)).annotate(n=Count("pk"))
    return counted.values_list("which", "n")
