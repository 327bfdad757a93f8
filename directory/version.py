"""Which state of the register a page or a file shows: its version for pages, its revision for open data.

Nothing public changes without an entry in the trail, and the trail's head is one row that changes with every entry, in the
entry's own transaction. So the head is the version of the register: one statement, no table and no trigger of its own.
It also changes with what isn't public; a page is then drawn once more, never once too seldom.

A program that fetches open data once a day wants to know whether the directory changed, and when: the revision is made of
the sources alone. It takes a statement a source.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max
from django.utils import timezone

from agencies.models import Agency
from audit import queries as audit
from audit.models import Head
from common import http_cache
from documents.models import Document
from partnerships.models import CommunityOrganization, Partnership
from pledges.models import Pledge

head = http_cache.RecentValue()
# What a listing is drawn from. A row that goes is seen by their number.
_SOURCES = (Agency, Pledge, Document, Partnership, CommunityOrganization)


@dataclass(frozen=True, slots=True)
class Revision:
    """``token`` differs between any two; ``changed_at`` is the moment of the last change, or midnight after it.

    Answers carry the day whose state they give, so that they change with the day.
    """

    token: str
    changed_at: datetime


def version() -> str:
    """A word that differs between any two states of the register, days and releases of the portal.

    One statement, or none within ``PAGE_VERSION_SECONDS`` of the last. Empty while nothing has been recorded, and where
    ``PAGE_CACHE_SECONDS`` is 0: nothing can be cached then.
    """
    if not settings.PAGE_CACHE_SECONDS:
        return ""
    now = head.get(_head, seconds=settings.PAGE_VERSION_SECONDS)
    if now is None:
        return ""
    about = [str(now[0]), now[1], timezone.localdate().isoformat(), release()]
    return hashlib.sha256("|".join(about).encode()).hexdigest()[:20]


def revision() -> Revision:
    """The revision now, in one statement a source, and one for what is gone."""
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
    return Revision("|".join(marks), max(moments).astimezone(UTC))


@cache
def release() -> str:
    """What this process draws the register with."""
    templates = settings.BASE_DIR / "templates"
    drawn_with = [templates.rglob("*.html"), templates.rglob("*.svg"), Path(__file__).parent.rglob("*.py")]
    return http_cache.release(chain.from_iterable(drawn_with))


def forget_pages() -> None:
    """Ask for the head again, and draw every page again, as after a start."""
    head.clear()
    http_cache.clear()


def _head() -> Any:
    with connection.cursor() as cursor:
        cursor.execute(*_head_statement())
        return cursor.fetchone()


@cache
def _head_statement() -> tuple[str, tuple[Any, ...]]:
    """The statement as the database gets it. Every request asks it, and writing it takes five times as long as asking."""
    statement: tuple[str, tuple[Any, ...]] = (
        Head.objects.filter(pk=1).values_list("entries", "hash").query.sql_with_params()
    )
    return statement
