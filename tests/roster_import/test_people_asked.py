"""Whom a file is about where it doesn't say so plainly: rows that disagree, names instead of IDs, people without a title."""

import string
from typing import Any

import pytest

from agencies.models import Agency
from roster_import.actions import import_files
from tests.roster_import.samples import table, workbook
from tests.roster_import.test_kinds import CIT, LIST, MATRIX, asked, found_in

pytestmark = pytest.mark.django_db

ROSTER = ["ID", "Name", "Rank", "Sworn", "Hire Date", "Left On"]
ANN = ["1", "Ann Fox", "Officer", "Y", "2010-03-04", ""]
LETTERS = [*string.ascii_lowercase, *string.ascii_uppercase]
BY_NAME = "identity:0-csv:blank"


def changed(**cells: str) -> list[str]:
    return [
        cells.get(heading.replace(" ", "_").lower(), cell) for heading, cell in zip(ROSTER, ANN, strict=True)
    ]


@pytest.mark.parametrize(
    "other",
    [
        changed(name="Dan New"),
        changed(name="Ann Hay"),
        changed(rank="Sergeant"),
        changed(sworn="N"),
        changed(hire_date="2012-03-04"),
        changed(left_on="2024-01-01"),
    ],
    ids=["another name", "another last name", "rank", "sworn", "hired", "left"],
)
def test_rows_that_disagree_about_a_person_are_asked_in_any_order(other: list[str]) -> None:
    for rows in ([ANN, other], [other, ANN]):
        found = found_in([ROSTER, *rows, ["2", "Bo Hay", "Officer", "Y", "", ""]])
        [question] = found["questions"]
        assert (question["id"], question["about"], question["values"]) == (
            "person:rows:1",
            "person",
            ["2", "3", "leave_out"],
        )
        assert (found["figures"], found["refused"], question["proposal"]) == (None, [], None)
        holds = str(2 + rows.index(other))
        answered = found_in(
            [ROSTER, *rows, ["2", "Bo Hay", "Officer", "Y", "", ""]], **{"person:rows:1": holds}
        )
        is_in = other[3] == "Y" and not other[5]
        assert (answered["questions"], answered["figures"]["sworn"]) == ([], 1 + is_in)
        assert [one["why"] for one in answered["unused"]] == [f"You chose line {holds} for 1."]
        left_out = found_in(
            [ROSTER, *rows, ["2", "Bo Hay", "Officer", "Y", "", ""]], **{"person:rows:1": "leave_out"}
        )
        assert (left_out["questions"], left_out["figures"]["sworn"], len(left_out["unused"])) == ([], 1, 2)


@pytest.mark.parametrize(
    "other",
    [
        changed(),
        changed(name="Fox, Ann"),
        changed(name="ANN M. FOX"),
        changed(rank=""),
        changed(hire_date=""),
    ],
)
def test_rows_that_only_repeat_a_person_or_say_less_ask_nothing(other: list[str]) -> None:
    found = found_in([ROSTER, ANN, other])
    assert (found["questions"], found["refused"], found["figures"]["sworn"]) == ([], [], 1)


def test_training_of_a_row_about_another_person_is_nobodys_once_one_row_holds() -> None:
    rows = [["1", "Ann Fox", "Y", CIT, "2025-03-04", "40"], ["1", "Dan New", "Y", CIT, "2024-03-04", "40"]]
    found = found_in([LIST, *rows])
    assert (asked(found), found["records"]) == ({"person:rows:1"}, [])
    answered = found_in([LIST, *rows], **{"person:rows:1": "2"})
    assert [one["completed_on"] for one in answered["records"]] == ["2025-03-04"]
    assert found_in([LIST, *rows], **{"person:rows:1": "leave_out"})["records"] == []


@pytest.mark.parametrize("first", ["Ann Fox", "Dan New"])
def test_no_training_of_another_person_stays_however_often_their_rows_repeat(first: str) -> None:
    names = ["Ann Fox", "Dan New"] if first == "Ann Fox" else ["Dan New", "Ann Fox"]
    days = {"Ann Fox": ("2021-03-04", "2022-03-04"), "Dan New": ("2023-03-04", "2024-03-04")}
    rows = [["1", name, "Y", CIT, day, "40"] for name in names for day in days[name]]
    for several in (rows, [rows[0], rows[2], rows[1], rows[3]]):
        found = found_in(
            [LIST, *several], **{"person:rows:1": str(2 + [one[1] for one in several].index("Ann Fox"))}
        )
        assert [one["completed_on"] for one in found["records"]] == list(days["Ann Fox"])


def test_many_people_of_whom_rows_disagree_are_asked_about_at_once() -> None:
    rows = [
        [str(n), f"Ann{n} Fox{n}", rank, "Y", "", ""] for n in range(30) for rank in ("Officer", "Sergeant")
    ]
    [question] = found_in([ROSTER, *rows])["questions"]
    assert (question["id"], question["values"], question["count"]) == (
        "person:rows",
        ["first", "last", "leave_out"],
        30,
    )
    for answer, sworn in (("first", 30), ("last", 30), ("leave_out", 0)):
        answered = found_in([ROSTER, *rows], **{"person:rows": answer})
        assert (answered["questions"], answered["figures"]["sworn"]) == ([], sworn)


def test_of_many_rows_that_do_not_hold_the_rest_is_counted() -> None:
    rows = [
        [str(n), f"Ann{n} Fox{n}", rank, "Y", "", ""]
        for n in range(30)
        for rank in ("Officer", "Sergeant", "Sergeant")
    ]
    unused = found_in([ROSTER, *rows], **{"person:rows": "first"})["unused"]
    told = [one["what"] for one in unused if not one["what"].startswith("Column")]
    assert (len(told), told[:2], told[-1]) == (51, ["Line 3", "Line 4"], "10 more lines")


def test_latest_year_holds_for_name_and_rank_and_is_asked_about_the_rest() -> None:
    def book(older: list[str], newer: list[str]) -> bytes:
        return workbook(**{"2022": [ROSTER, older], "2025": [ROSTER, newer]})

    explained = changed(name="Ann Lee", rank="Sergeant", left_on="2025-02-01")
    assert found_in(book(ANN, explained))["figures"]["sworn"] == 0
    assert found_in(book(changed(name="Ann Lee", rank="Sergeant"), ANN))["questions"] == []
    for other in (changed(sworn="N"), changed(hire_date="2012-03-04")):
        found = found_in(book(ANN, other))
        [question] = found["questions"]
        assert (question["values"], found["figures"]) == (["2022:2", "2025:2", "leave_out"], None)
        answered = found_in(book(ANN, other), **{"person:rows:1": "2022:2"})
        assert (answered["questions"], answered["figures"]["sworn"]) == ([], 1)


def test_two_sheets_of_one_year_that_disagree_are_asked() -> None:
    book = workbook(**{"2025": [ROSTER, ANN], "2025 night": [ROSTER, changed(rank="Sergeant")]})
    assert asked(found_in(book)) == {"person:rows:1"}


def roster_of(*names: str) -> list[list[str]]:
    return [["Name", "Sworn"], *[[name, "Y"] for name in names]]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Fox, Ann", "Ann Fox"), ("ANN FOX", "Ann Fox"), ("Ann M. Fox", "Fox, Ann"), ("Ann Fox Jr.", "Ann Fox"), 
     ("Fox Ann", "Ann Fox"), ("José Díaz", "Jose Diaz"), ("O'Hara, Bo", "Bo O’Hara"), ("Cy Lee III", "Lee, Cy"),
     ("Ann Fox", "Fox,Ann")],
)  # fmt: skip
def test_name_that_is_written_in_two_ways_is_asked_about(first: str, second: str) -> None:
    rows = roster_of(first, second, "Dan New")
    found = found_in(rows)
    [name] = asked(found) - {BY_NAME}
    assert (name.startswith("person:name:"), found["figures"]) == (True, None)
    for answer, sworn in (("same", 2), ("different", 3), ("leave_out", 1)):
        answered = found_in(rows, **{BY_NAME: "names", name: answer})
        assert (answered["questions"], answered["figures"]["sworn"]) == ([], sworn)


def test_names_of_two_people_are_not_asked_about() -> None:
    rows = roster_of("Ann Fox", "Ann Hay", "Anna Fox", "Bo Fox", "B. Fox", "A Lee", "O Lee")
    found = found_in(rows, **{BY_NAME: "names"})
    assert (found["questions"], found["figures"]["sworn"]) == ([], 7)


def test_many_names_that_are_only_written_apart_are_asked_about_at_once() -> None:
    names = [name for last in LETTERS[:13] for name in (f"Ann Fo{last}", f"Fo{last}, Ann")]
    [question] = found_in(roster_of(*names), **{BY_NAME: "names"})["questions"]
    assert (question["id"], question["values"], question["count"]) == (
        "person:names",
        ["same", "different"],
        13,
    )
    for answer, sworn in (("same", 13), ("different", 26)):
        found = found_in(roster_of(*names), **{BY_NAME: "names", "person:names": answer})
        assert (found["questions"], found["figures"]["sworn"]) == ([], sworn)


TRAINING = ["Name", "Course", "Date", "Hours"]


def test_list_by_name_finds_the_people_of_the_roster_beside_it() -> None:
    book = workbook(
        Roster=[MATRIX, ["12", "Ann Fox", "Y"], ["13", "Bo Hay", "Y"], ["14", "Hay, Bo", "Y"]],
        Training=[
            TRAINING,
            *[[name, CIT, "2025-03-04", "40"] for name in ("Fox, Ann", "Bo Hay", "Ann M. Fox")],
        ],
    )
    by_name = {"identity:0-xlsx:training": "names"}
    found = found_in(book, **by_name)
    assert {one["id"]: one["values"] for one in found["questions"]} == {
        "person:name:ann-fox": ["12", "different", "leave_out"],
        "person:name:bo-hay": ["13", "14", "different", "leave_out"],
    }
    answered = found_in(book, **by_name, **{"person:name:ann-fox": "12", "person:name:bo-hay": "14"})
    assert (answered["questions"], answered["figures"]) == ([], {"sworn": 3, "cit": 2, "covered": 2})
    assert {one["officer"] for one in answered["records"]} == {"12", "14"}


def test_list_by_name_onto_a_roster_asks_who_it_nearly_is() -> None:
    roster = [MATRIX, ["12", "Ann Fox", "Y"]]
    found = found_in(
        roster, [TRAINING, ["Ann M. Fox", CIT, "2025-03-04", "40"]], **{"identity:1-csv:blank": "names"}
    )
    assert (asked(found), found["records"]) == ({"person:name:ann-fox"}, [])


def people(count: int) -> list[list[str]]:
    return [["ID", "Name"], *[[str(100 + n), f"Ann Fo{LETTERS[n]}"] for n in range(count)]]


def test_people_without_a_title_are_listed_by_name_and_may_be_asked_about_one_by_one() -> None:
    [question] = found_in(people(3))["questions"]
    assert (question["id"], question["values"][-1], question["examples"]) == (
        "sworn:no-title",
        "each",
        ["100 Ann Foa", "101 Ann Fob", "102 Ann Foc"],
    )
    each = {"sworn:no-title": "each", "sworn:person:100": "sworn", "sworn:person:101": "not_sworn"}
    found = found_in(people(3), **each)
    assert (asked(found), found["figures"]) == ({"sworn:person:102"}, None)
    answered = found_in(people(3), **each, **{"sworn:person:102": "leave_out"})
    assert (answered["questions"], answered["figures"]["sworn"]) == ([], 1)


def test_more_people_without_a_title_than_can_be_listed_are_counted() -> None:
    [question] = found_in(people(31))["questions"]
    assert (question["values"], question["count"]) == (["sworn", "not_sworn", "left", "leave_out"], 31)
    assert "these 31 people" in question["text"]
    assert found_in(people(31), **{"sworn:no-title": "each"})["figures"] is None


def test_sign_as_an_id_is_asked() -> None:
    rows = [MATRIX, ["🚓", "Ann Fox", "Y"], ["2", "Bo Hay", "Y"]]
    found = found_in(rows)
    assert (asked(found), found["refused"], found["figures"]) == ({"identity:id:police-car"}, [], None)
    assert found_in(rows, **{"identity:id:police-car": "include"})["figures"]["sworn"] == 2
    left_out = found_in(rows, **{"identity:id:police-car": "leave_out"})
    assert (left_out["figures"]["sworn"], [one["why"] for one in left_out["unused"]]) == (
        1,
        ["You chose to leave out 🚓."],
    )


@pytest.mark.parametrize(
    ("day", "question", "values", "sworn"),
    [("2099-01-01", "dates:hired:1", ["right", "wrong"], {"right": 1, "wrong": 2}),
     ("1900-01-01", "dates:hired-on:1900-01-01", ["wrong"], {"wrong": 2})],
)  # fmt: skip
def test_day_of_hiring_that_can_hardly_be_is_asked(
    day: str, question: str, values: list[str], sworn: dict[str, int]
) -> None:
    rows = [[*MATRIX, "Hire Date"], ["1", "Ann Fox", "Y", day], ["2", "Bo Hay", "Y", "2010-01-01"]]
    found = found_in(rows)
    [one] = found["questions"]
    assert (one["id"], one["values"], found["refused"], found["figures"]) == (question, values, [], None)
    assert {value: found_in(rows, **{question: value})["figures"]["sworn"] for value in values} == sworn


def test_day_of_leaving_that_no_payroll_means_is_asked_and_leaves_nobody_out() -> None:
    rows = [
        [*MATRIX, "Termination Date"],
        ["1", "Ann Fox", "Y", "1900-01-01"],
        ["2", "Bo Hay", "Y", "1900-01-01"],
    ]
    assert asked(found_in(rows)) == {"dates:separated-on:1900-01-01"}
    assert found_in(rows, **{"dates:separated-on:1900-01-01": "wrong"})["figures"]["sworn"] == 2


def test_rows_that_dispute_a_training_are_refused_with_what_each_says(agency: Agency) -> None:
    rows = [["1", "Ann", "Y", CIT, "2025-03-04", hours] for hours in ("40", "24.5")]
    found: list[dict[str, Any]] = found_in([LIST, *rows])["refused"]
    assert [(one["line"], one["heading"], one["value"]) for one in found] == [
        (2, "Hours", "40 completed"),
        (3, "Hours", "24.5 completed"),
    ]
    imported = import_files(
        agency=agency,
        files={"a.csv": table([["ID", "Course", "Date", "Hours"], ["9", CIT, "2025-03-04", "40"]]).encode()},
        by=None,
        answers={"sworn:no-title": "leave_out"},
    )
    assert imported.problems == []


@pytest.mark.parametrize("answer", ["2", "3"])
def test_days_of_service_of_two_rows_are_never_mixed(answer: str) -> None:
    """Of one row the day of leaving and of another a later day of hiring would be a service that ends before it begins."""
    rows = [
        ["ID", "Sworn", "Hire Date", "Left On"],
        ["1", "Y", "", "2020-01-01"],
        ["1", "Y", "2021-05-05", ""],
    ]
    found = found_in(rows, **{"person:rows:1": answer})
    assert (found["questions"], found["figures"]["sworn"]) == ([], int(answer == "3"))
