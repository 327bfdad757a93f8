"""Forms about classes."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.time_zones import today_of
from common.forms.merging import MergedForm, Together
from common.inputs import DayField, LineField
from training import queries
from training.actions.offerings import Session
from training.forms.officers import CourseChoosing
from training.models import Offering, TrainingRecord
from training.models.records import Delivery
from training.officer_ids import typed_ref

# A form shows so many sessions; a course of 40 hours has five, a long academy class some more.
SESSIONS = 10
SHOWN_SESSIONS = 5
# A pasted list longer than this is better a file.
MOST_PASTED = 2000
_HAS_DIGIT = re.compile(r"\d")
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")


class PastedIds(forms.CharField):
    """Officer IDs as people paste them: one a line with or without names behind, or several with commas or spaces between.

    What may be an ID is never dropped unseen: it is taken for one, and told when the roster doesn't have it.
    """

    widget = forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"})

    def clean(self, value: Any) -> list[str]:
        """The IDs in order, each once."""
        text = super().clean(value)
        lines = [line for line in text.splitlines() if line.strip()]
        found = (typed_ref(ref) for line in lines for ref in _ids_of(line, alone=len(lines) == 1))
        refs = list(dict.fromkeys(filter(None, found)))
        if not refs and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(refs) > MOST_PASTED:
            raise forms.ValidationError(
                _("These are more than %(most)s IDs. Import a file instead.") % {"most": MOST_PASTED}
            )
        return refs


def _ids_of(line: str, *, alone: bool) -> list[str]:
    """The IDs in a line. Behind the first stand more of them, or, in a list of several lines, what else is known."""
    parts = [part.strip() for part in re.split(r"[\t,;]", line) if part.strip()]
    split = [word for part in parts for word in part.split()]
    if all(_HAS_DIGIT.search(word) for word in split) and not any(_DAY.fullmatch(word) for word in split):
        return split
    return parts if alone else parts[:1]


class OfferingForm(MergedForm, CourseChoosing):
    """A class and its sessions."""

    reference = LineField(
        label=_("Class number or name"), max_length=60, help_text=_("Such as 2026-03 or “Spring academy”.")
    )
    place = LineField(label=_("Place"), max_length=120, required=False)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=100_000, required=False)
    delivery = forms.ChoiceField(
        label=_("How it is given"), choices=Delivery.choices, initial=Delivery.IN_PERSON
    )

    def __init__(self, *args: Any, agency: Agency, offering: Offering | None = None, **options: Any) -> None:
        if offering is not None:
            options["initial"] = {
                name: getattr(offering, name)
                for name in ("version", "course", "reference", "place", "seats", "delivery")
            }
            for session in offering.sessions.all():
                options["initial"] |= {
                    f"day-{session.number}": session.held_on,
                    f"hours-{session.number}": session.hours.normalize(),
                }
        super().__init__(*args, agency=agency, **options)
        for number in range(1, SESSIONS + 1):
            self.fields[f"day-{number}"] = DayField(
                years_back=80,
                years_ahead=5,
                label=_("Session %(number)s") % {"number": number},
                required=number == 1,
            )
            self.fields[f"hours-{number}"] = forms.DecimalField(
                label=_("Hours"),
                min_value=Decimal("0.25"),
                max_value=24,
                decimal_places=2,
                required=number == 1,
            )

    def session_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Day and hours of each session, to be drawn."""
        return [(self[f"day-{number}"], self[f"hours-{number}"]) for number in range(1, SESSIONS + 1)]

    def together(self) -> list[Together]:
        """The sessions are one list."""
        names = [f"{what}-{number}" for number in range(1, SESSIONS + 1) for what in ("day", "hours")]
        return [Together(_("Sessions"), tuple(names))]

    @property
    def has_more_sessions(self) -> bool:
        """Whether anything is written, or wrong, in the sessions that usually aren't needed."""
        return any(day.value() or hours.value() for day, hours in self.session_fields()[SHOWN_SESSIONS:])

    def clean(self) -> dict[str, Any]:
        """A session has a day and hours, or neither; no day twice."""
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(2, SESSIONS + 1):
            held_on, hours = cleaned.get(f"day-{number}"), cleaned.get(f"hours-{number}")
            if bool(held_on) != bool(hours) and not self.errors.keys() & {f"day-{number}", f"hours-{number}"}:
                self.add_error(
                    f"hours-{number}" if held_on else f"day-{number}",
                    _("A session needs both a day and its hours."),
                )
        return cleaned

    def sessions(self) -> list[Session]:
        """The sessions, by day."""
        pairs = [
            (self.cleaned_data[f"day-{n}"], self.cleaned_data[f"hours-{n}"]) for n in range(1, SESSIONS + 1)
        ]
        return [Session(held_on, hours) for held_on, hours in pairs if held_on and hours]

    def changes(self) -> dict[str, Any]:
        """What the action takes besides the sessions."""
        return {
            name: self.cleaned_data[name] for name in ("course", "reference", "place", "seats", "delivery")
        }


class EnrollForm(forms.Form):
    """Who comes to a class."""

    refs = PastedIds(label=_("Officer IDs"), help_text=_("One a line, as you copy them from a list."))


class CreditForm(forms.Form):
    """Who missed which session of a class. Only what was missed is sent, so that a class may be of any size."""

    roll = forms.CharField(widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label=_("How they finished"),
        choices=[
            (TrainingRecord.Status.COMPLETED, TrainingRecord.Status.COMPLETED.label),
            (TrainingRecord.Status.PASSED, TrainingRecord.Status.PASSED.label),
        ],
    )

    def __init__(self, *args: Any, roll: list[queries.RollEntry], **options: Any) -> None:
        super().__init__(*args, **options)
        self._roll = roll
        self._numbers = ",".join(str(entry.officer.pk) for entry in roll)
        self.fields["roll"].initial = self._numbers
        for entry in roll:
            missed = [session for session in entry.sessions if session not in entry.credited]
            self.fields[f"missed-{entry.officer.pk}"] = forms.MultipleChoiceField(
                label=entry.officer.ref,
                choices=[(session, session) for session in entry.sessions],
                required=False,
                initial=[] if entry.is_scheduled else missed,
                widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
            )

    def clean_roll(self) -> str:
        """Anyone who was enrolled since the page was opened wasn't on it, and isn't credited unseen."""
        if self.cleaned_data["roll"] != self._numbers:
            posted = cast("QueryDict", self.data).copy()
            posted["roll"] = self._numbers
            self.data = posted
            raise forms.ValidationError(
                _("Enrollments changed since you opened this page. Check the list again.")
            )
        return self._numbers

    def entries(self) -> list[tuple[queries.RollEntry, forms.BoundField]]:
        """The roll with its fields, to be drawn."""
        return [(entry, self[f"missed-{entry.officer.pk}"]) for entry in self._roll]

    def attended(self) -> dict[int, set[str]]:
        """What the action takes."""
        return {
            entry.officer.pk: set(entry.sessions) - set(self.cleaned_data[f"missed-{entry.officer.pk}"])
            for entry in self._roll
        }


class ClassListForm(CourseChoosing):
    """Everyone who took a course on a day, by their IDs."""

    completed_on = DayField(years_back=80, years_ahead=1, label=_("Completed on"))
    hours = forms.DecimalField(label=_("Hours"), max_digits=6, decimal_places=2, min_value=Decimal("0.01"))
    delivery = forms.ChoiceField(
        label=_("How it was given"), choices=Delivery.choices, initial=Delivery.IN_PERSON
    )
    refs = PastedIds(
        label=_("Officer IDs"),
        help_text=_("One a line, as you copy them from a list. Everyone must be on the roster."),
    )

    def clean_completed_on(self) -> date:
        """A day that has come."""
        day: date = self.cleaned_data["completed_on"]
        if day > today_of(self.agency):
            raise forms.ValidationError(_("This day is in the future. Plan a class for it instead."))
        return day
