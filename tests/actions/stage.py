"""One table of every action: on what it is run, beside a neighbor in the same state, and what it writes.

A row's function sets an agency up and returns the action's arguments. It is called twice: first for the neighbor, then for
the agency that the action is run on. The same people of the IACP work for both. What the action may touch is what belongs
to its agency, and what it was given.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model
from django.utils import timezone

from accounts.models import User
from agencies.models import Agency, Membership
from audit.models import Entry, model_of
from outbox.models import Message
from pledges.lifecycle import State
from pledges.models import Completion, Pledge
from rehearsal.factories.accounts import AdministratorFactory, EditorFactory, ReviewerFactory
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from rehearsal.factories.documents import president
from rehearsal.factories.pledges import (
    CompletionFactory,
    PledgeFactory,
    meet_everything,
    submitted,
    with_letter,
)

Action = Callable[..., Any]
Arguments = dict[str, Any]
# A row: the label of its model, and its key.
Reference = tuple[str, Any]
# Rows of everyone: counters, which go on with the next person.
COUNTERS = {"audit.Head", "documents.NumberSeries"}
# What the outbox names by number, and the model of it.
NAMED = {
    "agency_id": "agencies.Agency",
    "user_id": "accounts.User",
    "pledge_id": "pledges.Pledge",
    "completion_id": "pledges.Completion",
    "membership_id": "agencies.Membership",
    "invitation_id": "agencies.Invitation",
    "document_id": "documents.Document",
    "request_id": "documents.SigningRequest",
}


class Staff:
    """People of the IACP, who work for every agency."""

    def __init__(self) -> None:
        self.reviewer: User = ReviewerFactory.create()
        self.colleague: User = ReviewerFactory.create()
        self.administrator: User = AdministratorFactory.create()
        self.editor: User = EditorFactory.create()
        president()


class Scene:
    """An agency and its people, and what a row needs of it. ``mine`` is False for the neighbor."""

    def __init__(self, staff: Staff, *, mine: bool) -> None:
        self.staff, self.mine = staff, mine
        # What a schedule may find due, beside what the action is given.
        self.due: list[Model] = []
        self.reviewer, self.administrator, self.editor = staff.reviewer, staff.administrator, staff.editor
        self.name = "Mine" if mine else "Neighbor"
        self.agency: Agency = AgencyFactory.create(accepts_messages=True)
        self.membership: Membership = MembershipFactory.create(agency=self.agency, role="lead")
        self.lead: User = self.membership.user

    @property
    def numbers(self) -> set[int]:
        """The agencies that the action may change."""
        return {self.agency.pk, *(thing.pk for thing in self.due if isinstance(thing, Agency))}

    @cached_property
    def viewer(self) -> Membership:
        """A member who may only look."""
        viewer: Membership = MembershipFactory.create(agency=self.agency, role="viewer")
        return viewer

    def verified(self) -> Agency:
        """The agency as one whose name the IACP has verified."""
        self.agency.verified_name = self.agency.name
        self.agency.save(update_fields=["verified_name"])
        return self.agency

    def pledge(self, state: State = State.ACTIVE, **fields: Any) -> Pledge:
        pledge: Pledge = PledgeFactory.create(agency=self.agency, state=state.value, **fields)
        return pledge

    def draft(self, state: State = State.ACTIVE) -> Completion:
        """A draft with everything but a letter."""
        meet_everything(self.agency)
        draft: Completion = CompletionFactory.create(pledge=self.pledge(state))
        return draft

    def ready(self) -> Completion:
        """A draft that can be submitted."""
        return with_letter(self.draft())

    def submitted(self) -> Completion:
        """A completion that waits for the IACP."""
        return submitted(self.pledge(State.SUBMITTED), submitted_by=self.lead)


@dataclass(frozen=True, slots=True)
class Row:
    """One action: what sets it up, what it writes on the trail and posts, and which tables of everyone it may touch."""

    action: Action
    arrange: Callable[[Scene], Arguments]
    writes: tuple[str, ...]
    touches: frozenset[str]


ROWS: dict[str, Row] = {}


def row(
    action: Action, *writes: str, touches: tuple[str, ...] = ()
) -> Callable[[Callable[[Scene], Arguments]], Callable[[Scene], Arguments]]:
    """Put an action into the table.

    ``writes`` are the entries of the trail in their order (``verb: subject``, of the agency unless it says otherwise), and
    after a ``>`` the kinds of messages that are posted, each with how many. ``touches`` names tables whose rows an action for
    everyone may change, of any owner.
    """

    def enter(arrange: Callable[[Scene], Arguments]) -> Callable[[Scene], Arguments]:
        name = name_of(action)
        assert name not in ROWS, name
        ROWS[name] = Row(action, arrange, writes, frozenset(touches))
        return arrange

    return enter


def name_of(action: Action) -> str:
    """An action's name as `tests.security.action_rules` finds it in the source."""
    return f"{action.__module__}.{action.__name__}"


@dataclass(frozen=True, slots=True)
class Ran:
    """What an action did: to whom it shouldn't have, and what it wrote."""

    touched: list[str]
    writes: list[str]


def run(row: Row) -> Ran:
    """Run a row's action beside a neighbor."""
    staff = Staff()
    neighbor = Scene(staff, mine=False)
    row.arrange(neighbor)
    mine = Scene(staff, mine=True)
    arguments = row.arrange(mine)
    given = _references(*arguments.values(), *mine.due)
    before, last = Everything(), Entry.objects.count()
    messages = set(Message.objects.values_list("pk", flat=True))
    row.action(**arguments)
    after = Everything()
    entries = list(Entry.objects.order_by("pk")[last:])
    posted = list(Message.objects.exclude(pk__in=messages).order_by("pk"))
    touched = [
        f"{label} {pk}"
        for label, pk in before.differing(after)
        if label not in COUNTERS | row.touches and not _is_ours((label, pk), before, after, mine, given)
    ]
    touched += [f"a message about {told}" for told in _told_of_others(posted, before, neighbor)]
    return Ran(touched, _written(entries, posted, mine, arguments, before))


class Everything:
    """Every row of every table of ours as it is now, each with the agencies that it belongs to and what it points to."""

    def __init__(self) -> None:
        self.rows: dict[Reference, tuple[tuple[Any, ...], frozenset[int], frozenset[Reference]]] = {}
        for model in apps.get_models():
            if not model._meta.managed or model._meta.app_label in {"sessions", "contenttypes"}:
                continue
            label = model._meta.label
            fields = [field.attname for field in model._meta.concrete_fields]
            ways = list(_ways(model))
            links = [
                (fields.index(field.attname), field.related_model._meta.label)
                for field in model._meta.concrete_fields
                if isinstance(field, ForeignKey)
            ]
            key = fields.index(model._meta.pk.attname)
            for values in model._default_manager.values_list(*fields, *ways):
                own = values[: len(fields)]
                agencies = {number for number in values[len(fields) :] if number is not None}
                if model is Agency:
                    agencies.add(own[key])
                if label == "audit.Entry" and own[fields.index("agency_ref")]:
                    agencies.add(own[fields.index("agency_ref")])
                pointed = {(target, own[place]) for place, target in links if own[place] is not None}
                self.rows[label, own[key]] = (own, frozenset(agencies), frozenset(pointed))

    def differing(self, after: "Everything") -> list[Reference]:
        """The rows that are new, changed or gone."""
        return [
            key
            for key in {**self.rows, **after.rows}
            if self.rows.get(key, (None,))[0] != after.rows.get(key, (None,))[0]
        ]

    def agencies(self, key: Reference) -> frozenset[int]:
        return self.rows[key][1] if key in self.rows else frozenset()

    def pointed(self, key: Reference) -> frozenset[Reference]:
        return self.rows[key][2] if key in self.rows else frozenset()


def _ways(
    model: type[Model], depth: int = 3, *, path: str = "", seen: tuple[type[Model], ...] = ()
) -> Iterator[str]:
    """How a model's rows say whose they are: the lookups that lead to an agency, the nearest first."""
    for field in model._meta.concrete_fields:
        if not isinstance(field, ForeignKey):
            continue
        target: Any = field.related_model
        if target is Agency:
            yield f"{path}{field.attname}"
        elif depth > 1 and target not in (*seen, model):
            yield from _ways(target, depth - 1, path=f"{path}{field.name}__", seen=(*seen, model))


def _is_ours(
    key: Reference, before: Everything, after: Everything, mine: Scene, given: set[Reference]
) -> bool:
    """Whether a row may differ: it is our agency's, or given to the action, or new and of no agency that was there before."""
    agencies = before.agencies(key) | after.agencies(key)
    if key not in before.rows:
        return all(
            number == mine.agency.pk
            or ("agencies.Agency", number) in given
            or ("agencies.Agency", number) not in before.rows
            for number in agencies
        )
    if agencies:
        return agencies <= mine.numbers or (key in given and mine.agency.pk in agencies)
    return key in given or bool((before.pointed(key) | after.pointed(key)) & given)


def _references(*values: Any) -> set[Reference]:
    return {
        (value._meta.label, value.pk) for value in values if isinstance(value, Model) and value.pk is not None
    }


def _told_of_others(posted: list[Message], before: Everything, neighbor: Scene) -> Iterator[str]:
    """What new messages say of the neighbor, or to its people."""
    members = set(Membership.objects.filter(agency=neighbor.agency).values_list("user_id", flat=True))
    for message in posted:
        for name, value in message.payload.items():
            label = NAMED.get(name, "")
            if isinstance(value, list):
                continue
            if neighbor.agency.pk in before.agencies((label, value)) or (
                name == "user_id" and value in members
            ):
                yield f"{message.kind} {name}"


def _written(
    entries: list[Entry], posted: list[Message], mine: Scene, arguments: Arguments, before: Everything
) -> list[str]:
    by = arguments.get("by")
    written = []
    for entry in entries:
        said = f"{entry.verb}: {_subject(entry.subject, mine, arguments, before)}"
        if entry.agency_ref in mine.numbers - {mine.agency.pk}:
            said += ", of the one that is due"
        elif entry.agency_ref != mine.agency.pk:
            is_known = ("agencies.Agency", entry.agency_ref) in before.rows
            said += (
                ", of no agency"
                if entry.agency_ref is None
                else ", of another"
                if is_known
                else ", of the new one"
            )
        if entry.actor_ref != (by.pk if isinstance(by, User) else None):
            said += ", by no one" if entry.actor_ref is None else ", by another"
        written.append(said)
    kinds = [message.kind for message in posted]
    for kind in dict.fromkeys(kinds):
        written.append(f"> {kind}" + (f" ×{kinds.count(kind)}" if kinds.count(kind) > 1 else ""))
    return written


def _subject(subject: str, mine: Scene, arguments: Arguments, before: Everything) -> str:
    """What an entry is about, as the action's reader would say it: an argument's name, "agency", or what kind of row."""
    kind, _colon, number = subject.partition(":")
    model = model_of(kind)
    key = (model._meta.label, int(number))
    for name, value in arguments.items():
        if key in _references(value):
            return name
    if key == ("agencies.Agency", mine.agency.pk):
        return "agency"
    return f"{'its' if key in before.rows else 'new'} {model._meta.object_name}"


def now() -> Any:
    """The moment, for actions that a schedule calls."""
    return timezone.now()
