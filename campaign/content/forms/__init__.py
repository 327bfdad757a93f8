"""The forms of the campaign's public pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.content.models import Resource
from common.forms.guarded import GuardedForm
from common.inputs import EmailField, LineField, NameField


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


class SupporterForm(GuardedForm):
    """An organization outside law enforcement offers its support."""

    name = NameField(
        label=_("Organization"), max_length=160, widget=forms.TextInput({"autocomplete": "organization"})
    )
    city = LineField(
        label=_("City"), max_length=80, widget=forms.TextInput({"autocomplete": "address-level2"})
    )
    state = LineField(
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
        help_text=_("Only for the campaign's staff."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class NominationForm(GuardedForm):
    """Who should be in the spotlight."""

    nominee = LineField(
        label=_("Who or what do you nominate?"),
        max_length=200,
        help_text=_("A person, organization, agency or resource."),
    )
    summary = forms.CharField(
        label=_("What work is being done?"), max_length=3000, widget=forms.Textarea({"rows": 6})
    )
    contact = LineField(
        label=_("How can we reach you?"),
        max_length=300,
        help_text=_("Your name, and an email address or phone. Deleted after a year."),
    )
    nominee_contact = LineField(
        label=_("How can we reach the nominee?"),
        max_length=300,
        required=False,
        help_text=_("If it applies."),
    )


class CommentForm(GuardedForm):
    """A comment. It is shown once staff have let it through."""

    name = NameField(
        label=_("Your name"),
        max_length=80,
        help_text=_("Shown beside your comment."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    text = forms.CharField(
        label=_("Your comment"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Please don't name anyone you met on a call."),
    )
