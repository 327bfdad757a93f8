"""The campaign's public pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign import queries
from common.access import public


@public
@require_safe
def faq(request: HttpRequest) -> HttpResponse:
    """The questions, with a search. Forms link to the one that governs a field."""
    words = request.GET.get("q", "")[:100]
    return render(request, "campaign/faq.html", {"answers": queries.answers(words), "words": words})
