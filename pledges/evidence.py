"""The only joint between the database and the engine: what is recorded, as the facts that the engine judges."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from agencies import queries as agencies
from agencies.models import Agency
from compliance.editions import EVIDENCE, edition_on
from compliance.facts import Facts, Status
from compliance.practices import Entries
from evidence.reading import asked
from evidence.source import Source
from partnerships.evidence import SOURCE as PARTNERSHIPS
from pledges.particulars import Entry, Evidence, OwnLetterhead, Titled
from pledges.queries.pledges import edition_code_of
from policies.evidence import SOURCE as POLICIES
from training import queries as training

# Where each list of the facts comes from, by its name there.
SOURCES: Mapping[str, Source] = {"partnerships": PARTNERSHIPS, "policies": POLICIES}


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy of an entry: a stored file by its number and its SHA-256."""

    evidence: str
    ref: str
    file: int
    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts, and what is recorded beside them.

    That is: what the catalog calls the courses, how many people of the roster finished each course, the entries' main parts
    and copies, of head counts the non-sworn staff trained (None for a roster, whose facts say it), the agency's own
    letterhead, and whom beside the agency the entries of each list wait for.
    """

    facts: Facts
    evidence: tuple[Evidence, ...]
    titles: tuple[Titled, ...]
    people_by_course: Mapping[str, int]
    non_sworn_trained: int | None = None
    copies: tuple[Copy, ...] = ()
    own_letterhead: OwnLetterhead | None = None
    waits_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def gather(agency: Agency, as_of: date, *, edition: str | None = None) -> Facts:
    """Everything recorded of an agency, to be judged at ``as_of`` by ``edition``.

    Without an edition it is that of the agency's pledge (one query more), or the one in force on ``as_of``. An agency
    with a roster gives its officers, their records and the courses these name, and the number of sworn it declares;
    one with head counts alone gives the latest that isn't after ``as_of``. Refs are the agency's own officer IDs, and
    the public IDs of partnerships and policies. Eight queries with a roster, six with head counts, however many rows.

    Raises `compliance.refusals.Refused`, naming each place, when what is recorded contradicts itself.
    """
    return _gather(agency, as_of, edition).facts


def gather_whole(agency: Agency, as_of: date, *, edition: str | None = None) -> Gathered:
    """The same with what the letter says beside the facts; one query more, for the letterhead."""
    return replace(_gather(agency, as_of, edition), own_letterhead=_letterhead(agency))


def lock(*, agency: Agency, at: datetime) -> None:
    """Close every entry recorded so far to changes: a submission stands on it. Locks the rows."""
    for source in SOURCES.values():
        source.model.objects.filter(agency=agency, locked_at__isnull=True).update(locked_at=at)


def unlock(*, agency: Agency) -> None:
    """Open what a submission had closed."""
    for source in SOURCES.values():
        source.model.objects.filter(agency=agency, locked_at__isnull=False).update(locked_at=None)


def _gather(agency: Agency, as_of: date, edition: str | None) -> Gathered:
    edition = edition or edition_code_of(agency) or edition_on(as_of).code
    rows = {name: list(source.rows(agency)) for name, source in SOURCES.items()}
    lists: dict[str, Any] = {name: tuple(map(SOURCES[name].fact, found)) for name, found in rows.items()}
    evidence = tuple(
        Evidence(name, tuple(_entry(SOURCES[name], EVIDENCE[name], row, as_of) for row in found))
        for name, found in rows.items()
    )
    copies = tuple(copy for name, found in rows.items() for copy in _copies(name, found))
    waits_for = {name: _waited_for(SOURCES[name], found, as_of) for name, found in rows.items()}
    if agency.evidence_mode == Agency.EvidenceMode.COUNTS:
        headcount, others = training.headcount_facts(agency, as_of)
        counted = Facts(as_of=as_of, edition=edition, headcount=headcount, **lists)
        return Gathered(counted, evidence, (), {}, others, copies, waits_for=waits_for)
    roster = training.roster_facts(agency)
    listed = Facts(
        as_of=as_of,
        edition=edition,
        declared_sworn=agency.sworn,
        officers=roster.officers,
        courses=roster.courses,
        records=roster.records,
        **lists,
    )
    titles = tuple(Titled(code, title) for code, title in roster.titles)
    people = _people_by_course(listed)
    return Gathered(listed, evidence, titles, people, copies=copies, waits_for=waits_for)


def _entry(source: Source, kind: Entries, row: Any, as_of: date) -> Entry:
    described = source.describe(row)
    return Entry(
        ref=row.public_id,
        parts=described.parts,
        copy=described.copy,
        absent=described.absent,
        details=described.details,
        asks=asked(source, kind, row, as_of),
    )


def _copies(name: str, rows: list[Any]) -> Iterator[Copy]:
    for row in rows:
        described = SOURCES[name].describe(row)
        if described.file is not None:
            yield Copy(name, row.public_id, described.file.pk, described.file.sha256, described.file_name)


def _waited_for(source: Source, rows: list[Any], as_of: date) -> tuple[str, ...]:
    found = (source.waits_for(row, as_of) for row in rows)
    return tuple(dict.fromkeys(name for name in found if name))


def _letterhead(agency: Agency) -> OwnLetterhead | None:
    """The letterhead that the agency has set; None while it is made of the profile."""
    found = agencies.letterhead(agency)
    if found is None or not (found.picture or found.lines):
        return None
    if found.picture is not None:
        return OwnLetterhead(found.picture.sha256)
    return OwnLetterhead(lines=tuple(found.lines.splitlines()))


def _people_by_course(facts: Facts) -> dict[str, int]:
    done = {
        (record.course, record.officer)
        for record in facts.records
        if record.status in {Status.COMPLETED, Status.PASSED} and record.completed_on <= facts.as_of
    }
    return dict(sorted(Counter(course for course, _officer in done).items()))
