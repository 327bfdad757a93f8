"""When certificates end: what has lapsed, what lapses when, and month by month for the year to come."""

from dataclasses import dataclass
from datetime import date, timedelta

from agencies.models import Agency
from compliance.certificates import State
from compliance.clock import add_months
from compliance.editions import Track
from training.models import Course
from training.queries.officers import LAPSING_DAYS, officers, relevant, statuses_of

MONTHS_AHEAD = 12


@dataclass(frozen=True, slots=True)
class Ending:
    """A certificate of someone who counts, and the last day it is in force (past, when it has lapsed)."""

    officer_pk: int
    ref: str
    name: str
    track: Track
    ends_on: date
    has_lapsed: bool


@dataclass(frozen=True, slots=True)
class Month:
    """How many certificates end in a month."""

    first_day: date
    cit: int
    mhfa: int


@dataclass(frozen=True, slots=True)
class Expiries:
    """An agency's certificates that have lapsed or lapse within a year, the earliest first; ``held`` counts all there are."""

    endings: tuple[Ending, ...]
    months: tuple[Month, ...]
    lapsed: int
    soon: int
    held: int


def expiries(agency: Agency, as_of: date) -> Expiries:
    """What ends when, as of a day: everyone who counts, and the tracks that their standing rests on. Four statements."""
    first_day = as_of.replace(day=1)
    until = add_months(first_day, MONTHS_AHEAD)
    people = {ref: (pk, name) for pk, ref, name in officers(agency).values_list("pk", "ref", "name")}
    endings, held = [], 0
    for ref, person in statuses_of(agency, as_of).items():
        if not person.counted or ref not in people:
            continue
        for track, holding in relevant(person).items():
            lapsed = holding.state is State.LAPSED
            if not (lapsed or holding.state is State.CURRENT):
                continue
            held += 1
            if holding.expires_on is None:
                continue
            if holding.expires_on < until:
                endings.append(Ending(people[ref][0], ref, people[ref][1], track, holding.expires_on, lapsed))
    endings.sort(key=lambda ending: (ending.ends_on, ending.ref, ending.track))
    soon = as_of + timedelta(days=LAPSING_DAYS)
    return Expiries(
        endings=tuple(endings),
        months=_months(endings, first_day),
        lapsed=sum(ending.has_lapsed for ending in endings),
        held=held,
        soon=sum(not ending.has_lapsed and ending.ends_on <= soon for ending in endings),
    )


def refreshers() -> dict[Track, Course]:
    """The refresher of each track that counts, the shortest first where there are several."""
    found = Course.objects.filter(
        is_refresher=True, standing__in=[Course.Standing.RECOGNIZED, Course.Standing.APPROVED]
    ).order_by("-hours", "-pk")
    return {Track(course.track): course for course in found}


def _months(endings: list[Ending], first_day: date) -> tuple[Month, ...]:
    """This month and those to come; what has lapsed already is not in them."""
    counted: dict[tuple[int, int], dict[Track, int]] = {}
    for ending in endings:
        if not ending.has_lapsed:
            month = counted.setdefault((ending.ends_on.year, ending.ends_on.month), {})
            month[ending.track] = month.get(ending.track, 0) + 1
    result = []
    for ahead in range(MONTHS_AHEAD):
        day = add_months(first_day, ahead)
        tracks = counted.get((day.year, day.month), {})
        result.append(Month(day, tracks.get(Track.CIT, 0), tracks.get(Track.MHFA, 0)))
    return tuple(result)
