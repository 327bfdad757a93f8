"""Learning sites, supporting organizations and partnering associations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from campaign.content.actions import submissions as actions
from campaign.content.forms import SupporterForm
from campaign.content.queries import pages
from campaign.content.queries import supporters as queries
from campaign.content.views.preview import shows_drafts
from common.forms.receiving import receive


def learning_sites(request: HttpRequest) -> HttpResponse:
    """The agencies that others learn from, and how to talk to one."""
    drafts = shows_drafts(request)
    context = {
        "texts": pages.built_in("learning-sites"),
        "sites": queries.learning_sites(drafts=drafts),
        "previewing": drafts,
    }
    return render(request, "content/learning_sites.html", context)


def supporters(request: HttpRequest) -> HttpResponse:
    """Who supports the campaign."""
    drafts = shows_drafts(request)
    context = {
        "texts": pages.built_in("supporters"),
        "supporters": queries.supporters(drafts=drafts),
        "associations": queries.associations(drafts=drafts),
        "previewing": drafts,
    }
    return render(request, "content/supporters.html", context)


@never_cache
def support(request: HttpRequest) -> HttpResponse:
    """The form by which an organization offers its support."""
    return receive(
        request,
        SupporterForm,
        template="content/support.html",
        keep=actions.sign_up,
        thanks="content:support_thanks",
    )


def support_thanks(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens next."""
    return render(request, "content/support_thanks.html")
