"""The first guess at a file's columns."""

from typing import Any

import pytest

from roster_import.reading.guess import columns_of, columns_with_names, is_day_of_a_class
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


TEN = [f"P{number}" for number in range(10)]
BADGE, TITLES = column("Badge #", *TEN), column("Course Title", *["CIT"] * 10)


def mixed(word: str, number: int) -> list[str]:
    """Ten cells, so many of which are this word, and the others one that says nothing."""
    return [word] * number + ["zzz"] * (10 - number)


def different(number: int) -> list[str]:
    """So many different words that say nothing."""
    return [f"zz{chr(97 + place)}" for place in range(number)]


# What a third column is taken for beside IDs and titles of courses, and a second one beside IDs: heading, what so many of
# its ten cells are, the limit, and the guess under it, at it and over it.
OF_TRAINING = [
    ("Completed", "days", 5, None, "completed_on", "completed_on"),
    ("Completed", "Passed", 5, None, "status", "status"),
    ("Completion Date", "Passed", 5, "completed_on", None, None),
    ("Completion Date", "hours", 5, "completed_on", None, None),
    ("Training Hours", "days", 5, "hours", None, None),
    ("Training Hours", "Passed", 5, "hours", None, None),
    ("Duration", "hours", 5, "hours", "hours", "hours"),
    ("Course Status", "days", 5, "status", None, None),
    ("Class Role", "days", 5, "role", None, None),
    ("Course Status", "different", 12, "status", "status", None),
    ("Class Role", "different", 12, "role", "role", None),
    ("Delivery Method", "different", 12, "delivery", "delivery", None),
]
OF_PEOPLE = [
    ("Sworn", "different", 12, "sworn", "sworn", None),
    ("Employment Status", "different", 12, "employment", "employment", None),
    ("Sworn", "days", 5, "sworn", None, None),
    ("Employment Status", "days", 5, "employment", None, None),
    ("Unit", "different", 12, "category", "category", None),
    ("Unit", "x1", 5, "category", None, None),
    ("Unit", "Passed", 3, "category", None, None),
    ("Type", "Passed", 3, "category", None, None),
    ("Rank", "Passed", 3, "rank", None, None),
    ("Rank", "x1", 5, "rank", "rank", None),
    ("Officer Name", "days", 5, "name", None, None),
    ("Officer Name", "x1", 5, "name", "name", None),
    ("Title", "Sergeant", 5, "rank", "rank", "rank"),
    ("Status", "Active", 1, None, "employment", "employment"),
]


def guesses(heading: str, kind: str, limit: int, *beside: dict[str, Any]) -> list[str | None]:
    """What the last column is taken for, with one cell less than the limit, as many, and one more."""
    found = []
    for number in (limit - 1, limit, limit + 1):
        if kind in {"days", "hours"}:
            last = column(heading, *mixed("zzz", 10), **{kind: number})
        elif kind == "different":
            last = column(heading, *different(number))
        else:
            last = column(heading, *mixed(kind, number))
        found.append(columns_of({"columns": [*beside, last]}, Suggestions(CATALOGUE)).get(len(beside)))
    return found


@pytest.mark.parametrize(("heading", "kind", "limit", "under", "at", "over"), OF_TRAINING)
def test_each_limit_of_a_guess_about_training(
    heading: str, kind: str, limit: int, under: str | None, at: str | None, over: str | None
) -> None:
    assert guesses(heading, kind, limit, BADGE, TITLES) == [under, at, over]


@pytest.mark.parametrize(("heading", "kind", "limit", "under", "at", "over"), OF_PEOPLE)
def test_each_limit_of_a_guess_about_people(
    heading: str, kind: str, limit: int, under: str | None, at: str | None, over: str | None
) -> None:
    assert guesses(heading, kind, limit, BADGE) == [under, at, over]


def test_officer_is_an_id_where_most_cells_have_digits_and_a_name_otherwise() -> None:
    assert guesses("Officer", "x1", 5) == ["name", "name", "officer"]


@pytest.mark.parametrize(
    ("active", "passed", "expected"), [(4, 5, None), (5, 5, "employment"), (6, 4, "employment")]
)
def test_a_status_is_of_employment_unless_it_says_more_of_results(
    active: int, passed: int, expected: str
) -> None:
    cells = ["Active"] * active + ["Passed"] * passed + ["zzz"] * (10 - active - passed)
    columns = [BADGE, column("Status", *cells)]
    assert columns_of({"columns": columns}, Suggestions(CATALOGUE)).get(1) == expected


@pytest.mark.parametrize(
    ("heading", "beside", "expected"),
    [
        ("Status", [BADGE], "employment"),
        ("Status", [BADGE, TITLES], "status"),
        ("Type", [BADGE], "category"),
        ("Type", [BADGE, TITLES], "delivery"),
    ],
)
def test_a_heading_of_two_meanings_is_about_the_training_beside_titles_of_courses(
    heading: str, beside: list[dict[str, Any]], expected: str
) -> None:
    columns = [*beside, column(heading)]
    assert columns_of({"columns": columns}, Suggestions(CATALOGUE))[len(beside)] == expected


def test_start_date_is_of_the_class_beside_titles_of_courses_and_of_the_hiring_elsewhere() -> None:
    start = column("Start Date", *TEN, days=10)
    found = [
        columns_of({"columns": [*beside, start]}, Suggestions(CATALOGUE)).get(len(beside))
        for beside in ([BADGE], [BADGE, TITLES])
    ]
    assert found == ["hired_on", None]


def test_several_columns_may_say_how_a_training_ended_but_one_says_its_hours() -> None:
    columns = [
        BADGE,
        TITLES,
        column("Course Status"),
        column("Result"),
        column("Hours"),
        column("Training Hours"),
    ]
    found = columns_of({"columns": columns}, Suggestions(CATALOGUE))
    assert [found.get(index) for index in range(2, 6)] == ["status", "status", "hours", None]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["zzz"] * 10, ["CIT"] * 10),
        (TEN, ["zzz"] * 10),
        (TEN, ["CIT"] * 10),
    ],
)
def test_the_course_is_the_column_that_tells_of_courses_before_the_one_of_words(
    first: list[str], second: list[str]
) -> None:
    columns = [BADGE, column("Course", *first), column("Training Title", *second)]
    found = columns_of({"columns": columns}, Suggestions(CATALOGUE))
    assert [index for index, key in found.items() if key == "course"] == [2]


@pytest.mark.parametrize(
    ("heading", "word", "beside", "key"),
    [("Sworn", "Yes", [BADGE], "sworn"), ("Delivery Method", "Classroom", [BADGE, TITLES], "delivery")],
)
def test_many_other_words_are_no_obstacle_where_half_of_the_cells_are_known(
    heading: str, word: str, beside: list[dict[str, Any]], key: str
) -> None:
    found = []
    for known in (12, 13, 14):
        last = column(heading, *[word] * known, *different(13))
        found.append(columns_of({"columns": [*beside, last]}, Suggestions(CATALOGUE)).get(len(beside)))
    assert found == [None, key, key]


@pytest.mark.parametrize("heading", ["Employee", "Member", "Officer"])
def test_a_heading_that_names_a_person_is_an_id_only_with_digits(heading: str) -> None:
    assert guesses(heading, "x1", 5) == ["name", "name", "officer"]


def test_a_badge_is_an_id_without_digits_too() -> None:
    assert guesses("Badge #", "x1", 1) == ["officer", "officer", "officer"]


def test_title_is_the_course_or_the_rank_by_what_half_of_its_cells_are() -> None:
    found = []
    for ranks in (4, 5, 6):
        cells = ["Sergeant"] * ranks + ["CIT"] * (10 - ranks)
        found.append(columns_of({"columns": [BADGE, column("Title", *cells)]}, Suggestions(CATALOGUE)).get(1))
    assert found == ["course", "rank", "rank"]


def test_columns_that_may_hold_names_are_known_by_their_heading() -> None:
    headings = ["Officer Name", "Last Name", "Course Name", "Badge #", "Rank", "Name of supervisor"]
    assert columns_with_names({"columns": [column(heading) for heading in headings]}) == [0, 1, 2, 5]


def test_days_of_the_class_are_known_by_their_heading() -> None:
    headings = ["Start Date", "End Date", "Hire Date"]
    assert [is_day_of_a_class(column(heading)) for heading in headings] == [True, True, False]


def test_ranks_may_have_digits_where_half_of_the_cells_are_ranks() -> None:
    found = []
    for ranks in (4, 5, 6):
        last = column("Rank", *["Sergeant 1"] * ranks, *["x1"] * (10 - ranks))
        found.append(columns_of({"columns": [BADGE, last]}, Suggestions(CATALOGUE)).get(1))
    assert found == [None, "rank", "rank"]


def test_half_of_the_cells_are_enough_for_hours_though_the_others_are_days() -> None:
    found = []
    for hours in (4, 5, 6):
        last = column("Training Hours", *mixed("zzz", 10), hours=hours, days=10 - hours)
        found.append(columns_of({"columns": [BADGE, TITLES, last]}, Suggestions(CATALOGUE)).get(2))
    assert found == [None, "hours", "hours"]


def test_titles_beyond_the_examples_tell_of_courses_and_examples_do_where_titles_are_not_kept() -> None:
    beyond = column("Description", "Ethics", "CIT")
    beyond["examples"] = ["Ethics"]
    uncounted = column("Description", "Ethics", "CIT")
    uncounted["values"] = None
    neither = column("Description", "Ethics")
    found = [
        columns_of({"columns": [BADGE, last]}, Suggestions(CATALOGUE)).get(1)
        for last in (beyond, uncounted, neither)
    ]
    assert found == ["course", "course", None]


def test_a_number_of_a_course_is_less_than_its_title_where_most_cells_have_digits() -> None:
    found = []
    for digits in (4, 5, 6):
        columns = [column("Course", *mixed("x1", digits)), column("Course Title", *mixed("zzz", 10)), BADGE]
        guessed = columns_of({"columns": columns}, Suggestions(CATALOGUE))
        found.append([index for index, key in guessed.items() if key == "course"])
    assert found == [[0], [0], [1]]


def test_a_heading_of_a_person_without_digits_is_no_id_beside_a_name() -> None:
    columns = [column("Name", *mixed("zzz", 10)), column("Officer", *mixed("zzz", 10))]
    assert columns_of({"columns": columns}, Suggestions(CATALOGUE)) == {0: "name"}


@pytest.mark.parametrize(("heading", "expected"), [("Certificate Name", "course"), ("Course ID", None)])
def test_a_usual_heading_of_courses_needs_no_cells_that_tell(heading: str, expected: str | None) -> None:
    columns = [BADGE, column(heading, *mixed("zzz", 10))]
    assert columns_of({"columns": columns}, Suggestions(CATALOGUE)).get(1) == expected
