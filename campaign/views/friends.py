"""Learning sites, supporting organizations and partnering associations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from campaign.actions import friends as actions
from campaign.forms import SupporterForm
from campaign.queries import friends
from campaign.views.preview import shows_drafts
from campaign.views.receiving import receive
from common.access import public


@public
@require_safe
def learning_sites(request: HttpRequest) -> HttpResponse:
    """The agencies that others learn from, and how to talk to one."""
    drafts = shows_drafts(request)
    context = {"sites": friends.learning_sites(drafts=drafts), "previewing": drafts}
    return render(request, "campaign/learning_sites.html", context)


@public
@require_safe
def supporters(request: HttpRequest) -> HttpResponse:
    """Who supports the campaign."""
    drafts = shows_drafts(request)
    context = {
        "supporters": friends.supporters(drafts=drafts),
        "associations": friends.associations(drafts=drafts),
        "previewing": drafts,
    }
    return render(request, "campaign/supporters.html", context)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest) -> HttpResponse:
    """The form by which an organization offers its support."""
    return receive(
        request,
        SupporterForm,
        template="campaign/support.html",
        keep=actions.sign_up,
        thanks="campaign:support_thanks",
    )


@public
@require_safe
def support_thanks(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens next."""
    return render(request, "campaign/support_thanks.html")
