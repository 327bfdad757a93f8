"""What the requester's and the agency's pages of requests for help read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency
from campaign.assistance.models import AssistanceEntry, AssistanceRequest
from campaign.assistance.states import OURS, State
from common import tokens


@dataclass(frozen=True, slots=True)
class Said:
    """Something said about a request, as a page shows it. ``kind`` is one of AssistanceEntry.Kind."""

    who: str
    text: str
    at: datetime
    kind: str
    mine: bool


def by_key(key: str) -> AssistanceRequest | None:
    """The request that this link lets its requester follow."""
    return tokens.find(_rows(), "follow_hash", key)


def by_number(pk: int) -> AssistanceRequest | None:
    """One request, or None."""
    return _rows().filter(pk=pk).first()


def answered(agency: Agency) -> QuerySet[AssistanceRequest]:
    """The agency's requests that were answered, to be counted."""
    return AssistanceRequest.objects.filter(agency=agency, state=State.ANSWERED.value)


def waiting() -> QuerySet[AssistanceRequest]:
    """The requests that wait for the IACP, to be counted."""
    return AssistanceRequest.objects.filter(state__in=[state.value for state in OURS])


def of_agency(agency: Agency) -> list[AssistanceRequest]:
    """The agency's requests, the latest turn first."""
    return list(_rows().filter(agency=agency, forgotten_at__isnull=True).order_by("-turned_at")[:200])


def request_of(agency: Agency, public_id: str) -> AssistanceRequest:
    """One of the agency's requests; AssistanceRequest.DoesNotExist for another agency's."""
    return _rows().get(agency=agency, public_id=public_id, forgotten_at__isnull=True)


def said(request: AssistanceRequest, *, notes: bool = False) -> list[Said]:
    """What was said, the oldest first; with ``notes``, which only staff read, also who of the staff said it."""
    rows = AssistanceEntry.objects.filter(request=request).select_related("by").order_by("pk")
    if not notes:
        rows = rows.exclude(kind=AssistanceEntry.Kind.NOTE)
    return [_line(row, request, staff=notes) for row in rows]


def asked_lately(mark: str, *, hours: int = 24) -> int:
    """How many requests named this address within these hours."""
    since = timezone.now() - timedelta(hours=hours)
    return AssistanceRequest.objects.filter(email_mark=mark, created_at__gte=since).count()


def _rows() -> QuerySet[AssistanceRequest]:
    return AssistanceRequest.objects.select_related("agency", "site", "assigned_to")


def _line(row: AssistanceEntry, request: AssistanceRequest, *, staff: bool) -> Said:
    asked = row.kind == AssistanceEntry.Kind.ASKED
    if asked:
        who = row.by.name if row.by is not None and row.by.name else request.name
    else:
        who = str(row.by) if staff and row.by is not None else _("The campaign's staff")
    return Said(who, row.text, row.at, row.kind, asked)
