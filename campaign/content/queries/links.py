"""Which outside addresses the content names, and which of them are due to be looked at."""

from collections.abc import Iterable
from datetime import datetime

from campaign.content.models import (
    Association,
    ClassListing,
    LearningSite,
    LinkCheck,
    Milestone,
    Note,
    Resource,
    Supporter,
)

LINKED = (Association, ClassListing, LearningSite, Milestone, Note, Resource, Supporter)


def addresses() -> set[str]:
    """Every address that published content has.

    A draft may be an announcement or a sign-up that a visitor sent: until staff publish it, no server of their choice hears
    from us.
    """
    return {
        url
        for model in LINKED
        for url in model.objects.filter(is_published=True).exclude(url="").values_list("url", flat=True)
    }


def due(named: Iterable[str], *, before: datetime) -> list[str]:
    """Those not looked at since ``before``: first what never was, then what was longest ago."""
    checked = dict(LinkCheck.objects.values_list("url", "checked_at"))
    stale = [url for url in named if url not in checked or checked[url] < before]
    return sorted(stale, key=lambda url: (url in checked, checked.get(url, before), url))
