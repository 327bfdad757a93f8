"""Who reads what is for members."""

from django.http import HttpRequest

from accounts.models import User


def is_member(request: HttpRequest) -> bool:
    """Whether this is a member of an agency or the IACP's staff, signed in."""
    return bool(getattr(request, "memberships", ())) or (
        isinstance(request.user, User) and request.user.is_at_the_iacp
    )
