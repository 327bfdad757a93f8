"""Where the public pages of agencies are, and when what they show last changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.urls import reverse

from agencies.models import Agency
from directory import queries


@dataclass(frozen=True, slots=True)
class AgencyAddress:
    """One agency's page: its path, and the latest change to the agency, its pledge, certificate or named partners."""

    path: str
    changed_at: datetime


def count() -> int:
    """How many agencies have a public page."""
    return queries.listed().count()


def addresses(start: int, stop: int) -> Iterator[AgencyAddress]:
    """The pages of agencies from ``start`` to before ``stop``, in an order that new ones don't disturb; one statement."""
    rows = (
        queries.listed()
        .order_by("pk")
        .annotate(
            partners_at=Max("agency__partnerships__updated_at"),
            papers_at=Max("completions__documents__updated_at"),
        )
        .values_list(
            "agency__public_id",
            "agency__name",
            "agency__updated_at",
            "updated_at",
            "partners_at",
            "papers_at",
        )[start:stop]
    )
    for public_id, name, *moments in rows:
        path = reverse("directory:agency", args=[public_id, Agency(name=name).slug])
        yield AgencyAddress(path, max(moment for moment in moments if moment))
