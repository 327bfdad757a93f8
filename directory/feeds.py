"""Feeds of new pledges and of new certifications, of everywhere or of one state, as Atom (RFC 4287) and JSON Feed 1.1."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import feedgenerator, timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.xmlutils import SimplerXMLGenerator

from agencies import queries as agencies
from agencies.places import countries, country_name, is_region_of, region_name
from agencies.sizes import band_of
from common.addresses import absolute
from common.text import one_line
from directory import json_errors, queries
from directory.data_views import data_view
from directory.records import agency_url, terms
from directory.version import revision
from pledges.models import Pledge
from pledges.queries import Status

LENGTH = 100
RATE = "60/m/ip"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a feed is about: its name in addresses, its title, which agencies it has and how it says it of one."""

    key: str
    title: str | Promise
    titled_in: str | Promise
    about: str | Promise
    said: str | Promise
    found: Callable[[], QuerySet[Pledge]]
    day: Callable[[Any], date]


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: it keeps its ``id`` for ever, whatever the agency is called."""

    id: str
    url: str
    title: str
    text: str
    published: datetime


SUBJECTS = {
    "pledges": Subject(
        "pledges",
        gettext_lazy("One Mind Campaign: new pledges"),
        gettext_lazy("One Mind Campaign: new pledges in %(place)s"),
        gettext_lazy("Agencies that took the pledge, as the campaign verifies them."),
        gettext_lazy("%(name)s took the One Mind pledge"),
        # What the IACP took over from its files is no news.
        lambda: (
            queries.listed()
            .filter(is_from_files=False)
            .order_by(F("verified_at").desc(nulls_last=True), "-pledged_on", "-pk")
        ),
        lambda pledge: pledge.pledged_on,
    ),
    "certified": Subject(
        "certified",
        gettext_lazy("One Mind Campaign: newly certified agencies"),
        gettext_lazy("One Mind Campaign: newly certified agencies in %(place)s"),
        gettext_lazy("Agencies that carried out every practice of their pledge."),
        gettext_lazy("%(name)s is One Mind Certified"),
        lambda: queries.certified().order_by("-completed_on", "-pk"),
        lambda pledge: pledge.certified_on,
    ),
}


@data_view(rate=RATE, action="directory.feeds")
def atom(request: HttpRequest, subject: str, region: str = "") -> HttpResponse:
    """A feed as Atom."""
    try:
        about, title = _feed(subject, region)
    except Http404:
        return json_errors.not_found()
    feed = _Atom(
        title=title,
        link=absolute(reverse("directory:recent")),
        description=str(about.about),
        subtitle=str(about.about),
        language=settings.LANGUAGE_CODE,
        feed_url=absolute(request.path),
        feed_guid=absolute(request.path),
        author_name=str(settings.SITE_NAME),
        feed_copyright=f"{terms().name}, {terms().attribution}",
    )
    for entry in _entries(about, region):
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=entry.text,
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.published,
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response


@data_view(rate=RATE, action="directory.feeds")
def json_feed(request: HttpRequest, subject: str, region: str = "") -> HttpResponse:
    """A feed as JSON Feed 1.1."""
    try:
        about, title = _feed(subject, region)
    except Http404:
        return json_errors.not_found()
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": absolute(reverse("directory:recent")),
        "feed_url": absolute(request.path),
        "description": str(about.about),
        "language": settings.LANGUAGE_CODE,
        "authors": [{"name": str(settings.SITE_NAME), "url": settings.SITE_URL}],
        "_open_data": {"as_of": timezone.localdate().isoformat(), "license": asdict(terms())},
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_text": entry.text,
                "date_published": entry.published.isoformat(),
            }
            for entry in _entries(about, region)
        ],
    }
    return HttpResponse(json.dumps(feed, ensure_ascii=False), content_type="application/feed+json")


def _feed(subject: str, region: str) -> tuple[Subject, str]:
    """What the feed is about, and its title; Http404 when there is no such subject or place."""
    about = SUBJECTS.get(subject)
    if about is None:
        raise Http404
    if not region:
        return about, str(about.title)
    return about, str(about.titled_in) % {"place": _place(region)}


def _place(key: str) -> str:
    """The name of a state, province or country; also of one that has no agency yet, so that one can wait for the first."""
    country = key.partition("-")[0]
    if "-" in key and is_region_of(key, country):
        return region_name(key)
    if key in dict(countries()):
        return country_name(key)
    raise Http404


def _entries(about: Subject, region: str) -> Iterable[Entry]:
    pledges = about.found()
    if region:
        pledges = queries.in_region(pledges, region)
    former = agencies.every_former_name()
    for pledge in pledges[:LENGTH]:
        agency, day = pledge.agency, about.day(pledge)
        url = agency_url(agency.public_id)
        band = band_of(agency.decided_sworn)
        facts = [agency.place, agency.get_kind_display(), str(band.label) if band else ""]
        said = _("Took the pledge on %(day)s.") % {"day": date_format(pledge.pledged_on)}
        if about.key == "certified":
            said += f" {Status('certified', day).words}."
        names = former.get(agency.pk)
        if names:
            said += " " + _("Formerly %(names)s.") % {"names": "; ".join(names)}
        yield Entry(
            id=f"{url}#{about.key}-{day.isoformat()}",
            url=url,
            title=one_line(str(about.said) % {"name": agency.name}),
            text=one_line(f"{' · '.join(fact for fact in facts if fact)}. {said}"),
            published=_moment(pledge, day, about.key),
        )


def _moment(pledge: Pledge, day: date, key: str) -> datetime:
    """When it became public: a pledge when it was verified, else the day's noon, so that it is that day everywhere."""
    if key == "pledges" and pledge.verified_at is not None:
        return pledge.verified_at.replace(microsecond=0)
    return datetime.combine(day, time(12), tzinfo=UTC)


class _Atom(feedgenerator.Atom1Feed):
    """Atom with the licence's address, and a date that doesn't depend on when it is asked for."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("link", "", {"rel": "license", "href": terms().url})

    def latest_post_date(self) -> datetime:
        return revision().changed_at.replace(microsecond=0)
