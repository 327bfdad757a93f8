"""Officers and their records, one by one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.inputs import DayInput
from training.models import Officer, TrainingRecord
from training.queries import Order, Show, visible_courses

SHOWN = {
    Show.ACTIVE: _("Everybody on the roster"),
    Show.NEEDS: _("Sworn, and still needs training"),
    Show.CIT: _("Sworn, without crisis-intervention training"),
    Show.MHFA: _("Sworn, without mental-health first aid"),
    Show.LAPSED: _("With a lapsed certificate"),
    Show.LEAVE: _("On leave"),
    Show.NON_SWORN: _("Non-sworn staff"),
    Show.SEPARATED: _("Separated, or not hired yet"),
    Show.ALL: _("Everybody, the separated too"),
}
ORDERED = {
    Order.REF: _("Officer ID"),
    Order.NAME: _("Name"),
    Order.RANK: _("Rank"),
    Order.HIRED: _("Hired"),
    Order.EXPIRES: _("Runs out first"),
}


class RosterFilterForm(forms.Form):
    """Which officers to show, and in what order."""

    q = forms.CharField(label=_("ID, name or rank"), required=False, max_length=100)
    show = forms.ChoiceField(label=_("Show"), required=False, choices=list(SHOWN.items()))
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=list(ORDERED.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs.update({"class": "form-control", "type": "search"})
        for name in ("show", "sort"):
            self.fields[name].widget.attrs["class"] = "form-select"

    def asked(self) -> dict[str, Any]:
        """The filter for `queries.roster`; what isn't understood is left out."""
        values = self.cleaned_data if self.is_valid() else {}
        return {
            "words": values.get("q", ""),
            "show": Show(values.get("show") or Show.ACTIVE),
            "order": Order(values.get("sort") or Order.REF),
        }


class RecordFilterForm(forms.Form):
    """Which records to show."""

    q = forms.CharField(label=_("Officer or course"), required=False, max_length=100)
    course = forms.ChoiceField(label=_("Course"), required=False)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = visible_courses(agency).order_by("title").values_list("public_id", "title")
        self.fields["course"].choices = [("", _("Every course")), *courses]  # type: ignore[attr-defined]
        self.fields["q"].widget.attrs.update({"class": "form-control", "type": "search"})
        self.fields["course"].widget.attrs["class"] = "form-select"


class OfficerForm(forms.Form):
    """A person on the roster. A pseudonymous roster has no field for a name."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    ref = forms.CharField(
        label=_("Officer ID"),
        max_length=40,
        help_text=_("Your own number for this person, such as a badge or employee number."),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Not needed. Only your agency sees it; the IACP gets figures."),
    )
    rank = forms.CharField(label=_("Rank"), max_length=60, required=False)
    is_sworn = forms.BooleanField(
        label=_("Sworn officer"),
        required=False,
        initial=True,
        help_text=_("Non-sworn staff are shown as a figure of their own and are in no percentage."),
    )
    hired_on = forms.DateField(label=_("Hired"), required=False, widget=DayInput)
    separated_on = forms.DateField(
        label=_("Separated"),
        required=False,
        widget=DayInput,
        help_text=_("From this day on the person isn't counted. Leave it empty after a rehire."),
    )
    on_leave_since = forms.DateField(
        label=_("On leave since"),
        required=False,
        widget=DayInput,
        help_text=_("Officers on leave are counted, and flagged for the reviewer."),
    )

    def __init__(self, *args: Any, agency: Agency, officer: Officer | None = None, **kwargs: Any) -> None:
        if officer is not None:
            names = ("version", *_OFFICER)
            kwargs["initial"] = {name: getattr(officer, name) for name in names}
        super().__init__(*args, **kwargs)
        if agency.pseudonymous:
            del self.fields["name"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        hired, separated = values.get("hired_on"), values.get("separated_on")
        if hired and separated and separated < hired:
            self.add_error(
                "separated_on",
                _(
                    "This is before the day of hiring. After a rehire, enter the later hiring date and no separation."
                ),
            )
        return values

    def changes(self) -> dict[str, Any]:
        """The fields for the action."""
        return {name: self.cleaned_data[name] for name in _OFFICER if name in self.cleaned_data}


_OFFICER = ("ref", "name", "rank", "is_sworn", "hired_on", "separated_on", "on_leave_since")
_RECORD = ("hours", "completed_on", "status", "delivery", "expires_on", "certificate_number")


class RecordForm(forms.Form):
    """That an officer took a course."""

    course = forms.ModelChoiceField(label=_("Course"), queryset=None, empty_label=_("Choose a course"))
    completed_on = forms.DateField(label=_("Completed on"), widget=DayInput)
    hours = forms.DecimalField(
        label=_("Hours"), max_digits=6, decimal_places=2, min_value=0.25, max_value=1000
    )
    status = forms.ChoiceField(label=_("Status"), choices=TrainingRecord.Status.choices)
    delivery = forms.ChoiceField(
        label=_("Delivery"),
        choices=TrainingRecord.Delivery.choices,
        help_text=_("In person is preferred. Recorded training is counted, and flagged for the reviewer."),
    )
    expires_on = forms.DateField(
        label=_("Certificate valid until"),
        required=False,
        widget=DayInput,
        help_text=_("Leave it empty if the certificate gives no date."),
    )
    certificate_number = forms.CharField(label=_("Certificate number"), max_length=60, required=False)

    def __init__(
        self, *args: Any, agency: Agency, record: TrainingRecord | None = None, **kwargs: Any
    ) -> None:
        if record is not None:
            kwargs["initial"] = {name: getattr(record, name) for name in ("course", *_RECORD)}
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = visible_courses(agency).order_by("title")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        done, until = values.get("completed_on"), values.get("expires_on")
        if done and until and until < done:
            self.add_error("expires_on", _("This is before the day on which the course was completed."))
        return values

    def changes(self) -> dict[str, Any]:
        """The fields for the action."""
        return {name: self.cleaned_data[name] for name in ("course", *_RECORD)}
