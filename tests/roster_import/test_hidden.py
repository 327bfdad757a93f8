"""What a spreadsheet doesn't show: rows, also those that a filter hides, columns and sheets. All of it is told."""

import io
from typing import Any

import pytest
from openpyxl import Workbook

from tests.roster_import.test_kinds import CIT, MHFA, asked, found_in

pytestmark = pytest.mark.django_db

ROWS = [
    ["Badge", "Name", "Sworn", CIT, f"{CIT} Hours", "Unit"],
    ["12", "Ann Fox", "Y", "2025-03-04", 40, "A"],
    ["13", "Bo Hay", "Y", "2025-03-04", 40, "B"],
    ["14", "Cy Lee", "Y", None, None, "B"],
]


def book(
    *,
    rows: tuple[int, ...] = (),
    columns: str = "",
    is_filtered: bool = False,
    sheet: str = "",
    height: bool = False,
) -> bytes:
    """The rows as a workbook with some of them hidden, and perhaps with a hidden sheet."""
    found = Workbook()
    own: Any = found.active
    own.title = "Roster"
    for row in ROWS:
        own.append(row)
    for number in rows:
        own.row_dimensions[number].hidden = True
    for letter in columns:
        own.column_dimensions[letter].hidden = True
    if is_filtered:
        own.auto_filter.ref = "A1:F4"
        own.auto_filter.add_filter_column(5, ["A"])
    if sheet:
        found.create_sheet(sheet).append(["Badge", MHFA])
        found[sheet].sheet_state = "hidden"
    content = io.BytesIO()
    found.save(content)
    return content.getvalue()


def told(found: dict[str, Any]) -> set[tuple[str, str]]:
    return {
        (one["what"], one["why"])
        for one in found["unused"]
        if "Unit" not in one["what"] or "hidden" in one["why"]
    }


def test_hidden_column_is_read_and_told() -> None:
    found = found_in(book(columns="EF"))
    assert found["figures"] == {"sworn": 3, "cit": 2, "covered": 2}
    assert told(found) == {
        (f"Column “{CIT} Hours” (2 cells)", "It is hidden in the sheet, and is read like the others."),
    }


def test_hidden_rows_are_asked_about_and_told_either_way() -> None:
    found = found_in(book(rows=(3, 4)))
    assert (asked(found), found["figures"]) == ({"hidden:0-xlsx:roster"}, None)
    assert told(found) == {("2 hidden rows", "Hidden rows are left out unless you use them.")}
    used = found_in(book(rows=(3, 4)), **{"hidden:0-xlsx:roster": "include"})
    assert used["figures"] == {"sworn": 3, "cit": 2, "covered": 2}
    assert told(used) == {("2 hidden rows", "You chose to use what is hidden in the sheet.")}


def test_rows_under_a_filter_are_told_as_such() -> None:
    found = found_in(book(rows=(3, 4), is_filtered=True), **{"hidden:0-xlsx:roster": "leave_out"})
    assert found["figures"] == {"sworn": 1, "cit": 1, "covered": 1}
    assert told(found) == {
        ("2 hidden rows", "A filter hides them. Hidden rows are left out unless you use them.")
    }


def test_hidden_sheet_is_told() -> None:
    found = found_in(book(sheet="Old"))
    assert told(found) == {("Sheet “Old”", "It is hidden. Show it in the workbook to import it.")}


def unused(rows: list[list[str]]) -> list[tuple[str, str]]:
    return [(one["what"], one["why"]) for one in found_in(rows)["unused"]]


def test_lines_above_the_headings_are_told() -> None:
    heading, ann = ["ID", "Name", "Rank", "Sworn"], ["1", "Ann Fox", "Officer", "Y"]
    titles = [["County Sheriff's Office"], ["Training 2024", "printed 3/4/2025"]]

    assert unused([heading, ann]) == []
    assert unused([titles[0], heading, ann]) == [
        ("1 line above the headings", "Titles aren't read: “County Sheriff's Office”.")
    ]
    assert unused([*titles, heading, ann]) == [
        (
            "2 lines above the headings",
            "Titles aren't read: “County Sheriff's Office”; “Training 2024”; “printed 3/4/2025”.",
        )
    ]


def test_line_that_names_the_course_is_read_and_the_others_are_told() -> None:
    rows = [["ID", "Name", "Sworn", "Date", "Hours"], ["1", "Ann Fox", "Y", "2025-03-04", "8"]]

    assert unused([[MHFA], ["Room 4"], *rows]) == [
        ("1 line above the headings", "Titles aren't read: “Room 4”.")
    ]
    assert unused([[MHFA], *rows]) == []
