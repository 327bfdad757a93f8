"""The addresses that search engines may list, in sections.

A section has at most `PER_PAGE` addresses a page, so that a sitemap of 18,000 agencies is written in pieces. A date of change
is given only where it is known: a wrong one teaches search engines to believe none.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.cache import cache_control

from campaign.queries import changes, newsletter
from common.addresses import absolute
from directory import addresses
from directory.queries import region_counts
from directory.state import state as register_state
from training.queries import register

PER_PAGE = 5_000


def _register() -> datetime | None:
    return register_state().changed_at


def _unknown() -> None:
    return None


# Every page that is open to everybody, says the same to everybody, and is worth finding; and when it last changed.
PAGES: dict[str, Callable[[], datetime | None]] = {
    "portal:home": _register,
    "campaign:why": changes.reasons,
    "directory:list": _register,
    "campaign:resources": changes.resources,
    "training:register": _unknown,
    "campaign:faq": changes.questions,
    "directory:recent": _register,
    "portal:one_pager": _register,
    "directory:open_data": _unknown,
    "directory:api_docs": _unknown,
    "documents:verify_lookup": _unknown,
    "campaign:history": changes.history,
    "campaign:spotlight": changes.spotlights,
    "campaign:nominate": _unknown,
    "campaign:news": changes.news,
    "campaign:classes": changes.classes,
    "campaign:class_announce": _unknown,
    "campaign:elearning": changes.resources,
    "campaign:newsletter": lambda: max((issue.sent_at for issue in newsletter.sent_issues()), default=None),
    "campaign:newsletter_sign_up": _unknown,
    "campaign:learning_sites": changes.learning_sites,
    "campaign:supporters": changes.supporters,
    "campaign:support": _unknown,
    "campaign:contact": _unknown,
    "campaign:assistance": _unknown,
    "campaign:assistance_peers": _unknown,
    "campaign:assistance_technical": _unknown,
    "campaign:assistance_site": _unknown,
    "pledges:take": _unknown,
}


@dataclass(frozen=True, slots=True)
class Address:
    """One page as the sitemap names it."""

    location: str
    lastmod: datetime | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the sitemap: how many addresses it has, and those from one place to another."""

    count: Callable[[], int]
    slice: Callable[[int, int], Sequence[Address]]

    @property
    def pages(self) -> int:
        return max(1, -(-self.count() // PER_PAGE))


def _pages(start: int, stop: int) -> list[Address]:
    return [Address(absolute(reverse(name)), changed()) for name, changed in list(PAGES.items())[start:stop]]


def _stories(start: int, stop: int) -> list[Address]:
    return [
        Address(absolute(reverse("campaign:story", args=[slug])), changed_at)
        for slug, changed_at in changes.stories()[start:stop]
    ]


def _posts(start: int, stop: int) -> list[Address]:
    return [
        Address(absolute(reverse("campaign:news_post", args=[slug])), changed_at)
        for slug, changed_at in changes.posts()[start:stop]
    ]


def _issues(start: int, stop: int) -> list[Address]:
    return [
        Address(absolute(reverse("campaign:newsletter_issue", args=[issue.number])), issue.sent_at)
        for issue in newsletter.sent_issues()[start:stop]
    ]


def _courses(start: int, stop: int) -> list[Address]:
    return [
        Address(absolute(reverse("training:register_course", args=[course.public_id])), course.updated_at)
        for course in register()[start:stop]
    ]


def _regions(start: int, stop: int) -> list[Address]:
    changed_at = _register()
    return [
        Address(absolute(reverse("directory:region", args=[count.key.lower()])), changed_at)
        for count in region_counts()[start:stop]
    ]


def _agencies(start: int, stop: int) -> list[Address]:
    return [Address(absolute(found.path), found.changed_at) for found in addresses.addresses(start, stop)]


SECTIONS: dict[str, Section] = {
    "pages": Section(lambda: len(PAGES), _pages),
    "stories": Section(lambda: len(changes.stories()), _stories),
    "news": Section(lambda: len(changes.posts()), _posts),
    "newsletters": Section(lambda: len(newsletter.sent_issues()), _issues),
    "courses": Section(lambda: register().count(), _courses),
    "regions": Section(lambda: len(region_counts()), _regions),
    "agencies": Section(addresses.count, _agencies),
}


@cache_control(public=True, max_age=3600)
def index(request: HttpRequest) -> HttpResponse:
    """The sitemap's pieces."""
    return _xml(request, "sitemap_index.xml", {"sitemaps": list(_pieces())})


@cache_control(public=True, max_age=3600)
def section(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One piece: the addresses of a section, at most `PER_PAGE`, with the day of their last change where it is known."""
    found = SECTIONS.get(name)
    if found is None or not 1 <= number <= found.pages:
        raise Http404
    listed = found.slice((number - 1) * PER_PAGE, number * PER_PAGE)
    response = _xml(request, "sitemap.xml", {"urlset": listed})
    moments = [address.lastmod for address in listed if address.lastmod]
    if len(moments) == len(listed) and moments:
        response["Last-Modified"] = http_date(max(moments).timestamp())
    return response


def _pieces() -> Iterator[Address]:
    for name, found in SECTIONS.items():
        for number in range(1, found.pages + 1):
            yield Address(absolute(reverse("portal:sitemap_section", args=[name, number])))


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"portal/{template}", context, content_type="application/xml")
