"""News: the list, the archive by year, one post with its comments, and the feed."""

from functools import partial

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.models import User
from campaign.content.actions import submissions as actions
from campaign.content.forms import CommentForm
from campaign.content.queries import news, pages
from campaign.content.views.preview import is_member, shows_drafts
from common.feeds import FeedEntry, atom
from common.forms.receiving import receive

PAGE = 10
FEED = 30
TITLE = gettext_lazy("One Mind Campaign: news")


def index(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The posts, newest first: all, or those of a year."""
    drafts = shows_drafts(request)
    found, years = news.posts(year=year, drafts=drafts)
    if year is not None and not found:
        raise Http404
    context = {
        "texts": pages.built_in("news"),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "year": year,
        "years": years,
        "previewing": drafts,
    }
    return render(request, "content/news.html", context)


def post(request: HttpRequest, slug: str) -> HttpResponse:
    """One post: whole, or its teaser with the way to the rest; comments where they are on."""
    article, context = _article(request, slug)
    if context["takes_comments"]:
        known = {"name": request.user.name} if isinstance(request.user, User) else {}
        context["form"] = CommentForm.fresh(**known)
    response = render(request, "content/post.html", context)
    if article.is_members_only:
        patch_cache_control(response, private=True, no_store=True)
    return response


@never_cache
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """A comment, which waits until staff let it through."""
    article, context = _article(request, slug)
    if not context["takes_comments"]:
        raise Http404
    person = request.user if isinstance(request.user, User) else None
    return receive(
        request,
        CommentForm,
        template="content/post.html",
        keep=partial(actions.comment, slug=article.slug, by=person),
        thanks="content:news_thanks",
        context=context,
    )


def thanks(request: HttpRequest) -> HttpResponse:
    """Thanks for a comment, and what happens next."""
    return render(request, "content/news_thanks.html")


def feed(request: HttpRequest) -> HttpResponse:
    """The latest posts as Atom: what everyone may read of them, which is the teaser."""
    entries = (
        FeedEntry(one.title, reverse("content:news_post", args=[one.slug]), one.teaser, one.updated_at)
        for one in news.latest(FEED)
    )
    about = _("What is new in the campaign.")
    return atom(request, title=str(TITLE), path=reverse("content:news"), description=about, entries=entries)


def _article(request: HttpRequest, slug: str) -> tuple[news.Article, dict[str, object]]:
    """The post, and what its page shows besides the form."""
    drafts = shows_drafts(request)
    article = news.post(slug, is_member=is_member(request), drafts=drafts)
    if article is None:
        raise Http404
    takes_comments = article.takes_comments and not article.is_withheld and news.comments_are_on()
    context = {
        "article": article,
        "takes_comments": takes_comments,
        "remarks": news.remarks(article) if takes_comments else [],
        "previewing": drafts,
    }
    return article, context
