"""Forms about partnerships."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import places
from agencies.models import Agency
from agencies.review_dates import review_field
from common.inputs import DayField, EmailField
from files.uploads import CurrentFile, EvidenceFileField, carry_files, file_changes
from partnerships import queries
from partnerships.models import Partnership


def region_choices() -> list[tuple[Any, Any]]:
    """The states and provinces of the United States and Canada, and no answer."""
    return [("", _("Choose…")), *places.grouped_regions()]


class PartnershipForm(forms.Form):
    """A partnership and its organization. Without a partnership it is for a new one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    organization = forms.CharField(
        label=_("Organization"),
        max_length=160,
        help_text=_("The community mental health organization, by its full name."),
        widget=forms.TextInput(attrs={"list": "known-organizations", "autocomplete": "off"}),
    )
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    region = forms.ChoiceField(label=_("State or province"), choices=region_choices, required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https", max_length=200)
    nature = forms.CharField(
        label=_("What you do together"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Two or three sentences: co-response, referrals, shared training, follow-up visits, regular meetings."
        ),
    )
    started_on = DayField(label=_("Since"), required=False)
    ended_on = DayField(label=_("Ended"), required=False)
    review_on = review_field()
    contact_name = forms.CharField(label=_("Name"), max_length=120, required=False)
    contact_email = EmailField(label=_("E-mail address"), required=False)
    contact_phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    mou = EvidenceFileField(
        label=_("Memorandum of understanding"),
        required=False,
        allowed=("pdf", "docx", "png", "jpg"),
        help_text=_("Recommended, not required. Only you and the IACP's reviewers see it."),
    )
    may_be_published = forms.BooleanField(
        label=_("The organization agrees to be named in the public directory"), required=False
    )

    def __init__(
        self, *args: Any, agency: Agency, user: User, partnership: Partnership | None = None, **options: Any
    ) -> None:
        if partnership is not None:
            options["initial"] = initial_of(partnership)
        super().__init__(*args, **options)
        carry_files(self, agency_id=agency.pk, person_id=user.pk)
        self.known_organizations = queries.organizations(agency)
        # An end is entered on its own page; it can be mended here.
        if partnership is None or partnership.ended_on is None:
            del self.fields["ended_on"]

    def clean_started_on(self) -> date | None:
        """A partnership that is yet to begin isn't evidence."""
        started_on: date | None = self.cleaned_data["started_on"]
        if started_on is not None and started_on > timezone.localdate():
            raise forms.ValidationError(
                _("This day is still to come. Enter the partnership once it has begun.")
            )
        return started_on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        started_on, ended_on = data.get("started_on"), data.get("ended_on")
        if started_on and ended_on and ended_on < started_on:
            self.add_error("ended_on", _("The partnership can't end before it began."))
        return data

    def changes(self) -> dict[str, Any]:
        """What was typed, as the actions take it. A file that wasn't touched is left out."""
        typed = {name: value for name, value in self.cleaned_data.items() if name not in {"version", "mou"}}
        return typed | file_changes(self.cleaned_data, "mou")


class EndForm(forms.Form):
    """On which day a partnership ended."""

    ended_on = DayField(label=_("Last day"), initial=timezone.localdate)


def initial_of(partnership: Partnership) -> dict[str, Any]:
    """A partnership as the form shows it."""
    organization = partnership.organization
    initial = {
        name: getattr(partnership, name) for name in PartnershipForm.base_fields if hasattr(partnership, name)
    }
    initial |= {
        "organization": organization.name,
        "city": organization.city,
        "region": organization.region,
        "website": organization.website,
        "mou": None,
    }
    if partnership.mou is not None:
        url = reverse("partnerships:mou", args=[partnership.public_id])
        initial["mou"] = CurrentFile(partnership.mou_name or "MOU", url)
    return initial
