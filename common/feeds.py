"""Atom feeds of what staff publish."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import feedgenerator

from common.addresses import absolute
from common.text import one_line


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: ``path`` is that of its page, and ``updated_at`` when it was published or changed last."""

    title: str
    path: str
    summary: str
    updated_at: datetime | None


def atom(
    request: HttpRequest, *, title: str, path: str, description: str, entries: Iterable[FeedEntry]
) -> HttpResponse:
    """The feed as an answer. ``path`` is that of the page that it belongs to; its own address is the request's."""
    found = feedgenerator.Atom1Feed(
        title=title,
        link=absolute(path),
        description=description,
        language=settings.LANGUAGE_CODE,
        feed_url=absolute(request.path),
        author_name=str(settings.SITE_NAME),
    )
    for entry in entries:
        address = absolute(entry.path)
        found.add_item(
            title=one_line(entry.title),
            link=address,
            description=one_line(entry.summary),
            unique_id=address,
            updateddate=entry.updated_at,
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    found.write(response, "utf-8")
    return response
