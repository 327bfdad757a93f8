"""Small files as clerks keep them: notes among dates, roles, rehires, a sheet per year. Nothing is credited unsaid."""

from datetime import date
from typing import Any

import pytest

from tests.roster_import.samples import workbook
from tests.roster_import.test_kinds import CIT, LIST, MATRIX, MHFA, asked, found_in

pytestmark = pytest.mark.django_db

NOTES = [
    "exempt", "waived", "grandfathered", "see file", "n/a", "cert pending", "in-house 8hrs", "2025-03-04 (2 of 3 days)",
    "sched 5/16/2025",
    "3/14/2025 - failed", "3/14/2024 ✓", "x 2024", "TBD", "3/14/2025?", "3/14/2025*", "(3/14/2025)", "~3/14/2025",
    "16 hrs 3/14/2025",
    "before 3/14/2025", "3/14", "Mar-25", "99999", "40",
]  # fmt: skip


@pytest.mark.parametrize("note", NOTES)
def test_note_in_place_of_a_day_credits_nobody_and_is_told(note: str) -> None:
    found = found_in(
        [
            [*MATRIX, CIT, f"{CIT} Hours"],
            ["1", "Ann Fox", "Y", note, "40"],
            ["2", "Bo", "Y", "3/14/2025", "40"],
        ]
    )
    assert [one["officer"] for one in found["records"]] == ["2"]
    assert [one["value"] for one in found["refused"]] == [note]


@pytest.mark.parametrize(
    "hours",
    ["2 of 3 days", "exempt", "40+", "~40", "16/40", "40 (pending)", "5 days", "forty", "40?", "see file"],
)
def test_note_in_place_of_hours_credits_nobody_and_is_told(hours: str) -> None:
    found = found_in([[*MATRIX, CIT, f"{CIT} Hours"], ["1", "Ann Fox", "Y", "2025-03-14", hours]])
    assert (found["records"], [one["value"] for one in found["refused"]]) == ([], [hours])


@pytest.mark.parametrize(
    "word",
    ["Exempt", "Waived", "Grandfathered", "Cert pending", "2 of 3 days", "See file", "In-house", "Make-up", "Challenge exam",
     "Equivalent",
     "Self-reported", "Verified", "Attended 1/2 day", "Online only", "N/A", "TBD", "Scheduled", "Wait list"],
)  # fmt: skip
def test_word_for_a_result_that_says_nothing_certain_credits_nobody(word: str) -> None:
    rows = [
        ["1", "Ann Fox", "Y", MHFA, "2025-03-04", "8", word],
        ["2", "Bo Hay", "Y", MHFA, "2025-03-04", "8", "Completed"],
    ]
    found = found_in([[*LIST, "Status"], *rows])
    credited = [one["officer"] for one in found["records"] if one["status"] in {"completed", "passed"}]
    assert credited == ["2"]


def test_many_words_for_results_are_asked_about_before_anything_is_a_record() -> None:
    rows = [[str(n), "Ann Fox", "Y", MHFA, "2025-03-04", "8", word] for n, word in enumerate(NOTES[:15])]
    found = found_in([[*LIST, "Status"], *rows])
    assert (asked(found), found["records"]) == ({"result:status"}, [])


def test_blank_role_beside_others_is_asked() -> None:
    headings = [*MATRIX, f"{CIT} Date", f"{CIT} Hours", f"{CIT} Role"]
    rows = [
        [str(n), f"Ann {n}", "Y", "2025-03-04", "40", role]
        for n, role in enumerate(["Instructor", "Student", ""])
    ]
    found = found_in([headings, *rows])
    assert (asked(found), found["figures"]) == ({"result:blank"}, None)
    assert found_in([headings, *rows], **{"result:blank": "leave_out"})["figures"]["cit"] == 1


def test_headings_that_come_again_and_sections_are_nobody() -> None:
    headings = ["Badge", "Name", "Rank", "CIT Date", "CIT Hours"]
    rows = [
        headings, ["PATROL", "", "", "", ""], ["1", "Ann Fox", "Officer", "2025-03-04", "40"], headings,
        ["2", "Bo Hay", "Dispatcher", "2025-03-04", "40"], ["DISPATCH", "", "", "", ""], ["3", "Cy Lee", "Dispatcher", "", ""],
        ["Total", "3", "", "2", ""],
    ]  # fmt: skip
    found = found_in(rows)
    assert {one["id"]: one["proposal"] for one in found["questions"]} == {
        "course:cit": "CIT",
        "sworn:patrol-officer": "sworn",
        "sworn:patrol-dispatcher": "not_sworn",
        "sworn:dispatch-dispatcher": "not_sworn",
    }
    assert len(found["unused"]) == 4


def test_assignment_says_who_people_are_where_no_title_does() -> None:
    rows = [
        ["ID", "Name", "Assignment"],
        *[[str(n), f"Ann {n}", word] for n, word in enumerate(["Patrol", "Communications", "Jail"])],
    ]
    assert {one["id"]: one["proposal"] for one in found_in(rows)["questions"]} == {
        "sworn:patrol": "sworn",
        "sworn:communications": "not_sworn",
        "sworn:jail": None,
    }


def test_rehires_and_retirees_are_asked_without_a_wrong_proposal() -> None:
    rows = [
        ["ID", "Name", "Rank", "Sworn", "Status", "Hire Date", "Term Date", "Rehire Date"],
        ["1", "Ann", "Officer", "Y", "Active", "2010-01-01", "2015-01-01", "2018-01-01"],
        ["2", "Bo", "Officer", "Y", "Active", "2010-01-01", "2025-01-01", ""],
        ["3", "Cy", "Officer", "Y", "Retired - rehired PT", "2010-01-01", "", ""],
        ["4", "Di", "Officer", "Y", "Resigned", "2010-01-01", "", ""],
    ]
    assert {one["id"]: one["proposal"] for one in found_in(rows)["questions"]} == {
        "status:contradiction:2": None,
        "status:retired-rehired-pt": None,
        "status:resigned": "left",
    }
    ranks = [["ID", "Rank"], ["1", "Officer (Ret.)"], ["2", "Ret. Sgt"]]
    assert {one["proposal"] for one in found_in(ranks)["questions"]} == {"left"}


@pytest.mark.parametrize(
    "cell", ["Fox, Ann & Hay, Bo", "Ann Fox; Cy Lee", "Ann Fox / Cy Lee", "Ann Fox and Cy Lee"]
)
def test_several_people_in_one_cell_are_refused(cell: str) -> None:
    found = found_in([["Name", "Sworn", "Course", "Date", "Hours"], [cell, "Y", CIT, "2025-03-04", "40"]])
    assert (found["records"], [one["value"] for one in found["refused"]]) == ([], [cell])
    by_id = found_in([LIST, ["12, 13", "Ann", "Y", CIT, "2025-03-04", "40"]])
    assert (by_id["records"], [one["value"] for one in by_id["refused"]]) == ([], ["12, 13"])


def test_sheets_per_year_keep_all_training_and_the_legend_is_told() -> None:
    headings = ["Badge", "Name", "Rank", "Sworn", CIT, f"{CIT} Hours"]
    book = workbook(
        **{
            "2023": [headings, ["1", "Ann Fox", "Officer", "Y", "2023-03-04", "40"]],
            "2024": [
                headings,
                ["1", "Ann Fox", "Sergeant", "Y", "", ""],
                ["2", "Bo Hay", "Officer", "Y", "2024-05-06", "16"],
            ],
            "Legend": [["X = done"], ["blank = not trained"]],
        }
    )
    found = found_in(book)
    assert (found["questions"], found["figures"]) == ([], {"sworn": 2, "cit": 1, "covered": 1})
    assert {one["sheet"] for one in found["unused"]} == {"Legend"}


def test_merged_headings_over_dates_and_results() -> None:
    rows: list[list[Any]] = [
        ["Anytown PD training matrix 2025"],
        [None, None, None, CIT, None, MHFA, None],
        ["Badge", "Name", "Sworn", "Date", "Result", "Date", "Result"],
        ["1", "Ann", "Y", date(2025, 3, 4), "Pass", date(2025, 3, 4), "Did not finish"],
        ["2", "Bo", "Y", date(2025, 3, 4), "Fail", None, None],
        ["Total", None, None, 1, None, 1, None],
    ]
    found = found_in(workbook(M=rows), hours="catalog")
    assert (found["questions"], found["refused"]) == ([], [])
    assert found["figures"] == {"sworn": 2, "cit": 1, "covered": 1}


@pytest.mark.parametrize(
    "heading",
    ["CIT Needed", "CIT Scheduled", "CIT Required", "CIT Eligible", f"{CIT} Assigned", f"{MHFA} Declined"],
)
def test_heading_that_says_it_is_still_to_come_is_asked_without_a_proposal(heading: str) -> None:
    found = found_in([[*MATRIX, heading, "Hours"], ["1", "Ann", "Y", "2025-03-04", "40"]])
    assert (found["records"], found["figures"]) == ([], None)
    assert {one["proposal"] for one in found["questions"]} == {None}


@pytest.mark.parametrize("heading", ["Enrolled", "Date Requested", "Date Approved", "Registered on", "Start"])
def test_day_of_something_else_is_not_the_day_of_completion(heading: str) -> None:
    found = found_in([[*LIST[:4], heading, "Hours"], ["1", "Ann", "Y", CIT, "2025-03-04", "40"]])
    assert (found["records"], len(found["refused"])) == ([], 1)
