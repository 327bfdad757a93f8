"""The forms about papers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.models import REASON_MAX


class ReasonForm(forms.Form):
    """Why a certificate is issued again, or revoked."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with the certificate, and never public."),
    )


class CodeForm(forms.Form):
    """The code that stands on a certificate, typed by hand: spaces, hyphens and capitals don't matter."""

    code = forms.CharField(label=_("Verification code"), max_length=80)

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        # Someone may paste the whole address.
        last = typed.strip().rstrip("/").rsplit("/", 1)[-1]
        code = "".join(character for character in last.lower() if character.isalnum())
        if len(code) != 26 or not code.isascii():
            raise forms.ValidationError(
                _(
                    "A code has 26 letters and digits. Compare it with the one below the QR code on the certificate."
                )
            )
        return code
