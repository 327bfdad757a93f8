"""Looking for a class, and announcing one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.places import grouped_regions
from campaign.content.models import ClassListing
from common.forms.guarded import GuardedForm
from common.inputs import DayField, LineField, NameField


class ClassFilter(forms.Form):
    """The search for a class. What it doesn't understand it leaves out."""

    course = forms.ChoiceField(
        label=_("Course"), required=False, choices=[("", _("All courses")), *ClassListing.Course.choices]
    )
    region = forms.ChoiceField(label=_("State or province"), required=False)
    since = DayField(years_back=10, years_ahead=5, label=_("Starts from"), required=False)
    until = DayField(years_back=10, years_ahead=5, label=_("Starts until"), required=False)
    open = forms.BooleanField(label=_("With open seats"), required=False)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("Everywhere")), *places]  # type: ignore[attr-defined]


class ClassForm(GuardedForm):
    """An agency or a provider announces a class that others may come to."""

    course = forms.ChoiceField(
        label=_("Course"), choices=[("", _("Choose one")), *ClassListing.Course.choices]
    )
    title = LineField(label=_("Name of the class"), max_length=160)
    provider = NameField(
        label=_("Given by"), max_length=160, widget=forms.TextInput({"autocomplete": "organization"})
    )
    delivery = forms.ChoiceField(label=_("How it is given"), choices=ClassListing.Delivery.choices)
    city = LineField(label=_("City"), max_length=80, required=False)
    region = forms.ChoiceField(label=_("State or province"))
    starts_on = DayField(years_back=1, years_ahead=3, label=_("First day"))
    ends_on = DayField(years_back=1, years_ahead=4, label=_("Last day"))
    seats_open = forms.IntegerField(
        label=_("Open seats"),
        min_value=0,
        max_value=10_000,
        required=False,
        help_text=_("Leave blank if you don't know."),
    )
    url = forms.URLField(
        label=_("Where to ask for a seat"),
        assume_scheme="https",
        max_length=500,
        help_text=_("The address of a page."),
    )
    sent_by = LineField(
        label=_("How can we reach you?"),
        max_length=300,
        help_text=_(
            "Your name, and an email address or phone. Only the campaign's staff see it, and we delete "
            "it a year after the class."
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
