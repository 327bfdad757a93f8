"""Signing up for the newsletter, and writing and sending it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.newsletter import consent as newsletter_consent
from campaign.newsletter.actions.issues import SectionText
from campaign.newsletter.models import Issue, IssueSection
from common import markdown
from common.forms.confirming import TypedForm
from common.forms.guarded import GuardedForm
from common.forms.merging import MergedForm, Together
from common.inputs import EmailField, LineField

_OF_SECTION = ("is_included", "heading", "text")


class SignUpForm(GuardedForm):
    """An address, and a yes to what happens with it."""

    email = EmailField(
        label=_("Your email address"),
        help_text=_("We send you one email with a link. The newsletter starts once you confirm."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    consent = forms.BooleanField(
        label=newsletter_consent.CURRENT_WORDING,
        error_messages={"required": _("Check this box. We may not send you anything without your consent.")},
    )

    def answers(self) -> dict[str, Any]:
        """The address alone: without the yes the form isn't in order, and its wording is known."""
        return {"email": self.cleaned_data["email"]}


@dataclass(frozen=True, slots=True)
class SectionFields:
    """One section of a draft with its fields, to be drawn."""

    section: IssueSection
    is_included: forms.BoundField
    heading: forms.BoundField
    text: forms.BoundField


def _can_stand(text: str) -> None:
    """ValidationError for Markdown that can't be shown as it is."""
    if words := markdown.objection(text):
        raise ValidationError(words)


class IssueForm(MergedForm):
    """A draft: its head, and three fields for each section, ``section<pk>-is_included``, ``-heading`` and ``-text``."""

    subject = LineField(
        label=_("Subject"),
        max_length=120,
        help_text=_("Shown in the inbox and above the issue on the website."),
    )
    introduction = forms.CharField(
        label=_("Introduction"),
        max_length=4000,
        required=False,
        help_text=markdown.HELP,
        validators=[_can_stand],
        widget=forms.Textarea({"rows": 6}),
    )

    def __init__(self, *args: Any, issue: Issue, sections: list[IssueSection]) -> None:
        initial: dict[str, Any] = {
            "version": issue.version,
            "subject": issue.subject,
            "introduction": issue.introduction,
        }
        for section in sections:
            initial |= {_named(section, name): getattr(section, name) for name in _OF_SECTION}
        super().__init__(*args, initial=initial)
        self._sections = sections
        for section in sections:
            # Long enough to see what is there, and no page of empty boxes.
            rows = min(16, max(4, 2 * section.text.count("\n") + 3))
            made = {
                "is_included": forms.BooleanField(label=_("In the issue"), required=False),
                "heading": LineField(label=_("Heading"), max_length=120),
                "text": forms.CharField(
                    label=_("Text"),
                    max_length=20000,
                    required=False,
                    widget=forms.Textarea({"rows": rows}),
                    validators=[_can_stand],
                ),
            }
            self.fields.update({_named(section, name): field for name, field in made.items()})

    def together(self) -> list[Together]:
        """Fields of a section, called by its heading."""
        return [
            Together(
                format_lazy("{section}: {field}", section=section.heading, field=self.fields[name].label),
                (name,),
            )
            for section in self._sections
            for name in (_named(section, one) for one in _OF_SECTION)
        ]

    def section_fields(self) -> list[SectionFields]:
        """The sections in their order, to be drawn."""
        return [
            SectionFields(section, *(self[_named(section, name)] for name in _OF_SECTION))
            for section in self._sections
        ]

    def said(self) -> list[SectionText]:
        """The sections as the action takes them."""
        return [
            SectionText(
                pk=section.pk,
                **{name: self.cleaned_data[_named(section, name)] for name in _OF_SECTION},
            )
            for section in self._sections
        ]


def _named(section: IssueSection, name: str) -> str:
    return f"section{section.pk}-{name}"


class SendForm(TypedForm):
    """The last question before an issue goes out: to how many, which is typed, and when."""

    NOW, LATER = "now", "later"

    version = forms.IntegerField(widget=forms.HiddenInput)
    when = forms.ChoiceField(
        label=_("When?"),
        choices=[(NOW, _("Now")), (LATER, _("Automatically, later"))],
        initial=NOW,
        widget=forms.RadioSelect,
    )
    at = forms.DateTimeField(
        label=_("Day and time, if later"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        zone = {"zone": timezone.get_current_timezone_name()}
        self.fields["at"].help_text = gettext("The portal's clock runs in the zone %(zone)s.") % zone

    def clean(self) -> dict[str, Any]:
        """A later sending needs its time."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("when") == self.LATER and not found.get("at") and "at" not in self.errors:
            self.add_error("at", ValidationError(_("Choose the day and the time.")))
        return found


class AddressForm(forms.Form):
    """Staff look an address up: to remove one that bounces, or for someone who asks what is kept."""

    email = EmailField(label=_("Email address"), widget=forms.EmailInput({"autocomplete": "off"}))
