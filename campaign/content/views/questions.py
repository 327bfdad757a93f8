"""The campaign's public pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campaign.content.queries import pages, questions
from campaign.content.views.preview import shows_drafts


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
