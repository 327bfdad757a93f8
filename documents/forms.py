"""The forms about papers."""

import re
from base64 import b64decode
from binascii import Error
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.forms.confirming import TypedForm
from common.inputs import DayField, EmailField, LineField, NameField
from documents import terms
from documents.models import REASON_MAX, PresidentTerm, SigningRequest
from documents.queries import normal_code
from files.uploads import SCANS, EvidenceFileField, carry_files

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


class RevokeForm(TypedForm, ReasonForm):
    """Why a certificate is revoked for good, and its number, typed."""

    field_order = ("reason", "typed")


class TermForm(forms.ModelForm):
    """A President's term of office, which has no day in common with another."""

    from_on = DayField(years_back=100, years_ahead=5, label=_("In office from"))
    until_on = DayField(years_back=100, years_ahead=10, label=_("In office until"), required=False)

    class Meta:
        model = PresidentTerm
        fields = ["name", "title", "from_on", "until_on"]
        field_classes = {"name": NameField, "title": LineField}

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
    words = gettext("%(name)s is in office from %(since)s to %(until)s. Terms can't overlap.")
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


class SendForSignatureForm(forms.Form):
    """To whom the letter goes, and whether signing submits it: only for those who may submit, while it is a draft."""

    email = EmailField(
        label=_("Email address of the person who signs"),
        help_text=_("They get a link to read and sign the letter. They need no account."),
    )
    submits = forms.BooleanField(
        label=_(
            "Submit the completion as soon as the letter is signed. To the best of my knowledge, what we submit is true and "
            "complete."
        ),
        required=False,
    )

    def __init__(self, *args: Any, may_submit: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_submit:
            del self.fields["submits"]


class SignForm(forms.Form):
    """The signature of a letter: the name as typed, with a drawing or a scan if there is one. ``read`` is what was shown."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = NameField(
        label=_("Type your name to sign"),
        max_length=120,
        help_text=_("As it is printed under the letter. It counts as your signature."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    drawing = forms.CharField(required=False, widget=forms.HiddenInput, max_length=400_000)
    scan = EvidenceFileField(
        label=_("Or send the letter that you signed on paper"),
        required=False,
        allowed=SCANS,
        help_text=_("A scan or a photo. It goes to the IACP instead of a signature here."),
    )
    confirmed = forms.BooleanField(
        label=_("I have read this letter, and what it states is correct."),
        error_messages={"required": _("Confirm that what the letter states is correct.")},
    )

    def __init__(self, *args: Any, agency: Agency, request: SigningRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        carry_files(self, agency_id=agency.pk, person_id=request.pk)

    def clean_drawing(self) -> bytes:
        """The bytes that were drawn; whether they are a picture is found out where it is safe to look."""
        typed: str = self.cleaned_data["drawing"]
        if not typed:
            return b""
        try:
            return b64decode(typed.removeprefix("data:image/png;base64,"), validate=True)
        except (Error, ValueError):
            raise forms.ValidationError(
                _("The drawn signature can't be read. Draw it again, or leave it blank.")
            ) from None
