"""The forms about papers."""

import re
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents import terms
from documents.models import REASON_MAX, PresidentTerm
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


class TermForm(forms.ModelForm):
    """A President's term of office, which has no day in common with another."""

    class Meta:
        model = PresidentTerm
        fields = ["name", "title", "from_on", "until_on"]

    def clean(self) -> dict[str, Any] | None:
        """Refused when another term has one of the days, naming it and what to do."""
        said = super().clean() or self.cleaned_data
        from_on, until_on = said.get("from_on"), said.get("until_on")
        if from_on is None or (until_on is not None and until_on < from_on):
            return said
        term = PresidentTerm(pk=self.instance.pk, from_on=from_on, until_on=until_on)
        if other := terms.in_the_way(term):
            self.add_error(None, _term_in_the_way(other))
        return said


def _term_in_the_way(other: PresidentTerm) -> str:
    values = {"name": other.name, "since": date_format(other.from_on)}
    if other.until_on is None:
        words = gettext(
            "%(name)s has been in office since %(since)s, and no last day is entered. Enter it there first."
        )
        return words % values
    words = gettext("%(name)s is in office from %(since)s to %(until)s. Terms can't have a day in common.")
    return words % {**values, "until": date_format(other.until_on)}


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
