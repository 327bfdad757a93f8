"""Headings and cells that may mean something else than they seem to: asked, told, and never counted by themselves."""

from typing import Any

import pytest

from roster_import.preview import preview
from tests.roster_import.samples import table, workbook
from tests.roster_import.test_kinds import AS_OF, CIT, LIST, MATRIX, MHFA, asked, found_in

pytestmark = pytest.mark.django_db

NAMED = ["Name", "ID", "Sworn"]


def read(name: str, rows: list[list[str]], **answers: str) -> dict[str, Any]:
    return preview([(name, table(rows).encode())], agency=None, answers=answers, as_of=AS_OF)


def proposals(found: dict[str, Any]) -> dict[str, str | None]:
    return {one["id"]: one["proposal"] for one in found["questions"] if one["about"] == "course"}


# Signs and words beside the full title, each of which may say that the course wasn't taken.
@pytest.mark.parametrize(
    "decorated",
    [f"{MHFA}?", f"{MHFA}*", f"{MHFA} **", f"{MHFA} (scheduled)", f"{MHFA} TBD", f"{MHFA} - planned", f"({MHFA})", f"[{MHFA}]",
     f"~{MHFA}", f"{MHFA}!", f"✗ {MHFA}", f"{MHFA}…", f"{MHFA}...", f"{MHFA} †", f"{MHFA} 50%", f"{MHFA} ½", f"<{MHFA}",
     "MHFA for Public Safety?", f"{MHFA} (no cert)", f"{MHFA} + refresher"],
)  # fmt: skip
def test_title_with_a_sign_or_a_word_beside_it_is_asked_and_never_preselected(decorated: str) -> None:
    in_list = found_in([LIST, ["1", "Ann", "Y", decorated, "2025-03-04", "8"]])
    in_matrix = found_in([[*MATRIX, decorated, f"{decorated} Hours"], ["1", "Ann", "Y", "2025-03-04", "8"]])
    for found in (in_list, in_matrix):
        assert (set(proposals(found).values()), found["records"], found["figures"]) == ({None}, [], None)


@pytest.mark.parametrize(
    "written", [MHFA, MHFA.upper(), f" {MHFA} ", f"{MHFA}.", f"“{MHFA}”", MHFA.replace(" ", "  "), f"{MHFA}®"]
)
def test_title_written_another_way_is_the_title(written: str) -> None:
    found = found_in([LIST, ["1", "Ann", "Y", written, "2025-03-04", "8"]])
    assert (found["questions"], found["figures"]) == ([], {"sworn": 1, "cit": 0, "covered": 1})


def test_plain_title_and_title_with_a_sign_are_answered_apart() -> None:
    rows = [LIST, ["1", "Ann", "Y", "MHFA", "2025-03-04", "8"], ["2", "Bo", "Y", "MHFA?", "2025-03-04", "8"]]
    found = found_in(rows, **{"course:mhfa": "MHFA"})
    assert (asked(found), [one["officer"] for one in found["records"]]) == (
        {"course:mhfa-question-mark"},
        ["1"],
    )


@pytest.mark.parametrize("word", ["Completed?", "Passed*", "~Completed", "(Completed)"])
def test_result_with_a_sign_is_asked(word: str) -> None:
    found = found_in([[*LIST, "Status"], ["1", "Ann", "Y", MHFA, "2025-03-04", "8", word]])
    assert ([one["about"] for one in found["questions"]], found["records"]) == (["result"], [])


def test_sworn_with_a_sign_is_asked() -> None:
    found = found_in([MATRIX, ["1", "Ann", "Y?"], ["2", "Bo", "Y"]])
    assert asked(found) == {"sworn:y-question-mark"}


@pytest.mark.parametrize(
    ("cell", "first", "second"),
    [("3/4/2024 & 5/6/2025", "3/4/2024", "5/6/2025"), ("2024-05-06; 2025-05-06", "2024-05-06", "2025-05-06"),
     ("May 5, 2024 / June 6, 2025", "May 5, 2024", "June 6, 2025"), ("3/4/2024-3/8/2024", "3/4/2024", "3/8/2024")],
)  # fmt: skip
def test_two_dates_in_one_cell_are_both_named(cell: str, first: str, second: str) -> None:
    found = found_in([[*MATRIX, CIT, f"{CIT} Hours"], ["1", "Ann", "Y", cell, "40"]])
    [refused] = found["refused"]
    assert refused["reason"].startswith(f"These are two dates: {first} and {second}.")
    assert (refused["value"], found["records"]) == (cell, [])


def test_cells_beside_a_blank_day_are_told_with_their_lines() -> None:
    rows = [["1", "Ann", "Y", "", "40"], ["2", "Bo", "Y", "2025-03-04", "40"], ["3", "Cy", "Y", "", "0"]]
    found = found_in([[*MATRIX, CIT, f"{CIT} Hours"], *rows])
    told = [one for one in found["unused"] if "blank day" in one["what"]]
    assert [(one["what"], one["why"]) for one in told] == [
        (
            f"1 cell beside a blank day of “{CIT}” (line 2: 40)",
            "Write the day on which the course was completed.",
        )
    ]
    assert [one["officer"] for one in found["records"]] == ["2"]


def test_last_day_of_validity_beside_a_blank_day_is_asked() -> None:
    found = found_in([[*MATRIX, MHFA, f"{MHFA} Expires"], ["1", "Ann", "Y", "", "2028-03-04"]])
    assert asked(found) == {"dates:mental-health-first-aid-for-public-safety:expires"}


# Numbers that aren't hours: of the heading, what is asked, and the hours by each answer.
@pytest.mark.parametrize(
    ("heading", "values", "hours"),
    [("Minutes", ["minutes", "ignore"], {"minutes": [8.0]}), ("Duration (min)", ["minutes", "ignore"], {"minutes": [8.0]}),
     ("Duration", ["hours", "minutes", "ignore"], {"minutes": [8.0], "hours": [480.0]}),
     ("Credits", ["hours", "minutes", "ignore"], {"minutes": [8.0]})],
)  # fmt: skip
def test_numbers_that_may_be_no_hours_are_asked_about(
    heading: str, values: list[str], hours: dict[str, list[float]]
) -> None:
    rows = [[*LIST[:5], heading], ["1", "Ann", "Y", CIT, "2025-03-04", "480"]]
    found = found_in(rows)
    [question] = found["questions"]
    assert (question["about"], question["values"], found["records"]) == ("hours", values, [])
    for answer, expected in hours.items():
        answered = found_in(rows, **{question["id"]: answer})
        assert (answered["questions"], [one["hours"] for one in answered["records"]]) == ([], expected)


def test_minutes_of_a_matrix_are_converted_only_if_a_person_says_so() -> None:
    rows = [[*MATRIX, CIT, f"{CIT} Minutes"], ["1", "Ann", "Y", "2025-03-04", "2400"]]
    [question] = found_in(rows)["questions"]
    answered = found_in(rows, **{question["id"]: question["values"][0]})
    assert (answered["questions"], [one["hours"] for one in answered["records"]]) == ([], [40.0])


@pytest.mark.parametrize("heading", ["Days", "Number of days", "Class days"])
def test_numbers_of_days_are_no_hours(heading: str) -> None:
    found = found_in([[*LIST[:5], heading], ["1", "Ann", "Y", CIT, "2025-03-04", "40"]])
    assert (asked(found), found["records"]) == ({"hours"}, [])
    assert found["unused"][0]["why"] == "It counts days. Write how many hours the course had."


@pytest.mark.parametrize(
    ("cell", "hours"), [("480 min", [8.0]), ("480 minutes", [8.0]), ("5 days", []), ("45 minutes", [0.75])]
)
def test_cell_with_its_unit_is_read_by_it(cell: str, hours: list[float]) -> None:
    found = found_in([[*LIST[:5], "Length"], ["1", "Ann", "Y", CIT, "2025-03-04", cell]])
    assert [one["hours"] for one in found["records"]] == hours
    assert [one["value"] for one in found["refused"]] == ([] if hours else [cell])


@pytest.mark.parametrize(
    "heading", ["Due Date", "Next due", "Renewal", "Renewal date", "Recert date", "Renew by"]
)
def test_day_by_which_something_is_due_is_asked_about(heading: str) -> None:
    in_list = [[*LIST, heading], ["1", "Ann", "Y", MHFA, "2025-03-04", "8", "2028-03-04"]]
    in_matrix = [
        [*MATRIX, MHFA, f"{MHFA} Hours", f"{MHFA} {heading}"],
        ["1", "Ann", "Y", "2025-03-04", "8", "2028-03-04"],
    ]
    for rows in (in_list, in_matrix):
        [question] = found_in(rows)["questions"]
        assert (question["about"], question["values"][1], question["proposal"]) == ("dates", "ignore", None)
        for answer in question["values"]:
            assert found_in(rows, **{question["id"]: answer})["figures"] == {
                "sworn": 1,
                "cit": 0,
                "covered": 1,
            }


@pytest.mark.parametrize("heading", ["Commissioned", "LEO", "POST certified", "Licensed", "Arrest powers"])
def test_heading_that_may_say_who_is_sworn_is_asked_about(heading: str) -> None:
    rows = [
        ["ID", "Name", "Rank", heading],
        ["12", "Ann Fox", "Officer", "Y"],
        ["13", "Bo Hay", "Clerk", "N"],
    ]
    [question] = found_in(rows)["questions"]
    assert (question["about"], question["values"], question["proposal"]) == (
        "sworn",
        ["sworn", "ignore"],
        None,
    )
    answered = found_in(rows, **{question["id"]: "sworn"})
    assert (answered["questions"], answered["figures"]) == ([], {"sworn": 1, "cit": 0, "covered": 0})
    assert asked(found_in(rows, **{question["id"]: "ignore"})) == {"sworn:clerk", "sworn:officer"}


def test_day_of_swearing_in_makes_nobody_sworn() -> None:
    found = found_in([["ID", "Name", "Rank", "Sworn Date"], ["12", "Ann Fox", "Officer", "2020-01-05"]])
    assert (asked(found), [one["what"] for one in found["unused"]]) == (
        {"sworn:officer"},
        ["Column “Sworn Date” (1 cell)"],
    )


def test_columns_of_a_roster_are_no_trainings() -> None:
    headings = ["Badge", "Name", "Sworn", "Unit", "Department", "Salary", "Shift", "Locker"]
    rows = [
        ["12", "Ann Fox", "Y", "Patrol", "Police", "52000", "A", "77"],
        ["13", "Bo Hay", "Y", "K9", "Police", "52000", "B", "78"],
    ]
    found = found_in([headings, *rows])
    assert (found["questions"], found["figures"]) == ([], {"sworn": 2, "cit": 0, "covered": 0})
    assert {(one["what"].split("”")[0], one["why"]) for one in found["unused"]} == {
        (f"Column “{heading}", "Nothing in it is read.") for heading in headings[3:]
    }


@pytest.mark.parametrize(
    ("file", "proposal"),
    [("CIT completions 2025.csv", "CIT"), ("export.csv", None), ("CIT refresher completions.csv", "CIT-REFRESHER"),
     ("CIT instructors.csv", None), ("CIT 16 hour class.csv", None), ("MHFA.csv", None), ("CIT scheduled.csv", None),
     ("CIT no shows.csv", None)],
)  # fmt: skip
def test_list_about_one_course_is_asked_which(file: str, proposal: str | None) -> None:
    rows = [[*NAMED, "Completed", "Hours"], ["Fox, Ann", "1", "Y", "2025-03-04", "40"]]
    found = read(file, rows)
    assert (list(proposals(found).values()), found["records"], found["figures"]) == ([proposal], [], None)
    [name] = proposals(found)
    assert read(file, rows, **{name: "CIT"})["figures"] == {"sworn": 1, "cit": 1, "covered": 1}
    assert read(file, rows, **{name: "leave_out"})["figures"] == {"sworn": 1, "cit": 0, "covered": 0}


def test_list_below_the_catalogs_own_title_is_about_it_unless_the_file_says_otherwise() -> None:
    rows = [[MHFA], [*NAMED, "Completed", "Hours"], ["Fox, Ann", "1", "Y", "2025-03-04", "8"]]
    assert read("export.csv", rows)["figures"] == {"sworn": 1, "cit": 0, "covered": 1}
    contradicted = read("MHFA refresher.csv", rows)
    assert proposals(contradicted) == {"course:list:mental-health-first-aid-for-public-safety": None}
    # What was said of a title in cells says nothing about a list.
    answered = read(
        "MHFA refresher.csv", rows, **{"course:mental-health-first-aid-for-public-safety": "MHFA"}
    )
    assert answered["records"] == []


def test_first_and_last_day_of_a_class_are_no_service() -> None:
    rows = [
        ["Name", "Badge", "Sworn", "Start Date", "End Date", "Hours"],
        ["Ann Fox", "1", "Y", "2025-03-04", "2025-03-08", "40"],
    ]
    found = read("CIT class.csv", rows, **{"course:list:cit-class": "CIT"})
    assert [one["completed_on"] for one in found["records"]] == ["2025-03-08"]
    assert found["figures"] == {"sworn": 1, "cit": 1, "covered": 1}


def test_list_without_a_day_is_told() -> None:
    found = read("CIT trained officers.csv", [[*NAMED, "Unit"], ["Fox, Ann", "1", "Y", "10th"]])
    assert found["unused"][0]["what"] == "“CIT trained officers”"
    assert found["figures"] == {"sworn": 1, "cit": 0, "covered": 0}


def test_several_sheets_about_one_course_each_are_asked_apart() -> None:
    rows = [[*NAMED, "Completed", "Hours"], ["Fox, Ann", "1", "Y", "2025-03-04", "40"]]
    found = found_in(workbook(**{"CIT": rows, "CIT update": rows}))
    assert proposals(found) == {"course:cit": "CIT", "course:cit-update": "CIT-REFRESHER"}


@pytest.mark.parametrize(
    "row",
    [["Grand Total", "1", ""], ["Total", "12", "Y"], ["Absences 3", "", ""], ["Sub-total:", "9", ""],
     ["Count of officers", "4", ""], ["Total sworn", "2", ""]],
)  # fmt: skip
def test_totals_with_a_number_like_an_id_are_nobody(row: list[str]) -> None:
    for order in ((0, 1, 2), (1, 0, 2)):
        heading = ["Name", "ID", "Sworn"]
        rows = [heading, ["Ann Fox", "31", "Y"], ["Bo Hay", "32", "Y"], ["Page, Cy", "33", "Y"], row]
        found = found_in([[one[at] for at in order] for one in rows])
        assert (found["questions"], found["refused"]) == ([], [])
        assert found["figures"] == {"sworn": 3, "cit": 0, "covered": 0}
        assert any(row[0] in one["what"] or row[1] in one["what"] for one in found["unused"])
