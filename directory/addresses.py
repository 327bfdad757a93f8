"""Where the public pages of agencies are, and when what they show last changed."""

from datetime import datetime
from typing import TypeAlias

from django.db.models import Max, QuerySet
from django.urls import reverse

from agencies.models.agency import slug_of
from directory import queries
from pledges.models import Pledge

# An agency's public ID and name, and when the agency, its pledge, its partners and its papers changed last.
Row: TypeAlias = tuple[str, str, datetime, datetime, datetime | None, datetime | None]


def rows() -> "QuerySet[Pledge, Row]":
    """The agencies that have a public page, in an order that new ones don't disturb; one statement."""
    return (
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
        )
    )


def path(row: Row) -> str:
    """Where an agency's page is."""
    return reverse("directory:agency", args=[row[0], slug_of(row[1])])


def changed_at(row: Row) -> datetime:
    """The latest change to the agency, its pledge, certificate or named partners."""
    return max(moment for moment in row[2:] if moment)
