"""What a row of the list is, and what the rows are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from agencies.models import Agency, Membership
from agencies.permissions import Capability, role_may, who_may
from compliance.seats import Seats
from pledges.checklist import Item
from pledges.lifecycle import State
from pledges.messages import Point
from pledges.models import Completion, Pledge
from pledges.queries.assessment import Assessment
from pledges.queries.practices import PracticeCard


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the list.

    ``status`` is a key of the status component, ``status_label`` other words for it. ``text`` is what is there, ``takes`` what
    it takes, ``plan`` what is planned and credited nowhere. ``url`` opens the very form and ``label`` says so; without them
    ``ask`` says whom to ask. ``others`` are further ways. ``todo`` is its name as the next step.
    """

    key: str
    title: str
    icon: str
    status: str
    is_done: bool = False
    is_required: bool = True
    status_label: str = ""
    text: str = ""
    takes: str = ""
    plan: str = ""
    waits_for: str = ""
    url: str = ""
    label: str = ""
    ask: str = ""
    others: tuple[Point, ...] = ()
    todo: str = ""
    card: PracticeCard | None = None
    suggests_lead: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading."""

    key: str
    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Where the signature of the letter stands: sent on a day until another, or given by someone on a day."""

    sent_at: datetime | None = None
    until: datetime | None = None
    is_open: bool = False
    signed_at: datetime | None = None
    signed_by: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """What the rows are made of, each read once: see ``pledges.queries.overview``.

    ``certified`` are the practices as they were certified, of an agency whose ``cards`` are those of today. ``ask`` is whom to
    ask for what the member may not do; ``classes`` are the numbers of classes by course and reference.
    """

    agency: Agency
    membership: Membership
    pledge: Pledge
    assessment: Assessment
    cards: tuple[PracticeCard, ...]
    certified: tuple[PracticeCard, ...] = ()
    checklist: tuple[Item, ...] = ()
    draft: Completion | None = None
    latest: Completion | None = None
    signature: Signature = Signature()
    seats: Mapping[str, Seats] | None = None
    classes: Mapping[tuple[str, str], int] | None = None
    ask: str = ""
    lacks_second_lead: bool = False

    @property
    def state(self) -> State:
        """Where the pledge stands."""
        return self.pledge.lifecycle_state


def open_to(
    home: Home,
    capability: Capability,
    task: Task,
    url: str,
    label: str,
    *,
    waits_for: str = "",
    partner: str = "",
) -> Task:
    """The row with its link; for a member who may not follow it, with whom to ask instead.

    It waits for those who may, and for a ``partner`` besides; or for something else, as ``waits_for`` says.
    """
    may = role_may(home.membership.role, capability)
    who = waits_for or (_("you") if may else who_may(capability))
    if partner:
        who = _("%(who)s and %(partner)s") % {"who": who, "partner": partner}
    if may:
        return replace(task, url=url, label=label, waits_for=who)
    return replace(task, ask=home.ask, waits_for=who, others=())
