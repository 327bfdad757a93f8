"""The public register: the list, one agency, and what is new."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.models import Agency
from common.access import public
from directory import maps, queries
from directory.filters import ListingFilter
from directory.freshness import conditional, kept
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
        "listings": queries.as_listings(page.object_list),
        "regions": regions,
        "headline": queries.headline(regions),
        # Who filters or leafs on looks for an agency, not at the whole.
        "drawing": maps.drawing(regions) if not request.GET else None,
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
        "regions": regions,
        "page": page,
        "listings": queries.as_listings(page.object_list),
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


def _page(request: HttpRequest, listed: QuerySet[Pledge]) -> Page[Pledge]:
    """The part of the list that was asked for; how many there are in all is counted once a version and question."""
    paginator = Paginator(listed, PER_PAGE)
    asked = request.GET.copy()
    for name in ("page", "sort"):
        asked.pop(name, None)
    # The paginator keeps its count as an attribute of the same name.
    paginator.__dict__["count"] = kept(
        request, f"number.{request.path}?{asked.urlencode()}", lambda: Paginator(listed, PER_PAGE).count
    )
    return paginator.get_page(request.GET.get("page"))
