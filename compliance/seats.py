"""Who would count for a practice once the classes they are enrolled in are over and credited. None of it is credited.

`assess` never looks at what is scheduled; this says what it would find, by the same rules, if everything scheduled were
completed as planned.
"""

from dataclasses import dataclass, replace
from datetime import date

from compliance.editions import Track, edition_by_code
from compliance.facts import Facts, Record, Status
from compliance.officers import OfficerStatus, officer_statuses


@dataclass(frozen=True, slots=True)
class Seats:
    """Officers who don't count for a practice yet, and would.

    ``to_credit`` of them by classes that are over and wait to be credited, ``planned`` by those still to come, the last of
    which ends on ``until``. ``course`` and ``offering`` name the class to open: one to credit, else the next to come; empty
    where what is scheduled belongs to no class.
    """

    to_credit: int = 0
    planned: int = 0
    until: date | None = None
    course: str = ""
    offering: str = ""


NO_SEATS = Seats()


def seats(facts: Facts) -> dict[str, Seats]:
    """The seats for each practice that asks for a share of the sworn strength, by its key; those alone that have any."""
    scheduled = [record for record in facts.records if record.status is Status.SCHEDULED]
    if not scheduled:
        return {}
    refs = {record.officer for record in scheduled}
    # On the day that is judged a class can be over and still wait to be credited.
    over = [record for record in scheduled if record.completed_on <= facts.as_of]
    now, credited, finished = (_if_done(facts, refs, done) for done in ([], over, scheduled))
    track_of = {course.code: course.track for course in facts.courses}
    found = {}
    for key, share in edition_by_code(facts.edition).shares.items():
        lacking = {ref for ref, person in now.items() if person.counted and not _holds(person, share.tracks)}
        to_credit = {ref for ref in lacking if _holds(credited[ref], share.tracks)}
        planned = {ref for ref in lacking - to_credit if _holds(finished[ref], share.tracks)}
        if to_credit or planned:
            ours = [record for record in scheduled if track_of[record.course] in share.tracks]
            found[key] = _seats(ours, to_credit, planned, facts.as_of)
    return found


def _seats(scheduled: list[Record], to_credit: set[str], planned: set[str], as_of: date) -> Seats:
    waiting = [record for record in scheduled if record.officer in to_credit and record.completed_on <= as_of]
    coming = [record for record in scheduled if record.officer in planned and record.completed_on > as_of]
    of_classes = [record for record in waiting or coming if record.offering is not None]
    opened = min(of_classes, key=lambda record: (record.completed_on, record.course), default=None)
    return Seats(
        to_credit=len(to_credit),
        planned=len(planned),
        until=max((record.completed_on for record in coming), default=None),
        course=opened.course if opened is not None else "",
        offering=(opened.offering or "") if opened is not None else "",
    )


def _if_done(facts: Facts, refs: set[str], done: list[Record]) -> dict[str, OfficerStatus]:
    """These officers as they would stand once ``done`` is completed, on the last of its days, by their refs."""
    ids = set(map(id, done))
    records = tuple(
        replace(record, status=Status.COMPLETED) if id(record) in ids else record
        for record in facts.records
        if record.officer in refs
    )
    then = replace(
        facts,
        as_of=max([facts.as_of, *(record.completed_on for record in done)]),
        officers=tuple(officer for officer in facts.officers if officer.ref in refs),
        records=records,
    )
    return {person.ref: person for person in officer_statuses(then)}


def _holds(person: OfficerStatus, tracks: frozenset[Track]) -> bool:
    return (Track.CIT in tracks and person.cit.counts) or (Track.MHFA in tracks and person.mhfa.counts)
