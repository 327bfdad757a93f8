"""The rows of the desk's one table, read by one statement over all kinds: what waits, and what was decided."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateTimeField,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from accounts.desk import Kind, every_kind, kind_named, kinds_for
from accounts.models import User
from agencies.models import Agency
from agencies.search import WORDS, containing
from audit.models import Entry, kind_of
from audit.queries import Event, events
from common.days import days_since
from worklist.models import Assignment, SavedList

MINE, NO_ONE, SOMEONE = "me", "none", "someone"
OURS, THEIRS, OVERDUE = "ours", "theirs", "overdue"
# What the table is sorted by: the columns' names in addresses, and those in the statement.
SORTS = {
    "expected": "desk_due",
    "age": "desk_since",
    "moved": "desk_moved",
    "agency": "desk_called",
    "kind": "desk_kind",
}
_COLUMNS = (
    *("desk_kind", "desk_number", "desk_key", "desk_agency", "desk_called", "desk_since", "desk_moved"),
    *("desk_due", "desk_ours", "desk_person"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for among what waits; empty parts don't narrow.

    ``turn`` is OURS, THEIRS, or OVERDUE: ours, and past the day it was expected by. ``person`` is MINE, NO_ONE, SOMEONE or a
    number.
    ``sort`` is one of SORTS, with a minus in front for the other way round.
    """

    words: str = ""
    kind: str = ""
    turn: str = ""
    person: str = ""
    sort: str = "expected"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of what waits. ``name`` stands for it in forms; ``whose`` is whose turn it is, empty for the IACP's."""

    name: str
    kind: str
    called: str
    url: str
    days: int
    days_since_move: int
    whose: str
    person: User | None
    due_at: datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """One line of what was decided, from the trail. ``url`` is empty for what is gone."""

    kind: str
    called: str
    url: str
    event: Event


def waiting(wanted: Wanted, user: User) -> QuerySet[Any, Any]:
    """The table's rows that match, of every kind that is this person's: one statement, whatever there is of each.

    The rows are tuples; ``items`` makes lines of some.
    """
    found = [
        _of_kind(kind, wanted, user)
        for kind in kinds_for(user)
        if wanted.kind in ("", kind.name) and not (wanted.turn == THEIRS and kind.ours is None)
    ]
    if not found:
        return Assignment.objects.none().values_list("kind")
    first, *others = found
    down = "-" if wanted.sort.startswith("-") else ""
    column = SORTS.get(wanted.sort.removeprefix("-"), "desk_due")
    return first.union(*others, all=True).order_by(
        f"{down}{column}", "desk_since", "desk_kind", "desk_number"
    )


def items(rows: Iterable[tuple[Any, ...]], now: datetime) -> list[Item]:
    """Lines of the table, in one query for the people."""
    read = list(_named(rows))
    people = User.objects.in_bulk({row["desk_person"] for row in read if row["desk_person"] is not None})
    return [_item(row, people, now) for row in read]


def counts(user: User, turn: str = OURS) -> dict[str, int]:
    """How many of each kind wait for the IACP, or are ``OVERDUE``, by the kinds' names; one statement."""
    kinds = kinds_for(user)
    if not kinds:
        return {}
    first, *others = (
        _narrowed(_with_columns(kind), kind, Wanted(turn=turn), user)
        .values("desk_kind")
        .annotate(desk_n=Count("pk"))
        .values_list("desk_kind", "desk_n")
        for kind in kinds
    )
    found = dict(first.union(*others, all=True))
    return {kind.name: found.get(kind.name, 0) for kind in kinds}


def row_of(kind: Kind, number: int) -> Any:
    """One thing that waits, or None when it no longer does."""
    return kind.rows().filter(pk=number).first()


def holders(user: User) -> list[tuple[User, int]]:
    """Who has how much of what this person may see, by name: also those who can't sign in any more; two statements."""
    held = Counter(row["desk_person"] for row in _named(waiting(Wanted(person=SOMEONE), user)))
    people = User.objects.in_bulk(held)
    return sorted(
        ((people[pk], count) for pk, count in held.items() if pk in people), key=lambda one: str(one[0])
    )


def held_by(person: User, user: User) -> list[tuple[Kind, int]]:
    """The things that a person has, of the kinds that ``user`` may see: each one's kind and number."""
    rows = _named(waiting(Wanted(person=str(person.pk)), user))
    return [(kind, row["desk_number"]) for row in rows if (kind := kind_named(row["desk_kind"])) is not None]


def decided(user: User, words: str = "", kind: str = "", person: str = "") -> QuerySet[Entry]:
    """What was decided of the kinds that are this person's, the latest first. ``person`` is MINE or a number."""
    kinds = [one for one in kinds_for(user) if one.decided and kind in ("", one.name)]
    if not kinds:
        return Entry.objects.none()
    ways = [Q(verb__in=one.decided, subject__startswith=f"{kind_of(one.rows().model)}:") for one in kinds]
    found = Entry.objects.filter(reduce(or_, ways)).order_by("-id")
    if person:
        found = found.filter(actor_ref=user.pk if person == MINE else int(person))
    for word in words.split()[:WORDS]:
        found = found.filter(agency_ref__in=Agency.objects.filter(containing(word, through="")).values("pk"))
    return found


def decisions(entries: Iterable[Entry]) -> list[Decided]:
    """Lines of what was decided: a query for the people, one for the agencies, and one for each kind among them."""
    rows = list(entries)
    told = events(rows)
    by_model = {kind_of(kind.rows().model): kind for kind in every_kind() if kind.decided}
    numbers: dict[str, set[int]] = {}
    for row in rows:
        model, _colon, number = row.subject.rpartition(":")
        numbers.setdefault(model, set()).add(int(number))
    keys = {
        model: dict(
            by_model[model]
            .rows()
            .model._default_manager.filter(pk__in=pks)
            .values_list("pk", by_model[model].key)
        )
        for model, pks in numbers.items()
    }
    agencies = dict(Agency.objects.filter(pk__in={row.agency_ref for row in rows}).values_list("pk", "name"))
    found = []
    for row, event in zip(rows, told, strict=True):
        model, _colon, number = row.subject.rpartition(":")
        kind, key = by_model[model], keys[model].get(int(number))
        called = agencies.get(row.agency_ref, "") if row.agency_ref is not None else ""
        url = reverse(kind.page, args=[key]) if key is not None else ""
        found.append(Decided(str(kind.words), called, url, event))
    return found


def saved_lists(user: User) -> list[SavedList]:
    """The lists that this person saved, by name."""
    return list(SavedList.objects.filter(person=user).order_by("name"))


def saved_list(user: User, public_id: str) -> SavedList | None:
    """One list that this person saved, or None."""
    return SavedList.objects.filter(person=user, public_id=public_id).first()


def _of_kind(kind: Kind, wanted: Wanted, user: User) -> QuerySet[Any, Any]:
    """The rows of one kind that match, as the table's columns."""
    found: QuerySet[Any, Any] = _narrowed(_with_columns(kind), kind, wanted, user).values_list(*_COLUMNS)
    return found


def _with_columns(kind: Kind) -> QuerySet[Any]:
    """The rows of one kind, with the table's columns in the types that every kind's have."""
    person: Any = (
        F(f"{kind.assigned}_id")
        if kind.assigned
        else Subquery(
            Assignment.objects.filter(kind=kind.name, number=OuterRef("pk")).values("person_id")[:1],
            output_field=BigIntegerField(),
        )
    )
    moved = _expression(kind.moved)
    ours: Any = (
        Value(1, IntegerField())
        if kind.ours is None
        else Case(When(kind.ours, then=Value(1)), default=Value(0), output_field=IntegerField())
    )
    agency: Any = F(f"{kind.agency}_id") if kind.agency else Cast(Value(None), BigIntegerField())
    found: QuerySet[Any] = (
        kind.rows()
        .order_by()
        .annotate(
            desk_kind=Value(kind.name, CharField()),
            desk_number=F("pk"),
            desk_key=Cast(F(kind.key), CharField()),
            desk_agency=agency,
            desk_called=_expression(kind.called),
            desk_since=_expression(kind.since),
            desk_moved=moved,
            desk_due=ExpressionWrapper(moved + timedelta(days=kind.within_days), DateTimeField()),
            desk_ours=ours,
            desk_person=person,
        )
    )
    return found


def _narrowed(found: QuerySet[Any], kind: Kind, wanted: Wanted, user: User) -> QuerySet[Any]:
    for word in wanted.words.split()[:WORDS]:
        known = Q(desk_called__icontains=word)
        found = found.filter(known | containing(word, through=f"{kind.agency}__") if kind.agency else known)
    if wanted.turn:
        found = found.filter(desk_ours=0 if wanted.turn == THEIRS else 1)
    if wanted.turn == OVERDUE:
        found = found.filter(desk_due__lt=timezone.now())
    if wanted.person == NO_ONE:
        found = found.filter(desk_person__isnull=True)
    elif wanted.person == SOMEONE:
        found = found.filter(desk_person__isnull=False)
    elif wanted.person:
        found = found.filter(desk_person=user.pk if wanted.person == MINE else int(wanted.person))
    return found


def _expression(given: str | Combinable) -> Any:
    return F(given) if isinstance(given, str) else given


def _named(rows: Iterable[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    """The table's rows with their columns' names."""
    return (dict(zip(_COLUMNS, row, strict=True)) for row in rows)


def _item(row: dict[str, Any], people: dict[int, User], now: datetime) -> Item:
    kind = kind_named(row["desk_kind"])
    if kind is None:
        raise ValueError(f"No kind is called {row['desk_kind']!r}.")
    whose: str | Promise = "" if row["desk_ours"] else kind.others
    return Item(
        name=f"{kind.name}:{row['desk_number']}",
        kind=str(kind.words),
        called=row["desk_called"],
        url=reverse(kind.page, args=[row["desk_key"]]),
        days=days_since(row["desk_since"], now),
        days_since_move=days_since(row["desk_moved"], now),
        whose=str(whose),
        person=people.get(row["desk_person"]),
        due_at=row["desk_due"],
        is_late=bool(row["desk_ours"]) and row["desk_due"] < now,
    )
