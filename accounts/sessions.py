"""How long the session of this request still lasts."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"


@dataclass(frozen=True, slots=True)
class Lasting:
    """Seconds until the session ends if nothing is asked for any more, and until it ends in any case."""

    idle: int
    longest: int


def lasting(request: HttpRequest) -> Lasting | None:
    """How long the signed-in person's session still lasts; None for visitors."""
    if not request.user.is_authenticated:
        return None
    now = int(timezone.now().timestamp())
    seen, signed_in = (int(request.session.get(name) or now) for name in (SEEN_AT, SIGNED_IN_AT))
    return Lasting(
        seen + settings.SESSION_IDLE_SECONDS - now, signed_in + settings.SESSION_LONGEST_SECONDS - now
    )
