"""Who may open which page of the IACP's staff."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from accounts.models import User
from common.problems import NotAllowed

P = ParamSpec("P")
Request = TypeVar("Request", bound=HttpRequest)
View = Callable[Concatenate[Request, P], HttpResponseBase]


def is_reviewer(user: object) -> bool:
    """Whether this person reviews for the IACP. Campaign administrators do too."""
    return isinstance(user, User) and user.is_reviewer


def is_administrator(user: object) -> bool:
    """Whether this person administers the campaign."""
    return isinstance(user, User) and user.is_campaign_administrator


def is_editor(user: object) -> bool:
    """Whether this person writes the campaign's content. Campaign administrators do too."""
    return isinstance(user, User) and (user.is_content_editor or user.is_campaign_administrator)


def reviewer_required(view: View[Request, P]) -> View[Request, P]:
    """The page is for reviewers and campaign administrators; others get 403 with words."""

    @wraps(view)
    def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not is_reviewer(request.user):
            raise NotAllowed(_("This page is for the IACP's reviewers."))
        return view(request, *args, **kwargs)

    return guarded


def administrator_required(view: View[Request, P]) -> View[Request, P]:
    """The page is for campaign administrators; others get 403 with words."""

    @wraps(view)
    def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not is_administrator(request.user):
            raise NotAllowed(_("This page is for campaign administrators."))
        return view(request, *args, **kwargs)

    return guarded
