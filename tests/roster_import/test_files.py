"""Small spreadsheets as agencies keep them, and what they mean: each shows one kind.

What a person answers is written beside the file. Before it is answered nothing is counted: ``figures`` is null.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from roster_import.preview import preview

pytestmark = pytest.mark.django_db

FILES = Path(__file__).parent / "files"
AS_OF = date(2026, 6, 1)
COURSES = {"course:cit": "CIT", "course:mhfa": "MHFA"}
ALL_SWORN = {"sworn:no-title": "sworn"}
TYPICAL = {**COURSES, **ALL_SWORN, "hours": "catalog"}


@dataclass(frozen=True)
class Expected:
    """The files in their order, the answers, and what then counts; ``asked`` are the questions at the beginning."""

    files: str
    figures: tuple[int, int, int]
    asked: set[str]
    answers: dict[str, str] = field(default_factory=lambda: TYPICAL)
    refused: list[tuple[int, str, str]] = field(default_factory=list)


CASES = {
    "hours beside the day": Expected(
        "01-hours-column-ignored.csv", (3, 0, 1), {"course:cit", "course:mhfa", "sworn:no-title"}
    ),
    "results beside the day": Expected(
        "02-result-column-ignored.csv", (2, 0, 0), {"course:cit", "course:mhfa", "sworn:no-title"}
    ),
    "a telecommunicator": Expected(
        "03-civilian-counted-as-sworn.csv",
        (4, 0, 4),
        {
            "sworn:police-officer",
            "sworn:sergeant",
            "sworn:chief",
            "sworn:telecommunicator",
            "hours",
            *COURSES,
        },
        {
            **TYPICAL,
            "sworn:police-officer": "sworn",
            "sworn:sergeant": "sworn",
            "sworn:chief": "sworn",
            "sworn:telecommunicator": "not_sworn",
        },
    ),
    "an instructor": Expected("05-instructor-role-credited.csv", (2, 1, 1), {"course:cit", "sworn:no-title"}),
    "titles that say otherwise": Expected(
        "06-bracket-and-hour-titles.csv",
        (8, 0, 0),
        {
            "course:cit-8-hours",
            "course:16hr-cit",
            "course:cit-instructor",
            "course:crisis-intervention-training-refresher",
            "course:cit-no-show",
            "course:day1-cit",
            "course:4hr-mhfa-for-public-safety",
            "course:crit-train-the-trainer",
            "hours",
            "sworn:no-title",
        },
        {
            **ALL_SWORN,
            **dict.fromkeys(
                (
                    "course:cit-8-hours",
                    "course:16hr-cit",
                    "course:cit-instructor",
                    "course:crisis-intervention-training-refresher",
                    "course:cit-no-show",
                    "course:day1-cit",
                    "course:4hr-mhfa-for-public-safety",
                    "course:crit-train-the-trainer",
                ),
                "leave_out",
            ),
        },
    ),
    "a badge that went to another person": Expected(
        "07a-roster-before.csv 07b-training.csv 07c-roster-after-badge-reissued.csv",
        (3, 1, 1),
        {"course:cit", "person:17", "person:30", "missing:21"},
        {**COURSES, "person:17": "new", "person:30": "was:17→30", "missing:21": "left"},
    ),
    "sections and a legend": Expected(
        "08-section-rows-and-legend.xlsx",
        (2, 1, 2),
        {"sworn:sworn-sgt", "sworn:sworn-ofc", "sworn:civilian-dispatcher", "hours", *COURSES},
        {
            **TYPICAL,
            "sworn:sworn-sgt": "sworn",
            "sworn:sworn-ofc": "sworn",
            "sworn:civilian-dispatcher": "not_sworn",
        },
    ),
    "one bad cell": Expected(
        "09-one-bad-cell-drops-the-officer.csv",
        (4, 1, 3),
        {"hours", "sworn:no-title", *COURSES},
        refused=[(4, "MHFA", "N/A - on leave")],
    ),
    "a sheet for each year": Expected(
        "10-sheet-per-year.xlsx",
        (2, 2, 2),
        {"sworn:officer", "sworn:sergeant", "hours", *COURSES},
        {**TYPICAL, "sworn:officer": "sworn", "sworn:sergeant": "sworn"},
    ),
    "one day for all": Expected(
        "12-everybody-took-it-the-same-day.csv",
        (10, 0, 7),
        {"course:mhfa", "hours", "sworn:no-title"},
        refused=[(9, "MHFA", "N/A"), (10, "MHFA", "exempt"), (11, "MHFA", "see file")],
    ),
    "years and months": Expected(
        "13-year-or-month-only.csv",
        (2, 0, 0),
        {"sworn:no-title"},
        refused=[(2, "CIT", "2024"), (2, "MHFA", "Mar-25"), (3, "CIT", "2025"), (3, "MHFA", "Apr-25")],
    ),
    "marks": Expected(
        "14-marks-instead-of-dates.csv",
        (3, 0, 0),
        {"sworn:no-title"},
        refused=[(2, "CIT", "Y"), (2, "MHFA", "Y"), (3, "MHFA", "Y"), (4, "CIT", "X")],
    ),
    "the last day of validity alone": Expected(
        "15-expiry-only.csv",
        (2, 1, 2),
        {"dates:mhfa:expires", "hours", "sworn:no-title", *COURSES},
        {**TYPICAL, "dates:mhfa:expires": "valid_months"},
    ),
    "three days of one course": Expected(
        "16-two-columns-one-course.csv", (1, 0, 1), {"course:mhfa", "hours", "sworn:no-title"}
    ),
    "150 other titles": Expected(
        "18-the-151st-title.csv",
        (2, 0, 1),
        {"course:mh-first-aid-public-safety", "sworn:no-title"},
        {**TYPICAL, "course:mh-first-aid-public-safety": "MHFA"},
    ),
    "a state's transcript": Expected(
        "20-dpsst-headings.csv",
        (1, 1, 1),
        {"course:crisis-intervention", "sworn:no-title"},
        {**TYPICAL, "course:crisis-intervention": "CIT"},
    ),
    "zeros that went missing": Expected(
        "22a-roster-0012.csv 22b-records-12.csv",
        (2, 1, 2),
        {"person:12", "person:17", *COURSES},
        {**COURSES, "person:12": "0012", "person:17": "0017"},
    ),
    "a badge shown with zeros": Expected(
        "23-badge-shown-as-0012.xlsx", (1, 1, 1), {"course:cit", "hours", "sworn:no-title"}
    ),
    "hired again": Expected(
        "24-rehired.csv",
        (2, 0, 0),
        {"dates:hire-date", "sworn:no-title"},
        {**ALL_SWORN, "dates:hire-date": "month_first"},
    ),
    "two orders of dates": Expected(
        "27-two-date-orders-in-one-table.csv",
        (2, 2, 2),
        {"dates:cit", "course:cit", "hours", "sworn:no-title"},
        {**TYPICAL, "dates:cit": "month_first"},
    ),
    "rows of other courses": Expected(
        "28-left-out-rows-still-refused.csv", (3, 1, 1), {"course:cit", "sworn:no-title"}
    ),
    "five days of one class": Expected(
        "29-five-days-of-eight-hours.csv",
        (1, 1, 1),
        {"course:crisis-intervention-team-training", "sworn:no-title"},
        {
            **ALL_SWORN,
            "course:crisis-intervention-team-training": "CIT",
            "records:days:cit": "one_class",
        },
    ),
    "a hidden row": Expected(
        "30-hidden-row.xlsx",
        (2, 1, 2),
        {"hidden:30-hidden-row-xlsx:roster", "hours", "sworn:no-title", *COURSES},
        {**TYPICAL, "hidden:30-hidden-row-xlsx:roster": "leave_out"},
    ),
    "quotation marks missing": Expected(
        "31-unquoted-comma-in-every-name.csv", (0, 0, 0), set(), {}, [(2, "", ""), (3, "", "")]
    ),
    "two bad cells in a row": Expected(
        "33-two-bad-cells-one-told.csv",
        (3, 2, 2),
        {"hours", "sworn:no-title", *COURSES},
        refused=[(2, "CIT", "2024"), (2, "MHFA", "exempt")],
    ),
    "a corrected matrix": Expected(
        "34a-matrix-with-a-slip.csv 34b-the-same-corrected.csv",
        (3, 1, 3),
        {"hours", "sworn:no-title", *COURSES},
        {**TYPICAL, "records:gone": "withdraw"},
    ),
}


def previewed(names: str, answers: dict[str, str]) -> dict[str, Any]:
    files = [(name, (FILES / name).read_bytes()) for name in names.split()]
    return preview(files, agency=None, answers=answers, as_of=AS_OF)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_file_counts_nothing_before_it_is_asked(case: Expected) -> None:
    found = previewed(case.files, {})
    assert {question["id"] for question in found["questions"]} == case.asked
    assert (found["figures"] is None) == bool(case.asked)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_file_counts_what_it_says_and_was_answered(case: Expected) -> None:
    found = previewed(case.files, case.answers)
    assert found["questions"] == []
    assert tuple(found["figures"].values()) == case.figures
    assert [(cell["line"], cell["heading"], cell["value"]) for cell in found["refused"]] == case.refused


def test_records_that_are_no_longer_said_are_told_before_anything_counts() -> None:
    found = previewed("34a-matrix-with-a-slip.csv 34b-the-same-corrected.csv", TYPICAL)
    [question] = found["questions"]
    assert (question["id"], question["count"], found["figures"]) == ("records:gone", 3, None)


def test_newest_sheet_wins_for_rank_and_name() -> None:
    found = previewed("10-sheet-per-year.xlsx", CASES["a sheet for each year"].answers)
    assert [(one["officer"], one["course"], one["completed_on"]) for one in found["records"]] == [
        ("12", "CIT", "2022-03-04"),
        ("12", "MHFA", "2025-05-06"),
        ("30", "CIT", "2025-09-08"),
    ]


def test_last_day_of_validity_is_counted_back_only_if_a_person_says_so() -> None:
    left_out = previewed("15-expiry-only.csv", {**TYPICAL, "dates:mhfa:expires": "leave_out"})
    counted = previewed("15-expiry-only.csv", {**TYPICAL, "dates:mhfa:expires": "valid_months"})
    assert left_out["figures"] == {"sworn": 2, "cit": 1, "covered": 1}
    assert [one["completed_on"] for one in counted["records"] if one["course"] == "MHFA"] == [
        "2025-05-16"
    ] * 2


def test_cell_written_again_counts() -> None:
    case = CASES["one bad cell"]
    [cell] = previewed(case.files, case.answers)["refused"]
    found = previewed(case.files, {**case.answers, cell["id"]: "2025-05-16"})
    assert (found["refused"], found["figures"]) == ([], {"sworn": 4, "cit": 1, "covered": 4})
