"""Reviewers and campaign administrators need a second step before they reach anything of theirs."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve

# Where a staff member without a second step may still go: to set one up, to sign out, and to what everybody sees.
_OPEN_PREFIXES = ("account_", "mfa_")


class StaffTwoStepMiddleware:
    """Sends a staff member who has no second step to the page that sets one up. Public pages stay open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> HttpResponse | None:
        user = request.user
        if not settings.STAFF_TWO_STEP_REQUIRED or not user.is_authenticated or not user.is_reviewer:
            return None
        if not getattr(view, "login_required", True) or is_mfa_enabled(user):
            return None
        name = resolve(request.path_info).url_name or ""
        if name.startswith(_OPEN_PREFIXES):
            return None
        return redirect("mfa_activate_totp")
