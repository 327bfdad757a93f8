"""Importing files at once: what is read, what is written, what stays."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from agencies.models import Agency
from common.problems import Refused
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.training import CourseFactory, OfficerFactory, RecordFactory
from roster_import.actions import import_files
from roster_import.reading.problems import Unanswered
from tests.roster_import.samples import RECORDS, ROSTER, table, workbook, yes
from tests.roster_import.test_kinds import found_in
from training.models import Officer, RosterImport, TrainingRecord

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def agency() -> Agency:
    return AgencyFactory.create()


def run(agency: Agency, *contents: str | bytes, **options: Any) -> RosterImport:
    files = {f"file{n}": c.encode() if isinstance(c, str) else c for n, c in enumerate(contents)}
    return import_files(agency=agency, files=files, by=None, say=yes, today=TODAY, **options)


def counts(found: RosterImport) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    """New, changed and unchanged officers; the same of records; refused rows."""
    summary = found.summary
    return tuple(summary["officers"].values()), tuple(summary["records"].values()), summary["refused"]


def roster_of(agency: Agency) -> list[tuple[Any, ...]]:
    return list(agency.officers.order_by("ref").values_list("ref", "name", "rank", "is_sworn", "hired_on"))


def records_of(agency: Agency) -> list[tuple[Any, ...]]:
    fields = ("officer__ref", "course__code", "completed_on", "hours", "status", "offering__reference")
    return list(agency.training_records.order_by("officer__ref", "completed_on").values_list(*fields))


EXPECTED_ROSTER = [
    ("D010", "Cy Moss", "Dispatcher", False, date(2015, 1, 10)),
    ("P001", "Ana Diaz", "Sergeant", True, date(2010, 3, 1)),
    ("P002", "Bo Lind", "Officer", True, date(2018, 7, 15)),
]
EXPECTED_RECORDS = [
    ("D010", "MHFA", date(2024, 2, 29), Decimal(8), "completed", None),
    ("P001", "CIT", date(2023, 5, 5), Decimal(40), "completed", "23-01"),
    ("P002", "MHFA", date(2024, 2, 29), Decimal(8), "passed", None),
]


def test_two_files_officers_and_records(agency: Agency) -> None:
    found = run(agency, table(ROSTER), table(RECORDS))
    assert counts(found) == ((3, 0, 0), (3, 0, 0), 0)
    assert roster_of(agency) == EXPECTED_ROSTER
    assert records_of(agency) == EXPECTED_RECORDS


def test_records_first_in_the_files_makes_no_difference(agency: Agency) -> None:
    run(agency, table(RECORDS), table(ROSTER))
    assert (roster_of(agency), records_of(agency)) == (EXPECTED_ROSTER, EXPECTED_RECORDS)


def test_one_workbook_with_two_sheets(agency: Agency) -> None:
    run(agency, workbook(Roster=ROSTER, Training=RECORDS))
    assert (roster_of(agency), records_of(agency)) == (EXPECTED_ROSTER, EXPECTED_RECORDS)


def test_typed_cells_of_a_workbook(agency: Agency) -> None:
    roster = [ROSTER[0], [1.0, "Ana Diaz", "Sergeant", date(2010, 3, 1), True]]
    records = [RECORDS[0], [1, "CIT", date(2023, 5, 5), 40.5, "Completed", None]]
    run(agency, workbook(Roster=roster, Training=records))
    assert roster_of(agency) == [("1", "Ana Diaz", "Sergeant", True, date(2010, 3, 1))]
    assert records_of(agency) == [("1", "CIT", date(2023, 5, 5), Decimal("40.5"), "completed", None)]


def test_one_table_with_officers_and_records(agency: Agency) -> None:
    rows = [
        ["Officer ID", "Name", "Sworn", "Hire Date", "Course", "Hours", "Completed on"],
        ["P001", "Ana Diaz", "Yes", "2010-03-01", "CIT", "40", "2023-05-05"],
        ["P001", "Ana Diaz", "Yes", "2010-03-01", "MHFA", "8", "2024-05-05"],
        ["P002", "Bo Lind", "Yes", "2018-07-15", "", "", ""],
    ]
    found = run(agency, table(rows))
    assert counts(found) == ((2, 0, 0), (2, 0, 0), 0)
    assert [row[:2] for row in records_of(agency)] == [("P001", "CIT"), ("P001", "MHFA")]


def test_one_row_an_officer_with_a_column_a_course(agency: Agency) -> None:
    rows = [
        ["ID", "Name", "Hired", "CIT Date", "MHFA Completed"],
        ["P001", "Ana Diaz", "2010-03-01", "2023-05-05", ""],
        ["P002", "Bo Lind", "2018-07-15", "", "2024-02-29"],
    ]
    found = run(agency, table(rows))
    assert counts(found) == ((2, 0, 0), (2, 0, 0), 0)
    assert [(row[0], row[1], row[3]) for row in records_of(agency)] == [
        ("P001", "CIT", Decimal(40)),
        ("P002", "MHFA", Decimal(8)),
    ]


def test_same_file_twice_changes_nothing(agency: Agency) -> None:
    run(agency, table(ROSTER), table(RECORDS))
    before = list(Officer.objects.values()), list(TrainingRecord.objects.values())
    found = run(agency, table(ROSTER), table(RECORDS))
    assert counts(found) == ((0, 0, 3), (0, 0, 3), 0)
    assert before == (list(Officer.objects.values()), list(TrainingRecord.objects.values()))


def test_a_change_writes_only_what_changed(agency: Agency) -> None:
    run(agency, table(ROSTER), table(RECORDS))
    changed = [row[:] for row in ROSTER]
    changed[1][2] = "Lieutenant"
    found = run(agency, table(changed))
    assert counts(found) == ((0, 1, 2), (0, 0, 0), 0)
    assert roster_of(agency)[1] == ("P001", "Ana Diaz", "Lieutenant", True, date(2010, 3, 1))
    assert list(agency.officers.order_by("ref").values_list("version", flat=True)) == [1, 2, 1]


def test_what_the_file_does_not_say_stays(agency: Agency) -> None:
    OfficerFactory.create(agency=agency, ref="P001", name="Ana Diaz", rank="Sergeant", is_sworn=False)
    run(agency, table([["Badge", "Rank", "Sworn"], ["P001", "", ""]]))
    assert roster_of(agency) == [("P001", "Ana Diaz", "Sergeant", False, date(2015, 3, 1))]


def test_back_after_leaving(agency: Agency) -> None:
    officer = OfficerFactory.create(
        agency=agency, ref="P001", separated_on=date(2020, 1, 1), on_leave_since=date(2019, 1, 1)
    )
    run(
        agency,
        table([["Badge", "Hire Date", "Separation Date", "LOA Start"], ["P001", "2022-05-01", "", ""]]),
    )
    officer.refresh_from_db()
    assert (officer.hired_on, officer.separated_on, officer.on_leave_since) == (date(2022, 5, 1), None, None)


def test_hired_again_without_a_column_for_leaving(agency: Agency) -> None:
    officer = OfficerFactory.create(agency=agency, ref="P001", separated_on=date(2020, 1, 1))
    run(agency, table([["Badge", "Rank", "Hire Date"], ["P001", "Officer", "2022-05-01"]]))
    officer.refresh_from_db()
    assert (officer.hired_on, officer.separated_on) == (date(2022, 5, 1), None)


def test_two_times_of_service_the_last_counts(agency: Agency) -> None:
    rows = [
        ["Badge", "Rank", "Hire Date", "Separation Date"],
        ["P001", "Chief", "2020-01-01", ""],
        ["P001", "Officer", "2010-01-01", "2015-01-01"],
    ]
    found = run(agency, table(rows))
    assert counts(found) == ((1, 0, 0), (0, 0, 0), 0)
    assert roster_of(agency) == [("P001", "", "Chief", True, date(2020, 1, 1))]


SAID = {
    **dict.fromkeys(("sworn:no-title", "sworn:officer", "sworn:sergeant", "sworn:captain"), "sworn"),
    **{f"course:{code.lower()}": code for code in ("CIT", "MHFA", "ICAT", "QPR")},
}
OF_P001 = "person:rows:P001"


def asked_about(agency: Agency, rows: list[list[str]]) -> str:
    """What is asked about the one person of whom rows say different things. Nothing is written before it is answered."""
    with pytest.raises(Unanswered) as unanswered:
        import_files(agency=agency, files={"a": table(rows).encode()}, by=None, answers=SAID)
    assert (agency.officers.count(), RosterImport.objects.count()) == (0, 0)
    return str(unanswered.value)


def told(rows: list[list[str]], holds: str) -> list[str]:
    """The rows that are told not to be used, once it is said which one holds."""
    found = found_in(rows, **SAID, **{OF_P001: holds})
    assert [one["id"] for one in found["questions"]] == []
    return [one["what"] for one in found["unused"]]


def test_officer_told_twice_in_different_words_is_written_only_as_the_row_that_holds(agency: Agency) -> None:
    rows = [["Rank", "Badge"], ["Sergeant", "P001"], ["Officer", "P002"], ["Captain", "P001"]]
    assert asked_about(agency, rows) == (
        "Lines 2, 4 say different things about P001 (rank Sergeant / Captain). Which line is right?"
    )
    found = run(agency, table(rows), answers={OF_P001: "4"})
    assert (counts(found), [row[2] for row in roster_of(agency)]) == (
        ((2, 0, 0), (0, 0, 0), 0),
        ["Captain", "Officer"],
    )
    assert told(rows, "4") == ["Line 2"]


@pytest.mark.parametrize(
    ("holds", "rank", "unused"),
    [("2", "Officer", ["Line 3", "Line 4"]), ("3", "Sergeant", ["Line 2", "Line 5"])],
)
def test_every_row_that_contradicts_the_one_that_holds_is_told_and_keeps_its_training(
    agency: Agency, holds: str, rank: str, unused: list[str]
) -> None:
    rows = [
        ["Badge", "Rank", "Course", "Date", "Hours"],
        ["P001", "Officer", "CIT", "2020-01-01", "40"],
        ["P001", "Sergeant", "MHFA", "2021-01-01", "8"],
        ["P001", "Sergeant", "ICAT", "2022-01-01", "8"],
        ["P001", "Officer", "QPR", "2022-01-01", "2"],
    ]
    assert "Lines 2, 3 say different things about P001 (rank Officer / Sergeant)." in asked_about(
        agency, rows
    )
    found = run(agency, table(rows), answers={OF_P001: holds})
    assert (counts(found), roster_of(agency)[0][2]) == (((1, 0, 0), (4, 0, 0), 0), rank)
    assert told(rows, holds) == unused


@pytest.mark.parametrize(
    ("holds", "kept"), [("2", [("Ana Diaz", "CIT")]), ("3", [("Bo Lind", "MHFA")]), ("leave_out", [])]
)
def test_row_with_the_id_of_another_person_goes_with_its_training(
    agency: Agency, holds: str, kept: list[tuple[str, str]]
) -> None:
    rows = [
        ["Badge", "Name", "Course", "Date", "Hours"],
        ["P001", "Ana Diaz", "CIT", "2020-01-01", "40"],
        ["P001", "Bo Lind", "MHFA", "2021-01-01", "8"],
    ]
    found = run(agency, table(rows), answers={OF_P001: holds})
    of_one = (len(kept), 0, 0)
    assert (counts(found), found.summary["refused_people"]) == ((of_one, of_one, 0), 0)
    assert list(agency.training_records.values_list("officer__name", "course__code")) == kept
    assert told(rows, holds) == {"2": ["Line 3"], "3": ["Line 2"]}.get(holds, ["Line 2", "Line 3"])


def test_times_of_service_told_twice_are_no_contradiction(agency: Agency) -> None:
    spells = [["P001", "Officer", "2010-01-01", "2015-01-01"], ["P001", "Chief", "2020-01-01", ""]]
    found = run(agency, table([["Badge", "Rank", "Hire Date", "Separation Date"], *spells, *spells]))
    assert counts(found) == ((1, 0, 0), (0, 0, 0), 0)
    assert roster_of(agency)[0][2] == "Chief"


def test_hired_after_leaving_is_back(agency: Agency) -> None:
    run(agency, table([["Badge", "Hire Date", "Term Date"], ["P001", "2020-01-01", "2019-01-01"]]))
    assert agency.officers.get().separated_on is None


def test_leaving_before_the_stored_hiring_is_refused(agency: Agency) -> None:
    OfficerFactory.create(agency=agency, ref="P001", hired_on=date(2020, 1, 1))
    found = run(agency, table([["Badge", "Term Date"], ["P001", "2019-01-01"]]))
    assert counts(found) == ((0, 0, 0), (0, 0, 0), 1)
    assert found.problems[0]["column"] == "B"


def test_record_of_somebody_unknown_is_asked_about(agency: Agency) -> None:
    OfficerFactory.create(agency=agency, ref="P001")
    OfficerFactory.create(ref="P002")
    with pytest.raises(Unanswered, match="1 person"):
        import_files(
            agency=agency, files={"a": table(RECORDS[:3]).encode()}, by=None, answers={"course:cit": "CIT"}
        )
    found = run(agency, table(RECORDS[:3]), answers={"sworn:no-title": "leave_out"})
    assert (counts(found), agency.officers.count()) == (((0, 0, 0), (1, 0, 0), 0), 1)


def test_record_told_twice(agency: Agency) -> None:
    OfficerFactory.create(agency=agency, ref="P001")
    rows = [RECORDS[0], RECORDS[1], RECORDS[1], [*RECORDS[1][:3], "16", *RECORDS[1][4:]]]
    found = run(agency, table(rows))
    assert counts(found) == ((0, 0, 0), (0, 0, 0), 2)
    assert (found.summary["repeated"], [one["line"] for one in found.problems]) == (1, [2, 4])


def test_sessions_of_a_class_on_one_day(agency: Agency) -> None:
    OfficerFactory.create(agency=agency, ref="P001")
    rows = [
        ["ID", "Course", "Date", "Hours", "Class Number", "Session"],
        ["P001", "MHFA", "2024-05-05", "4", "A", "morning"],
        ["P001", "MHFA", "2024-05-05", "4", "A", "afternoon"],
    ]
    found = run(agency, table(rows))
    assert counts(found) == ((0, 0, 0), (2, 0, 0), 0)
    assert agency.offerings.get().reference == "A"


def test_changed_record(agency: Agency) -> None:
    record = RecordFactory.create(
        officer__agency=agency, officer__ref="P001", hours=Decimal("39.5"), completed_on=date(2023, 5, 5)
    )
    rows = [RECORDS[0][:4], RECORDS[1][:4]]
    found = run(agency, table(rows))
    record.refresh_from_db()
    assert (counts(found)[1], record.hours, record.status) == ((0, 1, 0), Decimal(40), "completed")


def test_locked_record_is_not_changed(agency: Agency) -> None:
    record = RecordFactory.create(
        officer__agency=agency,
        officer__ref="P001",
        hours=Decimal(39),
        completed_on=date(2023, 5, 5),
        locked_at=AgencyFactory.create().created_at,
    )
    found = run(agency, table([RECORDS[0][:4], RECORDS[1][:4]]))
    record.refresh_from_db()
    assert (counts(found), record.hours) == (((0, 0, 0), (0, 0, 0), 1), Decimal(39))
    assert [(problem["line"], problem["column"]) for problem in found.problems] == [(2, "D")]
    same = [RECORDS[0][:4], [*RECORDS[1][:3], "39"]]
    assert counts(run(agency, table(same))) == ((0, 0, 0), (0, 0, 1), 0)


def test_course_that_nobody_chose_is_left_out_and_words_inside_a_title_mean_nothing(agency: Agency) -> None:
    OfficerFactory.create(agency=agency, ref="P001")
    rows = [RECORDS[0][:4], ["P001", "City ordinances", "2024-01-01", "40"]]
    found = run(agency, table(rows))
    assert (counts(found), found.summary["left_out"]) == (((0, 0, 0), (0, 0, 0), 0), 1)
    assert TrainingRecord.objects.count() == 0


def test_another_agencys_own_course_is_not_offered(agency: Agency) -> None:
    CourseFactory.create(
        code="LOCAL", title="Local course", standing="unreviewed", proposed_by=AgencyFactory.create()
    )
    OfficerFactory.create(agency=agency, ref="P001")
    found = run(agency, table([RECORDS[0][:4], ["P001", "Local course", "2024-01-01", "40"]]))
    assert found.summary["left_out"] == 1


def test_hours_missing_are_refused_unless_somebody_says_they_took_it_whole(agency: Agency) -> None:
    OfficerFactory.create(agency=agency, ref="P001")
    rows = [["ID", "Course", "Date"], ["P001", "CIT", "2024-01-01"]]
    assert counts(run(agency, table(rows), answers={"hours": "refuse"}))[2] == 1
    run(agency, table(rows), answers={"hours": "catalog"})
    assert records_of(agency)[0][3] == Decimal(40)


def test_day_or_month_must_be_told(agency: Agency) -> None:
    rows = [["Badge", "Rank", "Hire Date"], ["P001", "Officer", "3/4/2020"]]
    with pytest.raises(Unanswered):
        import_files(agency=agency, files={"a": table(rows).encode()}, by=None)
    run(agency, table(rows), answers={"dates:hire-date": "day_first"})
    assert roster_of(agency)[0][4] == date(2020, 4, 3)


def test_one_date_tells_the_order_of_all(agency: Agency) -> None:
    rows = [
        ["Badge", "Rank", "Hire Date"],
        ["P001", "Officer", "3/4/2020"],
        ["P002", "Officer", "12/31/2020"],
    ]
    run(agency, table(rows))
    assert [row[4] for row in roster_of(agency)] == [date(2020, 3, 4), date(2020, 12, 31)]


def test_future_training_needs_the_status(agency: Agency) -> None:
    OfficerFactory.create(agency=agency, ref="P001")
    rows = [
        ["ID", "Course", "Date", "Hours", "Status"],
        ["P001", "CIT", "2026-09-01", "40", "completed"],
        ["P001", "MHFA", "2026-09-01", "8", "scheduled"],
        ["P001", "MHFA", "", "8", "not started"],
    ]
    found = run(agency, table(rows))
    assert (counts(found), found.summary["left_out"]) == (((0, 0, 0), (1, 0, 0), 1), 1)


def test_whole_refuses_everything_for_one_bad_row(agency: Agency) -> None:
    rows = [*ROSTER, ["", "Nobody", "Officer", "", ""]]
    with pytest.raises(Refused, match="line 5"):
        run(agency, table(rows), whole=True)
    assert (Officer.objects.count(), RosterImport.objects.count()) == (0, 0)


def test_without_officer_ids_nothing_is_guessed(agency: Agency) -> None:
    rows = [["Name", "Rank"], ["Ana Diaz", "Sergeant"]]
    with pytest.raises(Unanswered):
        import_files(agency=agency, files={"a": table(rows).encode()}, by=None)


def test_pseudonymous_roster_reads_no_name() -> None:
    agency = AgencyFactory.create(pseudonymous=True)
    run(agency, table(ROSTER))
    assert {row[1] for row in roster_of(agency)} == {""}


def test_another_agency_with_the_same_ids_is_left_alone(agency: Agency) -> None:
    other = OfficerFactory.create(ref="P001", name="Somebody else")
    run(agency, table(ROSTER), table(RECORDS))
    other.refresh_from_db()
    assert (other.name, other.records.count()) == ("Somebody else", 0)


def test_totals_and_blank_lines_are_left_out(agency: Agency) -> None:
    text = "Report\r\n\r\n" + table(ROSTER) + "\r\n,,,,\r\nTotal: 3,,,,\r\n"
    found = run(agency, text)
    assert (counts(found), found.summary["totals"]) == (((3, 0, 0), (0, 0, 0), 0), 1)
