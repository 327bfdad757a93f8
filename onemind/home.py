"""The first page. It stands here because it is the one page that draws on both the register and the campaign's content."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from campaign.queries import news, reasons, spotlights
from directory import queries as register

FIGURES, NEWS = 3, 2


def home(request: HttpRequest) -> HttpResponse:
    """What the campaign is, how far it has come, who joined lately, and how to join."""
    context = {
        "headline": register.headline(),
        "pledged": register.recently_pledged(5),
        "certified": register.recently_certified(5),
        "today": timezone.localdate(),
        "figures": reasons.reasons()[0][:FIGURES],
        "featured": spotlights.featured(),
        "news": news.latest(NEWS),
    }
    return render(request, "home.html", context)
