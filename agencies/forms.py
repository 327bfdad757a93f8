"""Forms about an agency and its members."""

from copy import copy
from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import places
from agencies.identity import tidy_ori
from agencies.models import Agency, Letterhead, Membership, ori_validator
from agencies.time_zones import today_of
from common.forms.merging import MergedForm, Together
from common.inputs import DayField, EmailField, LineField, NameField
from files.uploads import PICTURES, EvidenceFileField, carry_files

MOST_PEOPLE = 100_000
_CLASSES = {"name": NameField, "city": LineField, "head_name": NameField, "head_title": LineField}


class OriField(forms.CharField):
    """An ORI, however it is typed: in small letters, with spaces, hyphens or dots."""

    default_validators = [ori_validator]

    def __init__(self, **options: Any) -> None:
        words = _("Nine characters, such as GA0440200. It tells agencies of the same name apart.")
        super().__init__(**{"help_text": words, **options, "max_length": 9})

    def to_python(self, value: Any) -> str:
        """Letters and digits alone, in capitals."""
        return tidy_ori(super().to_python(value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Room for the hyphens, which are taken out afterward."""
        return super().widget_attrs(widget) | {"maxlength": "20"}


class IdentityFields(forms.ModelForm):
    """Who an agency is: the fields of ``Agency.DECIDED``, for the forms that ask for them."""

    country = forms.ChoiceField(label=_("Country"), choices=places.countries)
    region = forms.ChoiceField(
        label=_("State or province"),
        required=False,
        help_text=_("Outside the United States and Canada you may leave this blank."),
    )
    ori = OriField(label=_("ORI"), required=False)

    def __init__(self, data: Any = None, *, instance: Agency, **options: Any) -> None:
        # A copy: validation writes into it, and the page around the form still shows what is saved.
        super().__init__(data, instance=copy(instance), **options)
        # Fires when another country is chosen; without scripts the list has the two countries, and the one that was sent.
        self.fields["country"].widget.attrs.update(
            {"hx-get": reverse_lazy("agencies:regions"), "hx-target": "#id_region", "hx-swap": "innerHTML"}
        )
        self.offer_regions((self.data.get("country") if self.is_bound else instance.country) or "")

    def offer_regions(self, country: str) -> None:
        """Let the regions of a country be chosen."""
        self.fields["region"].choices = region_choices(country)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        country, region = data.get("country", ""), data.get("region", "")
        if country in places.FIRST and not region and "region" not in self.errors:
            self.add_error("region", _("Choose the state or province."))
        elif country and region and not places.is_region_of(region, country):
            self.add_error("region", _("This state or province isn't in the country that you chose."))
        return data

    def changes(self) -> dict[str, Any]:
        """What was typed of the agency's own fields, as the actions take it."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.fields}


class IdentityForm(IdentityFields):
    """A request to change who a verified agency is."""

    reason = forms.CharField(
        label=_("Why it changes"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as a merger or a new name by ordinance, and where we can verify it."),
    )

    class Meta:
        model = Agency
        fields = list(Agency.DECIDED)
        field_classes = _CLASSES


class SpellingForm(MergedForm, forms.ModelForm):
    """A reviewer's correction of how a verified agency's name or city is spelled."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The agency's leads and signatories are told."),
    )

    class Meta:
        model = Agency
        fields = ["name", "city"]
        field_classes = _CLASSES

    def __init__(self, data: Any = None, *, instance: Agency) -> None:
        super().__init__(data, instance=copy(instance), initial={"version": instance.version})


class ProfileForm(MergedForm, IdentityFields):
    """What is known of an agency, with the version it was opened with. Who a verified one is stays out of it."""

    sworn = forms.IntegerField(
        label=_("Sworn officers"),
        min_value=1,
        max_value=MOST_PEOPLE,
        required=False,
        help_text=_("Heads, not full-time equivalents."),
    )
    non_sworn = forms.IntegerField(
        label=_("Non-sworn staff"), min_value=0, max_value=MOST_PEOPLE, required=False
    )

    headcount_on = DayField(
        years_back=20,
        years_ahead=1,
        label=_("Head count as of"),
        required=False,
        help_text=_("The day on which these people were counted."),
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Agency
        fields = [
            "name",
            "kind",
            "country",
            "region",
            "city",
            "ori",
            "website",
            "address",
            "phone",
            "head_name",
            "head_title",
            "sworn",
            "non_sworn",
            "headcount_on",
            "pseudonymous",
            "accepts_messages",
        ]
        field_classes = _CLASSES
        widgets = {
            "address": forms.Textarea(attrs={"rows": 3}),
            "phone": forms.TextInput(attrs={"type": "tel"}),
        }
        help_texts = {
            "address": _("As on your letterhead. Your letters to the IACP carry it."),
            "head_title": _("Such as Chief of Police or Sheriff."),
            "pseudonymous": _(
                "Uncheck this to allow names on the roster again. Names that were removed can't be restored."
            ),
            "accepts_messages": _(
                "Your page in the directory then has a form where other agencies and the public can ask you"
                " a question. Questions and answers go through the portal. Your leads are told by email, "
                "and no one sees an email address."
            ),
        }

    def __init__(self, data: Any = None, *, instance: Agency) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})
        if instance.is_verified:
            for name in Agency.DECIDED:
                del self.fields[name]
        # Names are removed on a page of its own, which asks for their number.
        if not instance.pseudonymous:
            del self.fields["pseudonymous"]

    def together(self) -> list[Together]:
        """A region is one of its country."""
        return [Together(_("Place"), ("country", "region"))] if "region" in self.fields else []

    def merged(self) -> None:
        """Offer the regions of the country that is now meant."""
        if "region" in self.fields:
            self.offer_regions(str(self.data.get("country", "")))

    def clean_headcount_on(self) -> Any:
        on = self.cleaned_data["headcount_on"]
        if on is not None and on > today_of(self.instance):
            raise ValidationError(
                _("This day is in the future. Write the day on which the people were counted.")
            )
        return on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            data.get("sworn") is not None
            and data.get("headcount_on") is None
            and "headcount_on" not in self.errors
        ):
            self.add_error("headcount_on", _("Say when the officers were counted."))
        return data


class LetterheadForm(MergedForm):
    """What the agency's letters have at their top. Its version is the number of the one that was ``found``, 0 for none."""

    found: Letterhead | None = None
    picture = EvidenceFileField(
        label=_("Picture of your letterhead"),
        required=False,
        allowed=PICTURES,
        help_text=_(
            "The top of your letter paper alone, at least 1,600 pixels wide. It is printed 6.4 inches wide."
        ),
    )
    lines = forms.CharField(
        label=_("Or lines to print"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One below the other, the first one large. They are printed where there is no picture."),
    )

    def __init__(self, *args: Any, agency: Agency, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        carry_files(self, agency_id=agency.pk, person_id=user.pk)


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = EmailField(
        label=_("Email address"),
        help_text=_("The invitation goes to this address, and the person signs in with it."),
    )
    name = NameField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices, initial=Membership.Role.EDITOR)


class HandOverForm(forms.Form):
    """To whom a lead hands over."""

    to = forms.ChoiceField(label=_("New lead"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, others: list[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self._others = {str(member.pk): member for member in others if member.user.is_active}
        field = cast("forms.ChoiceField", self.fields["to"])
        field.choices = [
            (key, f"{other.user}, {other.get_role_display()}") for key, other in self._others.items()
        ]

    def chosen(self) -> Membership:
        """The member who was chosen."""
        return self._others[self.cleaned_data["to"]]


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)


class NewcomerForm(forms.Form):
    """Name and password of someone who follows an invitation and has no account yet."""

    name = NameField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Choose a password"),
        max_length=128,
        strip=False,
        help_text=_("At least 12 characters. A few words in a row are easy to remember and hard to guess."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._email = email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password = data.get("password")
        if password:
            try:
                validate_password(password, User(email=self._email, name=data.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
            if data.get("again") is not None and data["again"] != password:
                self.add_error("again", _("The two passwords differ. Type the same one twice."))
        return data


def region_choices(country: str) -> list[tuple[Any, Any]]:
    """The regions to choose from: those of the United States and Canada, and of ``country`` where it is another."""
    choices: list[tuple[Any, Any]] = [("", _("Choose…")), *places.grouped_regions()]
    if country not in places.FIRST and places.regions(country):
        choices.append((places.country_name(country), places.regions(country)))
    return choices
