"""Find a course: where courses are found, classes with seats for other agencies, and announcing one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from agencies.models import Agency
from campaign.content.actions import submissions as actions
from campaign.content.forms.classes import ClassFilter, ClassForm
from campaign.content.queries import classes, pages
from campaign.content.views.preview import shows_drafts
from common.forms.receiving import receive

PAGE = 25


def find(request: HttpRequest) -> HttpResponse:
    """The course links, and the classes that are coming, by course, state, date and open seats."""
    drafts = shows_drafts(request)
    found = classes.openings(drafts=drafts)
    form = ClassFilter(request.GET, places=classes.places_of(found))
    form.is_valid()
    said = form.cleaned_data
    wish = classes.Wish(
        course=said.get("course", ""),
        region=said.get("region", ""),
        since=said.get("since"),
        until=said.get("until"),
        with_seats=said.get("open", False),
    )
    chosen = [opening for opening in found if wish.takes(opening)]
    context = {
        "texts": pages.built_in("find-a-course"),
        "form": form,
        "page": Paginator(chosen, PAGE).get_page(request.GET.get("page")),
        "any": bool(found),
        "links": classes.course_links(),
        "previewing": drafts,
    }
    return render(request, "content/classes.html", context)


@never_cache
def announce(request: HttpRequest) -> HttpResponse:
    """An agency or a provider announces a class; staff look at it before it is shown.

    A member who comes from the page of an agency's class finds filled in what the portal knows of it.
    """
    agencies: list[Agency] = [membership.agency for membership in getattr(request, "memberships", ())]
    found = (classes.announcement_of(agency, request.GET.get("class", "")) for agency in agencies)
    own = next(filter(None, found), {})
    return receive(
        request,
        ClassForm,
        template="content/class_announce.html",
        keep=actions.announce,
        thanks="content:class_thanks",
        context={"is_own": bool(own)},
        initial=own,
    )


def thanks(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens next."""
    return render(request, "content/class_thanks.html")
