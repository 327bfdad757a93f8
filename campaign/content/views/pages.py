"""The pages that staff add: a row each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from campaign.content.built_in import BUILT_IN, path_of
from campaign.content.queries import pages
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
