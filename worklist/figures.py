"""The desk in figures: what waits and is late, who has how much, how long deciding takes, and why completions go back."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from accounts.desk import YEAR, Turnaround, kinds_for, turnaround
from accounts.models import User
from common.drawing import share
from worklist import queries


@dataclass(frozen=True, slots=True)
class KindFigures:
    """One kind: how much waits for the IACP, how much of it is late, and how long deciding took in the last year."""

    name: str
    words: str
    waiting: int
    late: int
    within_days: int
    took: Turnaround | None


@dataclass(frozen=True, slots=True)
class Share:
    """A line of a picture: how much, and the length of its bar against the longest."""

    label: str
    count: int
    bar: str


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """Everything that the page of figures shows."""

    kinds: tuple[KindFigures, ...]
    people: tuple[Share, ...]
    returns: tuple[Share, ...]


def desk_figures(user: User, now: datetime) -> DeskFigures:
    """The figures of the kinds that are this person's: as many statements as there are kinds, and a few more."""
    waiting, late = queries.counts(user), queries.counts(user, queries.OVERDUE)
    kinds = kinds_for(user)
    returned: Counter[str] = Counter()
    for kind in kinds:
        if kind.returns is not None:
            returned.update(kind.returns(now - YEAR))
    return DeskFigures(
        kinds=tuple(
            KindFigures(
                kind.name,
                str(kind.words),
                waiting[kind.name],
                late[kind.name],
                kind.within_days,
                turnaround(kind, now),
            )
            for kind in kinds
        ),
        people=_shares([(str(person), count) for person, count in queries.holders(user)]),
        returns=_shares(returned.most_common()),
    )


def _shares(counted: list[tuple[str, int]]) -> tuple[Share, ...]:
    most = max((count for _label, count in counted), default=1)
    return tuple(Share(label, count, share(count, most)) for label, count in counted)
