"""The forms of relayed questions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.conversations.models import AbuseReport
from common.forms.guarded import GuardedForm
from common.inputs import EmailField, LineField, NameField


class QuestionForm(GuardedForm):
    """A question to an agency."""

    subject = LineField(label=_("What is it about?"), max_length=160)
    text = forms.CharField(
        label=_("Your question"),
        max_length=4000,
        widget=forms.Textarea({"rows": 7}),
        help_text=_("Please don't name anyone who was in a crisis, and write nothing that is secret."),
    )
    name = NameField(
        label=_("Your name"),
        max_length=120,
        help_text=_("The agency reads it."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    organization = NameField(
        label=_("Your agency or organization"),
        max_length=160,
        required=False,
        help_text=_("The agency reads it."),
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    email = EmailField(
        label=_("Your email address"),
        help_text=_(
            "The agency never sees it. We send you a link to confirm it, and an email for each answer."
        ),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class MessageForm(GuardedForm):
    """One more message of either side."""

    text = forms.CharField(label=_("Your message"), max_length=4000, widget=forms.Textarea({"rows": 6}))


class ReportForm(GuardedForm):
    """What is wrong with a conversation."""

    reason = forms.CharField(
        label=_("What is wrong?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("The campaign's staff read this and, from now on, the conversation itself."),
    )


class SettleForm(forms.Form):
    """What comes of a report."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=AbuseReport.Outcome.choices, widget=forms.RadioSelect
    )
