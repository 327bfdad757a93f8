"""Looking at drafts where they will stand: the public page itself, for campaign administrators alone."""

from django.http import HttpRequest

from accounts.permissions import is_administrator


def shows_drafts(request: HttpRequest) -> bool:
    """Whether this visit asked for drafts (``?preview=1``) and may see them. Nobody else learns that there are any."""
    return "preview" in request.GET and is_administrator(request.user)
