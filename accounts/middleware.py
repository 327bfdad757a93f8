"""How long a session lasts, and the second step that the IACP's staff need before they reach anything of theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import kept_forms, second_step
from accounts.models import User
from accounts.sealing import SENT_AGAIN
from common.access import is_public

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


class PersonRequest(HttpRequest):
    """A request of someone signed in, which every view is given unless it is marked public. Only a type."""

    user: User


# The moment of the last request is written at most this often, in seconds: a session isn't saved with every page.
_NOTED_EVERY = 60

# Where a staff member without a second step may still go: to set one up and to sign out.
_TO_SET_IT_UP = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "accounts:show_address",
        "accounts:send_code",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }
)


class PrivateAnswersMiddleware:
    """Keeps what a signed-in person was shown out of every cache, and empties the browser's at sign-out.

    Every answer to someone signed in is ``private, no-store`` unless the view says otherwise. An answer with which a
    session ends, by the person or by its limits, tells the browser to clear what it holds of the portal.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if (was_signed_in or request.user.is_authenticated) and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        if was_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class KeptFormsMiddleware:
    """Keeps a form that a view refused with a redirect, and deletes what was kept of one that was sent again with success."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or response.status_code != HTTPStatus.FOUND:
            return response
        if request.user.is_authenticated and kept_forms.was_refused(request):
            kept_forms.keep(request, page=urlsplit(response["Location"]).path)
            kept_forms.note_signed_in(request, request.user)
        elif request.user.is_authenticated and SENT_AGAIN in request.POST:
            kept_forms.discard(person=request.user, public_id=request.POST[SENT_AGAIN])
        return response


class SessionLimitsMiddleware:
    """Signs a person out after SESSION_IDLE_SECONDS without a request, and SESSION_LONGEST_SECONDS after signing in.

    The two moments are kept in the session itself: saving the session with every request, so that its cookie slides, has
    handed out other people's sessions through cached pages before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._limit(request, int(timezone.now().timestamp()))
        return self.get_response(request)

    def _limit(self, request: HttpRequest, now: int) -> None:
        signed_in, seen = request.session.get(SIGNED_IN_AT), request.session.get(SEEN_AT)
        if signed_in is None or seen is None:
            request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = now
        elif now - seen >= settings.SESSION_IDLE_SECONDS:
            logout(request)
            messages.info(request, _("You were signed out because you were inactive. Please sign in again."))
        elif now - signed_in >= settings.SESSION_LONGEST_SECONDS:
            logout(request)
            messages.info(request, _("You had been signed in for a long time. Please sign in again."))
        elif now - seen >= _NOTED_EVERY:
            request.session[SEEN_AT] = now


class StaffTwoStepMiddleware:
    """Sends a staff member who has no second step to the page that sets one up. Public pages stay open.

    No one sets up a first one, staff or not, before they have shown within the hour that the account's address is theirs.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        user, match = request.user, request.resolver_match
        if not user.is_authenticated:
            return None
        if match is not None and match.view_name == "mfa_activate_totp":
            may_set_up = is_mfa_enabled(user) or second_step.has_shown_address(request)
            return None if may_set_up else redirect("accounts:show_address")
        if not settings.STAFF_TWO_STEP_REQUIRED:
            return None
        if not (user.is_at_the_iacp or user.is_superuser) or is_public(request):
            return None
        if match is not None and match.view_name in _TO_SET_IT_UP:
            return None
        if is_mfa_enabled(user):
            return None
        kept_forms.keep(request)
        return redirect("mfa_activate_totp")
