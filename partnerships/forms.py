"""Forms about partnerships."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import places
from agencies.models import Agency
from agencies.review_dates import review_field
from common.addresses import reverse
from common.forms.merging import Together
from common.inputs import DayField, EmailField, LineField, NameField
from evidence.forms import EntryForm, Section, Words
from files.uploads import DOCUMENTS, CurrentFile, EvidenceFileField
from partnerships import queries
from partnerships.models import CommunityOrganization, Partnership
from partnerships.queries import Contact

# More people than these aren't needed to reach an organization.
MOST_CONTACTS = 6
_CONTACT = ("name", "role", "email", "phone")
_MEMORANDUM = (
    *("mou_id", "mou_name", "mou_signed_on", "mou_effective_on"),
    *("mou_expires_on", "mou_renewal", "mou_notice_days"),
)
_NOTICE_DAYS = 730
_UNKNOWN = [("", _("Not said yet"))]


def region_choices() -> list[tuple[Any, Any]]:
    """The states and provinces of the United States and Canada, and no answer."""
    return [("", _("Choose…")), *places.grouped_regions()]


class MemorandumForm(EntryForm):
    """A memorandum of understanding that takes the place of the one that stands."""

    FILE = "mou"
    PAST: ClassVar[dict[str, Words]] = {
        "mou_signed_on": _("This day is in the future. Enter it once the memorandum is signed.")
    }
    ORDER: ClassVar[tuple[tuple[str, str, Words], ...]] = (
        ("mou_signed_on", "mou_expires_on", _("The memorandum can't expire before it was signed.")),
        ("mou_effective_on", "mou_expires_on", _("The memorandum can't expire before it takes effect.")),
    )
    MEMORANDUM: ClassVar[Section] = Section(
        _("The memorandum of understanding"),
        (
            ("mou",),
            ("mou_signed_on", "mou_effective_on"),
            ("mou_expires_on", "mou_notice_days"),
            ("mou_renewal",),
        ),
        _(
            "Recommended, not required. Enter the dates as the memorandum has them; leave blank what it doesn't say."
        ),
        asks_faq=True,
    )
    SECTIONS: ClassVar[tuple[Section, ...]] = (MEMORANDUM,)

    mou = EvidenceFileField(
        label=_("A copy of the memorandum"),
        required=False,
        allowed=DOCUMENTS,
        help_text=_("Only you and the IACP's reviewers see it."),
    )
    mou_signed_on = DayField(years_back=75, years_ahead=1, label=_("Signed"), required=False)
    mou_effective_on = DayField(years_back=75, years_ahead=5, label=_("In effect from"), required=False)
    mou_expires_on = DayField(
        years_back=75,
        years_ahead=25,
        label=_("Expires"),
        required=False,
        help_text=_("Leave blank if it has no expiration date."),
    )
    mou_renewal = forms.ChoiceField(
        label=_("Renewal"), choices=[*_UNKNOWN, *Partnership.Renewal.choices], required=False
    )
    mou_notice_days = forms.IntegerField(
        label=_("Days of notice to end it"), min_value=0, max_value=_NOTICE_DAYS, required=False
    )

    def initial_of(self, entry: Partnership) -> dict[str, Any]:
        """Nothing of the memorandum that stands: the new one has terms of its own."""
        return {"version": entry.version}

    def watched(self) -> dict[Any, Any]:
        """The memorandum that the new one takes the place of."""
        if type(self) is not MemorandumForm or self.entry is None:
            return {}
        words = _(
            "The memorandum changed since you opened this page. Look at it in the list, then save again to replace it."
        )
        return {words: [getattr(self.entry, name) for name in _MEMORANDUM]}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        signed = data.get("mou_signed_on")
        same_day = _("The memorandum can't expire on the day on which it was signed.")
        self._refuse(
            "mou_expires_on", same_day, when=signed is not None and signed == data.get("mou_expires_on")
        )
        return data


class PartnershipForm(MemorandumForm):
    """A partnership, its organization, contacts and memorandum. Without an entry it is for a new one.

    Contact number n has the fields ``contact_<n>_name``, ``_role``, ``_email`` and ``_phone``; ``contacts`` says how many
    there are. One left blank is none.
    """

    PAST: ClassVar[dict[str, Words]] = MemorandumForm.PAST | {
        "started_on": _("This day is in the future. Enter the partnership once it has begun.")
    }
    PLANNED: ClassVar[tuple[str, ...]] = ("review_on",)
    ORDER: ClassVar[tuple[tuple[str, str, Words], ...]] = (
        *MemorandumForm.ORDER,
        ("started_on", "ended_on", _("The partnership can't end before it began.")),
    )
    SECTIONS: ClassVar[tuple[Section, ...]] = (
        Section(
            _("The organization"),
            (("organization",), ("kind", "website"), ("city", "region"), ("may_be_published",)),
        ),
        Section(
            _("What you do together"),
            (("services",), ("nature",), ("started_on", "review_on"), ("ended_on",)),
            _("Your completion letter states this: it is the nature of the partnership."),
            asks_faq=True,
        ),
        Section(_("Your contacts there"), template="partnerships/_contacts.html"),
        MemorandumForm.MEMORANDUM,
    )

    organization = NameField(
        label=_("Organization"),
        max_length=160,
        help_text=_("The community mental health organization, by its full name."),
        widget=forms.TextInput(attrs={"list": "known-organizations", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind of organization"),
        choices=[*_UNKNOWN, *CommunityOrganization.Kind.choices],
        required=False,
    )
    city = LineField(label=_("City"), max_length=80, required=False)
    region = forms.ChoiceField(label=_("State or province"), choices=region_choices, required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https", max_length=200)
    services = forms.MultipleChoiceField(
        label=_("Services"),
        choices=Partnership.Service.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Check all that you provide together today."),
    )
    nature = forms.CharField(
        label=_("In your words"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Two or three sentences: who does what, how often, and how you stay in touch."),
    )
    started_on = DayField(years_back=100, years_ahead=1, label=_("Since"), required=False)
    ended_on = DayField(years_back=75, years_ahead=1, label=_("Ended"), required=False)
    review_on = review_field()
    may_be_published = forms.BooleanField(
        label=_("The organization agrees to be named in the public directory"), required=False
    )

    def __init__(
        self, *args: Any, agency: Agency, user: User, entry: Partnership | None = None, **options: Any
    ) -> None:
        super().__init__(*args, agency=agency, user=user, entry=entry, **options)
        self.known_organizations = queries.organizations(agency)
        # An end is entered on its own page; it can be corrected here.
        if entry is None or entry.ended_on is None:
            del self.fields["ended_on"]
        self._add_contacts(queries.contacts_of(entry) if entry is not None else ())

    def initial_of(self, entry: Partnership) -> dict[str, Any]:
        """A partnership as the form shows it, with its organization and the memorandum that stands."""
        organization = entry.organization
        initial = EntryForm.initial_of(self, entry) | {
            "organization": organization.name,
            "kind": organization.kind,
            "city": organization.city,
            "region": organization.region,
            "website": organization.website,
            "mou": None,
        }
        if entry.mou is not None:
            url = reverse("partnerships:mou", args=[entry.public_id])
            initial["mou"] = CurrentFile(entry.mou_name or "MOU", url, entry.mou.sha256)
        return initial

    def contact_fields(self) -> Iterator[list[forms.BoundField]]:
        """The four fields of each contact."""
        for number in range(self.contacts):
            yield [self[f"contact_{number}_{name}"] for name in _CONTACT]

    def together(self) -> Iterator[Together]:
        """The contacts are one list."""
        names = [f"contact_{number}_{name}" for number in range(self.contacts) for name in _CONTACT]
        yield Together(_("Your contacts there"), tuple(names))

    @property
    def has_room(self) -> bool:
        """Whether another contact can be added."""
        return self.contacts < MOST_CONTACTS

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for number in range(self.contacts):
            said = {name: data.get(f"contact_{number}_{name}") for name in _CONTACT}
            if any(said.values()) and not (said["name"] or said["role"]):
                self._refuse(f"contact_{number}_name", _("Enter a name or a role."), when=True)
        return data

    def changes(self) -> dict[str, Any]:
        """What was typed, as the actions take it: the contacts that say anything, in order."""
        typed = super().changes()
        said = [
            Contact(*(typed.pop(f"contact_{number}_{name}") for name in _CONTACT))
            for number in range(self.contacts)
        ]
        del typed["contacts"]
        return {**typed, "contacts": tuple(contact for contact in said if contact != Contact())}

    def more(self) -> bool:
        """Whether the form was sent for room for another contact; it then has that room, and no errors yet."""
        if not (self.is_bound and "add_contact" in self.data and self.has_room):
            return False
        # Looking at the form keeps the file that came with it.
        self.full_clean()
        self.errors.clear()
        self._contact(self.contacts)
        self.contacts += 1
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["contacts"] = str(self.contacts)  # type: ignore[index]
        return True

    def _add_contacts(self, known: tuple[Contact, ...]) -> None:
        """Fields for those that are known and one more, or as many as the form was sent with."""
        typed = str(self.data.get("contacts", "")) if self.is_bound else ""
        room = int(typed) if typed.isdecimal() and len(typed) < 3 else 1
        self.contacts = min(max(room, len(known), 1), MOST_CONTACTS)
        self.fields["contacts"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        self.initial["contacts"] = self.contacts
        for number in range(self.contacts):
            self._contact(number)
        for number, contact in enumerate(known):
            self.initial.update({f"contact_{number}_{name}": getattr(contact, name) for name in _CONTACT})

    def _contact(self, number: int) -> None:
        label = {"number": number + 1}
        fields = {
            "name": NameField(label=_("name"), max_length=120),
            "role": LineField(label=_("role"), max_length=120),
            "email": EmailField(label=_("email")),
            "phone": forms.CharField(
                label=_("phone"), max_length=40, widget=forms.TextInput(attrs={"type": "tel"})
            ),
        }
        for name, field in fields.items():
            field.required = False
            field.label = format_lazy(_("Contact {number}: {what}"), what=field.label, **label)
            self.fields[f"contact_{number}_{name}"] = field


class EndForm(forms.Form):
    """On which day a partnership ended."""

    ended_on = DayField(years_back=75, years_ahead=1, label=_("Last day"), initial=timezone.localdate)
