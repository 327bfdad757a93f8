"""What stands beside the columns and speaks against a credit is asked about: notes, signs, headings above several rows."""

import pytest

from tests.roster_import.test_kinds import CIT, LIST, MATRIX, asked, found_in
from training.course_titles import fold

pytestmark = pytest.mark.django_db

ANN = ["1", "Ann Fox", "Y", CIT, "2025-03-04", "40"]
BO = ["2", "Bo Hay", "Y", CIT, "2025-03-05", "40"]


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("Bo Hay (missed day 2, failed)", "result:missed-day-2-failed"),
        ("Bo Hay [did not finish day 5]", "result:did-not-finish-day-5"),
        ("Bo Hay*", "result:asterisk"),
    ],
)
def test_note_or_sign_beside_a_name_is_asked(name: str, question: str) -> None:
    rows = [LIST, ANN, ["2", name, *BO[2:]]]
    found = found_in(rows)

    assert (asked(found), found["figures"]) == ({question}, None)
    assert found_in(rows, **{question: "incomplete"})["figures"]["cit"] == 1
    assert found_in(rows, **{question: "completed"})["figures"]["cit"] == 2


def test_note_beside_a_name_is_asked_in_a_matrix_too() -> None:
    heading = [*MATRIX, f"{CIT} Date", f"{CIT} Hours"]
    found = found_in(
        [heading, ["1", "Ann Fox", "Y", "2025-03-04", "40"], ["2", "Bo Hay†", "Y", "2025-03-04", "40"]]
    )
    assert (len(asked(found)), found["figures"]) == (1, None)


@pytest.mark.parametrize("name", ["Bo Hay (failed)", "Bo Hay (No Show)"])
def test_note_that_says_it_beyond_doubt_earns_nothing(name: str) -> None:
    found = found_in([LIST, ANN, ["2", name, *BO[2:]]])
    assert (asked(found), found["figures"]) == (set(), {"sworn": 2, "cit": 1, "covered": 1})


@pytest.mark.parametrize("name", ["Bo (Bobby) Hay", "Bo Hay (Sgt)", "Bo Hay (K-9)"])
def test_other_notes_ask_nothing(name: str) -> None:
    found = found_in([LIST, ANN, ["2", name, *BO[2:]]])
    assert (asked(found), found["figures"]["cit"]) == (set(), 2)


@pytest.mark.parametrize(
    "section", [["DID NOT COMPLETE:"], ["", "", "", "Failed:"], ["Failed"], ["No shows"]], ids=str
)
def test_rows_below_a_heading_that_speaks_against_them_earn_nothing_unasked(section: list[str]) -> None:
    found = found_in([LIST, ANN, [*section, *[""] * (6 - len(section))], BO])
    assert found["figures"] is None or found["figures"]["cit"] == 1


def test_rows_below_retired_are_asked_though_a_cell_says_sworn() -> None:
    roster = [["Badge", "Name", "Rank", "Sworn"], ["1", "Ann Fox", "Officer", "Y"]]
    rows = [*roster, ["RETIRED OFFICERS", "", "", ""], ["2", "Bo Hay", "Officer", "Y"]]
    assert asked(found_in(rows)) == {"status:retired-officers"}
    assert found_in(rows, **{"status:retired-officers": "left"})["figures"]["sworn"] == 1
    assert asked(found_in([*roster, ["2", "Bo Hay (ret.)", "Officer", "Y"]])) == {"status:ret"}


@pytest.mark.parametrize("heading", ["Certified", "Verified", "Approved", "Final", "Credit", "Cert Issued"])
def test_column_that_answers_yes_and_no_beside_a_list_is_asked_whatever_its_heading(heading: str) -> None:
    rows = [[*LIST, heading], [*ANN, "Y"], [*BO, "N"]]
    [question] = found_in(rows)["questions"]
    assert (question["heading"], found_in(rows)["figures"]) == (heading, None)


def test_column_of_a_list_that_only_says_yes_asks_nothing() -> None:
    found = found_in([[*LIST, "Badge Photo"], [*ANN, "Y"], [*BO, "Y"]])
    assert (asked(found), found["figures"]["cit"]) == (set(), 2)


@pytest.mark.parametrize(
    ("cell", "proposal"),
    [("C", None), ("Pending", None), ("N/A", None), ("Dispatcher", "not_sworn"), ("Retired", "left")],
)
def test_rank_suggests_nothing_against_an_unknown_word_in_the_column_of_who_is_sworn(
    cell: str, proposal: str | None
) -> None:
    rows = [
        ["Badge", "Name", "Rank", "Sworn"],
        ["1", "Ann Fox", "Officer", "Y"],
        ["2", "Bo Hay", "Officer", cell],
    ]
    [question] = found_in(rows)["questions"]
    assert (question["about"], question["proposal"]) == ("sworn", proposal)


@pytest.mark.parametrize("heading", ["Total Hours", "Training Hours", "Credits"])
def test_hours_that_may_be_of_anything_are_asked_beside_the_only_course(heading: str) -> None:
    rows = [[*MATRIX, f"{CIT} Date", heading], ["1", "Ann Fox", "Y", "2025-03-04", "40"]]
    found = found_in(rows)

    [question] = asked(found)
    assert found["figures"] is None
    assert found_in(rows, **{question: f"hours={fold(CIT)}"})["figures"]["cit"] == 1


def test_hours_right_beside_each_of_several_courses_are_theirs() -> None:
    heading = [*MATRIX, f"{CIT} Date", "Total Hours", "MHFA Date", "Total Hours"]
    found = found_in([heading, ["1", "Ann Fox", "Y", "2025-03-04", "40", "", ""]])
    assert not any(name.startswith("hours") for name in asked(found))
