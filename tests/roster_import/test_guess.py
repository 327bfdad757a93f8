"""The first guess at a file's columns."""

from typing import Any

import pytest

from roster_import.reading.guess import columns_of
from training.course_titles import CatalogueCourse, Suggestions

CATALOGUE = [CatalogueCourse(1, "CIT", "Crisis Intervention Team (CIT), Memphis Model", 4000, counts=True)]


def column(heading: str, *cells: str, days: int = 0, hours: int = 0) -> dict[str, Any]:
    """A column as the file's shape describes it."""
    return {
        "heading": heading,
        "seen": len(cells),
        "filled": len(cells),
        "days": [days, 0, 0, 0, 0],
        "day_cells": [days, 0, 0, 0, 0],
        "hours": hours,
        "hour_cells": hours,
        "digit_cells": sum(any(map(str.isdigit, cell)) for cell in cells),
        "values": [[cell, cells.count(cell)] for cell in dict.fromkeys(cells)],
        "examples": list(cells),
    }


RECORDS = [
    column("Badge #", "P1", "P2"),
    column("Course Title", "CIT", "CIT"),
    column("Date", "2024-03-01", "2024-03-02", days=2),
    column("Hours", "40", "40", hours=2),
]


def test_date_is_the_courses_in_a_list_of_trainings() -> None:
    found = columns_of({"columns": RECORDS}, Suggestions(CATALOGUE))
    assert (found[1], found[2], found[3]) == ("course", "completed_on", "hours")


def test_date_means_nothing_in_a_list_of_officers() -> None:
    columns = [RECORDS[0], column("Rank", "Sgt", "Sgt"), RECORDS[2]]
    found = columns_of({"columns": columns}, Suggestions(CATALOGUE))
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
    assert columns_of({"columns": columns}, Suggestions(CATALOGUE))[3] == expected


@pytest.mark.parametrize("cells", [["S", "C"], ["A1", "A2"]])
def test_codes_for_sworn_are_asked_about_and_not_passed_over(cells: list[str]) -> None:
    columns = [RECORDS[0], column("Empl Name", "Diaz, Ana", "Lind, Bo"), column("Sworn", *cells)]
    found = columns_of({"columns": columns}, Suggestions(CATALOGUE))
    assert (found[1], found[2]) == ("name", "sworn")


def test_names_under_employee_beside_numbers() -> None:
    columns = [column("Employee Number", "1", "2"), column("Employee", "Diaz, Ana", "Lind, Bo"), RECORDS[2]]
    found = columns_of({"columns": columns}, Suggestions(CATALOGUE))
    assert (found[0], found[1]) == ("officer", "name")


@pytest.mark.parametrize(
    ("title", "suggested"),
    [
        ("LE-1043: Crisis Intervention Team", True),
        ("CIT-40 - Crisis Intervention Team (CIT)", False),
        ("2024 - CIT Training (40 hrs)", True),
        ("Crisis Intervention Team [MM-4012]", True),
        ("Crisis Intervention Team [MM-40]", False),
        ("Ethics - CIT", False),
        ("LE-1043: City ordinances", False),
    ],
)
def test_course_is_suggested_whatever_number_a_system_gave_it(title: str, suggested: bool) -> None:
    assert (Suggestions(CATALOGUE).of(title) is not None) == suggested
