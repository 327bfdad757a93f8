"""The figures that the database counts, beside the engine."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Agency
from compliance.editions import EDITIONS
from compliance.engine import assess
from compliance.facts import Facts
from compliance.officers import non_sworn, officer_statuses
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.training import (
    CourseFactory,
    HeadCountFactory,
    OfferingFactory,
    OfficerFactory,
    RecordFactory,
)
from tests.compliance.strategies import AS_OF, headcounts, rosters
from tests.training.stored_facts import storable, stored
from training import figures, queries
from training.figures import Figures
from training.models import AgencyFigures, Course

pytestmark = pytest.mark.django_db


def by_engine(facts: Facts, agency: Agency) -> dict[str, tuple[int, int, int, int, int, str]]:
    """Per edition: strength, the two counts and what they would be, and the verdict."""
    found = {}
    for code in EDITIONS:
        report = assess(replace(facts, edition=code))
        cit, aid = report.finding("crisis_intervention"), report.finding("first_aid")
        found[code] = (
            report.sworn,
            cit.actual,
            cit.if_pending_approved,
            aid.actual,
            aid.if_pending_approved,
            str(report.training),
        )
    return found


def by_database(counted: Figures) -> dict[str, tuple[int, int, int, int, int, str]]:
    """The same, of figures."""
    return {
        code: (
            counted.sworn,
            counted.holding(edition.crisis_intervention),
            counted.holding(edition.crisis_intervention, if_approved=True),
            counted.holding(edition.first_aid),
            counted.holding(edition.first_aid, if_approved=True),
            str(counted.training(edition)),
        )
        for code, edition in EDITIONS.items()
    }


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=rosters() | headcounts(), other=rosters())
def test_figures_any_roster_agree_with_the_engine(db: None, facts: Facts, other: Facts) -> None:
    facts, other = storable(facts), storable(replace(other, courses=(), records=()))
    if facts.headcount:
        facts = replace(facts, declared_sworn=None)
    with transaction.atomic():
        agency, neighbour = stored(facts), stored(other)
        expected = by_engine(facts, agency)
        assert by_database(figures.of_agency(agency, AS_OF)) == expected
        figures.store(AS_OF, at=timezone.now())
        everyone = {row.agency_id: as_figures(row) for row in AgencyFigures.objects.all()}
        assert by_database(everyone[agency.pk]) == expected
        assert by_database(everyone[neighbour.pk]) == by_engine(other, neighbour)
        staff = non_sworn(officer_statuses(facts))
        if not facts.headcount:
            assert (everyone[agency.pk].non_sworn, everyone[agency.pk].non_sworn_trained) == (
                staff.people,
                staff.trained,
            )
        transaction.set_rollback(True)


def as_figures(row: AgencyFigures) -> Figures:
    return Figures(
        row.agency_id,
        row.sworn,
        row.cit,
        row.mhfa,
        row.either,
        row.cit_if_approved,
        row.mhfa_if_approved,
        row.either_if_approved,
        row.non_sworn,
        row.non_sworn_trained,
        row.self_reported,
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=rosters())
def test_facts_stored_and_read_again_are_the_same(db: None, facts: Facts) -> None:
    """Nothing that the engine judges is lost on the way through the database."""
    facts = storable(facts)
    with transaction.atomic():
        agency = stored(facts)
        read = queries.roster_facts(agency)
        assert assess(replace(facts, courses=read.courses, records=read.records, officers=read.officers)) == (
            assess(renamed(facts, agency))
        )
        transaction.set_rollback(True)


def renamed(facts: Facts, agency: Agency) -> Facts:
    """The facts with the codes that their courses have in the database."""

    def code(of: str) -> str:
        return of if of in {"ICAT", "QPR"} else f"{agency.pk}-{of}"

    return replace(
        facts,
        courses=tuple(replace(course, code=code(course.code)) for course in facts.courses),
        records=tuple(replace(record, course=code(record.course)) for record in facts.records),
    )


def test_of_agency_thirds_of_an_hour_add_up_exactly() -> None:
    officer = OfficerFactory.create(agency__sworn=None)
    offering = OfferingFactory.create(agency=officer.agency)
    for session, hours in enumerate(("2.67", "2.67", "2.66")):
        RecordFactory.create(
            officer=officer,
            course=offering.course,
            offering=offering,
            session=str(session),
            hours=Decimal(hours),
        )
    assert figures.of_agency(officer.agency, AS_OF).mhfa == 1


def test_of_agency_sessions_of_two_classes_do_not_stack() -> None:
    officer = OfficerFactory.create(agency__sworn=None)
    for _number in range(2):
        offering = OfferingFactory.create(agency=officer.agency)
        RecordFactory.create(officer=officer, course=offering.course, offering=offering, hours=Decimal(4))
    assert figures.of_agency(officer.agency, AS_OF).mhfa == 0


@pytest.mark.parametrize(
    ("standing", "held", "if_approved"),
    [("unreviewed", 0, 0), ("pending", 0, 1), ("approved", 1, 1), ("declined", 0, 0)],
)
def test_of_agency_standing_of_the_course_decides(standing: str, held: int, if_approved: int) -> None:
    record = RecordFactory.create(course=CourseFactory.create(code="LOCAL", standing=standing))
    counted = figures.of_agency(record.agency, AS_OF)
    assert (counted.cit, counted.cit_if_approved) == (held, if_approved)


def test_of_agency_head_count_is_the_latest_not_after_the_day() -> None:
    agency = AgencyFactory.create(evidence_mode=Agency.EvidenceMode.COUNTS)
    HeadCountFactory.create(agency=agency, as_of=date(2024, 1, 1), sworn=10, cit=1, mhfa_without_cit=2)
    HeadCountFactory.create(agency=agency, as_of=date(2025, 1, 1), sworn=20, cit=3, mhfa_without_cit=4)
    HeadCountFactory.create(agency=agency, as_of=date(2026, 1, 1), sworn=30, cit=5, mhfa_without_cit=6)
    counted = figures.of_agency(agency, AS_OF)
    assert (counted.sworn, counted.cit, counted.either, counted.self_reported) == (20, 3, 7, True)


def test_statements_one_whatever_the_number(django_assert_num_queries: object) -> None:
    for _number in range(3):
        RecordFactory.create()
    agency = Agency.objects.first()
    with django_assert_num_queries(1):  # type: ignore[operator]
        figures.of_agency(agency, AS_OF)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert figures.store(AS_OF, at=timezone.now()) == 3


def test_store_again_replaces(django_assert_num_queries: object) -> None:
    record = RecordFactory.create()
    figures.store(AS_OF, at=timezone.now())
    Course.objects.filter(pk=record.course_id).update(standing="declined")
    figures.store(AS_OF, at=timezone.now())
    assert list(AgencyFigures.objects.values_list("agency", "cit")) == [(record.agency_id, 0)]


def test_store_between_two_numbers_leaves_the_others() -> None:
    agencies = [RecordFactory.create().agency for _number in range(3)]
    figures.store(AS_OF, at=timezone.now(), above=agencies[0].pk, upto=agencies[1].pk)
    assert list(AgencyFigures.objects.values_list("agency", flat=True)) == [agencies[1].pk]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=rosters(), condition=st.sampled_from(sorted(figures.HOLDINGS)))
def test_officers_where_agrees_with_the_statuses(db: None, facts: Facts, condition: str) -> None:
    facts = replace(storable(facts), edition="2022")
    with transaction.atomic():
        agency = stored(facts)
        found = set(queries.refs_holding(agency, condition, AS_OF))
        expected = {
            person.ref
            for person in officer_statuses(facts)
            if {
                "cit": person.cit.counts,
                "mhfa": person.mhfa.counts,
                "either": person.covered,
                "pending": (person.cit.counts_if_approved and not person.cit.counts)
                or (person.mhfa.counts_if_approved and not person.mhfa.counts and not person.cit.counts),
            }[condition]
        }
        assert found == expected
        transaction.set_rollback(True)
