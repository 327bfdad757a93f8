"""Forms about one's own account."""

from typing import Any

from allauth.account.forms import AddEmailForm as AllauthAddEmailForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.actions import request_password_reset
from accounts.models import User
from accounts.second_step import use_app_code
from audit import security
from common.inputs import EmailField, NameField

# As every other form of the portal calls it.
_ADDRESS = _("Email address")
# Phones show the keyboard of digits, and offer the code that an app or an email has.
_DIGITS = {"inputmode": "numeric", "autocomplete": "one-time-code"}


class ProfileForm(forms.Form):
    """The name that colleagues and the IACP see."""

    name = NameField(
        label=_("Your name"),
        max_length=120,
        help_text=_(
            "Your colleagues and the IACP's reviewers see it beside what you do here. The public never "
            "sees it."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class WaitingEmailsForm(forms.Form):
    """How often one of the IACP's staff is told by email of what waits for them."""

    how_often = forms.ChoiceField(
        label=_("How often we email you"),
        choices=User.WaitingEmails.choices,
        help_text=_(
            "The email says how many items of each kind are waiting for you, with links. It names no one."
        ),
        widget=forms.RadioSelect,
    )


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """Signs in by email address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField(label=_ADDRESS, widget=self.fields["login"].widget)


class AddEmailForm(AllauthAddEmailForm):  # type: ignore[misc]
    """Asks for the address that is to take the place of the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = EmailField(label=_("New email address"), widget=self.fields["email"].widget)


class _AppCodeOnce:
    """Takes an app's code once, for as long as it could be taken at all. Recovery codes are used up by themselves."""

    authenticator: Authenticator
    user: User
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Recovery codes are digits, too.
        self.fields["code"].widget.attrs |= _DIGITS

    def clean_code(self) -> str:
        """The code; one that isn't taken, or that comes too often, is noted in the security log."""
        try:
            return self._taken()
        except forms.ValidationError:
            security.note("accounts.second_step_failed", request=context.request, subject=self.user)
            raise

    def _taken(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        is_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_app and not use_app_code(authenticator=self.authenticator, code=code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_AppCodeOnce, AllauthAuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class ReauthenticateForm(_AppCodeOnce, AllauthReauthenticateForm):  # type: ignore[misc]
    """The second step before something delicate."""


class SetUpAppForm(AllauthActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, before it is asked for."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].widget.attrs |= _DIGITS


class AddressCodeForm(forms.Form):
    """The code that was mailed before a first second step is set up."""

    code = forms.CharField(
        label=_("Code from the email"),
        max_length=20,
        widget=forms.TextInput(attrs=_DIGITS),
    )


class SecondStepResetForm(forms.Form):
    """Why an administrator takes a lost second step off an account."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("Write what was lost, and how you made sure that the person asked for it."),
        widget=forms.Textarea({"rows": 4}),
    )


class ResetPasswordForm(AllauthResetPasswordForm):  # type: ignore[misc]
    """Asks for a link to choose a new password. Known and unknown addresses take the same way, in the same time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = EmailField(label=_ADDRESS, widget=self.fields["email"].widget)

    def save(self, request: HttpRequest, **_kwargs: Any) -> str:
        """Post the email; the link is made when it is delivered."""
        request_password_reset(user=self.users[0] if self.users else None)
        email: str = self.cleaned_data["email"]
        return email
