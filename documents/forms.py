"""The forms about papers."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.models import REASON_MAX
from documents.queries import normal_code

# A code, or a certificate's number, as `queries.normal_code` has them.
_TYPED = re.compile(r"[a-z0-9]{26}|om[0-9]{5,}")


class ReasonForm(forms.Form):
    """Why a certificate is issued again, or revoked."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with the certificate, and never public."),
    )


class CodeForm(forms.Form):
    """The code or number on a certificate, typed by hand: spaces, hyphens and capitals don't matter."""

    code = forms.CharField(label=_("Verification code or certificate number"), max_length=200)

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        # A visitor may paste the whole address.
        code = normal_code(typed.strip().rstrip("/").rsplit("/", 1)[-1])
        if not _TYPED.fullmatch(code):
            raise forms.ValidationError(
                _(
                    "A code has 26 letters and digits; a number looks like OM-2025-000123. Compare it with the certificate."
                )
            )
        return code
