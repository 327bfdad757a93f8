"""The spotlight series, and nominating for it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from campaign.content.actions import submissions as actions
from campaign.content.forms import NominationForm
from campaign.content.queries import pages, spotlights
from campaign.content.views.preview import shows_drafts
from common.forms.receiving import receive


def series(request: HttpRequest) -> HttpResponse:
    """The featured story, and the archive."""
    drafts = shows_drafts(request)
    featured, archive = spotlights.series(drafts=drafts)
    context = {
        "texts": pages.built_in("spotlight"),
        "featured": featured,
        "archive": archive,
        "previewing": drafts,
    }
    return render(request, "content/spotlight.html", context)


def story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story, at an address that stays when it moves to the archive."""
    drafts = shows_drafts(request)
    found = spotlights.story(slug, drafts=drafts)
    if found is None:
        raise Http404
    return render(request, "content/story.html", {"story": found, "previewing": drafts})


@never_cache
def nominate(request: HttpRequest) -> HttpResponse:
    """The four fields of a nomination."""
    return receive(
        request,
        NominationForm,
        template="content/nominate.html",
        keep=actions.nominate,
        thanks="content:nominate_thanks",
    )


def nominate_thanks(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens next."""
    return render(request, "content/nominate_thanks.html")
