"""What an agency's figures are counted of: the head counts of one that names no officer, and the nightly counting of all."""

from datetime import date

from django.db.models import QuerySet

from agencies.models import Agency
from training.models import HeadCount, Rejudgement


def head_counts(agency: Agency) -> list[HeadCount]:
    """Every entry, the latest day first, with who entered it."""
    return list(
        HeadCount.objects.filter(agency=agency).select_related("entered_by").order_by("-as_of", "-id")
    )


def counted_on(agency: Agency, as_of: date) -> date:
    """The day that an agency's figures are of: that of its latest head count, or ``as_of`` where it keeps a roster."""
    if agency.evidence_mode != Agency.EvidenceMode.COUNTS:
        return as_of
    days = HeadCount.objects.filter(agency=agency, as_of__lte=as_of).order_by("-as_of")
    return days.values_list("as_of", flat=True).first() or as_of


def head_count_on(agency: Agency, day: date) -> HeadCount | None:
    """The head count that an agency's figures come from on a day, where they come from head counts; None without one."""
    return HeadCount.objects.filter(agency=agency, as_of__lte=day).order_by("-as_of", "-pk").first()


def head_count(agency: Agency, pk: int) -> QuerySet[HeadCount]:
    """One of the agency's entries, if it is theirs."""
    return HeadCount.objects.filter(agency=agency, pk=pk)


def last_counting() -> Rejudgement | None:
    """The latest counting of all agencies, done or under way; None before the first night."""
    return Rejudgement.objects.order_by("-as_of").first()
