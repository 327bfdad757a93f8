"""What the engine says of an agency's pledge; of a large agency, cached as long as nothing changes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.cache import cache

import compliance
from agencies.time_zones import today_of
from audit import queries as audit
from compliance.engine import assess
from compliance.facts import Facts, Officer
from compliance.refusals import Problem, Refused
from compliance.report import Report
from compliance.seats import Seats, seats
from pledges import changes, evidence
from pledges.contradictions import Contradiction, contradictions
from pledges.models import Completion, Pledge
from pledges.particulars import Evidence, Letterhead, Particulars, Person, Titled, digest_of_data
from training import queries as training


@dataclass(frozen=True, slots=True)
class Assessment:
    """The facts and what the engine makes of them; or, when they contradict each other, the ``problems`` alone.

    ``gathered`` holds what a letter says beside the facts, for records of today; ``frozen`` what was frozen of the entries.
    ``digests`` are those of the practices' bases, and ``seats`` those in classes, where the facts are kept without their
    roster.
    """

    facts: Facts | None
    report: Report | None
    problems: tuple[Problem, ...] = ()
    gathered: evidence.Gathered | None = None
    digests: Mapping[str, str] | None = None
    frozen: tuple[Evidence, ...] = ()
    seats: Mapping[str, Seats] | None = None

    @property
    def beside(self) -> tuple[Evidence, ...]:
        """What is said of the entries beside the facts."""
        return self.gathered.evidence if self.gathered is not None else self.frozen

    @property
    def met(self) -> bool:
        """Whether everything is met. What can't be judged isn't."""
        return self.report is not None and self.report.met


def assess_agency(pledge: Pledge, as_of: date) -> Report:
    """The report on what the pledge's agency has recorded, by the pledge's own edition.

    Raises `compliance.refusals.Refused` when the records contradict each other; `assessment_of` doesn't.
    """
    return assess(evidence.gather(pledge.agency, as_of, edition=pledge.edition))


def assessment_of(pledge: Pledge, as_of: date) -> Assessment:
    """The same with the facts beside the report, and never raising: for pages."""
    try:
        gathered = evidence.gather_whole(pledge.agency, as_of, edition=pledge.edition)
    except Refused as refused:
        return Assessment(None, None, refused.problems)
    return Assessment(gathered.facts, assess(gathered.facts), gathered=gathered)


def frozen_assessment(completion: Completion) -> Assessment:
    """What a completion froze when it was submitted. Raises ValueError for a draft, which has frozen nothing."""
    if completion.facts is None or completion.report is None:
        raise ValueError("Nothing is frozen before the completion is submitted.")
    said = Particulars.from_data(completion.particulars).evidence if completion.particulars else ()
    return Assessment(Facts.from_data(completion.facts), Report.from_data(completion.report), frozen=said)


def particulars_of(completion: Completion, gathered: evidence.Gathered) -> Particulars:
    """All that papers say beside the facts: of the records, of the completion, and of its agency as it now is."""
    agency = completion.agency
    lines = tuple(line.strip() for line in agency.address.splitlines() if line.strip())
    return Particulars(
        pledged_on=completion.pledge.pledged_on,
        agency=Letterhead(agency.name, agency.place, lines or (agency.place,), agency.phone, agency.website),
        head=Person(agency.head_name, agency.head_title),
        signatory=Person(completion.signatory_name, completion.signatory_title),
        signatory_is_command=completion.signatory_is_command,
        statements=tuple(Titled(key, text) for key, text in completion.statements.items()),
        courses=gathered.titles,
        evidence=gathered.evidence,
        non_sworn_trained=gathered.non_sworn_trained,
        engine=compliance.VERSION,
        own_letterhead=gathered.own_letterhead,
    )


def contradictions_of(completion: Completion, assessment: Assessment) -> tuple[Contradiction, ...]:
    """The numbers in the agency's own words that say something else than the records."""
    report, gathered = assessment.report, assessment.gathered
    if report is None:
        return ()
    known = {*gathered.people_by_course.values(), gathered.non_sworn_trained or 0} if gathered else set()
    return tuple(
        found for text in completion.statements.values() for found in contradictions(text, report, known)
    )


def frozen_particulars(completion: Completion) -> Particulars:
    """What a completion froze beside its facts. Raises ValueError for a draft, which has frozen nothing.

    Of one that was submitted before particulars were frozen, they are what the records say now, if anything.
    """
    if completion.facts is None:
        raise ValueError("Nothing is frozen before the completion is submitted.")
    if completion.particulars is not None:
        return Particulars.from_data(completion.particulars)
    facts = Facts.from_data(completion.facts)
    try:
        gathered = evidence.gather_whole(completion.agency, facts.as_of, edition=facts.edition)
    except Refused:
        gathered = evidence.Gathered(facts, (), (), {})
    return particulars_of(completion, gathered)


def digests_of(assessment: Assessment) -> Mapping[str, str]:
    """The digest of each practice's basis; none while the records can't be judged."""
    if assessment.digests is not None:
        return assessment.digests
    if assessment.report is None:
        return {}
    keys = [finding.requirement for finding in assessment.report.findings]
    bases = {key: basis_now(key, assessment) for key in keys}
    return {key: basis.digest for key, basis in bases.items() if basis is not None}


def seats_of(assessment: Assessment) -> Mapping[str, Seats]:
    """Who would count for each practice once classes are over and credited, by the practice's key. None of it counts."""
    if assessment.seats is not None:
        return assessment.seats
    return seats(assessment.facts) if assessment.facts is not None else {}


def basis_now(practice: str, assessment: Assessment, *, copies: bool = True) -> changes.Basis | None:
    """The basis of one practice by the records of today, with the entries' ``copies``; None while they can't be judged."""
    facts, report, gathered = assessment.facts, assessment.report, assessment.gathered
    if facts is None or report is None or gathered is None:
        return None
    kept = {(copy.evidence, copy.ref): copy.sha256 for copy in gathered.copies} if copies else {}
    return changes.basis_of(practice, facts, report, gathered.evidence, kept)


def basis_frozen(practice: str, completion: Completion, *, copies: bool = True) -> changes.Basis | None:
    """The basis of one practice as it was submitted; None where its edition has none of this name."""
    frozen = frozen_assessment(completion)
    facts, report = frozen.facts, frozen.report
    if facts is None or report is None or practice not in {one.requirement for one in report.findings}:
        return None
    rows = completion.copies.select_related("file") if copies else ()
    kept = {(row.evidence, row.ref): row.file.sha256 for row in rows}
    return changes.basis_of(practice, facts, report, frozen_particulars(completion).evidence, kept)


def letter_basis_digest(completion: Completion, assessment: Assessment | None = None) -> str:
    """SHA-256, in hex, over everything that a draft's letter says, but for its date.

    That is the statements, who signs, the agency as on its letterhead, and the figures, courses, partnerships and
    policies of today (gathered here unless ``assessment`` brings them); after a return also the answers and the practices'
    bases, from which follows what changed. A letter whose digest is another one is out of date. A completion that was
    submitted keeps the digest that it was submitted with.
    """
    if completion.facts is not None:
        return completion.letter_digest
    assessment = assessment or assessment_of(completion.pledge, today_of(completion.pledge.agency))
    facts = assessment.facts.to_data() if assessment.facts else {}
    report = assessment.report.to_data() if assessment.report else {}
    gathered = assessment.gathered
    basis: dict[str, Any] = {
        "particulars": particulars_of(completion, gathered).on_paper.to_data() if gathered else None,
        "evidence": {name: facts.get(name) for name in evidence.SOURCES},
        "courses": dict(gathered.people_by_course) if gathered else {},
        "report": {key: value for key, value in report.items() if key not in {"as_of", "warnings"}},
    }
    if completion.follows_id is not None:
        answers = {row.practice: [row.answer, row.is_kept] for row in completion.practices.all()}
        # What changed since the return is told with the answers.
        basis["revised"] = [completion.answer, answers, dict(digests_of(assessment))]
    return digest_of_data(basis)


def letter_is_current(completion: Completion, assessment: Assessment | None = None) -> bool:
    """Whether a letter was made and still says what the completion says."""
    if completion.letter_id is None:
        return False
    return completion.letter_digest == letter_basis_digest(completion, assessment)


# Judging 36,000 officers with 100,000 records takes seconds; what the pages show of it is a few lines. Every change of what an
# agency recorded leaves an entry on its trail, so the number of the latest one tells whether the cached lines still hold.
# Sworn officers. Below, judging again is as quick as the cache.
LARGE = 1_000
_HOURS = 26 * 3600
_ANY_OFFICER = Officer("any")


def cached_assessment(pledge: Pledge, as_of: date) -> Assessment:
    """`assessment_of` for a page that names no officer: of a large agency its facts hold no roster, its warnings no refs.

    That there is a roster is still seen. Two queries while nothing changed, however large the agency; nothing about an
    officer is remembered outside the database.
    """
    if (pledge.agency.sworn or 0) < LARGE:
        return assessment_of(pledge, as_of)
    version = f"{audit.last_number(pledge.agency)}.{training.catalogue_version()}"
    key = f"pledges.standing.3.{pledge.public_id}.{pledge.edition}.{as_of}.{version}"
    remembered: Assessment | None = cache.get(key)
    if remembered is None:
        remembered = _without_people(assessment_of(pledge, as_of))
        cache.set(key, remembered, _HOURS)
    return remembered


def _without_people(assessment: Assessment) -> Assessment:
    facts, report, gathered = assessment.facts, assessment.report, assessment.gathered
    if facts is None or report is None or gathered is None:
        return assessment
    digests, seats = digests_of(assessment), seats_of(assessment)
    facts = replace(facts, officers=(_ANY_OFFICER,) if facts.officers else (), courses=(), records=())
    report = replace(report, warnings=tuple(replace(warning, refs=()) for warning in report.warnings))
    return Assessment(facts, report, gathered=replace(gathered, facts=facts), digests=digests, seats=seats)
