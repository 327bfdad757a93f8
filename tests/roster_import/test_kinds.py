"""Other spreadsheets of each kind: other headings, other words, other layouts. And that nothing is credited unsaid."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roster_import.preview import preview
from tests.roster_import.samples import table, workbook

pytestmark = pytest.mark.django_db

AS_OF = date(2026, 6, 1)
CIT = "Crisis Intervention Team (CIT), Memphis Model"
MHFA = "Mental Health First Aid for Public Safety"
LIST = ["Badge", "Name", "Sworn", "Course", "Date", "Hours"]
MATRIX = ["Badge", "Name", "Sworn"]


def found_in(*files: Any, **answers: str) -> dict[str, Any]:
    named = []
    for number, file in enumerate(files):
        content = file if isinstance(file, bytes) else table(file).encode()
        named.append((f"{number}.xlsx" if content[:2] == b"PK" else f"{number}.csv", content))
    return preview(named, agency=None, answers=answers, as_of=AS_OF)


def asked(found: dict[str, Any]) -> set[str]:
    return {question["id"] for question in found["questions"]}


CLEAN = {
    "named": [
        [*MATRIX, f"{CIT} Date", f"{CIT} Hours", f"{MHFA} Date", f"{MHFA} Hours"],
        ["1", "Ann Fox", "Yes", "2025-03-04", "40", "", ""],
        ["2", "Bo Hay", "Yes", "", "", "2025-05-06", "8"],
        ["3", "Cy Lee", "No", "2025-03-04", "40", "", ""],
    ],
    "parts beside the title": [
        [*MATRIX, CIT, "Hours", "Expires", MHFA, "Hours", "Expires"],
        ["1", "Ann Fox", "Y", "2025-03-04", "40", "", "", "", ""],
        ["2", "Bo Hay", "Y", "", "", "", "2025-05-06", "8", "2028-05-06"],
        ["3", "Cy Lee", "N", "2025-03-04", "40", "", "", "", ""],
    ],
    "part first": [
        [*MATRIX, f"Date of {CIT}", f"Hours {CIT}", f"Completed {MHFA}", f"Length {MHFA}"],
        ["1", "Ann Fox", "Sworn", "2025-03-04", "40", "", ""],
        ["2", "Bo Hay", "Sworn", "", "", "2025-05-06", "8"],
        ["3", "Cy Lee", "Civilian", "2025-03-04", "40", "", ""],
    ],
}


@pytest.mark.parametrize("rows", CLEAN.values(), ids=CLEAN)
def test_clean_matrix_asks_nothing_and_counts(rows: list[list[str]]) -> None:
    found = found_in(rows)
    assert (found["questions"], found["refused"]) == ([], [])
    assert found["figures"] == {"sworn": 2, "cit": 1, "covered": 2}


@pytest.mark.parametrize(
    "rows",
    [
        [[*MATRIX, CIT, None, MHFA, None], [None, None, None, "Date", "Hours", "Date", "Hours"]],
        [[None, None, None, CIT, None, MHFA, None], [*MATRIX, "Date", "Hours", "Date", "Hours"]],
    ],
    ids=["parts below", "titles above"],
)
def test_headings_in_two_levels_are_one(rows: list[list[Any]]) -> None:
    body: list[list[Any]] = [
        ["1", "Ann", "Y", date(2025, 3, 4), 40, None, None],
        ["2", "Bo", "Y", None, None, date(2025, 5, 6), 8],
    ]
    found = found_in(workbook(Training=[*rows, *body]))
    assert (found["questions"], found["figures"]) == ([], {"sworn": 2, "cit": 1, "covered": 2})


def test_sheet_named_for_a_course_is_about_it_beside_a_roster() -> None:
    book = workbook(
        Roster=[MATRIX, ["1", "Ann", "Y"], ["2", "Bo", "Y"]],
        CRIT=[["Badge", "Name", "Date", "Hours"], ["1", "Ann", "2025-03-04", "40"]],
    )
    assert asked(found_in(book)) == {"course:crit"}
    assert found_in(book, **{"course:crit": "CRIT"})["figures"] == {"sworn": 2, "cit": 1, "covered": 1}


# Words of a result or a role under many headings. None of them earns anything.
@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("Completion Status", "Registered"),
        ("Status", "In Progress"),
        ("Result", "Did not complete"),
        ("Outcome", "Withdrew"),
        ("Grade", "Fail"),
        ("Attendance", "No Show"),
        ("Enrollment Status", "Wait-listed"),
        ("Participation", "Observer"),
        ("Attended As", "Instructor"),
        ("Role", "Facilitator"),
        ("Class Role", "Auditor"),
        ("Final Result", "Not passed"),
        ("Class Status", "Cancelled"),
        ("Completion", "No"),
        ("Finished?", "No"),
        ("How attended", "as instructor"),
    ],
)
def test_word_that_speaks_against_credits_nobody_in_a_list_or_a_matrix(heading: str, word: str) -> None:
    in_list = found_in([[*LIST, heading], ["1", "Ann", "Y", CIT, "2025-03-04", "40", word]])
    assert in_list["figures"] in (None, {"sworn": 1, "cit": 0, "covered": 0})
    in_matrix = found_in(
        [[*MATRIX, CIT, f"{CIT} Hours", f"{CIT} {heading}"], ["1", "Ann", "Y", "2025-03-04", "40", word]]
    )
    assert in_matrix["figures"] in (None, {"sworn": 1, "cit": 0, "covered": 0})


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Remarks", ["failed the exam", ""]),
        ("Code", ["NS", "OK"]),
        ("Notes", ["No show", "Completed"]),
        ("Type", ["Student", "Instructor"]),
        ("Pass/Fail", ["F", "P"]),
        ("Attended?", ["N", "Y"]),
        ("Final disposition", ["Withdrew", "Completed"]),
        ("Participation", ["TA", "Student"]),
    ],
)
def test_column_that_may_say_how_it_ended_is_asked_about(heading: str, words: list[str]) -> None:
    rows = [[str(n), "Ann", "Y", CIT, "2025-03-04", "40", word] for n, word in enumerate(words, start=1)]
    found = found_in([[*LIST, heading], *rows])
    assert {question["about"] for question in found["questions"]} <= {"result", "role"}
    assert (bool(found["questions"]), found["figures"]) == (True, None)


def test_worst_of_several_results_holds() -> None:
    rows = [[*LIST, "Status", "Result"], ["1", "Ann", "Y", CIT, "2025-03-04", "40", "Completed", "Failed"]]
    assert found_in(rows)["figures"] == {"sworn": 1, "cit": 0, "covered": 0}


def test_result_that_is_blank_is_asked() -> None:
    rows = [
        [*LIST, "Result"],
        ["1", "A", "Y", CIT, "2025-03-04", "40", "Passed"],
        ["2", "B", "Y", CIT, "2025-03-04", "40", ""],
    ]
    found = found_in(rows)
    assert (asked(found), found["figures"]) == ({"result:blank"}, None)
    assert found_in(rows, **{"result:blank": "leave_out"})["figures"]["cit"] == 1


@pytest.mark.parametrize("title", [
    "CIT - 16 hours", "CIT refresher (online)", "MHFA for Public Safety, part 1", "CIT (instructor)", "2 CIT", "CIT no show",
    "Intro to CIT", "MHFA", "Mental Health First Aid", "CIT for dispatchers", "[CIT]", "8 hr MHFA for Public Safety instructor",
])  # fmt: skip
def test_title_that_says_more_is_asked_without_a_proposal(title: str) -> None:
    found = found_in([LIST, ["1", "Ann", "Y", title, "2025-03-04", "40"]])
    proposals = {question["proposal"] for question in found["questions"] if question["about"] == "course"}
    assert found["figures"] is None
    assert proposals <= {None} or title in {"[CIT]"} or proposals == {"CIT-REFRESHER"}


def test_titles_without_a_telling_word_are_left_out_and_told() -> None:
    rows = [["1", "Ann", "Y", f"Topic {number}", "no day", "no hours"] for number in range(300)]
    found = found_in([LIST, *rows, ["1", "Ann", "Y", CIT, "2025-03-04", "40"]])
    assert (found["refused"], found["figures"]) == ([], {"sworn": 1, "cit": 1, "covered": 1})
    assert "280 more titles" in found["unused"][-1]["what"]
    chosen = found_in([LIST, ["1", "Ann", "Y", "Topic 7", "2025-03-04", "40"]], **{"course:topic-7": "CIT"})
    assert chosen["figures"] == {"sworn": 1, "cit": 1, "covered": 1}


def test_status_of_employment_says_who_left() -> None:
    rows = [
        [*MATRIX, "Employee Status"],
        ["1", "A", "Y", "Active"],
        ["2", "B", "Y", "Retired"],
        ["3", "C", "Y", "FMLA"],
    ]
    assert asked(found_in(rows)) == {"status:retired", "status:fmla"}
    found = found_in(rows, **{"status:retired": "left", "status:fmla": "on_leave"})
    assert found["figures"] == {"sworn": 2, "cit": 0, "covered": 0}


def test_blank_sworn_cell_is_asked_by_title() -> None:
    rows = [["Badge", "Name", "Rank", "Sworn"], ["1", "A", "Officer", "Y"], ["2", "B", "Dispatcher", ""]]
    [question] = found_in(rows)["questions"]
    assert (question["id"], question["proposal"]) == ("sworn:dispatcher", "not_sworn")


def test_people_without_ids_are_told_apart_by_name_only_if_a_person_says_so() -> None:
    rows = [["Name", "Sworn"], ["Fox, Ann", "Y"], ["Hay, Bob", "Y"], ["Fox, Ann", "Y"]]
    found = found_in(rows)
    assert asked(found) == {"identity:0-csv:blank", "person:name:ann-fox"}
    answers = {"identity:0-csv:blank": "names", "person:name:ann-fox": "same"}
    assert found_in(rows, **answers)["figures"] == {"sworn": 2, "cit": 0, "covered": 0}


@pytest.mark.parametrize(
    ("one", "other"), [("0012", "12"), ("p12", "P12"), ("#12", "12"), ("B-12", "12"), ("A 12", "A12")]
)
def test_ids_that_nearly_match_are_asked(one: str, other: str) -> None:
    roster = [MATRIX, [one, "Ann Fox", "Y"]]
    found = found_in(roster, [["Badge", "Course", "Date", "Hours"], [other, CIT, "2025-03-04", "40"]])
    assert [question["about"] for question in found["questions"]] == ["person"]
    twins = found_in([MATRIX, [one, "Ann Fox", "Y"], [other, "Ann Fox", "Y"]])
    assert [question["about"] for question in twins["questions"]] == ["person"]


@pytest.mark.parametrize(
    "cells", [("40", "8"), ("2024", "Mar-25"), ("X", "yes"), ("Spring 2024", "Q3 2024"), ("done", "trained")]
)
def test_cells_that_are_no_days_are_refused_one_by_one(cells: tuple[str, str]) -> None:
    found = found_in([[*MATRIX, CIT, MHFA], ["1", "Ann", "Y", *cells]])
    assert [(cell["line"], cell["value"]) for cell in found["refused"]] == [(2, cells[0]), (2, cells[1])]
    assert found["figures"] == {"sworn": 1, "cit": 0, "covered": 0}


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["Y", "N"]),
        st.sampled_from(["", "2025-03-04", "3/14/2025", "N", "Y", "2024", "see file", "N/A"]),
        st.sampled_from(["", "40", "24", "x"]),
        st.sampled_from(["", "Passed", "Failed", "No show", "Registered", "Instructor", "Hm"]),
        st.sampled_from(["", "2025-05-06", "5/16/2025", "exempt"]),
    ),
    min_size=1,
    max_size=6,
)
HEADINGS = ["Badge", "Name", "Sworn", f"{CIT} Date", f"{CIT} Hours", f"{CIT} Result", f"{MHFA} Date"]


def _earned(row: tuple[str, ...]) -> bool:
    """Whether a row's cells say that its officer completed the crisis course."""
    _sworn, day, hours, result, _aid = row
    return day in {"2025-03-04", "3/14/2025"} and hours == "40" and result == "Passed"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=PEOPLE, order=st.permutations(range(len(HEADINGS))), data=st.data())
def test_nobody_is_credited_without_a_cell_and_the_order_says_nothing(
    db: None, people: list[tuple[str, ...]], order: list[int], data: st.DataObject
) -> None:
    rows = [[str(100 + n), f"Name{n} Last{n}", *row] for n, row in enumerate(people)]
    answers = {"hours": "refuse", "result:hm": "incomplete", "result:blank": "leave_out"}
    plain = found_in([HEADINGS, *rows], **answers)
    shuffled_rows = data.draw(st.permutations(rows))
    turned = [[row[at] for at in order] for row in [HEADINGS, *shuffled_rows]]
    shuffled = found_in(turned, **answers)
    assert (plain["figures"], plain["records"]) == (shuffled["figures"], shuffled["records"])
    credited = {
        one["officer"]
        for one in plain["records"]
        if one["course"] == "CIT" and one["status"] in {"completed", "passed"} and one["hours"] >= 40
    }
    assert credited == {str(100 + n) for n, row in enumerate(people) if _earned(row)}


TITLES = st.sampled_from([CIT, MHFA, "CIT", "MHFA", "CIT refresher class", "Firearms", "16hr - CIT"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from("123"),
            TITLES,
            st.sampled_from(["2025-03-04", "", "soon"]),
            st.sampled_from(["40", "8", ""]),
        ),
        min_size=1,
        max_size=6,
        unique_by=lambda row: (row[0], row[1], row[2]),
    )
)
def test_list_credits_only_what_a_cell_names_wholly(db: None, rows: list[tuple[str, ...]]) -> None:
    """Without a single answer, only whole titles of the catalog with day and hours become records."""
    found = found_in(
        [LIST, *[[ref, f"Name{ref} Last{ref}", "Y", title, day, hours] for ref, title, day, hours in rows]]
    )
    said = {
        (ref, title)
        for ref, title, day, hours in rows
        if title in {CIT, MHFA} and day == "2025-03-04" and hours
    }
    titles = {"CIT": CIT, "MHFA": MHFA}
    assert {(one["officer"], titles[one["course"]]) for one in found["records"]} == said
