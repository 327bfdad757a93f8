"""The home page, the search of the whole site, the page around the campaign's one-pager with its file, and the style guide."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaign.content.queries import news, pages, reasons, spotlights
from common import linked_data
from common.addresses import absolute
from directory import queries as register
from portal import one_pager, site_search
from portal.specimens import specimens

FIGURES, NEWS = 3, 2
LONGEST_SEARCH = 100
SHEETS = {"letter": _("US Letter"), "a4": _("A4")}
# A worker looks once a minute; see CELERY_BEAT_SCHEDULE.
SOON_SECONDS = 60


def home(request: HttpRequest) -> HttpResponse:
    """What the campaign is, how far it has come, who joined lately, and how to join."""
    context = {
        "texts": pages.built_in("home"),
        "headline": register.headline(),
        "pledged": register.recently_pledged(5),
        "certified": register.recently_certified(5),
        "today": timezone.localdate(),
        "figures": reasons.reasons()[0][:FIGURES],
        "featured": spotlights.featured(),
        "news": news.latest(NEWS),
        "linked_data": linked_data.script(_site()),
    }
    return render(request, "portal/home.html", context)


def one_pager_page(request: HttpRequest) -> HttpResponse:
    """The one-pager's figures, and the PDF on either sheet."""
    sheets = [(size, label, one_pager.drawn(size)) for size, label in SHEETS.items()]
    context = {
        "texts": pages.built_in("one-pager"),
        "sheets": [(size, label, len(kept.pdf)) for size, label, kept in sheets if kept is not None],
        "headline": register.headline(),
        "today": timezone.localdate(),
    }
    return render(request, "portal/one_pager.html", context)


def one_pager_sheet(request: HttpRequest, size: str) -> HttpResponse:
    """The PDF as last drawn, with its figures' day on it; before the first is drawn, 503 and a page that says so."""
    if size not in SHEETS:
        raise Http404
    kept = one_pager.drawn(size)
    if kept is None:
        waiting = render(request, "portal/one_pager_soon.html", status=503)
        waiting["Retry-After"] = str(SOON_SECONDS)
        return waiting
    response = HttpResponse(kept.pdf, content_type="application/pdf")
    name = f"one-mind-campaign-{kept.as_of.isoformat()}-{size}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["ETag"] = f'"{kept.digest}"'
    response["Cache-Control"] = "public, max-age=300"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def search(request: HttpRequest) -> HttpResponse:
    """What the whole site has to say about some words: the best, and then by kind."""
    words = request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH].strip()
    return render(request, "portal/search.html", {"words": words, "answer": site_search.search(words)})


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in one place, with the line that draws it."""
    return render(request, "portal/styleguide.html", specimens())


def _site() -> dict[str, Any]:
    """The site, with its search, and who stands behind it."""
    search = f"{absolute(reverse('portal:search'))}?q={{search_term_string}}"
    website = {
        "@type": "WebSite",
        "@id": absolute("/#site"),
        "name": str(settings.SITE_NAME),
        "url": absolute("/"),
        "publisher": {"@id": absolute("/#campaign")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }
    return {"@graph": [website, linked_data.campaign()]}
