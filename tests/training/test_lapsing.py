"""Certificates that have lapsed or will, and the refreshers that bring them up to date (FAQ 8)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, Membership
from compliance.clock import add_months
from compliance.editions import Track
from rehearsal.factories.training import CourseFactory, OfficerFactory, RecordFactory
from tests.clients import agency_page
from training import charts, queries
from training.actions import records
from training.models import Course, Officer

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 6, 10)


@pytest.fixture
def certificates(agency: Agency) -> Agency:
    """One lapsed first aid, one that ends in July, one in March, one in two years, and one that CIT makes idle."""
    mhfa = CourseFactory.create(code="MHFA")
    for ref, until in (
        ("LAPSED", date(2026, 6, 9)),
        ("TODAY", AS_OF),
        ("JULY", date(2026, 7, 1)),
        ("MARCH", date(2027, 3, 31)),
        ("LATER", date(2028, 1, 1)),
        ("IDLE", date(2026, 7, 1)),
        ("LEFT", date(2026, 7, 1)),
    ):
        officer = OfficerFactory.create(agency=agency, ref=ref, name=f"Name of {ref}")
        RecordFactory.create(officer=officer, course=mhfa, completed_on=date(2024, 1, 1), expires_on=until)
    RecordFactory.create(officer=Officer.objects.get(ref="IDLE"), course=CourseFactory.create(code="CIT"))
    Officer.objects.filter(ref="LEFT").update(separated_on=date(2026, 1, 1))
    return agency


def test_expiries_are_of_those_who_count_and_of_what_covers_them(certificates: Agency) -> None:
    found = queries.expiries(certificates, AS_OF)
    assert [(ending.ref, ending.track, ending.ends_on, ending.has_lapsed) for ending in found.endings] == [
        ("LAPSED", Track.MHFA, date(2026, 6, 9), True),
        ("TODAY", Track.MHFA, AS_OF, False),
        ("JULY", Track.MHFA, date(2026, 7, 1), False),
        ("MARCH", Track.MHFA, date(2027, 3, 31), False),
    ]
    assert (found.lapsed, found.soon) == (1, 2)
    assert [(month.first_day, month.cit, month.mhfa) for month in found.months if month.mhfa] == [
        (date(2026, 6, 1), 0, 1),
        (date(2026, 7, 1), 0, 1),
        (date(2027, 3, 1), 0, 1),
    ]


def test_expiries_take_the_same_statements_for_any_roster(
    certificates: Agency, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(5):
        queries.expiries(certificates, AS_OF)


def test_columns_stand_on_the_base_and_add_up(certificates: Agency) -> None:
    columns = charts.month_columns(queries.expiries(certificates, AS_OF).months)
    assert len(columns) == 12
    assert (columns[0].total, columns[0].parts) == (1, (charts.Part("mhfa", 1, "0.00%", "100.00%"),))
    assert (columns[2].total, columns[2].parts) == (0, ())


def test_no_columns_where_nothing_ends() -> None:
    assert charts.month_columns(queries.expiries(OfficerFactory.create().agency, AS_OF).months) == ()


@pytest.mark.parametrize(
    ("base", "refresher", "track"), [("CIT", "CIT-REFRESHER", "cit"), ("MHFA", "MHFA-REFRESHER", "mhfa")]
)
def test_refresher_restores_what_has_lapsed(
    client: Client, lead: Membership, base: str, refresher: str, track: str
) -> None:
    today = timezone.localdate()
    officer = OfficerFactory.create(agency=lead.agency)
    ended = today - timedelta(days=1)
    RecordFactory.create(
        officer=officer,
        course=CourseFactory.create(code=base),
        completed_on=add_months(today, -40),
        expires_on=ended,
    )
    url = agency_page("training:officer", args=[officer.pk])
    course = Course.objects.get(code=refresher)
    link = f"{client.at(agency_page('training:record_add', [officer.pk]))}?course={course.public_id}"
    before = client.get(url)
    assert (before.context[track].label, link in before.content.decode()) == ("Lapsed", True)
    form = client.get(link).context["form"]
    assert (form["course"].value(), form["hours"].value()) == (course.pk, course.hours)
    records.add(
        officer=officer,
        by=lead.user,
        course=course,
        hours=course.hours,
        completed_on=today,
        status="completed",
        delivery="in_person",
    )
    after = client.get(url)
    assert (after.context[track].label, after.context["needs"]) == ("Trained", [])


def test_page_shows_figures_dates_and_where_to_fix(client: Client, agency: Agency) -> None:
    today = timezone.localdate()
    mhfa = CourseFactory.create(code="MHFA")
    for ref, days in (("GONE", -1), ("SOON", 30), ("NEXT", 200)):
        RecordFactory.create(
            officer=OfficerFactory.create(agency=agency, ref=ref),
            course=mhfa,
            completed_on=today - timedelta(days=900),
            expires_on=today + timedelta(days=days),
        )
    page = client.get(agency_page("training:lapsing"))
    found = page.context["found"]
    assert (found.lapsed, found.soon, [ending.ref for ending in page.context["page"]]) == (
        1,
        1,
        ["GONE", "SOON", "NEXT"],
    )
    assert "<svg" in page.content.decode()
    for kind in ("csv", "xlsx"):
        assert client.get(agency_page("training:lapsing_export", args=[kind])).status_code == 200


def test_counts_only_agency_is_told_that_nothing_can_lapse(client: Client, agency: Agency) -> None:
    Agency.objects.filter(pk=agency.pk).update(evidence_mode="counts")
    assert "Head counts don" in client.get(agency_page("training:lapsing")).content.decode()


def test_list_of_those_trained_by_a_recording(client: Client, agency: Agency) -> None:
    for ref, delivery in (("TAPE", "recorded"), ("ROOM", "in_person")):
        RecordFactory.create(officer=OfficerFactory.create(agency=agency, ref=ref), delivery=delivery)
    page = client.get(agency_page("training:officers"), {"training": "recorded"})
    assert [line.officer.ref for line in page.context["lines"]] == ["TAPE"]
    assert "by a recording" in page.content.decode()


def test_list_says_what_each_officer_still_needs(client: Client, agency: Agency) -> None:
    OfficerFactory.create(agency=agency, ref="NEW")
    [line] = client.get(agency_page("training:officers")).context["lines"]
    assert [str(need) for need in line.needs] == ["Mental Health First Aid, or crisis-intervention training"]


def test_page_without_anything_says_why(client: Client, agency: Agency) -> None:
    url = agency_page("training:lapsing")
    assert "No certificate yet" in client.get(url).content.decode()
    RecordFactory.create(
        officer=OfficerFactory.create(agency=agency), course=CourseFactory.create(code="CIT"), hours=40
    )
    text = client.get(url).content.decode()
    assert ("Nothing lapses within a year" in text, "Record refreshers" in text) == (True, False)
