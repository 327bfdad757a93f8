"""How entries stand on a list: judged by the practice's own kind, as the engine judges them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from agencies.models import Agency
from agencies.review_dates import review_state
from compliance.editions import EVIDENCE
from compliance.practices import Entries
from evidence.components import Component, Detail
from evidence.reading import asked, lacking
from evidence.source import Described, Source

Terms = Callable[[Any], tuple[Detail, ...]]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A version of an entry's document that another one replaced, and what was recorded of it."""

    number: int
    public_id: str
    replaced_at: datetime
    file_name: str
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry on a list.

    ``lacks`` says what keeps it from counting, ``asks`` what a reviewer will ask although it counts. ``review`` and
    ``expiry`` are ``due``, ``overdue`` or empty. ``earlier`` are its document's earlier versions, the latest first.
    """

    row: Any
    name: str
    told: str
    since: date | None
    until: date | None
    has_ended: bool
    lacks: tuple[str, ...]
    asks: tuple[str, ...]
    review: str
    expiry: str
    described: Described
    earlier: tuple[Earlier, ...]

    @property
    def counts(self) -> bool:
        """Whether the practice counts it today."""
        return not self.has_ended and not self.lacks

    @property
    def left_out(self) -> tuple[Component, ...]:
        """The components that it leaves out, each with the reason."""
        return tuple(part for part in self.described.absent if part.reason)


def listing(source: Source, evidence: str, agency: Agency, today: date, terms: Terms) -> list[Listed]:
    """An agency's entries as a page shows them, those that are over last; ``terms`` says what an earlier version was."""
    rows = source.rows(agency).prefetch_related("earlier")
    entries = [listed(source, EVIDENCE[evidence], row, today, terms) for row in rows]
    return sorted(entries, key=lambda entry: entry.has_ended)


def listed(source: Source, kind: Entries, row: Any, today: date, terms: Terms) -> Listed:
    """One entry as it stands on ``today``. One that is over is reviewed no more, and lacks nothing any more."""
    fact, described = source.fact(row), source.describe(row)
    until = getattr(fact, kind.until)
    has_ended = until is not None and until <= today
    return Listed(
        row=row,
        name=getattr(fact, kind.named),
        told=getattr(fact, kind.told) if kind.told else "",
        since=getattr(fact, kind.since),
        until=until,
        has_ended=has_ended,
        lacks=() if has_ended else tuple(lacking(kind, fact, today)),
        asks=asked(source, kind, row, today),
        review="" if has_ended else review_state(row.review_on, today),
        expiry="" if has_ended else review_state(described.expires_on, today),
        described=described,
        earlier=tuple(
            Earlier(one.number, one.public_id, one.replaced_at, one.file_name, terms(one))
            for one in row.earlier.all()
        ),
    )
