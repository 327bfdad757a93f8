"""The forms of pledges: the public one, the coordinator's answer, and the agency's completion."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import places
from agencies.forms import OriField
from agencies.models import Agency
from agencies.time_zones import latest_day
from common.forms import guard
from common.forms.guarded import GuardedForm
from common.forms.merging import MergedForm
from common.inputs import DayField, EmailField, LineField, NameField
from compliance.editions import Edition
from files.uploads import SCANS, EvidenceFileField, carry_files
from pledges import messages
from pledges.actions import Coordinator
from pledges.models import Completion
from pledges.queries import WHOLE, Returned

MOST_PEOPLE = 100_000


class IdentityForm(forms.Form):
    """Which agency it is, who heads it, who answers for the pledge, and how many people it has."""

    name = NameField(
        label=_("Agency name"), max_length=160, widget=forms.TextInput({"autocomplete": "organization"})
    )
    kind = forms.ChoiceField(label=_("Type of agency"), choices=Agency.Kind.choices)
    country = forms.ChoiceField(label=_("Country"), choices=places.countries, initial="US")
    region = forms.ChoiceField(
        label=_("State or province"),
        required=False,
        help_text=_(
            "In the United States and Canada. Elsewhere, leave it blank and write the place under city."
        ),
    )
    city = LineField(
        label=_("City or county"), max_length=80, widget=forms.TextInput({"autocomplete": "address-level2"})
    )
    ori = OriField(label=_("ORI, if you have one"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    head_name = NameField(label=_("Name of the head"), max_length=120)
    head_title = LineField(
        label=_("Title of the head"), max_length=80, help_text=_("Such as Chief of Police or Sheriff.")
    )
    coordinator_name = NameField(
        label=_("Coordinator's name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    coordinator_title = LineField(
        label=_("Coordinator's rank or title"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization-title"}),
    )
    coordinator_phone = forms.CharField(
        label=_("Coordinator's phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    sworn = forms.IntegerField(
        label=_("Sworn officers"),
        min_value=1,
        max_value=MOST_PEOPLE,
        help_text=_(
            "Heads, not full-time equivalents: part-time and reserve officers with full powers count as one each."
        ),
    )
    non_sworn = forms.IntegerField(
        label=_("Non-sworn staff"),
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        help_text=_("Such as dispatchers."),
    )
    headcount_on = DayField(years_back=5, years_ahead=1, label=_("These numbers are as of"))

    AGENCY = (
        "name kind country region city ori website head_name head_title sworn non_sworn headcount_on".split()
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["region"].choices = [("", _("Choose…")), *places.grouped_regions()]  # type: ignore[attr-defined]

    def clean_headcount_on(self) -> Any:
        on = self.cleaned_data["headcount_on"]
        if on > latest_day():
            raise ValidationError(
                _("This day is in the future. Write the day on which the people were counted.")
            )
        return on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        country, region = data.get("country", ""), data.get("region", "")
        if country in places.FIRST and not region:
            self.add_error("region", _("Choose the state or province."))
        elif country and region and not places.is_region_of(region, country):
            if country in places.FIRST:
                self.add_error("region", _("This state or province isn't in the country that you chose."))
            else:
                data["region"] = ""
        return data

    def agency(self) -> dict[str, Any]:
        """What was said of the agency, as `agencies.actions.register` takes it."""
        return {name: self.cleaned_data[name] for name in self.AGENCY}

    def coordinator(self, email: str) -> Coordinator:
        """Who answers for the pledge."""
        said = self.cleaned_data
        return Coordinator(
            said["coordinator_name"], email, said["coordinator_title"], said["coordinator_phone"]
        )


class CommitmentsForm(forms.Form):
    """The promises, one box each, and the authority to make them. Each box must be ticked."""

    authority_confirmed = forms.BooleanField(
        label=_("I am authorized by the head of the agency to take this pledge."),
        error_messages={"required": _("Confirm that you may pledge for your agency, or ask its head first.")},
    )

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        super().__init__(*args, **options)
        self.edition = edition
        for code in messages.commitments(edition):
            self.fields[f"commit_{code}"] = forms.BooleanField(
                label=messages.commitment(code, edition),
                error_messages={"required": _("Accept this commitment.")},
            )
        self.fields["authority_confirmed"] = self.fields.pop("authority_confirmed")

    def commitments(self) -> list[str]:
        """The codes of those that were accepted."""
        return [
            code for code in messages.commitments(self.edition) if self.cleaned_data.get(f"commit_{code}")
        ]

    def boxes(self) -> Iterator[tuple[forms.BoundField, int, str]]:
        """Each commitment's field, with the number of the question that explains it (0 for none) and its words."""
        for practice in self.edition.practices:
            yield (
                self[f"commit_{practice.key}"],
                practice.faq,
                gettext(practice.about) if practice.faq else "",
            )
        yield self[f"commit_{messages.REPORT}"], 9, gettext("What does the letter have to say?")


class PledgeForm(CommitmentsForm, IdentityForm, GuardedForm):
    """The public form of the pledge."""

    coordinator_email = EmailField(
        label=_("Email address"),
        help_text=_(
            "We send a link there to confirm the pledge, and later the invitation to your agency's account."
        ),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    # As on the page, so that the list of errors is in its order.
    field_order = [
        *IdentityForm.AGENCY[:7],
        "head_name",
        "head_title",
        "coordinator_name",
        "coordinator_title",
        "coordinator_email",
        "coordinator_phone",
        "sworn",
        "non_sworn",
        "headcount_on",
        "nickname",
        "form_key",
    ]

    def pledge_key(self) -> str:
        """What the pledge is remembered by, so that the same form sent twice makes one."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "form_key"}
        return guard.name_of(self.cleaned_data["form_key"], said)


class AnswerForm(IdentityForm):
    """What the coordinator corrects and says in answer to the IACP's question."""

    answer = forms.CharField(label=_("Your answer"), max_length=2000, widget=forms.Textarea({"rows": 4}))


class CompletionForm(MergedForm, forms.ModelForm):
    """What the agency says of each practice in its own words (FAQ 9), and who signs.

    ``version`` is the draft's, 0 before the first saving. For each practice that asks for words there is a field
    ``<practice>_statement``; for what was returned, ``<practice>_answer`` and ``<practice>_is_kept``, and ``answer`` for what
    concerns the whole completion.
    """

    class Meta:
        model = Completion
        fields = ["signatory_name", "signatory_title", "signatory_is_command"]
        field_classes = {"signatory_name": NameField, "signatory_title": LineField}
        labels = {
            "signatory_name": _("Name"),
            "signatory_title": _("Rank or title"),
            "signatory_is_command": _("This is the chief or another member of the command staff."),
        }

    def __init__(
        self, *args: Any, edition: Edition, returned: Returned | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        answers: dict[str, forms.Field] = {}
        for ask in returned.asks if returned is not None else ():
            if ask.practice == WHOLE:
                answers["answer"] = _answer_field()
                if not ask.is_required:
                    answers["answer"].help_text = gettext("Leave blank if there is nothing to say.")
            else:
                answers[f"{ask.practice}_answer"] = _answer_field()
                answers[f"{ask.practice}_is_kept"] = forms.BooleanField(
                    label=gettext("We leave this as it is. The text above says why."), required=False
                )
        self.practices = [practice for practice in edition.practices if practice.heading]
        statements = {
            f"{practice.key}_statement": forms.CharField(
                label=gettext("%(heading)s, in your own words") % {"heading": gettext(practice.heading)},
                help_text=gettext("What your records can't say. Leave blank if there is nothing."),
                required=False,
                max_length=4000,
                widget=forms.Textarea({"rows": 4}),
            )
            for practice in self.practices
        }
        self.fields = {**answers, **statements, **self.fields}

    def changes(self) -> dict[str, Any]:
        """The fields as `actions.save_draft` takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.CARRIED}

    def current(self, name: str) -> str:
        """What a field shows now, saved or not."""
        return str(self[name].value() or "")


def _answer_field() -> forms.CharField:
    return forms.CharField(
        label=gettext("What you changed"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )


class SignedLetterForm(forms.Form):
    """The signed copy of the letter."""

    signed_letter = EvidenceFileField(label=_("The signed letter, scanned or photographed"), allowed=SCANS)

    def __init__(self, *args: Any, agency: Agency, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        carry_files(self, agency_id=agency.pk, person_id=user.pk)


class SubmitForm(forms.Form):
    """The last look before the completion goes to the IACP."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    signed_letter = EvidenceFileField(
        label=_("The signed letter, scanned or photographed"),
        required=False,
        allowed=SCANS,
        help_text=_(
            "Print the letter, have it signed, and send it here. If you can't now, the IACP may ask for it."
        ),
    )
    attested = forms.BooleanField(
        label=_("To the best of my knowledge, what we submit is true and complete."),
        error_messages={"required": _("Confirm that what you submit is true and complete.")},
    )

    def __init__(self, *args: Any, agency: Agency, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        carry_files(self, agency_id=agency.pk, person_id=user.pk)
