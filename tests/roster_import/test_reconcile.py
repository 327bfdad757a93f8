"""People and records that a file says otherwise: asked, written, and undone."""

from typing import Any

import pytest
from django.test import Client

from agencies.models import Agency
from roster_import.actions import import_files
from tests.clients import post_typed
from tests.roster_import.samples import table, yes
from tests.roster_import.test_files import FILES
from tests.roster_import.test_import_steps import address, answer, confirm, send
from training.models import RosterImport

pytestmark = pytest.mark.django_db


def name_of(file: str) -> str:
    return (FILES / file).read_text()


def kept(agency: Agency) -> tuple[list[Any], list[Any]]:
    """Who is on the roster, and what they took."""
    return (
        list(agency.officers.order_by("ref").values_list("ref", "name", "separated_on")),
        list(
            agency.training_records.order_by("officer__ref", "completed_on").values_list(
                "officer__ref", "course__code", "completed_on", "hours"
            )
        ),
    )


def test_badge_that_went_to_another_person_takes_no_training_along_and_comes_back(
    client: Client, agency: Agency
) -> None:
    for file in ("07a-roster-before.csv", "07b-training.csv"):
        import_files(agency=agency, files={file: name_of(file).encode()}, by=None, say=yes)
    before = kept(agency)
    found = send(client, file=name_of("07c-roster-after-badge-reissued.csv"))
    assert {question["id"] for question in found.shape["questions"]} == {
        "person:17",
        "person:30",
        "missing:21",
    }
    answer(client, found, {"person:17": "new", "person:30": "was:17→30", "missing:21": "left"})
    assert found.summary["renamed"] == 1
    confirm(client, found)
    people, records = kept(agency)
    assert [(ref, name) for ref, name, _left in people] == [
        ("12", "Ann Fox"), ("17", "Dan New"), ("21", "Cy Lee"), ("30", "Bob Hay"),
    ]  # fmt: skip
    assert [ref for ref, _name, left in people if left] == ["21"]
    assert [row[:2] for row in records] == [("30", "CIT")]
    post_typed(client, address(found, "undo"))
    found.refresh_from_db()
    assert (found.state, kept(agency)) == (RosterImport.State.UNDONE, before)


def test_records_that_are_withdrawn_come_back_with_the_undo(client: Client, agency: Agency) -> None:
    first = name_of("34a-matrix-with-a-slip.csv")
    import_files(agency=agency, files={"a": first.encode()}, by=None, say=yes)
    before = kept(agency)
    found = send(client, file=name_of("34b-the-same-corrected.csv"))
    answer(client, found, {"records:gone": "withdraw"})
    assert found.summary["withdrawn"] == 3
    confirm(client, found)
    assert [row[:2] for row in kept(agency)[1]] == [("12", "MHFA"), ("17", "CIT"), ("21", "MHFA")]
    post_typed(client, address(found, "undo"))
    assert kept(agency) == before


def test_records_that_are_kept_stay(client: Client, agency: Agency) -> None:
    import_files(agency=agency, files={"a": name_of("34a-matrix-with-a-slip.csv").encode()}, by=None, say=yes)
    found = send(client, file=name_of("34b-the-same-corrected.csv"))
    answer(client, found, {"records:gone": "keep"})
    confirm(client, found)
    assert agency.training_records.count() == 6


def test_same_matrix_again_asks_nothing_about_records(client: Client, agency: Agency) -> None:
    content = name_of("34a-matrix-with-a-slip.csv")
    import_files(agency=agency, files={"a": content.encode()}, by=None, say=yes)
    found = send(client, file=content)
    assert {question["about"] for question in found.shape.get("questions", ())} <= {"hours"}


def test_list_of_names_finds_the_people_on_the_roster(client: Client, agency: Agency) -> None:
    roster = [["Badge", "Name", "Sworn"], ["12", "Fox, Ann", "Y"], ["17", "Bob Hay", "Y"]]
    import_files(agency=agency, files={"a": table(roster).encode()}, by=None, say=yes)
    course = "Crisis Intervention Team (CIT), Memphis Model"
    rows = [["Name", "Course", "Date", "Hours"], ["Ann Fox", course, "2025-03-04", "40"]]
    found = send(client, file=table(rows))
    answer(client, found)
    confirm(client, found)
    assert [row[:2] for row in kept(agency)[1]] == [("12", "CIT")]
