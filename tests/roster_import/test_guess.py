"""The first guess at a file's columns."""

from typing import Any

import pytest

from roster_import.reading.guess import columns_of, guess
from training.course_titles import CatalogueCourse, Suggestions

CATALOGUE = [CatalogueCourse(1, "CIT", "Crisis Intervention Team (CIT), Memphis Model", 4000, counts=True)]


def column(heading: str, *cells: str, days: int = 0, hours: int = 0) -> dict[str, Any]:
    """A column as the file's shape describes it."""
    return {
        "heading": heading,
        "seen": len(cells),
        "days": [days, 0, 0, 0, 0],
        "hours": hours,
        "values": [[cell, 1] for cell in dict.fromkeys(cells)],
        "examples": list(cells),
    }


RECORDS = [
    column("Badge #", "P1", "P2"),
    column("Course Title", "CIT", "CIT"),
    column("Date", "2024-03-01", "2024-03-02", days=2),
    column("Hours", "40", "40", hours=2),
]


@pytest.mark.parametrize("remembered", [{}, {"course title": "course"}, {"badge number": "officer_id"}])
def test_date_is_the_courses_whether_its_column_is_guessed_or_remembered(remembered: dict[str, str]) -> None:
    found = columns_of({"columns": RECORDS}, Suggestions(CATALOGUE), remembered)
    assert (found[1], found[2], found[3]) == ("course", "completed_on", "hours")


def test_date_means_nothing_in_a_list_of_officers() -> None:
    columns = [RECORDS[0], column("Rank", "Sgt", "Sgt"), RECORDS[2]]
    found = columns_of({"columns": columns}, Suggestions(CATALOGUE), {})
    assert 2 not in found


@pytest.mark.parametrize(
    ("heading", "cells", "expected"),
    [
        ("Transcript Status", ["Completed", "Not Activated"], "status"),
        ("Cert Exp Dt", [], "expires_on"),
        ("Trng Hours", [], "hours"),
    ],
)
def test_headings_as_systems_shorten_them(heading: str, cells: list[str], expected: str) -> None:
    columns = [*RECORDS[:3], column(heading, *cells)]
    assert columns_of({"columns": columns}, Suggestions(CATALOGUE), {})[3] == expected


@pytest.mark.parametrize("cells", [["S", "C"], ["A1", "A2"]])
def test_codes_for_sworn_are_asked_about_and_not_passed_over(cells: list[str]) -> None:
    columns = [RECORDS[0], column("Empl Name", "Diaz, Ana", "Lind, Bo"), column("Sworn", *cells)]
    found = columns_of({"columns": columns}, Suggestions(CATALOGUE), {})
    assert (found[1], found[2]) == ("name", "sworn")


def test_names_under_employee_beside_numbers() -> None:
    columns = [column("Employee Number", "1", "2"), column("Employee", "Diaz, Ana", "Lind, Bo"), RECORDS[2]]
    found = columns_of({"columns": columns}, Suggestions(CATALOGUE), {})
    assert (found[0], found[1]) == ("officer", "name")


@pytest.mark.parametrize(
    ("title", "suggested"),
    [
        ("LE-1043: Crisis Intervention Team", True),
        ("CIT-40 - Crisis Intervention Team (CIT)", True),
        ("2024 - CIT Training (40 hrs)", True),
        ("Crisis Intervention Team [MM-40]", True),
        ("Ethics - CIT", False),
        ("LE-1043: City ordinances", False),
    ],
)
def test_course_is_suggested_whatever_number_a_system_gave_it(title: str, suggested: bool) -> None:
    assert (Suggestions(CATALOGUE).of(title) is not None) == suggested


def table(*columns: dict[str, Any], heading_line: int = 1) -> dict[str, Any]:
    for one in columns:
        one.update(filled=one["seen"])
    return {"name": "", "heading_line": heading_line, "first_column": 0, "columns": list(columns)}


def shown(*tables: dict[str, Any], shown: bool = True) -> list[dict[int, str]]:
    found = guess([(0, index, one) for index, one in enumerate(tables)], CATALOGUE, shown=shown)
    return [one.columns for one in found.tables]


def test_ids_under_an_unknown_heading_are_proposed_to_a_person_and_the_other_columns_kept() -> None:
    columns = table(
        column("Social Security", "123-45-6789", "123-45-6780"), column("Matrikel", "A101", "A102")
    )
    columns["columns"] += table(column("Rank", "Sgt", "Sgt"), column("Phone", "555-123-4567"))["columns"]
    assert shown(columns) == [{1: "officer", 2: "rank"}]
    assert shown(columns, shown=False) == []


def test_other_columns_are_kept_when_nothing_looks_like_an_id() -> None:
    assert shown(
        table(column("Who", "Bob Roe"), column("Course", "CIT"), column("Hours", "40", hours=1))
    ) == [{1: "course", 2: "hours"}]


def test_table_of_totals_is_not_proposed_beside_one_with_ids() -> None:
    totals = table(column("Course", "CIT"), column("How many", "12"))
    assert shown(totals, table(*RECORDS)) == [{0: "officer", 1: "course", 2: "completed_on", 3: "hours"}]


def test_columns_of_a_table_without_headings_are_proposed_by_their_cells() -> None:
    columns = [
        column("", "7006", "7007"),
        column("", "CIT", "CIT"),
        column("", "2024-03-01", "2024-03-02", days=2),
        column("", "40", "40", hours=1),
    ]
    for one in columns:
        one["seen"] = len(one["values"])
    assert shown(table(*columns, heading_line=0)) == [
        {0: "officer", 1: "course", 2: "completed_on", 3: "hours"}
    ]
