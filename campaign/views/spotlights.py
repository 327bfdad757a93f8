"""The spotlight series, and nominating for it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from campaign.actions import spotlights as actions
from campaign.forms import NominationForm
from campaign.queries import spotlights
from campaign.views.preview import shows_drafts
from campaign.views.receiving import receive


def series(request: HttpRequest) -> HttpResponse:
    """The featured story, and the archive."""
    drafts = shows_drafts(request)
    featured, archive = spotlights.series(drafts=drafts)
    context = {"featured": featured, "archive": archive, "previewing": drafts}
    return render(request, "campaign/spotlight.html", context)


def story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story, at an address that stays when it moves to the archive."""
    drafts = shows_drafts(request)
    found = spotlights.story(slug, drafts=drafts)
    if found is None:
        raise Http404
    return render(request, "campaign/story.html", {"story": found, "previewing": drafts})


@never_cache
def nominate(request: HttpRequest) -> HttpResponse:
    """The four fields of a nomination."""
    return receive(
        request,
        NominationForm,
        template="campaign/nominate.html",
        keep=actions.nominate,
        thanks="campaign:nominate_thanks",
    )


def nominate_thanks(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens next."""
    return render(request, "campaign/nominate_thanks.html")
