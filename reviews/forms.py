"""The desk's forms."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.leads import memberships_among
from agencies.models import Invitation, Membership
from common.forms.merging import MomentForm
from common.inputs import DayField, EmailField, LineField, NameField
from compliance.editions import Edition
from compliance.report import Verdict
from pledges.models import Pledge
from reviews.models import HOLD_MOST, Batch
from reviews.queries.logs import SECURITY, TRAIL

# Kept forms hold these words.
VERIFIED, NEEDS_CHANGES = "verified", "mend"
# When a decision is released: at once, later, or with the batch of this public ID.
AT_ONCE, LATER = "", "later"
# What the decision's buttons send: approve what is marked, or mark every practice as verified and approve.
APPROVE, VERIFY_ALL, RETURN = "approve", "verify_all", "return"


class _PersonField(forms.ModelChoiceField):
    """A membership, called by its person's name."""

    def label_from_instance(self, obj: Membership) -> str:
        return str(obj.user)


class LeadForm(forms.Form):
    """Whom to appoint as an agency's lead, why, and in whose place."""

    name = NameField(label=_("Name"), max_length=120)
    email = EmailField(
        label=_("Email address"),
        help_text=_("A member of the agency leads at once. Anyone else gets an invitation to accept."),
    )
    replaces = _PersonField(
        label=_("In place of"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=_("Add a lead without replacing one"),
        help_text=_("This person's access to the agency's pages ends at once."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Every member of the agency is told, and the person who is replaced."),
    )

    def __init__(self, *args: Any, leads: Iterable[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("_PersonField", self.fields["replaces"])
        field.queryset = memberships_among(leads)


class ReopenForm(forms.Form):
    """Why a lead's invitation that was withdrawn is offered again; for any other there is nothing to fill in."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Every member of the agency is told."),
    )

    def __init__(self, *args: Any, invitation: Invitation, **options: Any) -> None:
        super().__init__(*args, **options)
        if invitation.role != Membership.Role.LEAD:
            del self.fields["reason"]


class AddressForm(forms.Form):
    """The right address of someone who was invited."""

    email = EmailField(label=_("Email address"))


class DecisionForm(forms.Form):
    """What a reviewer finds of each practice, and overall. Two buttons send it: approve, or return."""

    reasons = forms.CharField(
        label=_("What the agency is told overall"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Shown on the agency's page and in its email, whether you approve or return the completion."
        ),
    )

    release = forms.ChoiceField(
        label=_("Release"),
        required=False,
        help_text=_("Until it is released, the decision shows at this desk only, and you can revise it."),
    )

    def __init__(self, *args: Any, edition: Edition, batches: Iterable[Batch] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batches = list(batches)
        release = cast("forms.ChoiceField", self.fields["release"])
        release.choices = [
            (AT_ONCE, _("Right away")),
            (LATER, _("Later (prepare only)")),
            *((batch.public_id, batch.label) for batch in self.batches),
        ]
        self.codes = [practice.key for practice in edition.practices]
        for practice in edition.practices:
            self.fields[f"{practice.key}_finding"] = forms.ChoiceField(
                label=_(practice.title),
                choices=[(VERIFIED, _("Verified")), (NEEDS_CHANGES, _("Needs changes"))],
                required=False,
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            )
            self.fields[f"{practice.key}_reason"] = forms.CharField(
                label=_("What must change"),
                required=False,
                max_length=1000,
                # A blank placeholder tells the style sheet that nothing is typed yet.
                widget=forms.Textarea(attrs={"rows": 2, "placeholder": " "}),
            )

    def clean(self) -> dict[str, Any]:
        """Nothing that was typed is dropped: a reason belongs to a practice that isn't verified, and the other way round."""
        data = super().clean() or {}
        decision = self.data.get("decision")
        if decision not in {APPROVE, VERIFY_ALL, RETURN}:
            raise forms.ValidationError(_("Choose whether to approve the completion or to return it."))
        if decision == VERIFY_ALL:
            for code in self.codes:
                if data.get(f"{code}_finding") == NEEDS_CHANGES:
                    self.add_error(f"{code}_finding", _("You marked this practice as “Needs changes”."))
            if self.errors:
                return data
            data.update({f"{code}_finding": VERIFIED for code in self.codes})
        for code in self.codes:
            finding, reason = data.get(f"{code}_finding"), data.get(f"{code}_reason", "").strip()
            if finding == VERIFIED and reason:
                text = _("You marked this practice as verified. Delete this text, or choose “Needs changes”.")
                self.add_error(f"{code}_reason", text)
            elif finding == NEEDS_CHANGES and not reason:
                self.add_error(f"{code}_reason", _("Say what must change."))
        return data

    def practice_fields(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Code, finding and reason of each practice, in order."""
        return [(code, self[f"{code}_finding"], self[f"{code}_reason"]) for code in self.codes]

    def verified(self) -> frozenset[str]:
        """The practices marked as verified."""
        return frozenset(code for code in self.codes if self.cleaned_data.get(f"{code}_finding") == VERIFIED)

    def typed(self) -> list[tuple[object, str]]:
        """Every text that was typed, with its practice: for the page that says that a colleague decided first."""
        texts = [(self[f"{code}_finding"].label, self[f"{code}_reason"].value()) for code in self.codes]
        texts.append((self["reasons"].label, self["reasons"].value()))
        return [(label, text) for label, text in texts if text]

    @property
    def is_approval(self) -> bool:
        """Whether a button that approves was pressed."""
        return self.data.get("decision") in {APPROVE, VERIFY_ALL}

    def to_change(self) -> dict[str, str]:
        """The reason at each practice that isn't verified."""
        return {
            code: self.cleaned_data.get(f"{code}_reason", "")
            for code in self.codes
            if self.cleaned_data.get(f"{code}_finding") != VERIFIED
        }


class BatchForm(forms.Form):
    """What a batch of decisions is called, on which day it is released, and how long its emails are held."""

    name = LineField(label=_("Name"), max_length=80)
    release_on = DayField(
        years_back=1,
        years_ahead=2,
        label=_("Release on"),
        required=False,
        help_text=_("Leave blank to release it yourself."),
    )
    hold_minutes = forms.IntegerField(
        label=_("Hold emails for (minutes)"),
        min_value=0,
        max_value=HOLD_MOST,
        help_text=_("While emails are held you can recall the batch."),
    )


class GatherForm(forms.Form):
    """Which prepared decisions a batch holds."""

    completions = forms.MultipleChoiceField(
        label=_("Decisions in this batch"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.MultipleChoiceField", self.fields["completions"]).choices = list(choices)


class RecallForm(forms.Form):
    """Why a batch is recalled."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the IACP alone. It stays with the batch."),
    )


class NoteForm(MomentForm):
    """A reviewer's private note, merged with what another reviewer wrote meanwhile."""

    text = forms.CharField(
        label=_("Private note"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For the IACP alone. The agency never sees it."),
    )


class QuestionForm(forms.Form):
    """What a reviewer asks the coordinator before verifying."""

    question = forms.CharField(
        label=_("Your question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class CloseForm(forms.Form):
    """Why a pledge isn't taken up."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class IdentityDecisionForm(forms.Form):
    """What the agency is told about its request to change who it is. Two buttons send it: approve, or decline."""

    answer = forms.CharField(
        label=_("What the agency is told"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Required when you decline."),
    )


class ExtensionForm(forms.Form):
    """Until when an agency has, and why."""

    until = DayField(years_back=10, years_ahead=5, label=_("New deadline"))
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class AgencySearchForm(forms.Form):
    """Searching the desk's list of agencies."""

    q = forms.CharField(
        label=_("Name, city, ORI, or a person's name or email"), required=False, max_length=100
    )
    state = forms.ChoiceField(
        label=_("Pledge"), required=False, choices=[("", _("In every state")), *Pledge.STATES]
    )
    training = forms.ChoiceField(
        label=_("Training"),
        required=False,
        choices=[
            ("", _("However far")),
            (Verdict.MET.value, _("Meets both shares")),
            (Verdict.NOT_MET.value, _("Not yet met")),
            (Verdict.NOT_ASSESSABLE.value, _("No one to count")),
        ],
    )


class LogSearchForm(forms.Form):
    """Searching the audit trail or the security log. Everything but the log may stay blank."""

    log = forms.ChoiceField(
        label=_("Log"),
        choices=[
            (TRAIL, _("Audit trail: what was changed")),
            (SECURITY, _("Security log: what was looked at or tried")),
        ],
        initial=TRAIL,
    )
    person = forms.CharField(label=_("Person's name or email"), required=False, max_length=100)
    agency = forms.CharField(label=_("Agency's name"), required=False, max_length=100)
    words = forms.CharField(
        label=_("What happened"),
        required=False,
        max_length=100,
        help_text=_("A word of the entry, such as “certificate” or “signed in”."),
    )
    since = DayField(years_back=25, years_ahead=1, label=_("From"), required=False)
    until = DayField(years_back=25, years_ahead=1, label=_("Until"), required=False)
