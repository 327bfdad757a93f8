"""How django-allauth behaves here: accounts come by invitation, and its e-mails leave through the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts import actions
from accounts.models import User
from accounts.queries import by_address
from audit import security


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No open sign-up: an agency's first account comes with the verified pledge, the others by invitation.

    No request waits for the mail server, or fails with it: what allauth would send at once is posted to the outbox.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponseBase:
        """Note that somebody has signed in, with the second step where they have one."""
        security.note("accounts.signed_in", request=request, by=user)
        response: HttpResponseBase = super().post_login(request, user, **options)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note a wrong password, and whose account was tried. An address that has no account isn't kept."""
        tried = by_address(str(credentials.get("email") or ""))
        security.note("accounts.sign_in_failed", request=request, subject=tried)
        super().authentication_failed(request, **credentials)

    def logout(self, request: HttpRequest) -> None:
        security.note("accounts.signed_out", request=request)
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """Write the password alone: the whole row might undo what somebody else has just changed, such as a closed account."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        """Ask the owner of a new address to confirm it."""
        address = emailconfirmation.email_address
        actions.ask_to_confirm(user=address.user, address_id=address.pk)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Put a change of password, address or second step on the trail, sign out everywhere else, and tell the person.

        allauth calls this after each such change; the session that made it goes on.
        """
        changed = actions.security_changed(user=user, what=template_prefix.rpartition("/")[2])
        if changed is not None and self.request.user == user:
            self.request.user.sessions_ended = changed.sessions_ended
            update_session_auth_hash(self.request, changed)
