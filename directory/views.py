"""The public register: the list, one agency, and what is new."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from agencies.models import Agency
from common.access import public
from directory import queries
from directory.filters import ListingFilter

PER_PAGE = 50


@public
def listing(request: HttpRequest) -> HttpResponse:
    """Every pledged agency, by state, with search and filters."""
    regions = queries.region_counts()
    filters = ListingFilter(request.GET or None, queryset=queries.listed(), regions=regions)
    page = Paginator(filters.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters.form,
        "page": page,
        "listings": queries.as_listings(list(page.object_list)),
        "regions": regions,
        "pledged": sum(count.pledged for count in regions),
        "certified": sum(count.certified for count in regions),
        "is_filtered": bool(
            filters.form.is_bound and any(filters.form.data.get(name) for name in filters.form.fields)
        ),
        "today": timezone.localdate(),
    }
    return render(request, "directory/list.html", context)


@public
def agency(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    """One agency as the public sees it."""
    try:
        page = queries.agency_page(public_id)
    except Agency.DoesNotExist:
        raise Http404 from None
    if slug != page.listing.slug:
        return redirect("directory:agency", public_id, page.listing.slug, permanent=True)
    return render(
        request,
        "directory/agency.html",
        {"page": page, "listing": page.listing, "today": timezone.localdate()},
    )


@public
def recent(request: HttpRequest) -> HttpResponse:
    """The agencies that pledged and completed last."""
    context = {
        "pledged": queries.recently_pledged(20),
        "certified": queries.recently_certified(20),
        "today": timezone.localdate(),
    }
    return render(request, "directory/recent.html", context)
