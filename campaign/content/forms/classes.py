"""Looking for a class, and announcing one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.places import grouped_regions
from campaign.content.models import ClassListing
from common.forms.guarded import GuardedForm


class ClassFilter(forms.Form):
    """The search for a class. What it doesn't understand it leaves out."""

    course = forms.ChoiceField(
        label=_("Course"), required=False, choices=[("", _("All courses")), *ClassListing.Course.choices]
    )
    region = forms.ChoiceField(label=_("State or province"), required=False)
    since = forms.DateField(
        label=_("Starts from"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Starts until"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    open = forms.BooleanField(label=_("With open seats"), required=False)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("Everywhere")), *places]  # type: ignore[attr-defined]


class ClassForm(GuardedForm):
    """An agency or a provider announces a class that others may come to."""

    course = forms.ChoiceField(
        label=_("Course"), choices=[("", _("Choose one")), *ClassListing.Course.choices]
    )
    title = forms.CharField(label=_("Name of the class"), max_length=160)
    provider = forms.CharField(
        label=_("Given by"), max_length=160, widget=forms.TextInput({"autocomplete": "organization"})
    )
    delivery = forms.ChoiceField(label=_("How it is given"), choices=ClassListing.Delivery.choices)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    region = forms.ChoiceField(label=_("State or province"))
    starts_on = forms.DateField(
        label=_("First day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Last day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    seats_open = forms.IntegerField(
        label=_("Open seats"),
        min_value=0,
        max_value=10_000,
        required=False,
        help_text=_("Empty when you don't know."),
    )
    url = forms.URLField(
        label=_("Where to ask for a seat"),
        assume_scheme="https",
        max_length=500,
        help_text=_("The address of a page."),
    )
    sent_by = forms.CharField(
        label=_("How can we reach you?"),
        max_length=300,
        help_text=_(
            "Your name, and an email address or phone. For the campaign's staff alone, and "
            "deleted a year after the class."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(country, list(places)) for country, places in grouped_regions()]
        self.fields["region"].choices = [("", _("Choose one")), *groups]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or self.cleaned_data
        starts, ends = said.get("starts_on"), said.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day is before the first."))
        return said
