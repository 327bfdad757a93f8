"""The public register: the list, one agency, and what is new."""

from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.models import Agency
from common.access import public
from directory import maps, queries
from directory.filters import ListingFilter
from directory.freshness import conditional, is_kept, kept
from directory.queries import Listing, RegionCount
from pledges.models import Pledge

PER_PAGE = 50


@public
@conditional
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every pledged agency, by state, with search and filters. Three queries, whatever is asked for."""
    regions = kept(request, "regions", queries.region_counts)
    filters = ListingFilter(request.GET or None, queryset=queries.listed(), regions=regions)
    page = _page(request, filters.qs)
    context = {
        "filters": filters.form,
        "page": page,
        "listings": _listings(page),
        "regions": regions,
        "headline": queries.headline(regions),
        # Who filters or leafs on looks for an agency, not at the whole.
        "map": _map(request, regions) if not request.GET else "",
        "region_table": _region_table(request, regions),
        "guessed": queries.guessed(filters.words),
        "by_region": filters.order == "region",
        "has_more": filters.uses_more,
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
    page = _page(request, queries.ordered(queries.in_region(queries.listed(), found.key), "name", regions))
    at = regions.index(found)
    context = {
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


def _page(request: HttpRequest, listed: QuerySet[Pledge]) -> Page[Any]:
    """The part of the list that was asked for. Which agencies are on the list, and in which order, is read once a version."""
    if not is_kept(request):
        return Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    numbers = kept(
        request, f"list.{request.path}?{asked.urlencode()}", lambda: list(listed.values_list("pk", flat=True))
    )
    return Paginator(numbers, PER_PAGE).get_page(request.GET.get("page"))


def _listings(page: Page[Any]) -> list[Listing]:
    return queries.whole(cast("QuerySet[Pledge] | list[int]", page.object_list))


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
