"""Every row of the rule's table of worked examples, by both editions."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.editions import Track
from compliance.engine import assess
from compliance.facts import Course, Facts, Officer
from tests.compliance.rosters import AS_OF, MHFA, roster, took, with_people, with_training

SHORT_A = Course("CRISIS-13", Track.CIT, 13)
SHORT_B = Course("CRISIS-16", Track.CIT, 16)


def hired_today() -> Facts:
    return with_people(roster("2c+8m"), Officer("P011", hired_on=AS_OF))


def two_short_courses() -> Facts:
    base = with_people(roster("4m"), Officer("P005"))
    return with_training(base, (SHORT_A, took("P005", SHORT_A)), (SHORT_B, took("P005", SHORT_B)))


def two_sessions() -> Facts:
    base = with_people(roster("1c+3m"), Officer("P005"))
    sessions = [
        (MHFA, took("P005", MHFA, hours=4, offering="2024-1", completed_on=day))
        for day in (date(2024, 3, 1), date(2024, 3, 8))
    ]
    return with_training(base, *sessions)


# facts, CIT needed, CIT have, covered of S in 2022 and in 2016, verdict in 2022 and in 2016
ROWS = [
    pytest.param(roster("1c"), 1, 1, (1, 1), 0, "met", "not_met", id="1c"),
    pytest.param(roster("1m"), 1, 0, (1, 1), 1, "not_met", "not_met", id="1m"),
    pytest.param(roster("1c+4m"), 1, 1, (5, 5), 4, "met", "not_met", id="1c+4m"),
    pytest.param(roster("1c+5m"), 2, 1, (6, 6), 5, "not_met", "not_met", id="1c+5m"),
    pytest.param(roster("20c+80m"), 20, 20, (100, 100), 80, "met", "not_met", id="20c+80m"),
    pytest.param(roster("20c+79m+1n"), 20, 20, (99, 100), 79, "not_met", "not_met", id="20c+79m+1n"),
    pytest.param(roster("20c+81m"), 21, 20, (101, 101), 81, "not_met", "not_met", id="20c+81m"),
    pytest.param(roster("60c+40m"), 20, 60, (100, 100), 40, "met", "not_met", id="60c+40m"),
    pytest.param(roster("10c"), 2, 10, (10, 10), 0, "met", "not_met", id="10c"),
    pytest.param(roster("2b+7m+1n"), 2, 2, (9, 10), 9, "not_met", "not_met", id="2b+7m+1n"),
    pytest.param(roster("2b+8m"), 2, 2, (10, 10), 10, "met", "met", id="2b+8m"),
    pytest.param(roster("4m+1e"), 1, 1, (5, 5), 4, "met", "not_met", id="approved equivalent"),
    pytest.param(roster("4m+1p"), 1, 0, (4, 5), 4, "not_met", "not_met", id="pending equivalent"),
    pytest.param(hired_today(), 3, 2, (10, 11), 8, "not_met", "not_met", id="hired on the day"),
    pytest.param(two_short_courses(), 1, 0, (4, 5), 4, "not_met", "not_met", id="two short courses"),
    pytest.param(two_sessions(), 1, 1, (5, 5), 4, "met", "not_met", id="two sessions"),
    pytest.param(roster(""), 0, 0, (0, 0), 0, "not_assessable", "not_assessable", id="nobody"),
]


@pytest.mark.parametrize(("facts", "needed", "have", "covered", "mhfa", "verdict", "verdict_2016"), ROWS)
def test_worked_example(
    facts: Facts, needed: int, have: int, covered: tuple[int, int], mhfa: int, verdict: str, verdict_2016: str
) -> None:
    report = assess(facts)
    crisis, first_aid = (report.finding(name) for name in ("crisis_intervention", "first_aid"))

    assert (report.edition, report.verdict, report.training) == ("2022", verdict, verdict)
    assert (crisis.needed, crisis.actual, crisis.out_of) == (needed, have, report.sworn)
    assert (first_aid.actual, first_aid.needed) == covered
    assert (crisis.shortfall, first_aid.shortfall) == (max(0, needed - have), covered[1] - covered[0])

    older = assess(replace(facts, edition="2016"))
    assert (older.edition, older.verdict) == ("2016", verdict_2016)
    assert older.finding("crisis_intervention") == crisis
    assert (older.finding("first_aid").actual, older.finding("first_aid").needed) == (
        mhfa,
        covered[1],
    )


def test_pending_equivalent_would_be_met_once_approved() -> None:
    report = assess(roster("4m+1p"))

    assert report.met_if_pending_approved
    assert report.finding("crisis_intervention").if_pending_approved == 1
    assert report.finding("first_aid").if_pending_approved == 5


def test_whole_report_of_an_agency_that_met_everything() -> None:
    assert assess(roster("1c+4m")).to_data() == {
        "edition": "2022",
        "as_of": "2025-06-15",
        "verdict": "met",
        "training": "met",
        "sworn": 5,
        "self_reported": False,
        "findings": [
            {
                "requirement": "partnership",
                "met": True,
                "actual": 1,
                "needed": 1,
                "out_of": 1,
                "shortfall": 0,
                "if_pending_approved": 1,
            },
            {
                "requirement": "policy",
                "met": True,
                "actual": 1,
                "needed": 1,
                "out_of": 1,
                "shortfall": 0,
                "if_pending_approved": 1,
            },
            {
                "requirement": "crisis_intervention",
                "met": True,
                "actual": 1,
                "needed": 1,
                "out_of": 5,
                "shortfall": 0,
                "if_pending_approved": 1,
            },
            {
                "requirement": "first_aid",
                "met": True,
                "actual": 5,
                "needed": 5,
                "out_of": 5,
                "shortfall": 0,
                "if_pending_approved": 5,
            },
        ],
        "warnings": [],
    }


def test_whole_report_of_nobody_is_never_a_pass() -> None:
    report = assess(roster(""))

    assert [(finding.requirement, finding.met) for finding in report.findings] == [
        ("partnership", True),
        ("policy", True),
        ("crisis_intervention", False),
        ("first_aid", False),
    ]
    assert not report.met_if_pending_approved
