"""Exports that agencies have, in the shapes of their systems and with invented people: read, asked about, and counted.

Headings as they are public: Oregon's DPSST transcripts as published, Moodle's completion report, Canvas's gradebook, reports
of Cornerstone and Absorb, ADP's, Workday's and UKG's lists of employees, Chicago's, New York's and Seattle's rosters.
TargetSolutions' list of credentials is known from those who import it only. Nothing public shows the headings that PowerDMS,
Acadis and LEFTA export, and those of ADP, Workday and Absorb are each site's own choice of fields.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from roster_import.preview import preview
from tests.roster_import.samples import table

pytestmark = pytest.mark.django_db

FILES = Path(__file__).parent / "files" / "known"
AS_OF = date(2026, 6, 1)
SWORN = {"sworn:no-title": "sworn"}
RANKS = {"sworn:police-officer": "sworn", "sworn:sergeant": "sworn", "sworn:police-sergeant": "sworn"}
CIT, MHFA = "Crisis Intervention Team (CIT), Memphis Model", "Mental Health First Aid for Public Safety"


@dataclass(frozen=True)
class Known:
    """What a file must give: what its columns are read as, what is asked, and the figures once that is answered.

    ``figures`` are sworn officers, those with crisis-intervention training, and those covered. ``credited`` are the officer
    and course of each record that counts.
    """

    columns: dict[str, str]
    asked: set[str]
    answers: dict[str, str]
    figures: tuple[int, int, int]
    credited: set[tuple[str, str]] = field(default_factory=set)


CASES = {
    "oregon-dpsst.tsv": Known(
        {
            "dpsst_identifier": "officer",
            "date": "completed_on",
            "course": "ignored",
            "title": "course",
            "status": "status",
            "score": "ignored",
            "hours": "hours",
        },
        {"result:attended", "sworn:no-title"},
        {**SWORN, "result:attended": "incomplete"},
        (3, 1, 2),
        {("04127", "CIT"), ("05310", "MHFA")},
    ),
    # The report doesn't say which course it is about: a person does, and the hours too.
    "moodle-completion.csv": Known(
        {"Name": "name", "ID number": "officer", "Course complete": "date of ?moodle completion"},
        {"sworn:no-title", "course:list:moodle-completion", "hours"},
        {**SWORN, "course:list:moodle-completion": "CIT", "hours": "catalog"},
        (3, 1, 1),
        {("0412", "CIT")},
    ),
    # A gradebook has no day: it credits no one.
    "canvas-gradebook.csv": Known(
        {"Student": "name", "SIS User ID": "officer", "Final Score": "ignored"},
        {
            "result:current-score",
            "result:unposted-current-score",
            "result:final-score",
            "result:unposted-final-score",
            "sworn:no-title",
        },
        {
            **SWORN,
            "result:current-score": "ignore",
            "result:unposted-current-score": "ignore",
            "result:final-score": "ignore",
            "result:unposted-final-score": "ignore",
        },
        (2, 0, 0),
    ),
    "cornerstone-transcript.csv": Known(
        {
            "User ID": "officer",
            "Training Title": "course",
            "Transcript Status": "status",
            "Transcript Registration Date": "ignored",
            "Training Start Date": "ignored",
            "Transcript Completed Date": "completed_on",
            "Training Hours": "hours",
            "Credits": "ignored",
        },
        {"delivery:event", "delivery:online-class", "sworn:no-title"},
        {**SWORN, "delivery:event": "in_person", "delivery:online-class": "recorded"},
        (4, 1, 2),
        {("0412", "CIT"), ("0561", "MHFA")},
    ),
    "cornerstone-analytics.csv": Known(
        {
            "User - User ID": "officer",
            "User - User Full Name": "name",
            "Training - Training Title": "course",
            "Transcript - Transcript Status": "status",
            "Transcript - Transcript Completed Date": "completed_on",
            "Training - Training Hours": "hours",
        },
        {"sworn:no-title"},
        SWORN,
        (2, 1, 1),
        {("0412", "CIT")},
    ),
    "absorb-enrollments.csv": Known(
        {
            "Employee Number": "officer",
            "Course Name": "course",
            "Status": "status",
            "Date Started": "ignored",
            "Date Completed": "completed_on",
            "Credits": "hours",
        },
        {"result:progress", "sworn:no-title"},
        {**SWORN, "result:progress": "ignore"},
        (3, 0, 1),
        {("0412", "MHFA")},
    ),
    # Neither the day on which a certificate begins nor the one on which it ends is the day of the training.
    "targetsolutions-credentials.csv": Known(
        {
            "Employee ID": "officer",
            "Credential Name": "course",
            "Credential Status": "ignored",
            "Start Date": "ignored",
            "Expiration Date": "expires_on",
        },
        {
            "result:credential-status",
            "columns:start-date",
            "dates:mental-health-first-aid-for-public-safety:expires",
            "sworn:no-title",
        },
        {
            **SWORN,
            "result:credential-status": "ignore",
            "columns:start-date": "ignore",
            "dates:mental-health-first-aid-for-public-safety:expires": "leave_out",
        },
        (3, 0, 0),
    ),
    "adp-workforce.csv": Known(
        {
            "Associate ID": "officer",
            "Payroll Name: Last Name": "last_name",
            "Payroll Name: First Name": "first_name",
            "Hire/Rehire Date": "hired_on",
            "Position Status": "employment",
            "Job Title Description": "rank",
            "Worker Category Description": "category",
        },
        {
            "sworn:police-officer",
            "sworn:police-sergeant",
            "sworn:dispatcher",
            "status:leave",
            "status:terminated",
        },
        {**RANKS, "sworn:dispatcher": "not_sworn", "status:leave": "on_leave", "status:terminated": "left"},
        (2, 0, 0),
    ),
    "workday-workers.csv": Known(
        {
            "Employee_ID": "officer",
            "First_Name": "first_name",
            "Last_Name": "last_name",
            "Job_Title": "rank",
            "Worker Type": "category",
            "Employment Status": "employment",
            "Hire_Date": "hired_on",
            "Termination_Date": "separated_on",
        },
        {
            "sworn:police-officer-employee",
            "sworn:police-sergeant-employee",
            "sworn:records-clerk-employee",
            "status:terminated",
        },
        {
            "sworn:police-officer-employee": "sworn",
            "sworn:police-sergeant-employee": "sworn",
            "sworn:records-clerk-employee": "not_sworn",
            "status:terminated": "left",
        },
        (2, 0, 0),
    ),
    "ukg-employees.csv": Known(
        {
            "First Name": "first_name",
            "Last Name": "last_name",
            "Badge Number": "officer",
            "Hire Date": "hired_on",
            "Birth Date": "ignored",
            "Employment Status": "employment",
        },
        {"sworn:no-title", "status:a", "status:t"},
        {**SWORN, "status:a": "in_service", "status:t": "left"},
        (2, 0, 0),
    ),
    # No column is an ID.
    "chicago-salaries.csv": Known(
        {"Name": "name", "Job Titles": "rank", "Full or Part-Time": "category"},
        {
            "identity:chicago-salaries-csv:blank",
            "sworn:crossing-guard-p",
            "sworn:police-officer-f",
            "sworn:sergeant-f",
        },
        {
            "identity:chicago-salaries-csv:blank": "names",
            "sworn:crossing-guard-p": "not_sworn",
            "sworn:police-officer-f": "sworn",
            "sworn:sergeant-f": "sworn",
        },
        (2, 0, 0),
    ),
    "chicago-employees.csv": Known(
        {
            "LAST_NME": "last_name",
            "FIRST_NME": "first_name",
            "EMPLOYEE_POSITION": "rank",
            "APPOINTED_DATE": "hired_on",
            "RACE": "ignored",
            "STAR_NO": "officer",
            "SWORN_OFFICER_I": "sworn",
        },
        set(),
        {},
        (2, 0, 0),
    ),
    # The list says neither which course it is of nor its hours.
    "chicago-cit.csv": Known(
        {
            "LAST NAME": "last_name",
            "FIRST NAME": "first_name",
            "STAR/BADGE": "officer",
            "DATE OF APPOINTMENT": "hired_on",
            "SESSION END DATE": "date of ?chicago cit",
        },
        {"sworn:no-title", "course:list:chicago-cit", "hours"},
        {**SWORN, "course:list:chicago-cit": "CIT", "hours": "catalog"},
        (2, 2, 2),
        {("1412", "CIT"), ("10533", "CIT")},
    ),
    "nypd-officers.csv": Known(
        {
            "Tax ID": "officer",
            "Active Per Last Reported Status": "employment",
            "Officer First Name": "first_name",
            "Officer Last Name": "last_name",
            "Officer Race": "ignored",
            "Current Rank": "rank",
        },
        {"dates:as-of-date", "sworn:police-officer", "sworn:sergeant", "status:yes", "status:no"},
        {**RANKS, "dates:as-of-date": "month_first", "status:yes": "in_service", "status:no": "left"},
        (2, 0, 0),
    ),
    "seattle-roster.csv": Known(
        {"badge_number": "officer", "full_name": "name", "title": "rank"},
        {"sworn:police-officer", "sworn:police-sergeant", "sworn:parking-enforcement-officer"},
        {**RANKS, "sworn:parking-enforcement-officer": "not_sworn"},
        (2, 0, 0),
    ),
}


def read(name: str, content: bytes, answers: dict[str, str]) -> dict[str, Any]:
    return preview([(name, content)], agency=None, answers=answers, as_of=AS_OF)


def test_every_file_is_expected() -> None:
    assert sorted(CASES) == sorted(path.name for path in FILES.iterdir())


@pytest.mark.parametrize("name", CASES)
def test_known_export_is_recognized_and_asked_about(name: str) -> None:
    found = read(name, (FILES / name).read_bytes(), {})

    read_as = {column["heading"]: column["read_as"] for column in found["columns"]}
    assert {heading: read_as[heading] for heading in CASES[name].columns} == CASES[name].columns
    assert {question["id"] for question in found["questions"]} == CASES[name].asked
    assert (found["figures"] is None) == bool(CASES[name].asked)


@pytest.mark.parametrize("name", CASES)
def test_known_export_counts_as_answered(name: str) -> None:
    known = CASES[name]
    found = read(name, (FILES / name).read_bytes(), known.answers)

    assert found["questions"] == []
    assert tuple(found["figures"].values()) == known.figures
    credited = {
        (one["officer"], one["course"])
        for one in found["records"]
        if one["status"] in {"completed", "passed"} and one["course"] in {"CIT", "MHFA"}
    }
    assert credited == known.credited


def test_first_and_last_day_of_a_class_are_not_the_officers_own() -> None:
    # “End Date” beside the titles of courses is no end of service.
    headings = ["Employee ID", "Sworn", "Course", "Start Date", "End Date", "Completion Date", "Hours"]
    rows = [
        ["1", "Y", CIT, "2024-03-04", "2024-03-08", "2024-03-08", "40"],
        ["2", "Y", MHFA, "2024-05-06", "2024-05-06", "2024-05-06", "8"],
    ]
    found = read("list.csv", table([headings, *rows]).encode(), {})

    assert (found["questions"], found["figures"]) == ([], {"sworn": 2, "cit": 1, "covered": 2})


@pytest.mark.parametrize(
    ("word", "proposal"), [("No", "left"), ("T", "left"), ("L", "on_leave"), ("A", "in_service")]
)
def test_codes_of_employment_are_proposed_and_asked(word: str, proposal: str) -> None:
    rows = [["Badge", "Sworn", "Employment Status"], ["1", "Y", word]]
    [question] = read("roster.csv", table(rows).encode(), {})["questions"]

    assert (question["id"], question["proposal"]) == (f"status:{word.lower()}", proposal)
