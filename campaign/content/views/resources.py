"""The library of resources."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campaign.content.forms import ResourceFilter
from campaign.content.queries import pages
from campaign.content.queries.resources import Wanted, elearning, resources
from campaign.content.views.preview import is_member, shows_drafts

PAGE = 25


def library(request: HttpRequest) -> HttpResponse:
    """The resources, with a search and filters."""
    drafts = shows_drafts(request)
    form = ResourceFilter(request.GET)
    form.is_valid()
    said = form.cleaned_data
    wanted = Wanted(
        said.get("q", ""), said.get("kind", ""), said.get("audience", ""), not said.get("current", False)
    )
    page = Paginator(resources(wanted, is_member=is_member(request), drafts=drafts), PAGE).get_page(
        request.GET.get("page")
    )
    context = {"texts": pages.built_in("resources"), "form": form, "page": page, "previewing": drafts}
    return render(request, "content/resources.html", context)


def screens(request: HttpRequest) -> HttpResponse:
    """The e-learning catalogue: what is there, what is coming, and that it counts only once it is approved."""
    drafts = shows_drafts(request)
    there, coming = elearning(is_member=is_member(request), drafts=drafts)
    context = {
        "texts": pages.built_in("e-learning"),
        "there": there,
        "coming": coming,
        "previewing": drafts,
    }
    return render(request, "content/elearning.html", context)
