"""Who sees more than is published for everyone: drafts, where they will stand, and what is for members."""

from copy import copy
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import resolve

from accounts.models import User
from accounts.permissions import is_editor


def shows_drafts(request: HttpRequest) -> bool:
    """Whether this visit asked for drafts (``?preview=1``) and may see them. No one else learns that there are any."""
    return "preview" in request.GET and is_editor(request.user)


def drawn_at(address: str, request: HttpRequest) -> HttpResponseBase:
    """The page of ours at an address, as it is drawn for the visitor who sent the request: within the same transaction."""
    parts = urlsplit(address)
    asked = copy(request)
    asked.method, asked.GET = "GET", QueryDict(parts.query)
    asked.path = asked.path_info = parts.path
    asked.resolver_match = resolve(parts.path)
    response: HttpResponseBase = asked.resolver_match.func(
        asked, *asked.resolver_match.args, **asked.resolver_match.kwargs
    )
    return response


def is_member(request: HttpRequest) -> bool:
    """Whether this is a member of an agency or the IACP's staff, signed in."""
    return bool(getattr(request, "memberships", ())) or (
        isinstance(request.user, User) and request.user.is_at_the_iacp
    )
