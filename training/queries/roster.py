"""The roster as the training unit reads it: who is on it, what each holds, and what each still needs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from agencies.models import Agency
from compliance.certificates import Holding
from compliance.editions import edition_on
from compliance.facts import Facts
from compliance.standings import LeftOut, NonSworn, OfficerStanding, non_sworn, standings
from training.models import Officer, TrainingRecord
from training.queries.facts import roster_facts


class Show(StrEnum):
    """Which part of the roster to show."""

    ACTIVE = "active"
    NEEDS = "needs"
    CIT = "cit"
    MHFA = "mhfa"
    LAPSED = "lapsed"
    LEAVE = "leave"
    NON_SWORN = "non_sworn"
    SEPARATED = "separated"
    ALL = "all"


class Order(StrEnum):
    """How to sort it."""

    REF = "ref"
    NAME = "name"
    RANK = "rank"
    HIRED = "hired"
    EXPIRES = "expires"


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One person with what the engine says of them."""

    officer: Officer
    standing: OfficerStanding

    @property
    def status(self) -> str:
        """A key of the status component."""
        if self.standing.left_out is LeftOut.NOT_SWORN:
            return "optional"
        if self.standing.left_out is not None:
            return "ended"
        return "met" if self.standing.covered else "not_met"

    @property
    def expires_on(self) -> date | None:
        """The first day on which something they hold runs out."""
        days = [held.expires_on for held in (self.standing.cit, self.standing.mhfa) if held.expires_on]
        return min(days, default=None)


@dataclass(frozen=True, slots=True)
class Roster:
    """The rows asked for, and figures of the whole roster."""

    rows: tuple[OfficerRow, ...]
    sworn: int
    cit: int
    covered: int
    others: NonSworn
    on_roster: int


def roster(
    agency: Agency,
    today: date,
    *,
    edition: str = "",
    show: Show = Show.ACTIVE,
    words: str = "",
    order: Order = Order.REF,
) -> Roster:
    """The roster on ``today``, judged by ``edition`` (today's without one). Four queries, however many officers."""
    facts = _facts(agency, today, edition)
    people = standings(facts)
    by_ref = {person.ref: person for person in people}
    officers = Officer.objects.filter(agency=agency).order_by("ref")
    rows = [OfficerRow(officer, by_ref[officer.ref]) for officer in officers if officer.ref in by_ref]
    wanted = [row for row in rows if _shown(row, show) and _matches(row.officer, words)]
    counted = [person for person in people if person.counted]
    return Roster(
        rows=tuple(sorted(wanted, key=lambda row: _sort_key(row, order))),
        sworn=len(counted),
        cit=sum(person.cit.counts for person in counted),
        covered=sum(person.covered for person in counted),
        others=non_sworn(people),
        on_roster=len(rows),
    )


def officer_row(officer: Officer, today: date, *, edition: str = "") -> OfficerRow:
    """One person with what the engine says of them."""
    part = roster_facts(officer.agency, officer_ids=[officer.pk])
    facts = Facts(
        as_of=today,
        edition=edition or edition_on(today).code,
        officers=part.officers,
        courses=part.courses,
        records=part.records,
    )
    return OfficerRow(officer, standings(facts)[0])


def officer_of(agency: Agency, pk: int) -> Officer:
    """One of the agency's people; Officer.DoesNotExist for another agency's."""
    return Officer.objects.select_related("agency").get(agency=agency, pk=pk)


def records_of(officer: Officer) -> list[TrainingRecord]:
    """A person's records, the latest first, each with its course and class."""
    return list(
        TrainingRecord.objects.filter(officer=officer)
        .select_related("course", "offering")
        .order_by("-completed_on", "-id")
    )


def record_of(agency: Agency, pk: int) -> TrainingRecord:
    """One of the agency's records with its officer and course; TrainingRecord.DoesNotExist for another agency's."""
    return TrainingRecord.objects.select_related("officer__agency", "course", "agency").get(
        agency=agency, pk=pk
    )


def records(agency: Agency, *, words: str = "", course: str = "") -> QuerySet[TrainingRecord]:
    """The agency's records, the latest first, those whose officer's ID or name or course holds every word."""
    found = (
        TrainingRecord.objects.filter(agency=agency)
        .select_related("officer", "course", "offering")
        .order_by("-completed_on", "-id")
    )
    if course:
        found = found.filter(course__public_id=course)
    for word in words.split()[:8]:
        found = (
            found.filter(officer__ref__icontains=word)
            | found.filter(officer__name__icontains=word)
            | found.filter(course__title__icontains=word)
        )
    return found


def _facts(agency: Agency, today: date, edition: str) -> Facts:
    everybody = roster_facts(agency)
    return Facts(
        as_of=today,
        edition=edition or edition_on(today).code,
        officers=everybody.officers,
        courses=everybody.courses,
        records=everybody.records,
    )


def _shown(row: OfficerRow, show: Show) -> bool:
    standing = row.standing
    gone = standing.left_out in {LeftOut.SEPARATED, LeftOut.NOT_YET_HIRED}
    match show:
        case Show.ACTIVE:
            return not gone
        case Show.NEEDS:
            return standing.counted and not standing.covered
        case Show.CIT:
            return standing.counted and not standing.cit.counts
        case Show.MHFA:
            return standing.counted and not standing.mhfa.counts
        case Show.LAPSED:
            return standing.counted and (_is_lapsed(standing.cit) or _is_lapsed(standing.mhfa))
        case Show.LEAVE:
            return standing.on_leave
        case Show.NON_SWORN:
            return standing.left_out is LeftOut.NOT_SWORN
        case Show.SEPARATED:
            return gone
        case Show.ALL:
            return True


def _is_lapsed(held: Holding) -> bool:
    return held.state == "lapsed"


def _matches(officer: Officer, words: str) -> bool:
    text = f"{officer.ref} {officer.name} {officer.rank}".casefold()
    return all(word in text for word in words.casefold().split())


def _sort_key(row: OfficerRow, order: Order) -> tuple[object, ...]:
    officer = row.officer
    match order:
        case Order.NAME:
            return (officer.name == "", officer.name.casefold(), officer.ref)
        case Order.RANK:
            return (officer.rank == "", officer.rank.casefold(), officer.ref)
        case Order.HIRED:
            return (officer.hired_on is None, officer.hired_on or date.max, officer.ref)
        case Order.EXPIRES:
            return (row.expires_on is None, row.expires_on or date.max, officer.ref)
        case Order.REF:
            return (officer.ref,)
