"""The public register: the list, one agency, and what is new."""

from dataclasses import dataclass
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from agencies.models import Agency
from common.http_cache import cached, cached_page
from directory import maps, paging, queries
from directory.filters import BEST, ListingFilter
from directory.queries import RegionCount
from directory.version import version


@dataclass(frozen=True, slots=True)
class Asked:
    """What someone asked for, as every page of the answer shows it: the filters filled in, and what was made of them."""

    filters: str
    by_region: bool
    guessed: tuple[str, ...]
    near: str = ""


@cached_page(version)
def listing(request: HttpRequest) -> HttpResponse:
    """Every pledged agency, by state, with search and filters.

    Three statements at most; four for a type or a size as the first request after a change, and
    four more for a word.
    """
    regions = cached(request, "regions", queries.region_counts, is_shared=True)
    headline = queries.headline(regions)
    question = _question(request)

    @cache
    def filters() -> ListingFilter:
        return ListingFilter(QueryDict(question) or None, queryset=queries.listed(), regions=regions)

    asked = cached(request, f"asked.{question}", lambda: _asked(filters()))
    if _is_ranked(question):
        page = paging.ranked(request, question, lambda: filters().best_first)
    else:
        page = paging.page(request, question, lambda: filters().qs, lambda: filters().number)
    context = {
        "question": question,
        "filters": asked.filters,
        "page": page,
        "listings": paging.listings(page),
        "regions": regions,
        "headline": headline,
        # Who filters or leafs on looks for an agency, not at the whole.
        "map": _map(request, regions) if not request.GET else "",
        "region_table": _region_table(request, regions),
        "guessed": asked.guessed,
        "near": asked.near,
        "by_region": asked.by_region,
        "today": timezone.localdate(),
    }
    return render(request, "directory/list.html", context)


@cached_page(version)
def region(request: HttpRequest, place: str) -> HttpResponse:
    """The agencies of one state or province, or of a country that has none of these. Three queries at most.

    A place where no agency has pledged yet has a page, too: it says so, and how to be the first.
    """
    regions = cached(request, "regions", queries.region_counts, is_shared=True)
    found = queries.place(regions, place.upper())
    if found is None:
        raise Http404
    if place != place.lower():
        return redirect("directory:region", place.lower(), permanent=True)
    agencies = queries.ordered(queries.in_region(queries.listed(), found.key), "name", regions)
    page = paging.page(request, f"in.{found.key}", lambda: agencies, lambda: found.agencies)
    at = regions.index(found) if found.agencies else -1
    context = {
        "question": f"region={found.key}",
        "region": found,
        "before": regions[at - 1] if at > 0 else None,
        "after": regions[at + 1] if 0 <= at < len(regions) - 1 else None,
        "region_table": _region_table(request, regions),
        "regions": regions,
        "page": page,
        "listings": paging.listings(page),
        "today": timezone.localdate(),
    }
    return render(request, "directory/region.html", context)


@cached_page(version)
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


@cached_page(version)
def recent(request: HttpRequest) -> HttpResponse:
    """The agencies that pledged and completed last."""
    context = {
        "pledged": queries.recently_pledged(20),
        "certified": queries.recently_certified(20),
        "today": timezone.localdate(),
    }
    return render(request, "directory/recent.html", context)


def _question(request: HttpRequest) -> str:
    """What is asked for, as a query: the filters that have a value, without the page and what means nothing here.

    The first order, which every form sends along, is that of a list that no one asked to be in any other.
    """
    asked = QueryDict(mutable=True)
    for name in ListingFilter.base_filters:
        values = [value for value in request.GET.getlist(name) if value]
        asked.setlist(name, values)
    if asked.get("sort") in ({BEST} if asked.get("q") else {BEST, "name"}):
        del asked["sort"]
    return asked.urlencode()


def _is_ranked(question: str) -> bool:
    """Whether this asks for the best match of a search first."""
    asked = QueryDict(question)
    return bool(asked.get("q", "").strip()) and "sort" not in asked


def _asked(filters: ListingFilter) -> Asked:
    context = {"filters": filters.form, "has_more": filters.uses_more}
    return Asked(
        filters=render_to_string("directory/_filters.html", context),
        by_region=filters.order == "region",
        guessed=filters.found.guessed,
        near=str(filters.found.near or ""),
    )


def _map(request: HttpRequest, regions: list[RegionCount]) -> str:
    """The map as markup; empty where no country that can be drawn has an agency."""

    def draw() -> str:
        drawing = maps.drawing(regions)
        return render_to_string("directory/_map.html", {"drawing": drawing}) if drawing.maps else ""

    return cached(request, "map", draw)


def _region_table(request: HttpRequest, regions: list[RegionCount]) -> str:
    return cached(
        request,
        "region_table",
        lambda: render_to_string("directory/_region_table.html", {"regions": regions}),
    )
