"""What an import says to a person: what is suggested, what is asked, and what can't be done and why."""

import csv
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agencies.models import Agency
from outbox.dispatch import deliver_due
from roster_import import messages
from roster_import.forms.values import ValuesForm
from tests.roster_import.samples import RECORDS, ROSTER, table, workbook
from tests.roster_import.test_import_steps import address, answer, bring, match, send
from training import queries
from training.course_titles import CatalogueCourse, Suggestions
from training.models import RosterImport

UNCLEAR = [["Badge", "Sworn", "Hired"], ["P1", "N", "03/04/2019"], ["P2", "Y", "05/06/2020"]]


def words_of(found: RosterImport, client: Client) -> str:
    return client.get(reverse("roster_import:job", args=[found.public_id])).content.decode()


def test_columns_without_ids_wait_for_the_person_to_name_them(client: Client) -> None:
    found = send(client, file=table([["Who", "Rank"], ["Bob Roe", "Officer"]]))
    form = client.get(address(found, "columns")).context["form"]
    assert (form["column-0-1"].value(), form["use-0"].value()) == ("rank", True)
    assert client.get(address(found, "values")).headers["Location"] == address(found, "columns")
    assert "use-0" in match(client, found).context["form"].errors


def test_no_is_suggested_as_non_sworn(client: Client) -> None:
    found = send(client, file=table(UNCLEAR))
    match(client, found)
    form: ValuesForm = client.get(address(found, "values")).context["form"]
    [questions] = [words for kind, _heading, words in form.groups() if kind == "sworn"]
    assert {question.value: question.is_suggested for question, _field in questions} == {"N": True, "Y": True}


def test_order_of_dates_is_asked_by_one_of_the_files_own(client: Client) -> None:
    found = send(client, file=table(UNCLEAR))
    match(client, found)
    form = client.get(address(found, "values")).context["form"]
    assert [str(label) for _value, label in form.fields["order-0"].choices] == [
        "The month: 03/04/2019 is March 4, 2019",
        "The day: 03/04/2019 is April 3, 2019",
    ]


def test_refused_rows_that_come_back_are_asked_nothing_again(client: Client) -> None:
    found = send(client, file=table([*UNCLEAR, ["", "Y", "07/08/2021"]]))
    match(client, found)
    answer(client, found, **{"order-0": "mdy"})
    text = b"".join(client.get(address(found, "refused")).streaming_content).decode("utf-8-sig")
    mended = send(client, file=text.replace("\r\n,Y", "\r\nP3,Y"))
    assert match(client, mended).headers["Location"] == address(mended, "job")


def test_problem_names_the_column_as_the_file_does(client: Client, agency: Agency) -> None:
    found = send(client, file=table([*ROSTER, ["P003", "Di Ray", "Officer", "0202-13-01", "Yes"]]))
    match(client, found)
    answer(client, found)
    [problem] = messages.preview(found, queries.choices(agency)).problems
    assert (problem["column"], problem["heading"]) == ("D", "Hire Date")
    assert "Hire Date</span>" in words_of(found, client)


def test_file_that_is_in_already_but_for_refused_rows_says_so(client: Client) -> None:
    bring(client, file=table(ROSTER))
    found = send(client, file=table([*ROSTER, ["", "Nobody", "", "", ""]]))
    match(client, found)
    deliver_due()
    assert "What can be taken is on your roster already." in words_of(found, client)


def test_hours_are_shown_as_they_are_written(client: Client, agency: Agency) -> None:
    found = send(client, file=table(ROSTER), second_file=table(RECORDS))
    match(client, found)
    answer(client, found)
    examples = messages.preview(found, queries.choices(agency)).example_records
    hours = {after for example in examples for label, _before, after in example.fields if label == "Hours"}
    assert hours == {"40", "8"}


def test_import_before_another_names_the_one_to_take_back_first(client: Client) -> None:
    first = bring(client, file=table(ROSTER))
    second = bring(client, second_file=table(RECORDS), file=table(ROSTER))
    for response in (client.get(address(first, "undo")), client.post(address(first, "undo"))):
        text = response.content.decode()
        assert "“file.csv, second_file.csv” was brought in after this one." in text
        assert address(second, "undo") in text


@pytest.mark.parametrize("upload", [None, b""])
def test_upload_of_nothing_says_what_to_do(client: Client, upload: bytes | None) -> None:
    files: dict[str, Any] = {} if upload is None else {"file": SimpleUploadedFile("a.csv", upload)}
    [error] = client.post(reverse("roster_import:index"), files).context["form"].errors["file"]
    assert error == ("Choose a file." if upload is None else "The file is empty. Choose another one.")


@pytest.mark.parametrize(
    ("title", "suggested"),
    [
        ("Crisis Intervention Team (CIT) 40hr", True),
        ("40-hour Crisis Intervention Team", True),
        ("CIT 40 h", True),
        ("CIT 8 hours", False),
        ("City ordinances 40 hours", False),
    ],
)
def test_title_with_its_hours_is_suggested_when_they_are_the_courses(title: str, suggested: bool) -> None:
    catalogue = [
        CatalogueCourse(1, "CIT", "Crisis Intervention Team (CIT), Memphis Model", 4000, counts=True)
    ]
    assert (Suggestions(catalogue).of(title) is not None) is suggested


@pytest.mark.parametrize(("headings", "ticked"), [(["Badge", "Hire Date"], True), (["Badge", "Name"], False)])
def test_adding_officers_is_proposed_where_the_file_is_a_roster_too(
    client: Client, headings: list[str], ticked: bool
) -> None:
    cell = "2020-01-31" if ticked else "Bo Ray"
    rows = [[*headings, "Course", "Date", "Hours"], ["P1", cell, "CIT", "2024-03-31", "40"]]
    found = send(client, file=table(rows))
    match(client, found)
    assert client.get(address(found, "values")).context["form"]["add_officers"].value() is ticked


@pytest.mark.parametrize("in_a_workbook", [False, True])
def test_refused_rows_of_two_files_come_back_in_one(
    client: Client, agency: Agency, *, in_a_workbook: bool
) -> None:
    roster = [*ROSTER, ["P009", "Di Ray", "Officer", "2020-13-01", "Yes"]]
    records = [*RECORDS, ["P009", *RECORDS[1][1:]]]
    found = bring(client, file=table(roster), second_file=table(records))
    assert found.summary["refused"] == 2
    response: Any = client.get(address(found, "refused"))
    text = b"".join(response.streaming_content).decode("utf-8-sig").replace("2020-13-01", "2020-12-01")
    mended: str | bytes = text
    if in_a_workbook:
        rows = list(csv.reader(text.splitlines()))
        widest = max(map(len, rows))
        mended = workbook(Mended=[row + [""] * (widest - len(row)) for row in rows])
    back = bring(client, file=mended)
    assert (back.state, back.summary["refused"], back.problems) == (RosterImport.State.APPLIED, 0, [])
    officer = agency.officers.get(ref="P009")
    assert (officer.name, officer.records.count()) == ("Di Ray", 1)
