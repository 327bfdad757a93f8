"""The index of agencies that the directory's search looks through, kept by each process and brought up to date with the register.

An agency that isn't public may be in it: the code that searches filters what is found by ``queries.listed()``.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from agencies.models import Agency, FormerName, ReferenceAgency
from agencies.search_index import Entry, Found, Index
from directory.version import version

_COLUMNS = ("pk", "name", "city", "region", "country", "kind", "ori", "decided_sworn", "county", "updated_at")


@dataclass(slots=True)
class _Kept:
    """``version`` is the register's when this was read, ``latest`` the last change of an agency that is in it."""

    version: str
    index: Index = field(default_factory=Index)
    latest: datetime | None = None
    former: int = 0


_lock = Lock()
_kept: _Kept | None = None


def find(typed: str) -> Found:
    """The agencies that ``typed`` may mean, best first, by their numbers. What a search finds: see ``Index.find``.

    No statement while the register is the same; three when it has changed: new former names, changed agencies, and how many
    there are. Where nothing is kept (``PAGE_CACHE_SECONDS`` is 0) all are read each time.
    """
    if not typed.strip():
        return Found()
    now = version()
    return _find(typed.strip(), now) if now else fresh_index().find(typed)


def fresh_index() -> Index:
    """All agencies as they are now, in two statements."""
    return _read("").index


def forget() -> None:
    """Read all again, as after a start."""
    global _kept
    _kept = None
    _find.cache_clear()


@lru_cache(maxsize=200)
def _find(typed: str, now: str) -> Found:
    # One at a time: an index is changed in place.
    with _lock:
        return _present(now).find(typed)


def _present(now: str) -> Index:
    global _kept
    if _kept is None:
        _kept = _read(now)
    elif _kept.version != now:
        _bring_up_to_date(_kept)
        _kept.version = now
        if len(_kept.index.entries) != Agency.objects.count():
            _kept = _read(now)
    return _kept.index


def _read(now: str) -> _Kept:
    kept = _Kept(now)
    _bring_up_to_date(kept)
    return kept


def _bring_up_to_date(kept: _Kept) -> None:
    """Read the agencies that were changed or renamed since the last time, or all of them the first time."""
    renamed = FormerName.objects.filter(pk__gt=kept.former).order_by("pk").values_list("pk", "agency", "name")
    fresh = list(renamed)
    # The county is only in the reference list.
    county = ReferenceAgency.objects.filter(ori=OuterRef("ori")).values("county")[:1]
    agencies = Agency.objects.order_by().annotate(county=Subquery(county))
    if kept.latest is not None:
        agencies = agencies.filter(Q(pk__in=[row[1] for row in fresh]) | Q(updated_at__gte=kept.latest))
    rows = list(agencies.values_list(*_COLUMNS))
    former: dict[int, list[str]] = defaultdict(list)
    for _pk, agency, name in fresh:
        former[agency].append(name)
    kept.index.put(_entry(kept.index, row, former[row[0]]) for row in rows)
    kept.former = max((row[0] for row in fresh), default=kept.former)
    kept.latest = max((row[-1] for row in rows), default=kept.latest)


def _entry(index: Index, row: tuple[Any, ...], former: list[str]) -> Entry:
    pk, name, city, region, country, kind, ori, sworn, county, _moment = row
    known = index.entries.get(pk)
    return Entry(
        pk, name, city=city, region=region, country=country, kind=kind, ori=ori or "", county=county or "",
        former=(*(known.former if known else ()), *former), size=sworn or 0,
    )  # fmt: skip
