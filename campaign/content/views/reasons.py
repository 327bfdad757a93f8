"""Why agencies join, and how the campaign came to be."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campaign.content.queries import pages, reasons
from campaign.content.views.preview import shows_drafts


def why(request: HttpRequest) -> HttpResponse:
    """The figures that speak for the campaign, each with its source."""
    drafts = shows_drafts(request)
    figures, sources = reasons.reasons(drafts=drafts)
    context = {
        "texts": pages.built_in("why"),
        "figures": figures,
        "sources": sources,
        "previewing": drafts,
    }
    return render(request, "content/why.html", context)


def history(request: HttpRequest) -> HttpResponse:
    """The timeline. What it says was so in its year; today's counts are on other pages."""
    drafts = shows_drafts(request)
    context = {
        "texts": pages.built_in("history"),
        "years": reasons.timeline(drafts=drafts),
        "previewing": drafts,
    }
    return render(request, "content/history.html", context)
