"""How much waits behind the campaign's entries in the menus of a place of work."""

from collections.abc import Mapping

from django.http import HttpRequest

from agencies.models import Agency
from campaign.queries import waiting
from common.menu_counts import counts


@counts("campaign:messages", "campaign:my_requests")
def for_the_agency(request: HttpRequest) -> Mapping[str, int]:
    """Questions that wait for the agency, and its own requests that were answered."""
    agency: Agency | None = getattr(request, "agency", None)
    if agency is None:
        return {}
    messages, requests = waiting.for_agency(agency)
    return {"campaign:messages": messages, "campaign:my_requests": requests}


@counts("campaign:desk_requests", "campaign:desk_messages")
def for_the_desk(request: HttpRequest) -> Mapping[str, int]:
    """Requests for help that wait for the IACP, and conversations that were reported."""
    requests, reports = waiting.for_desk()
    return {"campaign:desk_requests": requests, "campaign:desk_messages": reports}
