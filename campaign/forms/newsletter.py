"""Signing up for the newsletter, and writing and sending it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign import newsletter_consent
from campaign.actions.newsletter import SectionText
from campaign.forms import GuardedForm
from campaign.models import Issue, IssueSection
from common.inputs import EmailField


class SignUpForm(GuardedForm):
    """An address, and a yes to what happens with it."""

    email = EmailField(
        label=_("Your e-mail address"),
        help_text=_("You get one e-mail with a link. The newsletter comes once you have confirmed it there."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    consent = forms.BooleanField(
        label=newsletter_consent.CURRENT_WORDING,
        error_messages={"required": _("Please tick the box: without your yes we may not send you anything.")},
    )

    def answers(self) -> dict[str, Any]:
        """The address alone: without the yes the form isn't in order, and its wording is known."""
        return {"email": self.cleaned_data["email"]}


class IssueForm(forms.Form):
    """The head of a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    subject = forms.CharField(
        label=_("Subject"),
        max_length=120,
        help_text=_("Stands in the inbox, and above the issue on the web."),
    )
    introduction = forms.CharField(
        label=_("Introduction"),
        max_length=4000,
        required=False,
        help_text=_("An empty line starts a new paragraph. A link: its words, a bar, its address."),
        widget=forms.Textarea({"rows": 6}),
    )

    @classmethod
    def of(cls, issue: Issue) -> "IssueForm":
        """The form with what the draft says."""
        return cls(
            initial={
                "version": issue.version,
                "subject": issue.subject,
                "introduction": issue.introduction,
            }
        )


class SectionForm(forms.Form):
    """One section of a draft. Its prefix names the section."""

    is_included = forms.BooleanField(label=_("In the issue"), required=False)
    heading = forms.CharField(label=_("Heading"), max_length=120)
    text = forms.CharField(
        label=_("Text"), max_length=20000, required=False, widget=forms.Textarea({"rows": 7})
    )

    def __init__(self, *args: Any, section: IssueSection, **options: Any) -> None:
        options["prefix"] = f"section{section.pk}"
        super().__init__(*args, **options)
        self.section = section
        # Long enough to see what is there, and no page of empty boxes.
        self.fields["text"].widget.attrs["rows"] = min(16, max(4, 2 * section.text.count("\n") + 3))

    @classmethod
    def of(cls, section: IssueSection) -> "SectionForm":
        """The form with what the section says."""
        said = {"is_included": section.is_included, "heading": section.heading, "text": section.text}
        return cls(section=section, initial=said)

    def said(self) -> SectionText:
        """What the action takes."""
        return SectionText(pk=self.section.pk, **self.cleaned_data)


class SendForm(forms.Form):
    """The last question before an issue goes out: to how many, and when."""

    NOW, LATER = "now", "later"

    version = forms.IntegerField(widget=forms.HiddenInput)
    expected = forms.IntegerField(
        label=_("To how many subscribers? Type the number"),
        min_value=0,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("The number above. It makes sure that nobody sends an issue by a slip of the mouse."),
    )
    when = forms.ChoiceField(
        label=_("When?"),
        choices=[(NOW, _("Now")), (LATER, _("By itself, later"))],
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
    """Staff look an address up: to remove one that bounces, or for somebody who asks what is kept."""

    email = EmailField(label=_("Email address"), widget=forms.EmailInput({"autocomplete": "off"}))
