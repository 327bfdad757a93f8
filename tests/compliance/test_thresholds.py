"""Each number of the rule at, just under and just above, and at zero."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from compliance.editions import Track
from compliance.engine import assess
from compliance.facts import Course, Officer, Record, Standing, Status
from compliance.practices import PARTNERSHIP, POLICY
from tests.compliance.rosters import AS_OF, CIT, MHFA, facts, one_officer, roster, took

ONE_DAY = timedelta(days=1)


def counts(training: tuple[Course, dict[str, object]]) -> bool:
    """Whether the training puts a lone officer into its track's set, as edition 2022 counts it."""
    report = assess(one_officer(training))
    track = training[0].track
    name = "crisis_intervention" if track is Track.CIT else "first_aid"
    return report.finding(name).actual == 1


@pytest.mark.parametrize(
    ("pattern", "met"),
    [
        ("7c+28m", True),  # 7 of 35, the fifth exactly
        ("7c+29m", False),
        ("8c+28m", True),
        ("0c+35m", False),
        ("35c+0m", True),
        ("50c+200m", True),
        ("50c+201m", False),
        ("51c+200m", True),
    ],
)
def test_a_fifth_of_the_sworn(pattern: str, met: bool) -> None:
    assert assess(roster(pattern)).finding("crisis_intervention").met is met


@pytest.mark.parametrize(
    ("course_hours", "hours", "counted"),
    [
        (40, 40, True),
        (40, Decimal("39.99"), False),
        (40, Decimal("40.0"), True),
        (40, Decimal("40.01"), True),
        (40, 41, True),
        (40, 0, False),
        (48, 40, False),  # the course's own length
        (48, Decimal("47.75"), False),
        (48, 48, True),
        (24, 24, False),  # the track's least hours
        (24, 40, True),
        (0, 40, True),
        (0, 39, False),
    ],
)
def test_hours_of_crisis_intervention(course_hours: int, hours: int | Decimal, counted: bool) -> None:
    assert counts((Course("X", Track.CIT, course_hours), {"hours": hours})) is counted


@pytest.mark.parametrize(
    ("course_hours", "hours", "counted"),
    [
        (8, 8, True),
        (8, Decimal("7.5"), False),
        (8, Decimal("8.5"), True),
        (8, 0, False),
        (Decimal("13.5"), 13, False),
        (Decimal("13.5"), Decimal("13.5"), True),
        (4, 4, False),
        (4, 8, True),
    ],
)
def test_hours_of_first_aid(course_hours: int | Decimal, hours: int | Decimal, counted: bool) -> None:
    assert counts((Course("X", Track.MHFA, course_hours), {"hours": hours})) is counted


@pytest.mark.parametrize(
    ("standing", "counted"),
    [
        (Standing.RECOGNIZED, True),
        (Standing.APPROVED, True),
        (Standing.PENDING, False),
        (Standing.DECLINED, False),
    ],
)
@pytest.mark.parametrize("track", [Track.CIT, Track.MHFA])
def test_standing(track: Track, standing: Standing, counted: bool) -> None:
    assert counts((Course("X", track, 40, standing), {})) is counted


@pytest.mark.parametrize("standing", Standing)
def test_a_course_of_neither_track_counts_for_nothing(standing: Standing) -> None:
    report = assess(one_officer((Course("X", Track.NONE, 40, standing), {})))

    assert [finding.actual for finding in report.findings] == [1, 1, 0, 0]
    assert [finding.if_pending_approved for finding in report.findings] == [1, 1, 0, 0]
    assert report.warnings == ()


@pytest.mark.parametrize(
    ("status", "counted"),
    [
        (Status.COMPLETED, True),
        (Status.PASSED, True),
        (Status.FAILED, False),
        (Status.INCOMPLETE, False),
        (Status.INSTRUCTED, False),
        (Status.SCHEDULED, False),
    ],
)
@pytest.mark.parametrize("course", [CIT, MHFA])
def test_status(course: Course, status: Status, counted: bool) -> None:
    assert counts((course, {"status": status})) is counted


@pytest.mark.parametrize(
    ("completed_on", "counted"),
    [(AS_OF - ONE_DAY, True), (AS_OF, True), (AS_OF + ONE_DAY, False), (date(1999, 1, 1), True)],
)
def test_completed_on_or_before_the_day(completed_on: date, counted: bool) -> None:
    assert counts((CIT, {"completed_on": completed_on})) is counted
    assert counts((MHFA, {"completed_on": completed_on})) is counted


@pytest.mark.parametrize("code", ["ICAT", "QPR", "icat", "Qpr"])
@pytest.mark.parametrize("track", [Track.CIT, Track.MHFA])
@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("edition", ["2016", "2022"])
def test_icat_and_qpr_never_count(code: str, track: Track, standing: Standing, edition: str) -> None:
    report = assess(one_officer((Course(code, track, 40, standing), {}), edition=edition))

    assert [finding.actual for finding in report.findings] == [1, 1, 0, 0]
    assert [finding.if_pending_approved for finding in report.findings] == [1, 1, 0, 0]
    assert report.warnings == ()


@pytest.mark.parametrize("code", ["CITY-ORDINANCES", "CIT-LIKE", "Intro to ICAT", "QPR-2"])
def test_words_in_a_course_code_neither_credit_nor_discredit(code: str) -> None:
    assert counts((Course(code, Track.MHFA, 8), {}))
    assert not counts((Course(code, Track.MHFA, 8, Standing.DECLINED), {}))
    assert assess(one_officer((Course(code, Track.NONE, 40), {}))).finding("first_aid").actual == 0


def test_a_person_is_in_each_set_once_however_many_records() -> None:
    base = roster("1c+1n")
    many = [took("P001", CIT, completed_on=date(2020 + year, 1, 1)) for year in range(5)]
    again = [took("P001", MHFA), took("P001", MHFA, completed_on=date(2023, 1, 1))]
    report = assess(facts(base.officers, [CIT, MHFA], [*many, *again]))

    assert [finding.actual for finding in report.findings] == [1, 1, 1, 1]


def test_sessions_of_one_offering_add_up_exactly() -> None:
    tenths = [
        Record("P001", "CIT", Decimal("0.1"), date(2024, 1, 1) + timedelta(days=day), "A")
        for day in range(400)
    ]
    assert assess(facts([Officer("P001")], [CIT], tenths)).finding("crisis_intervention").actual == 1
    assert assess(facts([Officer("P001")], [CIT], tenths[1:])).finding("crisis_intervention").actual == 0


@pytest.mark.parametrize(
    ("sessions", "covered"),
    [
        ([("P001", "MHFA", "A", "completed"), ("P001", "MHFA", "A", "passed")], True),
        ([("P001", "MHFA", "A", "completed"), ("P001", "MHFA", "B", "completed")], False),
        ([("P001", "MHFA", None, "completed"), ("P001", "MHFA", None, "completed")], False),
        ([("P001", "MHFA", "A", "completed"), ("P001", "MHFA", None, "completed")], False),
        ([("P001", "MHFA", "A", "completed"), ("P001", "MHFA", "A", "incomplete")], False),
        ([("P001", "MHFA", "A", "completed"), ("P001", "MHFA", "A", "scheduled")], False),
        ([("P001", "MHFA", "A", "completed"), ("P001", "MHFA-2", "A", "completed")], False),
        ([("P001", "MHFA", "A", "completed"), ("P002", "MHFA", "A", "completed")], False),
    ],
)
def test_only_sessions_of_one_offering_of_one_course_add_up(
    sessions: list[tuple[str, str, str | None, str]], covered: bool
) -> None:
    records = [
        Record(officer, course, 4, date(2024, 3, day), offering, Status(status))
        for day, (officer, course, offering, status) in enumerate(sessions, start=1)
    ]
    courses = [MHFA, Course("MHFA-2", Track.MHFA, 8)]
    report = assess(facts([Officer("P001"), Officer("P002")], courses, records))

    assert report.finding("first_aid").actual == int(covered)


def test_a_session_after_the_day_is_not_added() -> None:
    records = [Record("P001", "MHFA", 4, AS_OF + timedelta(days=shift), "A") for shift in (0, 1)]
    assert assess(facts([Officer("P001")], [MHFA], records)).finding("first_aid").actual == 0


@pytest.mark.parametrize(
    ("changes", "active"),
    [
        ({}, True),
        ({"started_on": AS_OF}, True),
        ({"started_on": AS_OF + ONE_DAY}, False),
        ({"started_on": None}, False),
        ({"ended_on": AS_OF + ONE_DAY}, True),
        ({"ended_on": AS_OF}, False),
        ({"ended_on": AS_OF - ONE_DAY}, False),
        ({"nature": ""}, False),
        ({"nature": "  \n"}, False),
        ({"organization": " "}, False),
    ],
)
def test_partnership(changes: dict[str, object], active: bool) -> None:
    entry = replace(facts().partnerships[0], **changes)
    report = assess(roster("1c", partnerships=(entry,)))
    finding = report.finding("partnership")

    assert PARTNERSHIP.kind.is_in_place(entry, AS_OF) is active
    assert (finding.met, finding.actual, finding.needed, finding.out_of) == (active, int(active), 1, 1)
    assert (finding.shortfall, finding.if_pending_approved) == (int(not active), int(active))
    assert (report.verdict, report.training) == ("met" if active else "not_met", "met")


@pytest.mark.parametrize(
    ("changes", "in_force"),
    [
        ({}, True),
        ({"adopted_on": AS_OF}, True),
        ({"adopted_on": AS_OF + ONE_DAY}, False),
        ({"adopted_on": None}, False),
        ({"retired_on": AS_OF + ONE_DAY}, True),
        ({"retired_on": AS_OF}, False),
        ({"components": ()}, False),
        ({"components": (" ",)}, False),
        ({"components": ("", "response")}, True),
        ({"title": ""}, True),
    ],
)
def test_policy(changes: dict[str, object], in_force: bool) -> None:
    entry = replace(facts().policies[0], **changes)
    report = assess(roster("1c", policies=(entry,)))
    finding = report.finding("policy")

    assert POLICY.kind.is_in_place(entry, AS_OF) is in_force
    assert (finding.met, finding.actual, finding.needed, finding.out_of) == (in_force, int(in_force), 1, 1)
    assert (report.verdict, report.training) == ("met" if in_force else "not_met", "met")


def test_no_partnership_and_no_policy() -> None:
    report = assess(roster("1c", partnerships=(), policies=()))

    assert [(finding.actual, finding.out_of, finding.shortfall) for finding in report.findings[:2]] == [
        (0, 0, 1)
    ] * 2
    assert (report.verdict, report.training) == ("not_met", "met")


def test_several_partnerships_of_which_one_is_active() -> None:
    good = facts().partnerships[0]
    over = replace(good, ref="2", ended_on=date(2024, 1, 1))
    finding = assess(roster("1c", partnerships=(over, good))).finding("partnership")

    assert (finding.met, finding.actual, finding.out_of) == (True, 1, 2)
