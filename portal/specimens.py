"""What the style guide shows the components with. Names and figures are made up."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms.confirming import TypedForm
from common.forms.merging import MergedForm
from common.inputs import DayField, NameField
from pledges.queries.completion import STEPS
from portal.usage import USAGE


class SpecimenForm(forms.Form):
    """One field of each kind."""

    name = NameField(label=_("Name of the agency"), help_text=_("As it stands on your letterhead."))
    kind = forms.ChoiceField(
        label=_("Type of agency"),
        choices=[("municipal", _("Municipal police")), ("sheriff", _("Sheriff's office"))],
    )
    sworn = forms.IntegerField(label=_("Sworn officers"), min_value=0)
    counted_on = DayField(years_back=5, years_ahead=1, label=_("Counted on"))
    way = forms.ChoiceField(
        label=_("How do you want to show your training?"),
        choices=[("roster", _("With a roster of officers")), ("counts", _("With head counts alone"))],
        widget=forms.RadioSelect,
    )
    nature = forms.CharField(
        label=_("What you do together"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    agreement = forms.FileField(
        label=_("Memorandum of understanding"),
        help_text=_("Recommended, not required. PDF or Word, up to 20 MB."),
        required=False,
    )
    authority = forms.BooleanField(label=_("I may pledge on behalf of this agency"))


class _Overtaken(MergedForm):
    """A form that another person saved meanwhile."""

    phone = forms.CharField(label=_("Phone"), widget=forms.TextInput({"type": "tel"}))

    @classmethod
    def shown(cls) -> "_Overtaken":
        """The form with its question."""
        late = cls(
            {"version": "1", "opened": "", "phone": "555-0100"},
            initial={"version": 2, "phone": "555-0199"},
        )
        late.others = _("Alex Moreno")
        late.full_clean()
        return late


def specimens() -> dict[str, Any]:
    """The style guide's context."""
    today = date(2026, 3, 3)
    noon = timezone.make_aware(datetime(2026, 3, 3, 12))
    return {
        "usage": USAGE,
        "steps": STEPS,
        "today": today,
        "imported_at": noon,
        "pledged_on": date(2024, 9, 30),
        "guide_on": date(2025, 9, 30),
        "due_on": date(2027, 9, 30),
        "past_due_on": date(2026, 1, 31),
        "extended_to": date(2027, 12, 31),
        "finished_on": date(2025, 12, 12),
        "form": SpecimenForm(),
        "typed_form": TypedForm(expected=129, auto_id="typed_%s"),
        "overtaken_form": _Overtaken.shown(),
        "failed_form": SpecimenForm({"name": "", "sworn": "-3", "kind": "municipal"}, prefix="failed"),
        "page_obj": Paginator(range(1, 662), 25).page(9),
        "tasks": [
            {
                "title": _("Policy"),
                "icon": "scroll-text",
                "status": "met",
                "text": _("1 policy in force"),
                "url": "#tasks",
                "label": _("Open policies"),
                "is_done": True,
            },
            {
                "title": _("Crisis-intervention training"),
                "icon": "graduation-cap",
                "status": "in_progress",
                "text": _("7 of 42 sworn officers; 9 needed"),
                "takes": _("2 more officers"),
                "plan": _("Planned, not credited: 1 officer in a class until May 4, 2026."),
                "waits_for": _("you"),
                "url": "#tasks",
                "label": _("Add a class list"),
            },
            {
                "title": _("Signature"),
                "icon": "signature",
                "status": "waiting",
                "text": _("Sent on March 1, 2026."),
                "waits_for": "Jordan Ellis",
                "ask": _("Ask Alex Moreno."),
            },
        ],
        "statuses": [
            "met",
            "not_met",
            "not_assessable",
            "pending",
            "submitted",
            "returned",
            "overdue",
            "certified",
        ],
        "more_statuses": [
            "on_the_way",
            "withdrawn",
            "lapsed",
            "valid",
            "superseded",
            "revoked",
            "recommended",
            "locked",
        ],
        "history": [
            {
                "at": noon,
                "who": _("One Mind team"),
                "what": _("Returned for changes"),
                "note": _("Please describe what the partnership does from day to day."),
            },
            {"at": noon - timedelta(days=6), "who": _("Lead"), "what": _("Completion submitted")},
            {"at": noon - timedelta(days=521), "who": "", "what": _("Pledge verified")},
        ],
        "comparison": [
            (_("Sworn officers"), "42", "44"),
            (_("Trained in crisis intervention"), _("9 of 9"), _("9 of 9")),
            (_("Covered by either course"), _("42 of 42"), _("43 of 44")),
        ],
    }
