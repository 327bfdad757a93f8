"""Forms about courses and their equivalency."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency
from common.forms.merging import MergedForm
from common.inputs import LineField
from files.uploads import DOCUMENTS, CurrentFile, EvidenceFileField, carry_files, file_changes
from training.editions import least_hours
from training.models import Course, EquivalencyRequest, Track
from training.topics import TOPICS


class CourseForm(forms.Form):
    """A course of the agency's own."""

    title = LineField(
        label=_("Title"), max_length=160, help_text=_("In full, as printed on the certificate.")
    )
    provider = LineField(label=_("Provider"), max_length=160, required=False)
    track = forms.ChoiceField(
        label=_("What it may count for"),
        choices=[
            (Track.CIT, format_lazy(_("Crisis intervention ({hours} hours)"), hours=least_hours(Track.CIT))),
            (
                Track.MHFA,
                format_lazy(_("Mental Health First Aid ({hours} hours)"), hours=least_hours(Track.MHFA)),
            ),
        ],
        widget=forms.RadioSelect,
    )
    hours = forms.DecimalField(label=_("Hours"), max_digits=6, decimal_places=2, min_value=Decimal("0.25"))
    is_refresher = forms.BooleanField(
        label=_("It is a refresher"),
        required=False,
        help_text=_("It renews a lapsed certificate, and doesn't count without the full course."),
    )
    valid_months = forms.IntegerField(
        label=_("Certificate valid for, in months"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=_("Leave blank if it never expires."),
    )


class RequestForm(MergedForm):
    """An equivalency request: where the course covers each topic that FAQ 1 or FAQ 2 names."""

    explanation = forms.CharField(
        label=_("What else the IACP should know"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    syllabus = EvidenceFileField(
        label=_("Syllabus"),
        required=False,
        allowed=DOCUMENTS,
        help_text=_("Only you and the IACP's reviewers see it."),
    )

    def __init__(
        self,
        *args: Any,
        course: Course,
        agency: Agency,
        user: User,
        found: EquivalencyRequest | None = None,
        syllabus_url: str = "",
        **options: Any,
    ) -> None:
        if found is not None:
            options["initial"] = {
                "version": found.version,
                "explanation": found.explanation,
                "syllabus": CurrentFile(found.syllabus_name, syllabus_url, found.syllabus.sha256)
                if found.syllabus
                else None,
                **{f"topic-{key}": text for key, text in found.topics.items()},
            }
        super().__init__(*args, **options)
        self._topics = TOPICS[course.track]
        self._asked = found.question if found is not None else ""
        carry_files(self, agency_id=agency.pk, person_id=user.pk)
        for key, label in self._topics.items():
            self.fields[f"topic-{key}"] = LineField(
                label=str(label),
                required=False,
                max_length=300,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )

    def watched(self) -> dict[Any, Any]:
        """What the IACP asks: an answer is given to a question that was read."""
        return {
            _(
                "The IACP asked since you opened this page. Read the question, then send your answer again."
            ): self._asked
        }

    def topic_fields(self) -> list[forms.BoundField]:
        """The matrix, to be drawn."""
        return [self[f"topic-{key}"] for key in self._topics]

    def clean(self) -> dict[str, Any]:
        """At least one topic, or there is nothing to decide."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(f"topic-{key}") for key in self._topics):
            raise forms.ValidationError(_("Say for at least one topic where the course covers it."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What the action takes; the syllabus only when it was sent or removed."""
        cleaned = self.cleaned_data
        topics = {
            key: " ".join(cleaned[f"topic-{key}"].split()) for key in self._topics if cleaned[f"topic-{key}"]
        }
        return {"topics": topics, "explanation": cleaned["explanation"], **file_changes(cleaned, "syllabus")}


class DecisionForm(forms.Form):
    """What a reviewer decides about a course."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (
                "approve",
                _("Approve: it counts for every agency from now on, also for those who took it earlier"),
            ),
            ("decline", _("Not equivalent")),
            ("ask", _("Ask the agency for more")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Reasons, or what you ask"),
        error_messages={"required": _("Say why, or what you need to know.")},
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Reasons are published in the register; a question goes to the agency alone."),
    )
    conditions = forms.CharField(
        label=_("Conditions"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as an edition of the course or a way of giving it. Published with an approval."),
    )


class WithdrawApprovalForm(forms.Form):
    """Why a course counts no more."""

    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Published, and sent to every agency that has records of the course."),
    )
