"""Spreadsheets that contradict themselves or say half: what speaks against a training credits no one, in any order."""

import pytest

from tests.roster_import.test_kinds import CIT, LIST, MATRIX, asked, found_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("heading", ["Hours Attended", "Hours Earned"])
def test_least_of_several_hours_holds_whatever_comes_first(heading: str) -> None:
    """Anyone who attended 24 hours of a class of 40 didn't complete it."""
    for order in (("Hours", heading), (heading, "Hours")):
        cells = {"Hours": "40", heading: "24"}
        told = [cells[one] for one in order]
        in_list = found_in(
            [[*LIST[:5], *order], ["1", "Ann", "Y", CIT, "2025-03-04", *told]],
            **{f"hours:{heading.lower().replace(' ', '-')}": "hours"},
        )
        in_matrix = found_in(
            [[*MATRIX, CIT, *[f"{CIT} {one}" for one in order]], ["1", "Ann", "Y", "2025-03-04", *told]]
        )
        assert [one["hours"] for one in (*in_list["records"], *in_matrix["records"])] == [24, 24]


@pytest.mark.parametrize(
    "cell",
    ["2025-03-04 DNF", "3/14/2025 NS", "2025-03-04, 2026-03-05", "2025-03-04 - 2025-03-08", "2025-03-04 PM"],
)
def test_day_with_more_than_a_time_behind_it_is_refused(cell: str) -> None:
    found = found_in([LIST, ["1", "Ann", "Y", CIT, cell, "40"]])
    assert ([one["value"] for one in found["refused"]], found["records"]) == ([cell], [])


@pytest.mark.parametrize(
    ("hours", "words"), [(("40", "24"), ("", "")), (("40", "40"), ("Completed", "Failed"))]
)
def test_rows_that_dispute_a_training_credit_nobody_in_any_order(
    hours: tuple[str, str], words: tuple[str, str]
) -> None:
    rows = [["1", "Ann", "Y", CIT, "2025-03-04", *one] for one in zip(hours, words, strict=True)]
    heading = [*LIST, "Status"]
    for several in (rows, rows[::-1]):
        found = found_in([heading, *several], **{"result:blank": "completed"})
        assert ([one["line"] for one in found["refused"]], found["records"]) == ([2, 3], [])


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Withdrawn", "X"),
        ("Absences", "3"),
        ("Progress", "40%"),
        ("Notes", "left day 2"),
        ("Instructor", "Yes"),
    ],
)
def test_heading_or_note_that_may_speak_against_is_asked(heading: str, cell: str) -> None:
    in_list = found_in([[*LIST, heading], ["1", "Ann", "Y", CIT, "2025-03-04", "40", cell]])
    in_matrix = found_in(
        [[*MATRIX, CIT, f"{CIT} Hours", f"{CIT} {heading}"], ["1", "Ann", "Y", "2025-03-04", "40", cell]]
    )
    assert {one["about"] for found in (in_list, in_matrix) for one in found["questions"]} == {"result"}


def test_courses_that_sound_like_ranks_stay_courses() -> None:
    titles = ["Officer Survival", "Patrol Rifle", "Dispatch Operations", CIT]
    found = found_in([LIST, *[["1", "Ann", "Y", title, "2025-03-04", "40"] for title in titles]])
    assert (found["questions"], found["figures"]) == ([], {"sworn": 1, "cit": 1, "covered": 1})


def test_one_word_of_leave_makes_a_status_of_employment() -> None:
    words = ["LOA", "Suspended", "Military", "Light Duty", ""]
    found = found_in(
        [[*MATRIX, "Status"], *[[str(n), f"N{n} L{n}", "Y", word] for n, word in enumerate(words)]]
    )
    assert asked(found) == {"status:loa", "status:suspended", "status:military", "status:light-duty"}


def test_note_or_rank_that_says_who_left_is_asked() -> None:
    noted = [[*MATRIX, "Remarks"], ["1", "Ann Fox", "Y", "Retired 2020"], ["2", "Bo Hay", "Y", ""]]
    assert asked(found_in(noted)) == {"columns:remarks"}
    answers = {"columns:remarks": "employment", "status:retired-2020": "left"}
    assert found_in(noted, **answers)["figures"] == {"sworn": 1, "cit": 0, "covered": 0}
    ranked = [["Badge", "Name", "Rank", "Sworn"], ["1", "Ann Fox", "Retired Officer", "Y"]]
    assert asked(found_in(ranked)) == {"status:retired-officer"}


def test_ids_that_nearly_match_within_a_list_are_asked() -> None:
    found = found_in(
        [
            LIST,
            *[
                [ref, "Ann Fox", "Y", CIT, day, "40"]
                for ref, day in (("12", "2025-03-04"), ("0012", "2024-03-04"))
            ],
        ]
    )
    assert {one["about"] for one in found["questions"]} == {"person"}


def test_days_of_a_class_stay_part_of_the_title() -> None:
    found = found_in([[*MATRIX, "CIT Day 1", "CIT Day 2"], ["1", "Ann", "Y", "2025-03-04", "2025-03-05"]])
    assert {one["id"]: one["proposal"] for one in found["questions"] if one["about"] == "course"} == {
        "course:cit-day-1": None,
        "course:cit-day-2": None,
    }


def test_totals_and_last_day_without_validity_are_told() -> None:
    rows = [[*MATRIX, f"{CIT} Expires"], ["1", "Ann", "Y", "2027-03-04"], ["Total", "1", "", ""]]
    title = "crisis-intervention-team-cit-memphis-model"
    found = found_in(rows, **{f"dates:{title}:expires": "valid_months"})
    assert ([one["line"] for one in found["refused"]], found["records"]) == ([2], [])
    assert any("Total" in one["what"] for one in found["unused"])


def test_one_person_with_days_of_a_class_is_one_person() -> None:
    rows = [["1", "Ann", "Y", CIT, day, "20"] for day in ("2025-03-04", "2025-03-05")]
    [question] = found_in([LIST, *rows])["questions"]
    assert question["text"].startswith("1 person has")
