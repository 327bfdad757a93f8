"""The forms of the campaign's public pages."""

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaign.models import Resource
from common.inputs import EmailField, NameField
from common.text import one_line, paragraphs
from pledges import guard


class ResourceFilter(forms.Form):
    """The search of the library. What it doesn't understand it leaves out."""

    q = forms.CharField(label=_("Words to look for"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Type"), required=False, choices=[("", _("All types")), *Resource.Kind.choices]
    )
    audience = forms.ChoiceField(
        label=_("For"), required=False, choices=[("", _("Everyone")), *Resource.Audience.choices[1:]]
    )
    current = forms.BooleanField(label=_("Leave out what is historical"), required=False)


class GuardedForm(forms.Form):
    """A public form that needs no account. Machines are kept out by `pledges.guard` and a field for them to fall into."""

    # Whether a person needs some seconds to fill it in; a single click behind a secret link needs none.
    takes_time = True

    # Hidden from people by the style sheet; a machine that fills in every field fills this one in too.
    nickname = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    form_key = forms.CharField(widget=forms.HiddenInput, required=False)

    @classmethod
    def fresh(cls, **initial: Any) -> Self:
        """A form with a new key, and what is known already filled in."""
        return cls(initial={**initial, "form_key": guard.issue()})

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that people fill in, in their order."""
        return [field for field in self if field.name not in {"nickname", "form_key"}]

    def answers(self) -> dict[str, Any]:
        """What was said, as the action takes it: without what can't be seen."""
        return {field.name: self._seen(field) for field in self.shown}

    def fingerprint(self) -> str:
        """What the answers are remembered by, so that the same form sent twice is kept once."""
        return guard.name_of(self.cleaned_data["form_key"], self.answers())

    def _seen(self, field: forms.BoundField) -> Any:
        said = self.cleaned_data[field.name]
        if not isinstance(said, str):
            return said
        return (paragraphs if isinstance(field.field.widget, forms.Textarea) else one_line)(said)

    def clean_nickname(self) -> str:
        if self.cleaned_data["nickname"]:
            raise ValidationError(
                _("Please empty this field; it is there to catch programs that fill in forms.")
            )
        return ""

    def clean_form_key(self) -> str:
        key: str = self.cleaned_data["form_key"]
        try:
            guard.check(key)
        except guard.Unknown:
            self.data = {**self.data.dict(), "form_key": guard.issue()}  # type: ignore[attr-defined]
            raise ValidationError(
                _("This page was open for very long. Nothing is lost: please send it once more.")
            ) from None
        except guard.TooFast:
            if not self.takes_time:
                return key
            raise ValidationError(
                _("That was very fast. Please look it over, then send it once more.")
            ) from None
        return key


class SupporterForm(GuardedForm):
    """An organization outside law enforcement offers its support."""

    name = NameField(
        label=_("Organization"), max_length=160, widget=forms.TextInput({"autocomplete": "organization"})
    )
    city = forms.CharField(
        label=_("City"), max_length=80, widget=forms.TextInput({"autocomplete": "address-level2"})
    )
    state = forms.CharField(
        label=_("State or province"),
        max_length=60,
        help_text=_("Outside the United States and Canada, add the country."),
        widget=forms.TextInput({"autocomplete": "address-level1"}),
    )
    url = forms.URLField(label=_("Website"), required=False, assume_scheme="https", max_length=500)
    reason = forms.CharField(
        label=_("Why you support the campaign"),
        required=False,
        max_length=1500,
        widget=forms.Textarea({"rows": 4}),
    )
    contact_name = NameField(
        label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    contact_email = EmailField(
        label=_("Your email address"),
        help_text=_("For the campaign's staff alone."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class NominationForm(GuardedForm):
    """Who should be in the spotlight."""

    nominee = forms.CharField(
        label=_("Whom or what do you nominate?"),
        max_length=200,
        help_text=_("A person, organization, agency or resource."),
    )
    summary = forms.CharField(
        label=_("What work is being done?"), max_length=3000, widget=forms.Textarea({"rows": 6})
    )
    contact = forms.CharField(
        label=_("How can we reach you?"),
        max_length=300,
        help_text=_("Your name, and an email address or phone. Deleted after a year."),
    )
    nominee_contact = forms.CharField(
        label=_("How can we reach the nominee?"),
        max_length=300,
        required=False,
        help_text=_("If it applies."),
    )
