"""The state of the directory as a word: as long as it stays the same, so does everything that open data says."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.db.models import Count, Max
from django.utils import timezone

from agencies.models import Agency
from audit import queries as audit
from documents.models import Document
from partnerships.models import CommunityOrganization, Partnership
from pledges.models import Pledge

# What a listing is drawn from. A row that goes is seen by their number.
_SOURCES = (Agency, Pledge, Document, Partnership, CommunityOrganization)


@dataclass(frozen=True, slots=True)
class State:
    """``token`` differs between any two states; ``changed_at`` is the moment of the last change, or midnight after it.

    Answers carry the day whose state they give, so that they change with the day.
    """

    token: str
    changed_at: datetime


def state() -> State:
    """The state now, in one statement a source, and one for what is gone."""
    today = timezone.localdate()
    moments = [timezone.make_aware(datetime.combine(today, time()))]
    marks = [today.isoformat()]
    for source in _SOURCES:
        found = source._default_manager.aggregate(rows=Count("pk"), last=Max("updated_at"))
        marks.append(f"{found['rows']}@{found['last']}")
        if found["last"] is not None:
            moments.append(found["last"])
    # A partnership that was deleted left its last moment on the trail alone.
    gone = audit.last_moment(Partnership)
    if gone is not None:
        moments.append(gone)
    return State("|".join(marks), max(moments).astimezone(UTC))
