"""A roster without names: IDs alone, on every page, in every file, and in what is kept."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from agencies.models import Agency
from outbox.dispatch import deliver_due
from rehearsal.factories.training import CourseFactory, OfficerFactory, RecordFactory, SessionFactory
from tests.clients import agency_page, post_typed
from tests.roster_import.samples import ROSTER, table
from tests.roster_import.test_import_steps import answer, confirm, import_all, send
from training.models import ImportFile, Officer, RosterImport

pytestmark = pytest.mark.django_db
NAME = "Ana Diaz"


def switch_on(client: Client, agency: Agency) -> None:
    """As the agency does it, with the number of names typed."""
    assert post_typed(client, agency_page("training:names_remove")).status_code == 302
    deliver_due()
    agency.refresh_from_db()
    assert agency.pseudonymous


def test_switching_names_off_takes_them_off_the_roster(client: Client, agency: Agency) -> None:
    OfficerFactory.create(agency=agency, ref="P1", name=NAME)
    other = OfficerFactory.create(name="Bo Lind")
    switch_on(client, agency)
    assert Officer.objects.get(agency=agency).name == ""
    assert Officer.objects.get(pk=other.pk).name == "Bo Lind"


def test_no_page_shows_asks_or_sorts_by_a_name(client: Client, agency: Agency) -> None:
    switch_on(client, agency)
    officer = OfficerFactory.create(agency=agency, ref="P1", name="")
    RecordFactory.create(officer=officer, course=CourseFactory.create(code="MHFA"), completed_on="2020-01-01")
    session = SessionFactory.create(offering__agency=agency)
    RecordFactory.create(
        officer=officer, course=session.offering.course, offering=session.offering, session="1"
    )
    listed = client.get(agency_page("training:officers")).content.decode()
    assert [word in listed for word in ("ID, name or rank", ">Name<", 'value="name"')] == [False] * 3
    form = client.get(agency_page("training:officer_add")).context["form"]
    assert "name" not in form.fields
    for kind in ("officers", "lapsing"):
        response: Any = client.get(agency_page(f"training:{kind}_export", args=["csv"]))
        assert "Name" not in b"".join(response.streaming_content).decode().splitlines()[0]


def test_name_that_is_posted_all_the_same_is_dropped(client: Client, agency: Agency) -> None:
    switch_on(client, agency)
    client.post(agency_page("training:officer_add"), {"ref": "P1", "name": NAME, "is_sworn": "yes"})
    assert Officer.objects.get(agency=agency).name == ""


def test_file_with_names_leaves_none_behind(client: Client, agency: Agency) -> None:
    switch_on(client, agency)
    found = import_all(client, file=table([*ROSTER, ["P009", NAME, "Sgt", "not a day", "Yes"]]))
    assert found.state == RosterImport.State.APPLIED
    assert set(agency.officers.values_list("name", flat=True)) == {""}
    assert not ImportFile.objects.filter(roster_import=found, file__isnull=False).exists()
    refused: Any = client.get(agency_page("roster_import:refused", args=[found.public_id]))
    text = b"".join(refused.streaming_content).decode()
    assert ("P009" in text, NAME in text) == (True, False)


def test_agency_that_keeps_names_keeps_its_file_to_take_it_back(client: Client, agency: Agency) -> None:
    found = import_all(client, file=table(ROSTER))
    assert ImportFile.objects.filter(roster_import=found, file__isnull=False).exists()


def test_which_number_is_the_day_is_not_asked_again_of_the_refused_rows(
    client: Client, agency: Agency
) -> None:
    switch_on(client, agency)
    rows = [
        ["Badge", "Officer Name", "Shoe", "Hire Date"],
        ["P1", NAME, "9", "3/4/2024"],
        ["", NAME, "9", "5/6/2024"],
    ]
    found = send(client, file=table(rows))
    answer(client, found, {"dates:hire-date": "day_first"})
    response: Any = client.get(agency_page("roster_import:refused", args=[found.public_id]))
    mended = b"".join(response.streaming_content).decode("utf-8-sig").replace("\n,", "\nP2,")
    confirm(client, found)
    back = send(client, file=mended)
    answer(client, back)
    confirm(client, back)
    assert {officer.ref: officer.hired_on for officer in agency.officers.all()} == {
        "P1": date(2024, 4, 3),
        "P2": date(2024, 6, 5),
    }
