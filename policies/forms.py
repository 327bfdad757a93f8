"""Forms about policies."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency
from agencies.review_dates import review_field
from common.addresses import reverse
from common.forms.merging import Together
from common.inputs import DayField, LineField, NameField
from evidence.forms import EntryForm, Section, Words
from files.uploads import DOCUMENTS, CurrentFile, EvidenceFileField
from policies import queries
from policies.models import Policy, PolicyComponent

_FIELDS = {
    "pages": (_("page or section"), 60),
    "reason": (_("why it is left out"), 300),
}


@dataclass(frozen=True, slots=True)
class Group:
    """The main components of the model policy, or the recommended ones, each with its three fields."""

    title: str | Promise
    components: tuple[tuple[forms.BoundField, forms.BoundField, forms.BoundField], ...]


class PolicyForm(EntryForm):
    """A policy and its components, each checked with the page where it stands, or with the reason why it is left out.

    For each kind of component there are three fields: ``has_<kind>``, ``pages_<kind>`` and ``reason_<kind>``.
    """

    FILE = "file"
    PAST: ClassVar[dict[str, Words]] = {
        "adopted_on": _("This day is in the future. Enter the policy once it is adopted.")
    }
    PLANNED: ClassVar[tuple[str, ...]] = ("review_on",)
    ORDER: ClassVar[tuple[tuple[str, str, Words], ...]] = (
        ("adopted_on", "effective_on", _("The policy can't take effect before it was adopted.")),
        ("adopted_on", "retired_on", _("The policy can't be retired before it was adopted.")),
        ("effective_on", "retired_on", _("The policy can't be retired before it took effect.")),
    )
    SECTIONS: ClassVar[tuple[Section, ...]] = (
        Section(
            _("The policy"),
            (
                ("title", "number"),
                ("adopted_on", "adopted_by"),
                ("effective_on", "review_on"),
                ("retired_on",),
                ("file",),
            ),
        ),
        Section(
            _("Its components"),
            intro=_(
                "Check what your policy has of the IACP's model policy, and say on which page. If it leaves a component out, "
                "say why. At least one must be checked; your completion letter states them."
            ),
            asks_faq=True,
            template="policies/_components.html",
        ),
    )

    title = LineField(label=_("Title"), max_length=160, help_text=_("Such as Response to Persons in Crisis."))
    number = LineField(
        label=_("Number"), max_length=60, required=False, help_text=_("Such as General Order 12-4.")
    )
    adopted_on = DayField(years_back=75, years_ahead=1, label=_("Adopted"), required=False)
    adopted_by = NameField(
        label=_("Adopted by"),
        max_length=120,
        required=False,
        help_text=_("The name of the chief or sheriff at that time."),
    )
    effective_on = DayField(
        years_back=75,
        years_ahead=5,
        label=_("In effect from"),
        required=False,
        help_text=_("If that is later than its adoption."),
    )
    retired_on = DayField(years_back=75, years_ahead=1, label=_("Retired"), required=False)
    review_on = review_field()
    file = EvidenceFileField(
        label=_("The policy as a file"),
        required=False,
        allowed=DOCUMENTS,
        help_text=_("Recommended, not required. Only you and the IACP's reviewers see it."),
    )

    def __init__(
        self, *args: Any, agency: Agency, user: User, entry: Policy | None = None, **options: Any
    ) -> None:
        super().__init__(*args, agency=agency, user=user, entry=entry, **options)
        for kind in PolicyComponent.Kind:
            self.fields[f"has_{kind.value}"] = forms.BooleanField(label=kind.label, required=False)
            for name, (words, most) in _FIELDS.items():
                self.fields[f"{name}_{kind.value}"] = LineField(
                    label=format_lazy("{component}: {words}", component=kind.label, words=words),
                    max_length=most,
                    required=False,
                    widget=forms.TextInput(
                        attrs={"class": "form-control form-control-sm", "placeholder": " "}
                    ),
                )
        # Retiring has its own page; it can be corrected here.
        if entry is None or entry.retired_on is None:
            self.fields.pop("retired_on", None)

    def initial_of(self, entry: Policy) -> dict[str, Any]:
        """A policy as the form shows it."""
        initial = super().initial_of(entry)
        stated, left_out = queries.answers_of(entry)
        for kind, pages in stated.items():
            initial |= {f"has_{kind}": True, f"pages_{kind}": pages}
        initial |= {f"reason_{kind}": reason for kind, reason in left_out.items()}
        initial["file"] = None
        if entry.file is not None:
            url = reverse("policies:file", args=[entry.public_id])
            initial["file"] = CurrentFile(entry.file_name or entry.title, url, entry.file.sha256)
        return initial

    def together(self) -> Iterator[Together]:
        """A component's check, page and reason are one answer."""
        for kind in PolicyComponent.Kind:
            yield Together(kind.label, tuple(f"{name}_{kind.value}" for name in ("has", *_FIELDS)))

    def component_groups(self) -> Iterator[Group]:
        """The fields of the components: the model policy's own, then those that are recommended."""
        titles = {False: _("Main components of the model policy"), True: _("Also recommended")}
        for recommended, title in titles.items():
            kinds = [kind for kind in PolicyComponent.Kind if kind.is_recommended is recommended]
            yield Group(
                title,
                tuple(
                    (self[f"has_{kind.value}"], self[f"pages_{kind.value}"], self[f"reason_{kind.value}"])
                    for kind in kinds
                ),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for kind in PolicyComponent.Kind.values:
            has, pages, reason = (data.get(f"{name}_{kind}") for name in ("has", *_FIELDS))
            if pages and not has:
                self.add_error(
                    f"has_{kind}", _("A page is given: check this component too, or clear the page.")
                )
            if reason and has:
                self.add_error(
                    f"has_{kind}", _("A reason is given: clear the reason, or uncheck this component.")
                )
        return data

    def changes(self) -> dict[str, Any]:
        """What was typed, as the actions take it. A file that wasn't touched is left out."""
        typed = super().changes()
        kinds = PolicyComponent.Kind.values
        answers = {kind: {name: typed.pop(f"{name}_{kind}") for name in ("has", *_FIELDS)} for kind in kinds}
        typed["components"] = {kind: said["pages"] for kind, said in answers.items() if said["has"]}
        typed["left_out"] = {kind: said["reason"] for kind, said in answers.items() if said["reason"]}
        return typed


class RevisionForm(PolicyForm):
    """A revised text that takes the place of the one that stands.

    Its number, title and components are those of the text that stands; its days, its file and the pages are entered again.
    """

    SECTIONS: ClassVar[tuple[Section, ...]] = (
        Section(
            _("The revised policy"),
            (("title", "number"), ("adopted_on", "adopted_by"), ("effective_on", "review_on"), ("file",)),
        ),
        Section(
            _("Its components"),
            intro=_("Go through the components again: the pages may have moved."),
            asks_faq=True,
            template="policies/_components.html",
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.pop("retired_on", None)
        self.fields["adopted_on"].required = True

    def watched(self) -> dict[Any, Any]:
        """The text that the revised one takes the place of."""
        if self.entry is None:
            return {}
        words = _(
            "The text of the policy changed since you opened this page. Look at it in the list, then save again to replace it."
        )
        policy = cast("Policy", self.entry)
        shown, kept = PolicyForm.initial_of(self, policy), self.initial_of(policy)
        return {words: sorted((name, str(value)) for name, value in shown.items() if name not in kept)}

    def initial_of(self, entry: Policy) -> dict[str, Any]:
        """What a revision keeps unless it is changed."""
        kept = {"version", "number", "title"}
        return {
            name: value
            for name, value in super().initial_of(entry).items()
            if name in kept or name.startswith(("has_", "reason_"))
        } | {"adopted_by": entry.agency.head_name}


class RetireForm(forms.Form):
    """On which day a policy went out of force."""

    retired_on = DayField(
        years_back=75, years_ahead=1, label=_("Out of force since"), initial=timezone.localdate
    )


class AdoptionForm(forms.Form):
    """The statement by which a new head of the agency adopts the predecessor's policy."""

    head_name = NameField(label=_("Name"), max_length=120)
    head_title = LineField(label=_("Rank or title"), max_length=120, required=False)
    on = DayField(years_back=75, years_ahead=1, label=_("Day of the statement"), initial=timezone.localdate)
    statement = forms.CharField(
        label=_("Statement"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Your completion letter and the reviewer's page quote it."),
    )

    def __init__(self, *args: Any, policy: Policy, **options: Any) -> None:
        text = translated("I adopt %(title)s as the policy of our agency.")
        initial = {
            "head_name": policy.agency.head_name,
            "head_title": policy.agency.head_title,
            "statement": text % {"title": policy.full_title},
        }
        super().__init__(*args, **{"initial": initial, **options})
