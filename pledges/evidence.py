"""The only joint between the database and the engine: what is recorded, as the facts that the engine judges."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agencies.models import Agency
from compliance import facts
from compliance.editions import edition_on
from compliance.facts import Facts, Status
from partnerships import queries as partnerships
from partnerships.models import Partnership
from pledges.queries.pledges import edition_code_of
from policies import queries as policies
from policies.models import Policy
from training import queries as training
from training.models import HeadCount


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts, and what the letter says beside them: the pages of policies' components, how many people of the roster
    finished each course, which policies and partnerships have a copy to enclose (their public IDs), and of head counts
    the non-sworn staff trained (None for a roster, whose facts say it).
    """

    facts: Facts
    pages: tuple[tuple[str, str, str], ...]
    people_by_course: Mapping[str, int]
    copies: tuple[str, ...]
    non_sworn_trained: int | None = None


def gather(agency: Agency, as_of: date, *, edition: str | None = None) -> Facts:
    """Everything recorded of an agency, to be judged at ``as_of`` by ``edition``.

    Without an edition it is that of the agency's pledge (one query more), or the one in force on ``as_of``. An agency
    with a roster gives its officers, their records and the courses these name, and the number of sworn it declares;
    one with head counts alone gives the latest that isn't after ``as_of``. Refs are the agency's own officer IDs, and
    the public IDs of partnerships and policies. Six queries with a roster, five with head counts, however many rows.

    Raises `compliance.refusals.Refused`, naming each place, when what is recorded contradicts itself.
    """
    return gather_whole(agency, as_of, edition=edition).facts


def gather_whole(agency: Agency, as_of: date, *, edition: str | None = None) -> Gathered:
    """The same with what the letter says beside the facts, by the same queries."""
    edition = edition or edition_code_of(agency) or edition_on(as_of).code
    rows = list(policies.for_agency(agency))
    pages = tuple(
        (policy.public_id, component.kind, component.pages)
        for policy in rows
        for component in policy.components.all()
    )
    together = list(partnerships.for_agency(agency))
    copies = (
        *(policy.public_id for policy in rows if policy.file_id is not None),
        *(entry.public_id for entry in together if entry.mou_id is not None),
    )
    if agency.evidence_mode == Agency.EvidenceMode.COUNTS:
        counted = Facts(
            as_of=as_of,
            edition=edition,
            headcount=training.headcount_facts(agency, as_of),
            partnerships=_partnerships(together),
            policies=_policies(rows),
        )
        return Gathered(counted, pages, {}, copies, _non_sworn_trained(agency, as_of))
    roster = training.roster_facts(agency)
    listed = Facts(
        as_of=as_of,
        edition=edition,
        declared_sworn=agency.sworn,
        officers=roster.officers,
        courses=roster.courses,
        records=roster.records,
        partnerships=_partnerships(together),
        policies=_policies(rows),
    )
    return Gathered(listed, pages, _people_by_course(listed), copies)


def _people_by_course(facts: Facts) -> dict[str, int]:
    done = {
        (record.course, record.officer)
        for record in facts.records
        if record.status in {Status.COMPLETED, Status.PASSED} and record.completed_on <= facts.as_of
    }
    return dict(sorted(Counter(course for course, _officer in done).items()))


def _partnerships(rows: list[Partnership]) -> tuple[facts.Partnership, ...]:
    return tuple(
        facts.Partnership(
            ref=entry.public_id,
            organization=entry.organization.name,
            nature=entry.nature,
            started_on=entry.started_on,
            ended_on=entry.ended_on,
        )
        for entry in rows
    )


def _policies(rows: list[Policy]) -> tuple[facts.Policy, ...]:
    return tuple(
        facts.Policy(
            ref=entry.public_id,
            title=entry.title,
            adopted_on=entry.adopted_on,
            retired_on=entry.retired_on,
            components=tuple(component.kind for component in entry.components.all()),
        )
        for entry in rows
    )


def _non_sworn_trained(agency: Agency, as_of: date) -> int | None:
    counts = HeadCount.objects.filter(agency=agency, as_of__lte=as_of).order_by("-as_of", "-pk")
    return counts.values_list("non_sworn_trained", flat=True).first()
