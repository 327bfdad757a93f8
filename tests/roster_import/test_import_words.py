"""What an import says to a person: what is suggested, what is asked, and what can't be done and why."""

import csv
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.models import Agency
from outbox.dispatch import deliver_due
from roster_import.messages.comparison import preview
from tests.clients import agency_page, post_typed
from tests.roster_import.samples import RECORDS, ROSTER, table, workbook
from tests.roster_import.test_import_steps import address, answer, confirm, import_all, send
from training import queries
from training.course_titles import CatalogueCourse, Suggestions
from training.models import RosterImport

UNCLEAR = [["Badge", "Sworn", "Hired"], ["P1", "N", "03/04/2019"], ["P2", "Y", "05/06/2020"]]


def words_of(found: RosterImport, client: Client) -> str:
    return client.get(agency_page("roster_import:job", args=[found.public_id])).content.decode()


def test_table_without_ids_or_names_is_refused_with_words(client: Client) -> None:
    found = send(client, file=table([["Who", "Rank"], ["Bob Roe", "Officer"]]))
    assert (found.state, "Officer ID" in found.message) == (RosterImport.State.REFUSED, True)


def test_order_of_dates_is_asked_by_one_of_the_files_own(client: Client) -> None:
    found = send(client, file=table(UNCLEAR))
    page = client.get(address(found, "questions")).content.decode()
    assert "“03/04/2019” in “Hired” can be read in two ways." in page


def test_refused_rows_that_come_back_are_asked_nothing_again(client: Client) -> None:
    found = send(client, file=table([*UNCLEAR, ["", "Y", "07/08/2021"]]))
    answer(client, found, {"dates:hired": "month_first"})
    confirm(client, found)
    text = b"".join(client.get(address(found, "refused")).streaming_content).decode("utf-8-sig")
    mended = send(client, file=text.replace("\r\n,Y", "\r\nP3,Y"))
    assert mended.state == RosterImport.State.PREVIEWED


def test_problem_names_the_column_as_the_file_does(client: Client, agency: Agency) -> None:
    found = send(client, file=table([*ROSTER, ["P003", "Di Ray", "Officer", "0202-13-01", "Yes"]]))
    answer(client, found)
    [problem] = preview(found, queries.choices(agency)).problems
    assert (problem["column"], problem["heading"]) == ("D", "Hire Date")
    assert "Hire Date" in words_of(found, client)


def test_file_that_is_in_already_but_for_refused_rows_says_so(client: Client) -> None:
    import_all(client, file=table(ROSTER))
    found = send(client, file=table([*ROSTER, ["", "Nobody", "Officer", "", ""]]))
    answer(client, found)
    assert "The valid rows are already on your roster." in words_of(found, client)


def test_hours_are_shown_as_they_are_written(client: Client, agency: Agency) -> None:
    found = send(client, file=table(ROSTER), second_file=table(RECORDS))
    answer(client, found)
    examples = preview(found, queries.choices(agency)).example_records
    hours = {after for example in examples for label, _before, after in example.fields if label == "Hours"}
    assert hours == {"40", "8"}


def test_import_before_another_names_the_one_to_undo_first(client: Client) -> None:
    first = import_all(client, file=table(ROSTER))
    second = import_all(client, second_file=table(RECORDS), file=table(ROSTER))
    for response in (client.get(address(first, "undo")), post_typed(client, address(first, "undo"))):
        text = response.content.decode()
        assert "“file.csv, second_file.csv” was imported after this one." in text
        assert address(second, "undo") in text


@pytest.mark.parametrize("upload", [None, b""])
def test_upload_of_nothing_says_what_to_do(client: Client, upload: bytes | None) -> None:
    files: dict[str, Any] = {} if upload is None else {"file": SimpleUploadedFile("a.csv", upload)}
    [error] = client.post(agency_page("roster_import:index"), files).context["form"].errors["file"]
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


@pytest.mark.parametrize("in_a_workbook", [False, True])
def test_refused_rows_of_two_files_come_back_in_one(
    client: Client, agency: Agency, *, in_a_workbook: bool
) -> None:
    roster = [*ROSTER, ["P009", "Di Ray", "Officer", "2020-13-01", "Yes"]]
    records = [*RECORDS, ["P009", "CIT", "2023-05-99", *RECORDS[1][3:]]]
    found = import_all(client, file=table(roster), second_file=table(records))
    assert (found.summary["refused"], agency.officers.get(ref="P009").hired_on) == (2, None)
    response: Any = client.get(address(found, "refused"))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    text = text.replace("2020-13-01", "2020-12-01").replace("2023-05-99", "2023-05-05")
    mended: str | bytes = text
    if in_a_workbook:
        rows = list(csv.reader(text.splitlines()))
        widest = max(map(len, rows))
        mended = workbook(Mended=[row + [""] * (widest - len(row)) for row in rows])
    back = import_all(client, file=mended)
    assert (back.state, back.summary["refused"], back.problems) == (RosterImport.State.APPLIED, 0, [])
    officer = agency.officers.get(ref="P009")
    assert (officer.name, officer.records.count()) == ("Di Ray", 1)


def test_comparison_opens_with_the_figures_before_and_after(client: Client, agency: Agency) -> None:
    found = send(client, file=table(ROSTER), second_file=table(RECORDS))
    answer(client, found, {"course:cit": "CIT"})
    page = client.get(address(found, "job"))
    shares = [
        (share.before, share.after, share.needed, share.is_met) for share in page.context["preview"].shares
    ]
    preview = page.context["preview"]
    assert (preview.sworn_before, preview.sworn_after) == (0, 2)
    assert shares == [(0, 1, 1, True), (0, 2, 2, True)]


def test_upload_too_large_is_refused(client: Client, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 10
    response = client.post(
        agency_page("roster_import:index"), {"file": SimpleUploadedFile("a.csv", b"x" * 11)}
    )
    assert "file" in response.context["form"].errors
    assert RosterImport.objects.count() == 0


def test_file_that_is_no_table_is_refused_with_words(client: Client) -> None:
    found = send(client, file=b"%PDF-1.7 not a table")
    assert (found.state, "PDF" in found.message) == (RosterImport.State.REFUSED, True)
    assert "PDF" in client.get(address(found, "job")).content.decode()


def test_workbook_with_two_sheets_on_the_pages(client: Client, agency: Agency) -> None:
    found = import_all(client, file=workbook(Roster=ROSTER, Training=RECORDS))
    assert (found.state, agency.officers.count(), agency.training_records.count()) == (
        RosterImport.State.APPLIED,
        3,
        3,
    )


def test_confirm_by_two_at_once_is_one(client: Client, agency: Agency, lead: Any) -> None:
    found = send(client, file=table(ROSTER))
    answer(client, found)
    client.post(address(found, "confirm"), {"digest": found.digest})
    response = client.post(address(found, "confirm"), {"digest": found.digest}, follow=True)
    assert response.status_code == 200
    deliver_due()
    assert agency.officers.count() == 3


def test_conflict_is_told_when_the_import_has_moved_on(client: Client) -> None:
    found = import_all(client, file=table(ROSTER))
    assert client.get(address(found, "columns")).status_code == 409
    assert client.post(address(found, "discard")).status_code == 409
