"""The addresses that search engines may list: Django's sitemaps, a section for each kind of page.

A section has at most ``Section.limit`` addresses a page, so that a sitemap of 18,000 agencies is written in pieces. A date of
change is given only where it is known: a wrong one teaches search engines to believe none.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.cache import cache_control

from agencies.places import FIRST, regions
from campaign.content.queries import changes, pages
from campaign.newsletter.queries import issues as newsletter
from common.addresses import absolute
from directory import addresses
from directory.queries import region_counts
from directory.version import revision
from pledges.models import Pledge
from training.models import Course
from training.queries import register


def _register() -> datetime | None:
    return revision().changed_at


def _unknown() -> None:
    return None


# Every page that is open to everyone, says the same to everyone, and is worth finding; and when it last changed.
PAGES: dict[str, Callable[[], datetime | None]] = {
    "portal:home": _register,
    "content:why": changes.reasons,
    "directory:list": _register,
    "content:resources": changes.resources,
    "training:register": _unknown,
    "content:faq": changes.questions,
    "directory:recent": _register,
    "portal:one_pager": _register,
    "directory:open_data": _unknown,
    "directory:api_docs": _unknown,
    "documents:verify_lookup": _unknown,
    "content:history": changes.history,
    "content:spotlight": changes.spotlights,
    "content:nominate": _unknown,
    "content:news": changes.news,
    "content:classes": changes.classes,
    "content:class_announce": _unknown,
    "content:elearning": changes.resources,
    "newsletter:archive": lambda: max((issue.sent_at for issue in newsletter.sent_issues()), default=None),
    "newsletter:sign_up": _unknown,
    "content:learning_sites": changes.learning_sites,
    "content:supporters": changes.supporters,
    "content:support": _unknown,
    "assistance:contact": _unknown,
    "assistance:hub": _unknown,
    "assistance:peers": _unknown,
    "assistance:technical": _unknown,
    "assistance:site": _unknown,
    "pledges:take": _unknown,
}


class Section(Sitemap):
    """A part of the sitemap: its addresses lie on the public host, whatever host name a request said."""

    limit = 5_000

    def get_protocol(self, protocol: str | None = None) -> str:
        """That of the public address."""
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        """That of the public address."""
        return urlsplit(settings.SITE_URL).netloc

    def get_latest_lastmod(self) -> datetime | None:
        """None: the index looks at no page to say when one of them changed last."""
        return None


class Pages(Section):
    """The pages that there is one of each."""

    def items(self) -> list[str]:
        return list(PAGES)

    def location(self, item: str) -> str:
        return reverse(item)

    def lastmod(self, item: str) -> datetime | None:
        changed = PAGES[item]
        own = self._register_changed_at if changed is _register else changed()
        moments = [moment for moment in (own, self._words_changed_at.get(item)) if moment is not None]
        return max(moments, default=None)

    @cached_property
    def _words_changed_at(self) -> dict[str, datetime]:
        """When staff last changed the words of a page, by its URL name."""
        return pages.built_in_changes()

    @cached_property
    def _register_changed_at(self) -> datetime | None:
        return _register()


class _Texts(Section):
    """Texts of one kind that the campaign published: each with its address and the moment of its last change."""

    page = ""

    def location(self, item: tuple[Any, datetime]) -> str:
        return reverse(self.page, args=[item[0]])

    def lastmod(self, item: tuple[Any, datetime]) -> datetime:
        return item[1]


class Stories(_Texts):
    """The spotlight's stories."""

    page = "content:story"

    def items(self) -> list[tuple[str, datetime]]:
        return changes.stories()


class Added(_Texts):
    """The pages that staff added."""

    page = "content:page"

    def items(self) -> list[tuple[str, datetime]]:
        return pages.changes()


class News(_Texts):
    """The posts."""

    page = "content:news_post"

    def items(self) -> list[tuple[str, datetime]]:
        return changes.posts()


class Newsletters(_Texts):
    """The issues that were sent."""

    page = "newsletter:issue"

    def items(self) -> list[tuple[int, datetime]]:
        return [(issue.number, issue.sent_at) for issue in newsletter.sent_issues()]


class Courses(_Texts):
    """The courses that the register shows."""

    page = "training:register_course"

    def items(self) -> "QuerySet[Course, tuple[str, datetime]]":
        return register().values_list("public_id", "updated_at")


class Regions(Section):
    """Every state and province of the United States and Canada, and the countries with an agency.

    All of them change with the register.
    """

    def items(self) -> list[str]:
        every = [code for country in FIRST for code, _name in regions(country)]
        return [key.lower() for key in dict.fromkeys([*(count.key for count in region_counts()), *every])]

    def location(self, item: str) -> str:
        return reverse("directory:region", args=[item])

    @cached_property
    def lastmod(self) -> datetime | None:
        return _register()


class Agencies(Section):
    """The agencies' public pages."""

    def items(self) -> "QuerySet[Pledge, addresses.Row]":
        return addresses.rows()

    def location(self, item: addresses.Row) -> str:
        return addresses.path(item)

    def lastmod(self, item: addresses.Row) -> datetime:
        return addresses.changed_at(item)


SECTIONS: dict[str, type[Sitemap] | Sitemap] = {
    "pages": Pages,
    "added": Added,
    "stories": Stories,
    "news": News,
    "newsletters": Newsletters,
    "courses": Courses,
    "regions": Regions,
    "agencies": Agencies,
}


@cache_control(public=True, max_age=3600)
def index(request: HttpRequest) -> HttpResponseBase:
    """The sitemap's pieces."""
    response = views.index(request, SECTIONS, sitemap_url_name="portal:sitemap_section")
    # Django takes the request's host name for them.
    for piece in (response.context_data or {})["sitemaps"]:
        piece.location = absolute(piece.location.removeprefix(request.build_absolute_uri("/")[:-1]))
    return response


@cache_control(public=True, max_age=3600)
def section(request: HttpRequest, section: str) -> HttpResponseBase:
    """The addresses of a section, with the day of their last change where it is known; ``?p=2`` is its second piece."""
    # Django's template asks each address five things more, and gives the day of a change without its hour.
    return views.sitemap(request, SECTIONS, section, template_name="portal/sitemap.xml")


def piece(request: HttpRequest, name: str, number: int) -> HttpResponseBase:
    """The former address of a section's piece."""
    address = reverse("portal:sitemap_section", args=[name])
    return HttpResponsePermanentRedirect(address if number == 1 else f"{address}?p={number}")
