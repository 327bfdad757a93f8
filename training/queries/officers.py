"""An agency's officers: the list, cut to a page before anything is judged, and one officer with everything.

What an officer holds or needs is always the engine's word. Where a filter would have to judge tens of thousands to show
fifty, the database picks whom to show by the figures' own fragments, which a property test holds to the engine.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet

from agencies.models import Agency
from common.text import folded
from compliance.certificates import Holding, State
from compliance.editions import Track
from compliance.facts import Facts
from compliance.officers import OfficerStatus, officer_statuses
from training import figures
from training.editions import edition_of
from training.models import Officer, TrainingRecord
from training.queries.facts import roster_facts

PER_PAGE = 50
LAPSING_DAYS = 90

SORTS = {
    "ref": ("ref",),
    "name": ("name", "ref"),
    "rank": ("rank", "ref"),
    "hired": ("hired_on", "ref"),
}


@dataclass(frozen=True, slots=True)
class OfficerFilter:
    """Which officers a list shows, and in what order. Empty values show all; ``sort`` may have a minus in front."""

    search: str = ""
    people: str = "active"
    kind: str = ""
    training: str = ""
    sort: str = "ref"


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """An officer with the engine's word on them."""

    officer: Officer
    status: OfficerStatus


def officers(agency: Agency) -> QuerySet[Officer]:
    """The agency's officers by ID."""
    return Officer.objects.filter(agency=agency).order_by("ref")


def officer_page(
    agency: Agency, wanted: OfficerFilter, number: str | int | None, *, as_of: date, per_page: int = PER_PAGE
) -> Page[Any]:
    """A page of OfficerRow. Five statements, one more with a filter on what has lapsed."""
    found = _filtered(agency, wanted, as_of)
    paginator: Paginator[Any] = Paginator(found, per_page)
    page = paginator.get_page(number)
    listed: Sequence[Officer]
    if isinstance(found, list):
        by_pk = Officer.objects.filter(agency=agency).in_bulk(list(page.object_list))
        listed = [by_pk[pk] for pk in page.object_list]
    else:
        listed = list(page.object_list)
    page.object_list = rows_of(agency, listed, as_of=as_of)
    return page


def all_officers(agency: Agency, wanted: OfficerFilter, *, as_of: date) -> list[OfficerRow]:
    """Every officer that a filter shows: for exports and for printing."""
    found = _filtered(agency, wanted, as_of)
    if isinstance(found, list):
        by_pk = {officer.pk: officer for officer in officers(agency)}
        return rows_of(agency, [by_pk[pk] for pk in found], as_of=as_of, all_of_them=True)
    return rows_of(agency, list(found), as_of=as_of, all_of_them=True)


def rows_of(
    agency: Agency, listed: Sequence[Officer], *, as_of: date, all_of_them: bool = False
) -> list[OfficerRow]:
    """These officers with their statuses. Three statements, none for no one."""
    if not listed:
        return []
    judged = statuses_of(agency, as_of, None if all_of_them else [officer.pk for officer in listed])
    return [OfficerRow(officer, judged[officer.ref]) for officer in listed]


def get_officer(agency: Agency, pk: int) -> Officer:
    """One of the agency's officers; DoesNotExist when it is another agency's."""
    return Officer.objects.select_related("agency").get(agency=agency, pk=pk)


def officer_status(officer: Officer, *, as_of: date) -> OfficerStatus:
    """The engine's word on one officer."""
    return rows_of(officer.agency, [officer], as_of=as_of)[0].status


def refs_holding(agency: Agency, condition: str, as_of: date) -> list[str]:
    """The IDs of those who hold what ``condition`` (one of ``figures.HOLDINGS``) says, by the database's count."""
    return list(_holding(officers(agency), agency, condition, as_of).values_list("ref", flat=True))


def officers_by_ref(agency: Agency, refs: Sequence[str]) -> dict[str, Officer]:
    """The agency's officers with these IDs."""
    return {officer.ref: officer for officer in Officer.objects.filter(agency=agency, ref__in=refs)}


def records_of(officer: Officer) -> QuerySet[TrainingRecord]:
    """One officer's records, the latest first, with course and class."""
    return officer.records.select_related("course", "offering").order_by("-completed_on", "-pk")


def on_leave(agency: Agency, as_of: date) -> QuerySet[Officer]:
    """Who works for the agency and is on leave, or is left out of the count, by ID."""
    away = Q(on_leave_since__lte=as_of) | ~Q(excluded_because="")
    return officers(agency).filter(employed(as_of), away, is_sworn=True).select_related("agency")


def numbers_found(among: QuerySet[Officer], typed: str) -> list[int]:
    """The numbers of the officers whose ID, name or rank holds every word that was typed, both folded; one statement.

    They are compared here, so that both databases find the same. No one where signs alone were typed.
    """
    words = folded(typed).split()
    rows = among.order_by().values_list("pk", "ref", "name", "rank")
    return [pk for pk, *known in rows if words and all(word in folded(" ".join(known)) for word in words)]


def employed(as_of: date) -> Q:
    """Who works for the agency on a day: hired by then, not separated by then."""
    return (Q(hired_on=None) | Q(hired_on__lte=as_of)) & (Q(separated_on=None) | Q(separated_on__gt=as_of))


def _filtered(agency: Agency, wanted: OfficerFilter, as_of: date) -> QuerySet[Officer] | list[int]:
    """The officers in order; as a list of numbers where the engine had to pick them."""
    found = officers(agency)
    if wanted.people == "active":
        found = found.filter(employed(as_of))
    elif wanted.people == "left":
        found = found.filter(separated_on__lte=as_of)
    if wanted.kind:
        found = found.filter(is_sworn=wanted.kind == "sworn")
    if wanted.search.strip():
        found = found.filter(pk__in=numbers_found(found, wanted.search))
    found = _by_training(found, agency, wanted.training, as_of)
    found = found.order_by(*_order(wanted.sort))
    if wanted.training in _PICKED:
        picked = _picked_by_the_engine(agency, wanted.training, as_of)
        return [pk for pk, ref in found.values_list("pk", "ref") if ref in picked]
    return found


def _by_training(found: QuerySet[Officer], agency: Agency, training: str, as_of: date) -> QuerySet[Officer]:
    counted = found.filter(employed(as_of), is_sworn=True, excluded_because="")
    if training == "needs_training":
        covers = "either" if Track.CIT in edition_of(agency, as_of).first_aid.tracks else "mhfa"
        return _holding(counted, agency, covers, as_of, exclude=True)
    if training == "no_cit":
        return _holding(counted, agency, "cit", as_of, exclude=True)
    if training in {"cit", "mhfa", "pending"}:
        return _holding(found, agency, training, as_of)
    if training == "leave":
        return found.filter(on_leave_since__lte=as_of)
    if training == "excluded":
        return found.exclude(excluded_because="")
    return found


def _holding(
    found: QuerySet[Officer], agency: Agency, condition: str, as_of: date, *, exclude: bool = False
) -> QuerySet[Officer]:
    holders = figures.officers_where(condition, agency, as_of)
    return found.exclude(pk__in=holders) if exclude else found.filter(pk__in=holders)


def _picked_by_the_engine(agency: Agency, training: str, as_of: date) -> set[str]:
    fits = _PICKED[training]
    soon = as_of + timedelta(days=LAPSING_DAYS)
    return {
        ref
        for ref, person in statuses_of(agency, as_of).items()
        if any(fits(holding, soon) for holding in relevant(person).values())
    }


def relevant(person: OfficerStatus) -> dict[Track, Holding]:
    """What an officer's status rests on: first aid is nothing to watch where crisis intervention covers them."""
    both = {Track.CIT: person.cit, Track.MHFA: person.mhfa}
    return both if person.mhfa_matters else {Track.CIT: person.cit}


def lapses(holding: Holding, by: date) -> bool:
    """Whether a certificate that is in force ends on or before a day."""
    return holding.state is State.CURRENT and holding.expires_on is not None and holding.expires_on <= by


_PICKED: dict[str, Callable[[Holding, date], bool]] = {
    "lapsed": lambda holding, _soon: holding.state is State.LAPSED,
    "lapsing": lapses,
    "recorded": lambda holding, _soon: holding.counts and holding.recorded,
}


def statuses_of(agency: Agency, as_of: date, pks: list[int] | None = None) -> dict[str, OfficerStatus]:
    """The engine's word on the agency's officers, or on these alone, by ID. Three statements."""
    roster = roster_facts(agency, officer_ids=pks)
    facts = Facts(
        as_of=as_of,
        edition=edition_of(agency, as_of).code,
        officers=roster.officers,
        courses=roster.courses,
        records=roster.records,
    )
    return {person.ref: person for person in officer_statuses(facts)}


def _order(sort: str) -> list[Any]:
    descending = sort.startswith("-")
    names = SORTS.get(sort.lstrip("-"), SORTS["ref"])
    if descending:
        return [F(name).desc(nulls_last=True) for name in names[:1]] + list(names[1:])
    return [F(name).asc(nulls_last=True) for name in names[:1]] + list(names[1:])


def cit_covers(agency: Agency, as_of: date) -> bool:
    """Whether crisis-intervention training alone covers an officer, by the agency's edition."""
    return Track.CIT in edition_of(agency, as_of).first_aid.tracks
