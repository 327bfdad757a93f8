"""How much waits behind the entries of a place of work's menu: it is on each of its pages, so one statement answers for all."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.http import HttpRequest

from agencies.models import Agency
from campaign.assistance.queries import requests
from campaign.conversations import queries as conversations


def for_the_agency(request: HttpRequest) -> Mapping[str, int]:
    """Questions that wait for the agency, and its own requests that were answered."""
    agency: Agency | None = getattr(request, "agency", None)
    if agency is None:
        return {}
    return _numbers(
        {
            "conversations:messages": conversations.waiting_for(agency),
            "assistance:my_requests": requests.answered(agency),
        }
    )


def for_the_desk(request: HttpRequest) -> Mapping[str, int]:
    """Requests for help that wait for the IACP, and conversations that were reported."""
    return _numbers(
        {
            "assistance:desk_requests": requests.waiting(),
            "conversations:desk_messages": conversations.unsettled(),
        }
    )


def _numbers(waiting: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    first, *others = (_counted(rows, name) for name, rows in waiting.items())
    found = dict(first.union(*others))
    return {name: found.get(name, 0) for name in waiting}


def _counted(rows: QuerySet[Any], name: str) -> QuerySet[Any, Any]:
    counted: QuerySet[Any, Any] = rows.order_by().values(which=Value(name)).annotate(n=Count("pk"))
    return counted.values_list("which", "n")
