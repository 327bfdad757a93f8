"""What the library reads."""

from dataclasses import dataclass

from django.db.models import Q

from campaign.models import Resource
from campaign.models.published import PublishedQuerySet


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor looks for. Empty parts don't narrow the search; unknown ones find nothing."""

    words: str = ""
    kind: str = ""
    audience: str = ""
    historical: bool = True


def resources(wanted: Wanted, *, drafts: bool = False) -> "PublishedQuerySet[Resource]":
    """The resources that hold every word and match every filter: current ones first, then by type and year."""
    rows = Resource.objects.shown(drafts=drafts)
    for word in wanted.words.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(summary__icontains=word) | Q(publisher__icontains=word)
        )
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.audience:
        # What is for everybody is for these people, too.
        rows = rows.filter(audience__in=[wanted.audience, Resource.Audience.ALL])
    if not wanted.historical:
        rows = rows.filter(is_historical=False)
    return rows.order_by("is_historical", "kind", "-year", "title")
