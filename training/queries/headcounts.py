"""The head counts of an agency that names no officer."""

from django.db.models import QuerySet

from agencies.models import Agency
from training.models import HeadCount


def head_counts(agency: Agency) -> list[HeadCount]:
    """Every entry, the latest day first, with who entered it."""
    return list(
        HeadCount.objects.filter(agency=agency).select_related("entered_by").order_by("-as_of", "-id")
    )


def head_count(agency: Agency, pk: int) -> QuerySet[HeadCount]:
    """One of the agency's entries, if it is theirs."""
    return HeadCount.objects.filter(agency=agency, pk=pk)
