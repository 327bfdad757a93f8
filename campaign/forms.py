"""The forms of the campaign's public pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.models import Resource


class ResourceFilter(forms.Form):
    """The search of the library. What it doesn't understand it leaves out."""

    q = forms.CharField(label=_("Words to look for"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Type"), required=False, choices=[("", _("All types")), *Resource.Kind.choices]
    )
    audience = forms.ChoiceField(
        label=_("For"), required=False, choices=[("", _("Everybody")), *Resource.Audience.choices[1:]]
    )
    current = forms.BooleanField(label=_("Leave out what is historical"), required=False)
