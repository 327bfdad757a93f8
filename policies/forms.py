"""Forms about policies."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency
from agencies.review_dates import review_field
from common.inputs import DayField
from files.uploads import CurrentFile, EvidenceFileField, carry_files, file_changes
from policies.models import Policy, PolicyComponent

MOST_IN_PAGES = 60
OWN = ("title", "adopted_on", "retired_on", "review_on")


class PolicyForm(forms.Form):
    """A policy and its main components, each ticked and with the page where it stands. Without a policy: a new one.

    For each kind of component there are two fields: ``has_<kind>`` and ``pages_<kind>``.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Title or number"),
        max_length=160,
        help_text=_("Such as General Order 12-4, Response to Persons in Crisis."),
    )
    adopted_on = DayField(
        label=_("Adopted"),
        required=False,
        help_text=_("The day on which it came into force."),
    )
    retired_on = DayField(label=_("Retired"), required=False)
    review_on = review_field()
    file = EvidenceFileField(
        label=_("The policy as a file"),
        required=False,
        allowed=("pdf", "docx"),
        help_text=_("Recommended, not required. Only you and the IACP's reviewers see it."),
    )

    def __init__(
        self, *args: Any, agency: Agency, user: User, policy: Policy | None = None, **options: Any
    ) -> None:
        if policy is not None:
            options["initial"] = initial_of(policy)
        super().__init__(*args, **options)
        carry_files(self, agency_id=agency.pk, person_id=user.pk)
        for kind in PolicyComponent.Kind:
            self.fields[f"has_{kind.value}"] = forms.BooleanField(label=kind.label, required=False)
            self.fields[f"pages_{kind.value}"] = forms.CharField(
                label=format_lazy(_("{component}: page or section"), component=kind.label),
                max_length=MOST_IN_PAGES,
                required=False,
                widget=forms.TextInput(
                    attrs={"class": "form-control form-control-sm", "placeholder": _("Page or section")}
                ),
            )
        # Retiring has its own page; it can be mended here.
        if policy is None or policy.retired_on is None:
            del self.fields["retired_on"]

    def component_fields(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each component, in the order of the model policy."""
        for kind in PolicyComponent.Kind.values:
            yield self[f"has_{kind}"], self[f"pages_{kind}"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        adopted_on, retired_on = data.get("adopted_on"), data.get("retired_on")
        if adopted_on and retired_on and retired_on < adopted_on:
            self.add_error("retired_on", _("The policy can't be retired before it was adopted."))
        for kind in PolicyComponent.Kind.values:
            if data.get(f"pages_{kind}") and not data.get(f"has_{kind}"):
                self.add_error(
                    f"has_{kind}", _("A page is given: tick this component too, or clear the page.")
                )
        return data

    def components(self) -> dict[str, str]:
        """The components that were ticked, with their pages, as the actions take them."""
        data = self.cleaned_data
        return {kind: data[f"pages_{kind}"] for kind in PolicyComponent.Kind.values if data[f"has_{kind}"]}

    def changes(self) -> dict[str, Any]:
        """What was typed, as the actions take it. A file that wasn't touched is left out."""
        typed: dict[str, Any] = {"components": self.components()}
        typed |= {name: self.cleaned_data[name] for name in OWN if name in self.cleaned_data}
        return typed | file_changes(self.cleaned_data, "file")


class RetireForm(forms.Form):
    """On which day a policy went out of force."""

    retired_on = DayField(label=_("Out of force since"), initial=timezone.localdate)


def initial_of(policy: Policy) -> dict[str, Any]:
    """A policy as the form shows it."""
    initial: dict[str, Any] = {name: getattr(policy, name) for name in ("version", *OWN)}
    for component in policy.components.all():
        initial |= {f"has_{component.kind}": True, f"pages_{component.kind}": component.pages}
    if policy.file is not None:
        url = reverse("policies:file", args=[policy.public_id])
        initial["file"] = CurrentFile(policy.file_name or policy.title, url)
    return initial
