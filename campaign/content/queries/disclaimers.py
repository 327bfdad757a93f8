"""The small print at the foot of every page, without a query a page: each process reads it once a minute."""

import time

from django.conf import settings
from django.db import DatabaseError

from campaign.content.models import Disclaimer

Texts = tuple[str, ...]
_kept: tuple[float, Texts] | None = None


def disclaimers() -> Texts:
    """The published paragraphs in their order, at most `DISCLAIMERS_SECONDS` old.

    Empty when the database doesn't answer, so that the page that says so is drawn.
    """
    # Looked at once: another thread may forget it meanwhile.
    found = _kept
    if found is not None and time.monotonic() < found[0]:
        return found[1]
    try:
        texts: Texts = tuple(Disclaimer.objects.shown().values_list("text", flat=True))
    except DatabaseError:
        return ()
    keep(texts)
    return texts


def drafts() -> Texts:
    """All paragraphs, for a preview."""
    return tuple(Disclaimer.objects.shown(drafts=True).values_list("text", flat=True))


def keep(texts: Texts) -> None:
    """Remember these from now on, until they are too old."""
    global _kept
    _kept = (time.monotonic() + settings.DISCLAIMERS_SECONDS, texts)


def forget() -> None:
    """Read them again the next time, because they have changed."""
    global _kept
    _kept = None
