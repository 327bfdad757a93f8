"""Looking at drafts where they will stand: the public page itself, for those who write the content."""

from django.http import HttpRequest

from accounts.permissions import is_editor


def shows_drafts(request: HttpRequest) -> bool:
    """Whether this visit asked for drafts (``?preview=1``) and may see them. Nobody else learns that there are any."""
    return "preview" in request.GET and is_editor(request.user)
