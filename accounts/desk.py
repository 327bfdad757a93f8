"""What the desk's one table is made of: each kind of thing that waits for the IACP's staff, and how its rows are read.

Apps say what they know in their ``desk_items.py``, found at the start. A new kind is one such file.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import is_reviewer
from common.days import days_since

_THE_AGENCY = _("the agency")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing. ``rows`` are those that wait, for the IACP or for someone else; decided ones aren't among them.

    ``page`` is the URL name of where one is decided, by the field ``key``. ``agency`` is the field of its agency, empty where
    there is none; ``called``, ``since`` (it waits in all), ``moved`` (its last move) and ``ours`` (it is the IACP's turn,
    otherwise that of ``others``) are fields or expressions of a row.
    ``within_days`` is how soon after its last move the IACP means to act. ``why_not`` says why a person may not act on a row,
    ``may_see`` whether the kind is theirs at all. ``assigned`` is the field of who has it, with ``assign`` to change it (to
    None: no one), where the app has its own; elsewhere the table keeps it.
    ``decided`` are the verbs by which the trail tells that one was decided. ``took`` reads the moments when each one that was
    decided since a moment began to wait and when it was decided; ``returns`` how many were returned since, by reason.
    """

    name: str
    words: str | Promise
    rows: Callable[[], QuerySet[Any]]
    page: str
    why_not: Callable[[User, Any], str | Promise]
    within_days: int
    decided: tuple[str, ...]
    key: str = "public_id"
    agency: str = "agency"
    called: str | Combinable = "agency__name"
    since: str | Combinable = "created_at"
    moved: str | Combinable = "updated_at"
    ours: Q | None = None
    others: str | Promise = _THE_AGENCY
    may_see: Callable[[User], bool] = is_reviewer
    assigned: str = ""
    assign: Callable[[Any, User | None, User], Any] | None = None
    took: Callable[[datetime], Iterable[tuple[datetime | None, datetime | None]]] | None = None
    returns: Callable[[datetime], Mapping[str, int]] | None = None


_kinds: dict[str, Kind] = {}


def offer(kind: Kind) -> Kind:
    """Put a kind into the table. ValueError for a name that another one has."""
    if _kinds.setdefault(kind.name, kind).words != kind.words:
        raise ValueError(f"Two kinds of things at the desk are called {kind.name!r}.")
    return kind


def kinds_for(user: User) -> tuple[Kind, ...]:
    """The kinds that are this person's, in the order of their names."""
    return tuple(kind for kind in every_kind() if kind.may_see(user))


def every_kind() -> tuple[Kind, ...]:
    """Every kind, of everyone."""
    return tuple(kind for _name, kind in sorted(_kinds.items()))


def kind_named(name: str) -> Kind | None:
    """One kind, or None."""
    return _kinds.get(name)


@dataclass(frozen=True, slots=True)
class Turnaround:
    """How long deciding took in the last year, in days of the calendar here: of how many, the median, and 90 of 100."""

    count: int
    median: int
    most: int


# Of fewer decisions nothing is promised.
ENOUGH = 5
YEAR = timedelta(days=365)


def turnaround(kind: Kind, now: datetime) -> Turnaround | None:
    """How long one kind took in the last year; None where nothing was decided, or nothing is known of it. One statement.

    Both figures are of the nearest rank: half of the decisions, and nine of ten, took so many days or fewer.
    """
    if kind.took is None:
        return None
    took = sorted(
        max(days_since(began, decided), 0)
        for began, decided in kind.took(now - YEAR)
        if began is not None and decided is not None
    )
    if not took:
        return None
    return Turnaround(len(took), took[(len(took) - 1) // 2], took[-(-len(took) * 9 // 10) - 1])


def usual_days(name: str) -> int | None:
    """Within how many days the IACP usually decides on this kind: nine of ten were. None of fewer than ENOUGH decisions."""
    kind = kind_named(name)
    found = turnaround(kind, timezone.now()) if kind is not None else None
    return max(found.most, 1) if found is not None and found.count >= ENOUGH else None
