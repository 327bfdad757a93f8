"""How django-allauth behaves here: accounts come by invitation, and its emails leave through the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts import actions, kept_forms, second_step
from accounts.models import User
from accounts.queries import by_address
from audit import security
from common import throttle
from common.problems import Conflict
from common.tokens import claim

# Anyone who goes on trying can't fill the security log.
_LIMITED_NOTED = "20/h/ip"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No open sign-up: an agency's first account comes with the verified pledge, the others by invitation.

    No request waits for the mail server, or fails with it: what allauth would send at once is posted to the outbox.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _lazy(
            "The email address or the password isn't right. Check both, or choose a new password."
        ),
        "incorrect_code": _lazy("This code isn't right. Type the newest code that your app shows."),
        "incorrect_password": _lazy("This isn't your current password."),
        "rate_limited": _lazy("Too many attempts. Wait 15 minutes, then try again."),
        "too_many_login_attempts": _lazy(
            "Too many wrong passwords. Wait 15 minutes, or choose a new password and sign in right away."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, and keep when they had signed in before: Django writes over it."""
        actions.keep_last_sign_in(user=user)
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponseBase:
        """Note that someone has signed in, with the second step where they have one."""
        security.note("accounts.signed_in", request=request, by=user)
        kept_forms.note_signed_in(request, user)
        response: HttpResponseBase = super().post_login(request, user, **options)
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Note that an account or a visitor is held back after too many tries; an hour's first few tell enough."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            if throttle.allows(request, "sign_in_limited_noted", _LIMITED_NOTED):
                tried = by_address(str(credentials.get("email") or ""))
                security.note("accounts.sign_in_limited", request=request, subject=tried)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note a wrong password, and whose account was tried. An address that has no account isn't kept."""
        tried = by_address(str(credentials.get("email") or ""))
        security.note("accounts.sign_in_failed", request=request, subject=tried)
        super().authentication_failed(request, **credentials)

    def logout(self, request: HttpRequest) -> None:
        security.note("accounts.signed_out", request=request)
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """Write the password in place of the one that the form or the mailed link was made for; Conflict when it is another now.

        One statement, so that of many requests with one link a single one succeeds. No other column is written: the whole
        row might undo what was changed in the meantime, such as a closed account.
        """
        before = user.password
        user.set_password(password)
        if not claim(User.objects.filter(pk=user.pk, password=before), password=user.password):
            raise Conflict(
                _(
                    "The password was just changed, and each link works only once. Sign in, or request a new "
                    "link."
                )
            )

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm an address while its owner is locked; Conflict when another request with the same link has done it."""
        with transaction.atomic():
            User.objects.select_for_update(of=("self",)).get(pk=email_address.user_id)
            waiting = EmailAddress.objects.filter(pk=email_address.pk, verified=False).first()
            if waiting is None:
                raise Conflict(_("This address is already confirmed. The link has been used."))
            confirmed: bool = super().confirm_email(request, waiting)
            return confirmed

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

        allauth calls this after each such change; the session that made it goes on. Anyone who chose a password by a mailed link
        has shown their address.
        """
        what = template_prefix.rpartition("/")[2]
        changed = actions.security_changed(user=user, what=what)
        if what == "password_reset":
            second_step.note_address_shown(self.request, user)
        elif what == "totp_activated":
            second_step.note_first_code(user=user, code=self.request.POST.get("code", ""))
        if changed is not None and self.request.user == user:
            self.request.user.sessions_ended = changed.sessions_ended
            update_session_auth_hash(self.request, changed)
