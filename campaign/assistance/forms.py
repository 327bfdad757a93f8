"""The forms of requests for help."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.forms import region_choices
from agencies.models import Agency
from campaign.assistance.models import AssistanceRequest, PeerMatch
from campaign.content.models import LearningSite
from campaign.content.queries import supporters
from common.forms.guarded import GuardedForm
from common.inputs import EmailField, LineField, NameField

_NAMELESS = _("Please don't name anyone who was in a crisis, and write nothing that is secret.")


class ContactForm(GuardedForm):
    """A message to the campaign's staff."""

    subject = LineField(label=_("What is it about?"), max_length=160)
    text = forms.CharField(
        label=_("Your message"), max_length=6000, widget=forms.Textarea({"rows": 7}), help_text=_NAMELESS
    )
    name = NameField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = EmailField(
        label=_("Your email address"),
        help_text=_("We send you a link where you can read the answer and reply."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    organization = NameField(
        label=_("Your agency or organization"),
        max_length=160,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )


class HelpForm(ContactForm):
    """A request of an agency, with what it takes to find one that is like it."""

    agency_kind = forms.ChoiceField(
        label=_("Type of agency"),
        required=False,
        choices=[("", _("Choose…")), *Agency.Kind.choices],
    )
    region = forms.ChoiceField(label=_("State or province"), required=False)
    sworn = forms.IntegerField(
        label=_("Sworn officers"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=_("An estimate is enough. We look for agencies of your size."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organization"].required = True
        self.fields["organization"].label = _("Your agency")
        self.fields["text"].label = _("What would help you?")
        self.fields["region"].choices = region_choices("US")  # type: ignore[attr-defined]


class SiteForm(HelpForm):
    """A conversation with a learning site."""

    field_order = ["site", "subject", "text"]
    site = forms.ChoiceField(label=_("Which learning site?"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = _("What would you like to learn from them?")
        self.fields["site"].choices = [("", _("Choose…")), *supporters.site_choices()]  # type: ignore[attr-defined]

    def clean_site(self) -> LearningSite:
        """The choices are those of the page's moment; the site may have been withdrawn since."""
        found = supporters.site(int(self.cleaned_data["site"]))
        if found is None:
            raise ValidationError(_("Choose one of the learning sites."))
        return found


class ReplyForm(GuardedForm):
    """The requester goes on."""

    text = forms.CharField(label=_("Your message"), max_length=6000, widget=forms.Textarea({"rows": 6}))


class RatingForm(GuardedForm):
    """One question, asked once, of someone who has come by the secret link."""

    takes_time = False

    rating = forms.TypedChoiceField(
        label=_("Did we help you?"),
        coerce=int,
        choices=[
            (5, _("5 – very much")),
            (4, _("4 – well")),
            (3, _("3 – somewhat")),
            (2, _("2 – hardly")),
            (1, _("1 – not at all")),
        ],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("Anything to add?"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )


class QueueFilter(forms.Form):
    """The search of the desk's queue. What it doesn't understand it leaves out."""

    q = forms.CharField(label=_("Words to look for"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *AssistanceRequest.Kind.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("open", _("Open")), ("all", _("All")), *AssistanceRequest.Status.choices],
    )
    whose = forms.ChoiceField(
        label=_("Assigned to"),
        required=False,
        choices=[("", _("Everyone")), ("mine", _("Me")), ("nobody", _("No one"))],
    )


class AssignForm(forms.Form):
    """Who takes a request on."""

    to = forms.TypedChoiceField(label=_("Assign to"), coerce=int)

    def __init__(self, *args: Any, people: list[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = [(person.pk, str(person)) for person in people]  # type: ignore[attr-defined]


class DeskAnswerForm(forms.Form):
    """An answer to the requester."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    text = forms.CharField(label=_("Your answer"), max_length=6000, widget=forms.Textarea({"rows": 6}))


class DeskNoteForm(DeskAnswerForm):
    """An internal note."""

    text = forms.CharField(label=_("Note for staff"), max_length=6000, widget=forms.Textarea({"rows": 3}))


class ClosureForm(forms.Form):
    """Why a request is closed."""

    closure = forms.ChoiceField(label=_("Reason"), choices=AssistanceRequest.Closure.choices)


class OutcomeForm(forms.Form):
    """What came of a match."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=PeerMatch.Outcome.choices)
