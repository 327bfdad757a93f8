"""The library of resources."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign.forms import ResourceFilter
from campaign.queries.resources import Wanted, resources
from campaign.views.preview import shows_drafts
from common.access import public

PAGE = 25


@public
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """The resources, with a search and filters."""
    drafts = shows_drafts(request)
    form = ResourceFilter(request.GET)
    form.is_valid()
    said = form.cleaned_data
    wanted = Wanted(
        said.get("q", ""), said.get("kind", ""), said.get("audience", ""), not said.get("current", False)
    )
    page = Paginator(resources(wanted, drafts=drafts), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "previewing": drafts}
    return render(request, "campaign/resources.html", context)
