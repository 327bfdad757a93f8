"""What the query of a list may ask for. Anything else is ignored."""

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from training.models import TrainingRecord
from training.models.records import Delivery
from training.queries import OfficerFilter, RecordFilter

Choices = list[tuple[str, str | Promise]]
# No one searches for more.
LONGEST_SEARCH = 80

OFFICER_CHOICES: dict[str, Choices] = {
    "people": [("active", _("Working here now")), ("left", _("Left")), ("all", _("Everyone"))],
    "kind": [("", _("Both")), ("sworn", _("Sworn")), ("non_sworn", _("Non-sworn"))],
    "training": [
        ("", _("Any training")),
        ("needs_training", _("Still need training")),
        ("no_cit", _("No crisis-intervention training")),
        ("cit", _("Crisis-intervention training")),
        ("mhfa", _("Mental Health First Aid")),
        ("pending", _("Counted if approved")),
        ("lapsed", _("Lapsed")),
        ("lapsing", _("Lapse within 90 days")),
        ("recorded", _("Trained by a recording")),
        ("leave", _("On leave")),
        ("excluded", _("Left out by the IACP")),
    ],
    "sort": [
        ("ref", _("ID")),
        ("name", _("Name")),
        ("rank", _("Rank")),
        ("hired", _("Longest here")),
        ("-hired", _("Newest here")),
    ],
}
RECORD_CHOICES: dict[str, Choices] = {
    "status": [("", _("Any status")), *TrainingRecord.Status.choices],
    "delivery": [("", _("Given in any way")), *Delivery.choices],
}
REGISTER_CHOICES: dict[str, Choices] = {
    "track": [
        ("", _("Any practice")),
        ("cit", _("Crisis intervention")),
        ("mhfa", _("Mental Health First Aid")),
    ],
    "standing": [
        ("", _("Any standing")),
        ("recognized", _("Recognized")),
        ("approved", _("Approved as equivalent")),
        ("declined", _("Not equivalent")),
    ],
}


def officer_choices(*, names: bool) -> dict[str, Choices]:
    """What the list of officers can be asked for; a roster without names isn't sorted by them."""
    if names:
        return OFFICER_CHOICES
    return {**OFFICER_CHOICES, "sort": [choice for choice in OFFICER_CHOICES["sort"] if choice[0] != "name"]}


def officer_filter(query: QueryDict) -> OfficerFilter:
    """The officers that a query asks for."""
    chosen = _chosen(query, OFFICER_CHOICES)
    return OfficerFilter(search=searched(query), **chosen)


def chosen_words(choices: dict[str, Choices], wanted: OfficerFilter) -> list[str]:
    """What the list shows, in words, as far as it isn't what it shows unasked: for a sheet of paper."""
    unasked = OfficerFilter()
    words = [f"“{wanted.search}”"] if wanted.search else []
    for name, options in choices.items():
        picked = getattr(wanted, name)
        if name != "sort" and picked != getattr(unasked, name):
            words += [str(label) for key, label in options if key == picked]
    return words


def record_filter(query: QueryDict) -> RecordFilter:
    """The records that a query asks for."""
    chosen = _chosen(query, RECORD_CHOICES)
    course = query.get("course", "")
    return RecordFilter(search=searched(query), course=course if course.isalnum() else "", **chosen)


def register_filter(query: QueryDict) -> dict[str, str]:
    """The courses of the register that a query asks for."""
    chosen = _chosen(query, REGISTER_CHOICES)
    return {"search": searched(query), **chosen}


def _chosen(query: QueryDict, choices: dict[str, Choices]) -> dict[str, str]:
    """What was picked from the choices, as far as it is one of them."""
    picked = {name: query.get(name, "") for name in choices if name in query}
    return {
        name: str(value) for name, value in picked.items() if value in {key for key, _label in choices[name]}
    }


def searched(query: QueryDict) -> str:
    """The words searched for, without what no database takes."""
    return query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
