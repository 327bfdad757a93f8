"""From the database to the engine's facts."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from compliance.facts import Facts, Headcount, Policy
from compliance.refusals import Refused
from pledges import evidence
from pledges.lifecycle import State
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.pledges import (
    PledgeFactory,
    add_officers,
    add_partnership,
    add_policy,
    meet_everything,
)
from training.models import Course, HeadCount, Officer, TrainingRecord

pytestmark = pytest.mark.django_db

AS_OF = date(2025, 6, 15)


def test_gather_a_roster_whole() -> None:
    agency = AgencyFactory(sworn=5)
    officers = add_officers(agency, cit=1, mhfa=1)
    Officer.objects.filter(ref="P001").update(excluded_because="On loan to the county.")
    Officer.objects.create(agency=agency, ref="D1", is_sworn=False)
    add_officers(AgencyFactory(), cit=3)
    partnership = add_partnership(agency)
    policy = add_policy(agency)
    facts = evidence.gather(agency, AS_OF, edition="2016")
    assert (facts.as_of, facts.edition, facts.declared_sworn, facts.headcount) == (AS_OF, "2016", 5, None)
    assert [(one.ref, one.sworn, one.excluded_because) for one in facts.officers] == [
        ("D1", False, None),
        ("P000", True, None),
        ("P001", True, "On loan to the county."),
    ]
    assert [(one.code, str(one.track), one.hours) for one in facts.courses] == [
        ("CIT", "cit", 40),
        ("MHFA-PS", "mhfa", 8),
    ]
    assert [(one.officer, one.course) for one in facts.records] == [("P000", "CIT"), ("P001", "MHFA-PS")]
    assert [(one.ref, one.organization, one.nature) for one in facts.partnerships] == [
        (partnership.public_id, "County Behavioral Health", "Clinicians ride with officers.")
    ]
    assert facts.policies == (
        Policy(policy.public_id, "General Order 12-4", date(2023, 2, 1), None, ("purpose", "response")),
    )
    assert len(officers) == 2


def test_gather_reads_back_as_it_was_from_json() -> None:
    agency = AgencyFactory(sworn=3)
    add_officers(agency, cit=1, mhfa=2)
    TrainingRecord.objects.create(
        agency=agency,
        officer=Officer.objects.filter(agency=agency)[0],
        course=Course.objects.get(code="MHFA-PS"),
        hours=Decimal("7.5"),
        completed_on=date(2024, 5, 1),
        expires_on=date(2027, 5, 1),
    )
    facts = evidence.gather(agency, AS_OF)
    assert Facts.from_json(facts.to_json()) == facts


def test_gather_head_counts_takes_the_latest_that_is_not_later() -> None:
    agency = AgencyFactory(evidence_mode=Agency.EvidenceMode.COUNTS, sworn=99)
    add_officers(agency, cit=2)
    for day, cit in ((date(2025, 1, 1), 4), (AS_OF, 5), (date(2025, 6, 16), 6)):
        HeadCount.objects.create(agency=agency, as_of=day, sworn=20, cit=cit, mhfa_without_cit=2)
    facts = evidence.gather(agency, AS_OF)
    assert (facts.headcount, facts.officers, facts.declared_sworn) == (Headcount(20, 5, 2), (), None)


def test_gather_without_any_head_count_has_nobody() -> None:
    agency = AgencyFactory(evidence_mode=Agency.EvidenceMode.COUNTS)
    assert evidence.gather(agency, AS_OF).headcount is None


@pytest.mark.parametrize(
    ("state", "edition"),
    [(State.ACTIVE, "2016"), (State.COMPLETED, "2016"), (State.WITHDRAWN, "2022"), (State.CONFIRMED, "2022")],
)
def test_gather_without_an_edition_takes_that_of_the_live_pledge(state: State, edition: str) -> None:
    pledge = PledgeFactory(state=state.value, edition="2016")
    assert evidence.gather(pledge.agency, AS_OF).edition == edition


def test_gather_refuses_records_that_contradict_each_other() -> None:
    agency = AgencyFactory()
    add_policy(agency, adopted_on=date(202, 2, 1))
    with pytest.raises(Refused) as caught:
        evidence.gather(agency, AS_OF)
    assert [problem.place for problem in caught.value.problems] == ["policies[0].adopted_on"]


@pytest.mark.parametrize("people", [1, 30])
def test_gather_takes_eight_queries_with_a_roster_and_six_with_head_counts(people: int) -> None:
    agency = AgencyFactory(sworn=None)
    add_officers(agency, cit=people, mhfa=people)
    for number in range(3):
        add_partnership(agency, nature=f"Number {number}")
        add_policy(agency, title=f"Order {number}")
    with CaptureQueriesContext(
        connection,
    ) as roster:
        evidence.gather(agency, AS_OF, edition="2022")
    assert len(roster) == 8
    meet_everything(agency)
    with CaptureQueriesContext(connection) as counts:
        evidence.gather(agency, AS_OF, edition="2022")
    assert len(counts) == 6
