"""How much waits behind the entries of a place of work's menu: it is on each of its pages, so one statement answers for all."""

from collections.abc import Mapping

from django.http import HttpRequest

from agencies.models import Agency
from campaign.queries import waiting


def for_the_agency(request: HttpRequest) -> Mapping[str, int]:
    """Questions that wait for the agency, and its own requests that were answered."""
    agency: Agency | None = getattr(request, "agency", None)
    if agency is None:
        return {}
    messages, requests = waiting.for_agency(agency)
    return {"campaign:messages": messages, "campaign:my_requests": requests}


def for_the_desk(request: HttpRequest) -> Mapping[str, int]:
    """Requests for help that wait for the IACP, and conversations that were reported."""
    requests, reports = waiting.for_desk()
    return {"campaign:desk_requests": requests, "campaign:desk_messages": reports}
