"""Forms about officers and what they were trained in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.time_zones import today_of
from common.forms.merging import MergedForm, MomentForm
from common.inputs import DayField, LineField, NameField
from training import queries
from training.editions import least_hours
from training.models import Course, HeadCount, Officer, Track, TrainingRecord
from training.models.records import Delivery
from training.officer_ids import typed_ref


class OfficerForm(MergedForm):
    """Someone on the roster. A pseudonymous roster asks no name."""

    ref = LineField(
        label=_("Officer ID"),
        max_length=40,
        help_text=_("Your own badge, employee or personnel number. Files are matched by it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = NameField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Optional. Only your agency's members see it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    rank = LineField(label=_("Rank"), max_length=60, required=False)
    is_sworn = forms.TypedChoiceField(
        label=_("Sworn"),
        choices=[("yes", _("Sworn officer")), ("no", _("Non-sworn staff that you chose to train"))],
        coerce=lambda value: value == "yes",
        error_messages={"required": _("Say whether this person is a sworn officer.")},
        widget=forms.RadioSelect,
    )
    hired_on = DayField(years_back=80, years_ahead=1, label=_("Hired on"), required=False)
    separated_on = DayField(
        years_back=80,
        years_ahead=5,
        label=_("Left on"),
        required=False,
        help_text=_("Leave blank while they work for you."),
    )
    on_leave_since = DayField(
        years_back=50,
        years_ahead=1,
        label=_("On leave since"),
        required=False,
        help_text=_("People on leave count, and the reviewer sees that they are on leave."),
    )

    def __init__(self, *args: Any, agency: Agency, officer: Officer | None = None, **options: Any) -> None:
        if officer is not None:
            options["initial"] = {
                name: getattr(officer, name)
                for name in self.base_fields
                if name not in {"is_sworn", "opened"}
            } | {"is_sworn": "yes" if officer.is_sworn else "no"}
        super().__init__(*args, **options)
        if agency.pseudonymous:
            del self.fields["name"]

    def clean_ref(self) -> str:
        """The ID as a file's would be read: who is entered by hand is the same officer when the export comes back."""
        ref = typed_ref(self.cleaned_data["ref"])
        if not ref:
            raise forms.ValidationError(self.fields["ref"].error_messages["required"], code="required")
        return ref

    def clean(self) -> dict[str, Any]:
        """No one leaves before they were hired."""
        cleaned: dict[str, Any] = super().clean() or {}
        hired, left = cleaned.get("hired_on"), cleaned.get("separated_on")
        if hired and left and left < hired:
            self.add_error(
                "separated_on",
                _("This is before the day of hiring. If the officer came back, leave it empty."),
            )
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.CARRIED}


class SeparateForm(forms.Form):
    """The day on which someone left."""

    separated_on = DayField(
        years_back=80, years_ahead=5, label=_("Left on"), help_text=_("From this day on they aren't counted.")
    )


class CourseChoosing(forms.Form):
    """A form with a choice of course, grouped by what the courses count for."""

    course = forms.ModelChoiceField(
        label=_("Course"), queryset=Course.objects.none(), empty_label=_("Choose…")
    )

    def __init__(self, *args: Any, agency: Agency, **options: Any) -> None:
        super().__init__(*args, **options)
        course = self.fields["course"]
        assert isinstance(course, forms.ModelChoiceField)  # noqa: S101 - declared above
        self.agency = agency
        self._courses = queries.visible_courses(agency)
        course.queryset = self._courses
        course.choices = grouped(self._courses)

    def chosen(self) -> Course | None:
        """The course that the form shows as chosen, so that what it means is said beside it."""
        value = self["course"].value()
        known = str(value or "").isdecimal() and len(str(value)) < 18
        return self._courses.filter(pk=int(str(value))).first() if known else None


class RecordForm(MomentForm, CourseChoosing):
    """One training record."""

    completed_on = DayField(years_back=80, years_ahead=5, label=_("Completed on"))
    hours = forms.DecimalField(label=_("Hours"), max_digits=6, decimal_places=2, min_value=0.01)
    status = forms.ChoiceField(
        label=_("Status"), choices=TrainingRecord.Status.choices, initial=TrainingRecord.Status.COMPLETED
    )
    delivery = forms.ChoiceField(
        label=_("How it was given"),
        choices=Delivery.choices,
        initial=Delivery.IN_PERSON,
        help_text=_("In-person training is preferred. Recorded training counts, and the reviewer sees it."),
    )
    expires_on = DayField(
        years_back=80,
        years_ahead=50,
        label=_("Certificate valid until"),
        required=False,
        help_text=_("Only if the certificate states it."),
    )
    certificate_number = LineField(label=_("Certificate number"), max_length=60, required=False)

    def __init__(
        self, *args: Any, agency: Agency, record: TrainingRecord | None = None, **options: Any
    ) -> None:
        self.record = record
        if record is not None:
            options["initial"] = {
                name: getattr(record, name) for name in self.base_fields if name not in self.CARRIED
            } | {"read_at": record.updated_at.isoformat()}
        super().__init__(*args, agency=agency, **options)

    def changes(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.CARRIED}

    def clean(self) -> dict[str, Any]:
        """What is completed lies behind us, and certificates end after they begin."""
        cleaned: dict[str, Any] = super().clean() or {}
        day, until = cleaned.get("completed_on"), cleaned.get("expires_on")
        if day and day > today_of(self.agency) and cleaned.get("status") != TrainingRecord.Status.SCHEDULED:
            self.add_error("completed_on", _("This day is in the future. Choose the status “Scheduled”."))
        if day and until and until < day:
            self.add_error("expires_on", _("The certificate can't end before the course was completed."))
        return cleaned


class HeadCountForm(forms.Form):
    """Figures of an agency that names no officer."""

    as_of = DayField(years_back=10, years_ahead=1, label=_("As of"), initial=timezone.localdate)
    sworn = forms.IntegerField(
        label=_("Sworn officers"),
        min_value=0,
        max_value=1_000_000,
        help_text=_("Everyone with full powers: part-time, reserve, jail and court too. One head each."),
    )
    cit = forms.IntegerField(
        label=_("Of these, with crisis-intervention training"),
        min_value=0,
        max_value=1_000_000,
        help_text=format_lazy(
            _("CIT, CRIT or an approved equivalent of {hours} hours. Count those with both trainings here."),
            hours=least_hours(Track.CIT),
        ),
    )
    mhfa_without_cit = forms.IntegerField(
        label=_("Of the others, with Mental Health First Aid"),
        min_value=0,
        max_value=1_000_000,
        help_text=format_lazy(
            _("Mental Health First Aid for Public Safety or an approved equivalent of {hours} hours."),
            hours=least_hours(Track.MHFA),
        ),
    )
    non_sworn_trained = forms.IntegerField(
        label=_("Non-sworn staff trained"),
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text=_("Optional. Shown as a figure of its own."),
    )

    def __init__(self, *args: Any, latest: HeadCount | None = None, **options: Any) -> None:
        if latest is not None:
            options["initial"] = {name: getattr(latest, name) for name in self.base_fields if name != "as_of"}
        super().__init__(*args, **options)

    def changes(self) -> dict[str, Any]:
        """What the action takes."""
        return {**self.cleaned_data, "non_sworn_trained": self.cleaned_data["non_sworn_trained"] or 0}


class SwitchForm(forms.Form):
    """To which way of recording training an agency switches, as the page said: sent twice, it doesn't switch back."""

    to = forms.ChoiceField(choices=Agency.EvidenceMode.choices, widget=forms.HiddenInput)


class ClassCountForm(forms.Form):
    """How many finished a class, of an agency that names no one."""

    finished = forms.IntegerField(
        label=_("Sworn officers who finished"),
        min_value=1,
        max_value=100_000,
        help_text=_("Those who were at every session, and had no crisis-intervention training before."),
    )
    with_first_aid = forms.IntegerField(
        label=_("Of these, with Mental Health First Aid before"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("They move from one figure to the other, so that no one is counted twice."),
    )

    def __init__(self, *args: Any, track: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if track != Track.CIT:
            del self.fields["with_first_aid"]
            self.fields["finished"].help_text = _(
                "Those who were at every session, and had neither training before."
            )

    def changes(self) -> dict[str, int]:
        """What the action takes."""
        cleaned = self.cleaned_data
        return {"finished": cleaned["finished"], "with_first_aid": cleaned.get("with_first_aid") or 0}


def grouped(courses: Iterable[Course]) -> list[tuple[Any, Any]]:
    """The choices of a course, in groups by what they count for, what counts first."""
    groups: dict[str, list[tuple[int, str]]] = {}
    labels = {
        "cit": _("Counts as crisis-intervention training"),
        "mhfa": _("Counts as Mental Health First Aid"),
        "pending": _("Waits for a decision"),
        "unreviewed": _("Doesn't count unless it is approved"),
        "none": _("Doesn't count"),
    }
    for course in courses:
        if course.counts and course.track != "none":
            key = str(course.track)
        elif course.standing in {"pending", "unreviewed"}:
            key = str(course.standing)
        else:
            key = "none"
        groups.setdefault(key, []).append((course.pk, f"{course.title} ({course.hours.normalize():f} h)"))
    return [("", _("Choose…")), *((label, groups[key]) for key, label in labels.items() if key in groups)]


class LeaveForm(forms.Form):
    """Whether an officer on leave counts: a reviewer's decision, with its reason."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("out", _("Leave this officer out of the sworn strength")), ("in", _("Count this officer"))],
        widget=forms.RadioSelect,
    )
    because = LineField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_(
            "Needed to leave an officer out. It shows to the agency and on every report; write nothing about health."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """No one is left out without a reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") == "out" and not (cleaned.get("because") or "").strip():
            self.add_error("because", _("Say why this officer isn't counted."))
        return cleaned

    def reason(self) -> str:
        """What the action takes: nothing where the officer is to be counted."""
        return "" if self.cleaned_data["decision"] == "in" else str(self.cleaned_data["because"])
