"""Every page of the training opens for those it is for, with one row and with three, at the same number of statements."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency, Membership
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.training import (
    CourseFactory,
    EquivalencyRequestFactory,
    HeadCountFactory,
    OfficerFactory,
    RecordFactory,
    SessionFactory,
)
from tests.clients import AgencyClient, agency_page
from training.models import Course, ImportFile, RosterImport, Ruling


def named(page: str) -> str:
    """The full name of a page that belongs to the training unless it says otherwise."""
    return page if ":" in page else f"training:{page}"


def fill(agency: Agency, rows: int) -> None:
    """``rows`` of everything."""
    for _number in range(rows):
        officer = OfficerFactory.create(agency=agency, on_leave_since=date(2024, 1, 1))
        RecordFactory.create(officer=officer, expires_on=date(2024, 12, 31))
        session = SessionFactory.create(offering__agency=agency)
        RecordFactory.create(
            officer=officer,
            course=session.offering.course,
            offering=session.offering,
            session="1",
            status="scheduled",
        )
        HeadCountFactory.create(agency=agency)
        EquivalencyRequestFactory.create(agency=agency)
        approved = CourseFactory.create(code=f"APPROVED-{Course.objects.count()}", standing="approved")
        Ruling.objects.create(
            course=approved, standing="approved", reasons="Covers all.", decided_at=officer.created_at
        )
        discarded = RosterImport.objects.create(agency=agency, state="discarded")
        ImportFile.objects.create(roster_import=discarded, name="old.csv")


LISTS = [
    "officers",
    "records",
    "courses",
    "headcount",
    "offerings",
    "lapsing",
    "roster_import:index",
    "register",
]
DESK_LISTS = ["desk_equivalencies"]


@pytest.mark.parametrize("name", LISTS)
def test_list_statements_do_not_grow_with_rows(client: Client, agency: Agency, name: str) -> None:
    counts = [statements(client, agency, name, rows) for rows in (1, 2)]
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "query",
    [
        "print=1",
        *(f"training={kind}" for kind in "needs_training no_cit pending lapsed lapsing recorded".split()),
    ],
)
def test_filtered_list_statements_do_not_grow_with_rows(client: Client, agency: Agency, query: str) -> None:
    def counted(rows: int) -> int:
        fill(agency, rows)
        return opened_at(client, f"{agency_page('training:officers')}?{query}")

    assert counted(1) == counted(2)


@pytest.mark.parametrize("name", ["officers_export", "records_export", "lapsing_export"])
def test_export_statements_do_not_grow_with_rows(client: Client, agency: Agency, name: str) -> None:
    def counted(rows: int) -> int:
        fill(agency, rows)
        client.get(agency_page("training:officers"))
        with CaptureQueriesContext(connection) as captured:
            response: Any = client.get(agency_page(named(name), args=["csv"]))
            assert len(b"".join(response.streaming_content).splitlines()) > rows
        return len(captured)

    assert counted(1) == counted(2)


@pytest.mark.parametrize("name", DESK_LISTS)
def test_desk_list_statements_do_not_grow_with_rows(desk: Client, agency: Agency, name: str) -> None:
    counts = [statements(desk, agency, name, rows) for rows in (1, 2)]
    assert counts[0] == counts[1]


@pytest.mark.parametrize("counts", [False, True])
def test_desk_page_of_an_agency_statements_do_not_grow_with_rows(
    desk: Client, agency: Agency, counts: bool
) -> None:
    agency.evidence_mode = Agency.EvidenceMode.COUNTS if counts else Agency.EvidenceMode.ROSTER
    agency.save()
    found = [statements(desk, agency, "desk_training", rows, agency.public_id) for rows in (1, 2)]
    assert found[0] == found[1]


@pytest.mark.parametrize("name", ["officer", "offering", "offering_credit"])
def test_page_of_one_thing_statements_do_not_grow_with_its_rows(
    client: Client, agency: Agency, name: str
) -> None:
    session = SessionFactory.create(offering__agency=agency)
    officer = OfficerFactory.create(agency=agency)

    def more(rows: int) -> int:
        for _row in range(rows):
            in_class = {"course": session.offering.course, "offering": session.offering, "session": "1"}
            RecordFactory.create(officer=OfficerFactory.create(agency=agency), **in_class)
            RecordFactory.create(officer=officer)
        return opened(client, name, officer.pk if name == "officer" else session.offering.pk)

    assert more(1) == more(2)


def statements(client: Client, agency: Agency, name: str, more: int, *where: Any) -> int:
    fill(agency, more)
    return opened(client, name, *where)


def opened(client: Client, name: str, *where: Any) -> int:
    """Open a page, and say how many statements it took."""
    return opened_at(client, agency_page(named(name), args=where))


def opened_at(client: Client, url: str) -> int:
    # The first page of a session costs more, whatever is on it.
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "name",
    [*LISTS, "officer_add", "headcount_add", "course_add", "offering_add", "class_list", "roster_purge"],
)
def test_page_without_any_rows_opens(client: Client, name: str) -> None:
    assert client.get(agency_page(named(name))).status_code == 200


def places(agency: Agency) -> dict[str, tuple[Any, ...]]:
    """The pages of single things of an agency, with what their addresses need."""
    fill(agency, 1)
    officer = agency.officers.get()
    offering = agency.offerings.get()
    record = agency.training_records.filter(offering=None).get()
    request = agency.equivalency_requests.get()
    waiting = RosterImport.objects.create(
        agency=agency, state="previewed", summary=SUMMARY, mapping={**MAPPING}
    )
    ImportFile.objects.create(roster_import=waiting, name="roster.csv")
    return {
        "officer": (officer.pk,),
        "officer_edit": (officer.pk,),
        "officer_separate": (officer.pk,),
        "officer_delete": (officer.pk,),
        "record_add": (officer.pk,),
        "record_edit": (record.pk,),
        "record_delete": (record.pk,),
        "headcount_delete": (agency.head_counts.get().pk,),
        "offering": (offering.pk,),
        "offering_edit": (offering.pk,),
        "offering_delete": (offering.pk,),
        "offering_credit": (offering.pk,),
        "course": (request.course.public_id,),
        "equivalency": (request.public_id,),
        "equivalency_answer": (request.public_id,),
        "roster_import:job": (waiting.public_id,),
        "roster_import:columns": (waiting.public_id,),
    }


SUMMARY = {
    "officers": {"new": 1, "changed": 0, "unchanged": 0},
    "records": {"new": 0, "changed": 0, "unchanged": 0},
    "rows": 1,
    "refused": 0,
    "left_out": 0,
    "repeated": 0,
    "totals": 0,
}
MAPPING = {
    "tables": [],
    "courses": {},
    "status": {},
    "delivery": {},
    "sworn": {},
    "hours_of_course": False,
    "add_officers": False,
}


def test_single_pages_open_for_their_own_and_are_unknown_to_others(client: Client, agency: Agency) -> None:
    stranger = AgencyClient()
    stranger.force_login(MembershipFactory.create().user)
    found = {}
    for name, where in places(agency).items():
        url = agency_page(named(name), args=where)
        found[name] = (client.get(url).status_code, stranger.get(url).status_code)
    assert found == dict.fromkeys(found, (200, 404))


def test_single_pages_that_change_are_closed_to_viewers(agency: Agency) -> None:
    viewer = AgencyClient()
    viewer.force_login(MembershipFactory.create(agency=agency, role=Membership.Role.VIEWER).user)
    reading = {"officer", "offering", "course", "equivalency", "roster_import:job"}
    for name, where in places(agency).items():
        expected = 200 if name in reading else 403
        assert (name, viewer.get(agency_page(named(name), args=where)).status_code) == (name, expected)


def test_register_is_public_and_says_nothing_of_agencies(agency: Agency) -> None:
    fill(agency, 1)
    course = Course.objects.filter(standing="approved").get()
    for url in (reverse("training:register"), reverse("training:register_course", args=[course.public_id])):
        page = AgencyClient().get(url)
        assert page.status_code == 200
        assert agency.name not in page.content.decode()
    pending = agency.equivalency_requests.get().course
    assert (
        AgencyClient().get(reverse("training:register_course", args=[pending.public_id])).status_code == 404
    )


@pytest.mark.parametrize(
    "name", ["officers", "records", "headcount", "roster_import:index", "courses", "offerings", "lapsing"]
)
def test_page_needs_an_agency(db: None, name: str, outsider: Callable[[], Client]) -> None:
    assert outsider().get(agency_page(named(name))).status_code == 404


@pytest.fixture
def outsider(db: None) -> Callable[[], Client]:
    """Someone signed in who belongs to no agency."""

    def signed_in() -> Client:
        from rehearsal.factories.accounts import UserFactory

        browser = AgencyClient()
        browser.force_login(UserFactory.create())
        return browser

    return signed_in


@pytest.mark.parametrize("name", ["desk_equivalency", "desk_training", "desk_leave"])
def test_desk_pages_open_for_reviewers_alone(desk: Client, client: Client, agency: Agency, name: str) -> None:
    fill(agency, 1)
    where = {
        "desk_equivalency": (agency.equivalency_requests.get().public_id,),
        "desk_training": (agency.public_id,),
        "desk_leave": (agency.public_id, agency.officers.get().pk),
    }
    url = agency_page(named(name), args=where[name])
    assert (desk.get(url).status_code, client.get(url).status_code) == (200, 403)
