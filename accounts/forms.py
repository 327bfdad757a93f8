"""Forms about one's own account."""

from typing import Any

from allauth.account.forms import AddEmailForm as AllauthAddEmailForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.actions import request_password_reset

# As every other form of the portal calls it.
_ADDRESS = _("E-mail address")


class ProfileForm(forms.Form):
    """The name that colleagues and the IACP see."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_(
            "Your colleagues and the IACP's reviewers see it beside what you do here. The public never does."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """Signs in by e-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _ADDRESS


class AddEmailForm(AllauthAddEmailForm):  # type: ignore[misc]
    """Asks for the address that is to take the place of the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class ResetPasswordForm(AllauthResetPasswordForm):  # type: ignore[misc]
    """Asks for a link to choose a new password. Known and unknown addresses take the same way, in the same time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _ADDRESS

    def save(self, request: HttpRequest, **_kwargs: Any) -> str:
        """Post the e-mail; the link is made when it is delivered."""
        request_password_reset(user=self.users[0] if self.users else None)
        email: str = self.cleaned_data["email"]
        return email
