"""The small print at the foot of every page, without a query a page: each process reads it once a minute."""

from django.conf import settings
from django.db import DatabaseError

from campaign.content.models import Disclaimer
from common.http_cache import RecentValue

Texts = tuple[str, ...]
_shown = RecentValue()


def disclaimers() -> Texts:
    """The published paragraphs in their order, at most `EVERY_PAGE_SECONDS` old.

    Empty when the database doesn't answer, so that the page that says so is drawn.
    """
    try:
        texts: Texts = _shown.get(_read, seconds=settings.EVERY_PAGE_SECONDS)
    except DatabaseError:
        return ()
    return texts


def drafts() -> Texts:
    """All paragraphs, for a preview."""
    return tuple(Disclaimer.objects.shown(drafts=True).values_list("text", flat=True))


def keep(texts: Texts) -> None:
    """Remember these from now on, until they are too old."""
    _shown.set(texts)


def forget() -> None:
    """Read them again the next time, because they have changed."""
    _shown.clear()


def _read() -> Texts:
    return tuple(Disclaimer.objects.shown().values_list("text", flat=True))
