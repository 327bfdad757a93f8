"""A pledge of the intake, with what a reviewer needs to verify it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies import queries as agencies
from agencies.models import Agency
from audit.queries import Event, of_subject
from common.characters import cautions
from compliance.editions import edition_by_code
from pledges import messages
from pledges import queries as pledges
from pledges.lifecycle import LIFECYCLE, Transition
from pledges.models import Pledge


@dataclass(frozen=True, slots=True)
class Likeness:
    """An agency that may be the same, and where its pledge stands ("" when it has none that counts)."""

    agency: Agency
    place: str
    state: str


@dataclass(frozen=True, slots=True)
class IntakePage:
    """Everything that the page shows; templates run no query.

    ``steps`` are those that the lifecycle leaves open, and none for a reviewer who may not decide here.
    """

    pledge: Pledge
    place: str
    commitments: tuple[str, ...]
    alike: tuple[Likeness, ...]
    cautions: tuple[str, ...]
    events: tuple[Event, ...]
    steps: frozenset[str]


def intake_page(pledge: Pledge, *, may_decide: bool) -> IntakePage:
    """All of one pledge that waits to be verified, with the agencies that its agency may be a duplicate of."""
    agency = pledge.agency
    edition = edition_by_code(pledge.edition)
    near = agencies.near_duplicates(
        name=agency.name,
        country=agency.country,
        region=agency.region,
        city=agency.city,
        ori=agency.ori,
        exclude=agency,
    )
    return IntakePage(
        pledge=pledge,
        place=agency.place,
        commitments=tuple(messages.commitment(code, edition) for code in pledge.commitments),
        alike=alike(near),
        cautions=cautions(names_of(agency)),
        events=tuple(of_subject(pledge, limit=20)),
        steps=frozenset(
            str(step)
            for step in LIFECYCLE.open_from(pledge.state)
            if may_decide and step is not Transition.CONFIRM
        ),
    )


def names_of(agency: Agency, **instead: str) -> dict[str, str]:
    """The names by which an agency is known, by what they are; ``instead`` are those that it would have."""
    return {
        _("the agency's name"): instead.get("name", agency.name),
        _("the agency's city"): instead.get("city", agency.city),
        _("the name of the agency's head"): f"{agency.head_name} {agency.head_title}",
    }


def alike(near: list[Agency]) -> tuple[Likeness, ...]:
    """Agencies that may be the same, each with where its pledge stands; one statement."""
    states = pledges.statuses_of(near)
    return tuple(
        Likeness(other, other.place, str(states[other.pk][0]) if other.pk in states else "") for other in near
    )
