"""The roles at the IACP, and the guards of its staff's pages for the access table."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.access import Guard
from common.problems import NotAllowed


def is_reviewer(user: object) -> bool:
    """Whether this person reviews for the IACP. Campaign administrators do too."""
    return isinstance(user, User) and user.is_reviewer


def is_administrator(user: object) -> bool:
    """Whether this person administers the campaign."""
    return isinstance(user, User) and user.is_campaign_administrator


def is_editor(user: object) -> bool:
    """Whether this person writes the campaign's content. Campaign administrators do too."""
    return isinstance(user, User) and (user.is_content_editor or user.is_campaign_administrator)


def _guard(name: str, is_one: Callable[[object], bool], otherwise: Promise) -> Guard:
    def judge(request: HttpRequest) -> None:
        if not is_one(request.user):
            raise NotAllowed(otherwise)

    return Guard(name, judge)


# Campaign administrators pass each of them.
REVIEWER = _guard("reviewer", is_reviewer, _("This page is for the IACP's reviewers."))
CONTENT_EDITOR = _guard("content editor", is_editor, _("This page is for content editors."))
ADMINISTRATOR = _guard("administrator", is_administrator, _("This page is for campaign administrators."))
