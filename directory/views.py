"""The public register: the list, one agency, and what is new."""

from array import array
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.models import Agency
from common.access import public
from directory import maps, queries
from directory.filters import ListingFilter
from directory.freshness import conditional, is_kept, kept
from directory.listings import Listing
from directory.queries import RegionCount
from pledges.models import Pledge

PER_PAGE = 50

# The numbers of the agencies' pledges where these are kept, and else the list that has yet to be asked for.
Agencies: TypeAlias = "array[int] | QuerySet[Pledge]"


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody asked for, answered: the agencies in their order, and the filters as they were filled in."""

    agencies: Agencies
    filters: str
    by_region: bool
    guessed: tuple[str, ...]


@public
@conditional
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every pledged agency, by state, with search and filters. Three queries, whatever is asked for."""
    regions = kept(request, "regions", queries.region_counts)
    question = _question(request)
    found = kept(request, f"found.{question}", lambda: _find(question, regions, is_kept(request)))
    page = _page(request, found.agencies)
    context = {
        "question": question,
        "filters": found.filters,
        "page": page,
        "listings": _listings(page),
        "regions": regions,
        "headline": queries.headline(regions),
        # Who filters or leafs on looks for an agency, not at the whole.
        "map": _map(request, regions) if not request.GET else "",
        "region_table": _region_table(request, regions),
        "guessed": found.guessed,
        "by_region": found.by_region,
        "today": timezone.localdate(),
    }
    return render(request, "directory/list.html", context)


@public
@conditional
@require_safe
def region(request: HttpRequest, place: str) -> HttpResponse:
    """The agencies of one state or province, or of a country that has none of these. Three queries."""
    regions = kept(request, "regions", queries.region_counts)
    found = next((count for count in regions if count.key == place.upper()), None)
    if found is None:
        raise Http404
    if place != place.lower():
        return redirect("directory:region", place.lower(), permanent=True)
    page = _page(
        request, kept(request, f"in.{found.key}", lambda: _agencies_of(found, regions, is_kept(request)))
    )
    at = regions.index(found)
    context = {
        "question": f"region={found.key}",
        "region": found,
        "before": regions[at - 1] if at else None,
        "after": regions[at + 1] if at + 1 < len(regions) else None,
        "region_table": _region_table(request, regions),
        "regions": regions,
        "page": page,
        "listings": _listings(page),
        "today": timezone.localdate(),
    }
    return render(request, "directory/region.html", context)


@public
@conditional
@require_safe
def agency(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    """One agency as the public sees it."""
    today = timezone.localdate()
    try:
        page = queries.agency_page(public_id, today=today)
    except Agency.DoesNotExist:
        raise Http404 from None
    if slug != page.listing.slug:
        # Not for ever: an agency that is renamed and takes its name back would send browsers in a circle.
        return redirect("directory:agency", public_id, page.listing.slug)
    context = {
        "page": page,
        "listing": page.listing,
        "region_key": (page.listing.region or page.listing.country).lower(),
        "today": today,
    }
    return render(request, "directory/agency.html", context)


@public
@conditional
@require_safe
def recent(request: HttpRequest) -> HttpResponse:
    """The agencies that pledged and completed last."""
    context = {
        "pledged": queries.recently_pledged(20),
        "certified": queries.recently_certified(20),
        "today": timezone.localdate(),
    }
    return render(request, "directory/recent.html", context)


def _question(request: HttpRequest) -> str:
    """What is asked for, as a query: the filters that have a value, without the page and what means nothing here."""
    asked = QueryDict(mutable=True)
    for name in ListingFilter.base_filters:
        asked.setlist(name, [value for value in request.GET.getlist(name) if value])
    return asked.urlencode()


def _find(question: str, regions: list[RegionCount], at_once: bool) -> Found:
    filters = ListingFilter(QueryDict(question) or None, queryset=queries.listed(), regions=regions)
    context = {"filters": filters.form, "has_more": filters.uses_more}
    return Found(
        agencies=_read(filters.qs) if at_once else filters.qs,
        filters=render_to_string("directory/_filters.html", context),
        by_region=filters.order == "region",
        guessed=queries.guessed(filters.words),
    )


def _agencies_of(region: RegionCount, regions: list[RegionCount], at_once: bool) -> Agencies:
    found = queries.ordered(queries.in_region(queries.listed(), region.key), "name", regions)
    return _read(found) if at_once else found


def _read(listed: QuerySet[Pledge]) -> "array[int]":
    """Which agencies are on the list, and in which order: once for all its pages, where it is kept."""
    return array("q", listed.values_list("pk", flat=True))


def _page(request: HttpRequest, agencies: Agencies) -> Page[Any]:
    return Paginator(agencies, PER_PAGE).get_page(request.GET.get("page"))


def _listings(page: Page[Any]) -> list[Listing]:
    return queries.whole(cast("Agencies", page.object_list))


def _map(request: HttpRequest, regions: list[RegionCount]) -> str:
    """The map as markup; empty where no country that can be drawn has an agency."""

    def draw() -> str:
        drawing = maps.drawing(regions)
        return render_to_string("directory/_map.html", {"drawing": drawing}) if drawing.maps else ""

    return kept(request, "map", draw)


def _region_table(request: HttpRequest, regions: list[RegionCount]) -> str:
    return kept(
        request,
        "region_table",
        lambda: render_to_string("directory/_region_table.html", {"regions": regions}),
    )
