"""The campaign's own pages: questions, reasons, history, and the pages that staff add, a row each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from campaign.content.built_in import BUILT_IN, path_of
from campaign.content.queries import pages, questions, reasons
from campaign.content.views.preview import shows_drafts


def page(request: HttpRequest, address: str) -> HttpResponse:
    """A page of staff's; the row of a page that the portal draws leads there."""
    if address in BUILT_IN:
        return redirect(path_of(address))
    drafts = shows_drafts(request)
    texts = pages.page(address, drafts=drafts)
    if texts is None:
        raise Http404
    return render(request, "content/page.html", {"texts": texts, "previewing": drafts})


def faq(request: HttpRequest) -> HttpResponse:
    """The questions, with a search. Forms link to the one that governs a field."""
    words = request.GET.get("q", "")[:100]
    drafts = shows_drafts(request)
    context = {
        "texts": pages.built_in("faq"),
        "answers": questions.answers(words, drafts=drafts),
        "words": words,
        "previewing": drafts,
    }
    return render(request, "content/faq.html", context)


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
