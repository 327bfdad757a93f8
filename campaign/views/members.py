"""Who reads what is for members."""

from django.http import HttpRequest

from accounts.permissions import is_reviewer


def is_member(request: HttpRequest) -> bool:
    """Whether this is a member of an agency or the IACP's staff, signed in."""
    return getattr(request, "membership", None) is not None or is_reviewer(request.user)
