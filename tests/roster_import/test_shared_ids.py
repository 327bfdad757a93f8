"""One ID that two people have: no training is credited to the wrong one, and none is dropped without a word."""

from typing import Any

import pytest

from tests.roster_import.samples import workbook
from tests.roster_import.test_kinds import CIT, LIST, found_in

pytestmark = pytest.mark.django_db

ROSTER = ["ID", "Name", "Rank", "Sworn"]
ANN, DAN, BO = (
    [number, name, "Officer", "Y"] for number, name in (("1", "Ann Fox"), ("1", "Dan New"), ("2", "Bo Hay"))
)
QUESTION = "person:rows:1"
_HOLDS = "You chose line {} for 1."
_WHOSE = "Two people have the ID 1 in this file. Write the name of the one who took the course."
_LEFT_OUT = "You chose to leave out 1, because rows say different things."


def taken(number: str, name: str, day: str, *, named: bool = True) -> list[str]:
    return [number, *([name] if named else []), CIT, day, "40"]


def beside(*roster: list[str], named: bool = True) -> bytes:
    """A roster, and a list of trainings on a sheet of its own."""
    heading = ["ID", *(["Name"] if named else []), "Course", "Date", "Hours"]
    rows = [("1", "Ann Fox", "2021-03-04"), ("1", "Dan New", "2022-03-04"), ("2", "Bo Hay", "2020-01-01")]
    return workbook(R=[ROSTER, *roster], L=[heading, *(taken(*row, named=named) for row in rows)])


def credited(found: dict[str, Any]) -> list[str]:
    return [record["completed_on"] for record in found["records"] if record["officer"] == "1"]


def unused(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["sheet"], one["what"], one["why"]) for one in found["unused"]]


def test_training_that_a_list_gives_another_name_than_the_roster_is_refused() -> None:
    found = found_in(beside(ANN, BO))

    (refused,) = found["refused"]
    assert (credited(found), refused["sheet"], refused["line"]) == (["2021-03-04"], "L", 3)
    assert refused["reason"] == "1 is Ann Fox on the roster, and Dan New here. Correct the ID or the name."


@pytest.mark.parametrize("name", ["Fox, Ann", "A. Fox", "Ann Fox-Lee", "ANN FOX", ""])
def test_name_that_may_be_the_rosters_is_credited(name: str) -> None:
    heading = ["ID", "Name", "Course", "Date", "Hours"]
    found = found_in(workbook(R=[ROSTER, ANN, BO], L=[heading, taken("1", name, "2021-03-04")]))

    assert (credited(found), found["refused"]) == (["2021-03-04"], [])


@pytest.mark.parametrize(
    ("answer", "days", "other"), [("2", ["2021-03-04"], "Line 3"), ("3", ["2022-03-04"], "Line 2")]
)
def test_list_beside_two_people_with_one_id_goes_by_its_own_names(
    answer: str, days: list[str], other: str
) -> None:
    found = found_in(beside(ANN, DAN, BO), **{QUESTION: answer})

    assert credited(found) == days
    assert unused(found) == [(sheet, other, _HOLDS.format(answer)) for sheet in ("R", "L")]


@pytest.mark.parametrize(("answer", "other"), [("2", "Line 3"), ("3", "Line 2")])
def test_list_without_names_beside_two_people_with_one_id_credits_neither_and_says_so(
    answer: str, other: str
) -> None:
    found = found_in(beside(ANN, DAN, BO, named=False), **{QUESTION: answer})

    assert credited(found) == []
    assert unused(found) == [
        ("R", other, _HOLDS.format(answer)),
        *(("L", line, _WHOSE) for line in ("Line 2", "Line 3")),
    ]


@pytest.mark.parametrize(
    ("answer", "days", "why", "lines"),
    [
        ("2", ["2021-03-04", "2022-03-04"], _HOLDS.format(2), ["Line 3"]),
        ("3", ["2023-03-04"], _HOLDS.format(3), ["Line 2", "Line 4"]),
        ("leave_out", [], _LEFT_OUT, ["Line 2", "Line 3", "Line 4"]),
    ],
)
def test_each_line_whose_training_is_not_used_is_told_also_one_that_repeats_the_first(
    answer: str, days: list[str], why: str, lines: list[str]
) -> None:
    rows = [("Ann Fox", "2021-03-04"), ("Dan New", "2023-03-04"), ("Ann Fox", "2022-03-04")]
    found = found_in([LIST, *(["1", name, "Y", CIT, day, "40"] for name, day in rows)], **{QUESTION: answer})

    assert credited(found) == days
    assert [(what, said) for _sheet, what, said in unused(found)] == [(line, why) for line in lines]


def test_lines_of_a_list_about_a_person_who_is_left_out_are_told() -> None:
    found = found_in(beside(ANN, DAN, BO), **{QUESTION: "leave_out"})

    assert (credited(found), len(found["records"])) == ([], 1)
    assert unused(found) == [
        (sheet, line, _LEFT_OUT) for sheet in ("R", "L") for line in ("Line 2", "Line 3")
    ]


def test_each_row_that_repeats_the_overruled_first_one_is_told() -> None:
    found = found_in([ROSTER, ANN, DAN, ANN, BO, BO], **{QUESTION: "3"})

    assert unused(found) == [("", line, _HOLDS.format(3)) for line in ("Line 2", "Line 4")]
    assert found["figures"]["sworn"] == 2


MATRIX = ["ID", "Name", "Sworn", f"{CIT} Date", f"{CIT} Hours"]


@pytest.mark.parametrize(("answer", "other"), [("2", "Line 3"), ("3", "Line 2")])
def test_training_of_a_row_without_a_name_is_nobodys(answer: str, other: str) -> None:
    rows = [["1", "Ann Fox", "N", "", ""], ["1", "Dan New", "N", "", ""], ["1", "", "Y", "2021-03-04", "40"]]
    [question] = found_in([MATRIX, *rows])["questions"]
    found = found_in([MATRIX, *rows], **{QUESTION: answer})

    assert question["values"] == ["2", "3", "leave_out"]
    assert (credited(found), found["figures"]) == ([], {"sworn": 0, "cit": 0, "covered": 0})
    assert set(unused(found)) == {("", other, _HOLDS.format(answer)), ("", "Line 4", _WHOSE)}


SERVICE = [*ROSTER, "Status", "Hired", "Left On"]


def served(person: list[str], status: str, hired: str = "", left: str = "") -> list[str]:
    return [*person, status, hired, left]


def with_list(*roster: list[str], named: bool = True) -> dict[str, Any]:
    heading = ["ID", *(["Name"] if named else []), "Course", "Date", "Hours"]
    rows = [("1", "Ann Fox", "2008-03-04"), ("1", "Dan New", "2022-03-04")]
    lines = [taken(*row, named=named) for row in rows]
    return found_in(workbook(R=[SERVICE, *roster], L=[heading, *lines]), **{"status:retired": "left"})


@pytest.mark.parametrize("turned", [False, True])
def test_training_of_who_left_is_not_that_of_who_has_the_id_now(turned: bool) -> None:
    rows = [served(ANN, "Retired"), served(DAN, "Active")]
    found = with_list(*(reversed(rows) if turned else rows))

    (refused,) = found["refused"]
    assert (credited(found), refused["sheet"], refused["line"]) == (["2022-03-04"], "L", 2)
    assert refused["reason"] == "1 is Dan New on the roster, and Ann Fox here. Correct the ID or the name."


def test_training_without_a_name_of_an_id_that_was_anothers_is_refused() -> None:
    found = with_list(served(ANN, "Retired"), served(DAN, "Active"), named=False)

    assert credited(found) == []
    assert [(one["line"], one["reason"]) for one in found["refused"]] == [(2, _WHOSE), (3, _WHOSE)]


def test_service_of_two_people_is_no_rehire() -> None:
    rows = [served(ANN, "", "2001-01-01", "2010-01-01"), served(DAN, "", "2015-01-01")]
    found = with_list(*rows)

    assert ([one["id"] for one in found["questions"]], found["figures"]) == ([QUESTION], None)
    same = with_list(served(ANN, "", "2001-01-01", "2010-01-01"), served(ANN, "", "2015-01-01"))
    assert same["questions"] == []


def test_rows_of_several_tables_are_named_as_a_clerk_names_them() -> None:
    book = workbook(**{"2024": [ROSTER, ANN], "2025": [ROSTER, [*ANN[:3], "N"]]})
    [question] = found_in(book)["questions"]

    assert question["text"] == (
        "These rows say different things about 1, Ann Fox (sworn / not sworn): sheet 2024, row 2; sheet 2025, row 2. "
        "Which row is right?"
    )
    assert question["labels"] == {
        "2024:2": "Sheet 2024, row 2: sworn",
        "2025:2": "Sheet 2025, row 2: not sworn",
    }
    found = found_in(book, **{QUESTION: "2024:2"})
    assert unused(found) == [("2025", "Line 2", "You chose sheet 2024, row 2 for 1.")]


@pytest.mark.parametrize(
    ("answer", "days", "other"), [("2", ["2021-03-04"], "Line 2"), ("3", ["2022-03-04"], "Line 3")]
)
def test_list_that_goes_by_names_credits_each_person_under_their_own(
    answer: str, days: list[str], other: str
) -> None:
    rows = [["Dan New", CIT, "2022-03-04", "40"], ["Ann Fox", CIT, "2021-03-04", "40"]]
    book = workbook(R=[ROSTER, ANN, DAN], L=[["Name", "Course", "Date", "Hours"], *rows])
    found = found_in(book, **{QUESTION: answer, "identity:0-xlsx:l": "names"})

    assert (credited(found), found["questions"]) == (days, [])
    assert ("L", other, _HOLDS.format(answer)) in unused(found)
