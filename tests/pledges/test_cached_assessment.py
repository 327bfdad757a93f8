"""A large agency's assessment is remembered as long as nothing changes, and never longer."""

import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from agencies import actions as agencies
from agencies.models import Agency
from compliance.editions import EDITIONS
from partnerships import actions as partnerships
from pledges import queries
from pledges.lifecycle import State
from pledges.models import Pledge
from pledges.queries import Assessment
from policies import actions as policies
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import PledgeFactory, add_officers, add_partnership, add_policy, member
from training.actions import courses, officers, records
from training.models import Course, Officer, TrainingRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_an_agency")]
TODAY = date(2026, 3, 1)


@pytest.fixture
def pledge() -> Pledge:
    pledge = PledgeFactory.create(state=State.ACTIVE, agency__sworn=1000)
    add_officers(pledge.agency, cit=2, mhfa=2, untrained=2)
    Officer.objects.filter(ref="P000").update(on_leave_since=date(2025, 12, 1))
    add_partnership(pledge.agency)
    add_policy(pledge.agency)
    return pledge


def fresh(pledge: Pledge) -> Pledge:
    return Pledge.objects.select_related("agency").get(pk=pledge.pk)


def shown(pledge: Pledge) -> tuple[object, ...]:
    """All that a page reads of a assessment."""
    return _page(queries.cached_assessment(fresh(pledge), TODAY))


def judged(pledge: Pledge) -> tuple[object, ...]:
    """The same, judged again."""
    return _page(queries.assessment_of(fresh(pledge), TODAY))


def _page(assessment: Assessment) -> tuple[object, ...]:
    assert assessment.report
    warnings = tuple(replace(warning, refs=()) for warning in assessment.report.warnings)
    return queries.practice_cards(assessment, EDITIONS["2022"]), replace(assessment.report, warnings=warnings)


def test_cached_assessment_says_what_the_assessment_says(pledge: Pledge) -> None:
    assert shown(pledge) == judged(pledge)


def test_cached_assessment_takes_two_queries_and_names_nobody(pledge: Pledge) -> None:
    first = queries.cached_assessment(pledge, TODAY)
    with CaptureQueriesContext(connection) as seen:
        assert queries.cached_assessment(pledge, TODAY) == first
    assert len(seen) == 2
    refs = set(Officer.objects.values_list("ref", flat=True))
    assert len(refs) == 6
    assert not [ref for ref in refs if ref.encode() in pickle.dumps(first)]


def test_assessment_of_a_small_agency_is_judged_each_time(pledge: Pledge) -> None:
    Agency.objects.update(sworn=999)
    assert queries.cached_assessment(fresh(pledge), TODAY) == queries.assessment_of(fresh(pledge), TODAY)


def _add_officer(agency: Agency, by: User) -> None:
    officers.add(agency=agency, by=by, ref="NEW", name="", rank="", is_sworn=True)


def _separate(agency: Agency, by: User) -> None:
    officers.separate(officer=agency.officers.get(ref="P000"), on=date(2026, 1, 1), by=by)


def _exclude(agency: Agency, by: User) -> None:
    officers.exclude(officer=agency.officers.get(ref="P000"), because="leave", by=ReviewerFactory.create())


def _add_record(agency: Agency, by: User) -> None:
    records.add(
        officer=agency.officers.get(ref="P005"),
        by=by,
        course=Course.objects.get(code="CIT"),
        hours=40,
        completed_on=date(2026, 1, 1),
        status="completed",
        delivery="in_person",
    )


def _delete_record(agency: Agency, by: User) -> None:
    records.delete(record=TrainingRecord.objects.filter(agency=agency).latest("pk"), by=by)


def _decline(agency: Agency, by: User) -> None:
    """Another agency's course, decided on: nothing of this agency is touched but what counts."""
    course = Course.objects.get(code="MHFA-PS")
    Course.objects.filter(pk=course.pk).update(standing=Course.Standing.APPROVED)
    course.refresh_from_db()
    courses.withdraw_approval(course=course, reasons="It was cut to four hours.", by=ReviewerFactory.create())


def _end_partnership(agency: Agency, by: User) -> None:
    partnerships.end(partnership=agency.partnerships.get(), on=date(2026, 2, 1), by=by)


def _delete_policy(agency: Agency, by: User) -> None:
    policies.delete(policy=agency.policies.get(), by=by)


def _declare(agency: Agency, by: User) -> None:
    agencies.update_profile(agency=agency, version=agency.version, changes={"sworn": 1200}, by=by)


@pytest.mark.parametrize(
    "change",
    [
        _add_officer,
        _separate,
        _exclude,
        _add_record,
        _delete_record,
        _decline,
        _end_partnership,
        _delete_policy,
        _declare,
    ],
)
def test_cached_assessment_follows_every_change(
    pledge: Pledge, change: Callable[[Agency, User], None]
) -> None:
    before = shown(pledge)
    change(fresh(pledge).agency, member(pledge.agency))
    assert shown(pledge) == judged(pledge) != before
