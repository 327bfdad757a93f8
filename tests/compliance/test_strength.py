"""Who is one head of the sworn strength, and what a declared number does to it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from compliance.engine import assess
from compliance.facts import Headcount, Officer
from compliance.officers import LeftOut, NonSworn, non_sworn, officer_statuses
from compliance.report import Warning, WarningCode
from tests.compliance.rosters import AS_OF, CIT, MHFA, facts, roster, took, with_people, with_training

ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("officer", "left_out"),
    [
        (Officer("A"), None),
        (Officer("A", hired_on=AS_OF), None),
        (Officer("A", hired_on=AS_OF + ONE_DAY), LeftOut.NOT_YET_HIRED),
        (Officer("A", separated_on=AS_OF + ONE_DAY), None),
        (Officer("A", separated_on=AS_OF), LeftOut.SEPARATED),
        (Officer("A", hired_on=AS_OF, separated_on=AS_OF), LeftOut.SEPARATED),
        (Officer("A", separated_on=AS_OF - ONE_DAY), LeftOut.SEPARATED),
        (Officer("A", sworn=False), LeftOut.NOT_SWORN),
        (Officer("A", sworn=False, separated_on=AS_OF), LeftOut.SEPARATED),
        (Officer("A", on_leave_since=date(2020, 1, 1)), None),
        (Officer("A", excluded_because="long-term disability"), LeftOut.EXCLUDED),
        (Officer("A", excluded_because="x", separated_on=AS_OF), LeftOut.SEPARATED),
    ],
)
def test_who_counts(officer: Officer, left_out: LeftOut | None) -> None:
    (standing,) = officer_statuses(facts([officer]))

    assert (standing.left_out, standing.counted) == (left_out, left_out is None)
    assert assess(facts([officer])).sworn == int(left_out is None)


def test_training_of_people_who_do_not_count_is_never_in_the_numerator() -> None:
    people = [
        Officer("CIVILIAN", sworn=False),
        Officer("LEFT", separated_on=AS_OF),
        Officer("LATER", hired_on=AS_OF + ONE_DAY),
        Officer("OUT", excluded_because="reserve without powers"),
        Officer("HERE"),
    ]
    trained = [took(person.ref, course) for person in people[:4] for course in (CIT, MHFA)]
    report = assess(facts(people, [CIT, MHFA], trained))

    assert report.sworn == 1
    assert [(finding.actual, finding.if_pending_approved) for finding in report.findings[2:]] == [
        (0, 0),
        (0, 0),
    ]


def test_everybody_excluded_is_not_assessable() -> None:
    report = assess(facts([Officer("A", excluded_because="left soon")]))
    assert (report.verdict, report.training, report.sworn) == ("not_assessable", "not_assessable", 0)


@pytest.mark.parametrize(
    ("declared", "sworn", "verdict", "warnings"),
    [
        (None, 5, "met", ()),
        (5, 5, "met", ()),
        (6, 6, "not_met", (Warning(WarningCode.ROSTER_BELOW_DECLARED, 1, ()),)),
        (4, 5, "met", (Warning(WarningCode.ROSTER_ABOVE_DECLARED, 1, ()),)),
        (0, 5, "met", (Warning(WarningCode.ROSTER_ABOVE_DECLARED, 5, ()),)),
        (100, 100, "not_met", (Warning(WarningCode.ROSTER_BELOW_DECLARED, 95, ()),)),
    ],
)
@pytest.mark.parametrize("counts_only", [False, True])
def test_declared_strength(
    declared: int | None, sworn: int, verdict: str, warnings: tuple[Warning, ...], counts_only: bool
) -> None:
    base = facts(headcount=Headcount(5, 1, 4)) if counts_only else roster("1c+4m")
    report = assess(replace(base, declared_sworn=declared))

    assert (report.sworn, report.verdict, report.warnings) == (sworn, verdict, warnings)
    assert report.finding("first_aid").actual == 5
    assert report.finding("first_aid").needed == sworn
    assert report.finding("crisis_intervention").needed == (sworn + 4) // 5


def test_declared_strength_without_a_roster_is_all_untrained() -> None:
    report = assess(facts(declared_sworn=10))

    assert (report.sworn, report.verdict) == (10, "not_met")
    assert [(finding.actual, finding.needed) for finding in report.findings[2:]] == [(0, 2), (0, 10)]


def test_nothing_declared_and_nobody_listed_is_not_assessable() -> None:
    assert assess(facts(declared_sworn=0)).verdict == "not_assessable"


def test_an_excluded_officer_does_not_come_back_as_a_declared_one() -> None:
    base = with_people(roster("1c+4m"), Officer("OUT", excluded_because="long-term disability"))

    assert assess(replace(base, declared_sworn=6)).warnings == (Warning(WarningCode.EXCLUDED, 1, ("OUT",)),)
    assert assess(replace(base, declared_sworn=6)).sworn == 5
    assert assess(replace(base, declared_sworn=7)).sworn == 6


def test_non_sworn_people_have_their_own_figure() -> None:
    people = [Officer(ref, sworn=False) for ref in ("D1", "D2", "D3", "D4")]
    base = with_people(roster("1c"), *people, Officer("D5", sworn=False, separated_on=AS_OF))
    base = with_training(
        base,
        *(
            (course, took(ref, course))
            for ref, course in [("D1", CIT), ("D1", MHFA), ("D2", MHFA), ("D5", MHFA)]
        ),
    )

    assert non_sworn(officer_statuses(base)) == NonSworn(people=4, cit=1, mhfa=2, trained=2)
    assert assess(base).sworn == 1
    assert assess(base).warnings == ()


@pytest.mark.parametrize(
    ("headcount", "sworn", "findings", "verdict"),
    [
        (Headcount(40, 8, 32), 40, [(8, 8, True), (40, 40, True)], "met"),
        (Headcount(40, 7, 33), 40, [(7, 8, False), (40, 40, True)], "not_met"),
        (Headcount(40, 9, 31), 40, [(9, 8, True), (40, 40, True)], "met"),
        (Headcount(40, 8, 31), 40, [(8, 8, True), (39, 40, False)], "not_met"),
        (Headcount(41, 8, 33), 41, [(8, 9, False), (41, 41, True)], "not_met"),
        (Headcount(40, 40, 0), 40, [(40, 8, True), (40, 40, True)], "met"),
        (Headcount(1, 0, 0), 1, [(0, 1, False), (0, 1, False)], "not_met"),
        (Headcount(0, 0, 0), 0, [(0, 0, False), (0, 0, False)], "not_assessable"),
    ],
)
def test_counts_only(
    headcount: Headcount, sworn: int, findings: list[tuple[int, int, bool]], verdict: str
) -> None:
    report = assess(facts(headcount=headcount))

    assert (report.self_reported, report.sworn, report.verdict) == (True, sworn, verdict)
    assert [(finding.actual, finding.needed, finding.met) for finding in report.findings[2:]] == findings
    assert [finding.if_pending_approved for finding in report.findings] == [f.actual for f in report.findings]
    assert report.warnings == ()
    assert officer_statuses(facts(headcount=headcount)) == ()


def test_counts_only_cannot_show_first_aid_of_cit_holders_in_2016() -> None:
    report = assess(facts(headcount=Headcount(40, 8, 32), edition="2016"))

    assert [(finding.actual, finding.needed) for finding in report.findings[2:]] == [(8, 8), (32, 40)]
    assert report.verdict == "not_met"


def test_a_roster_is_not_self_reported() -> None:
    assert assess(roster("1c")).self_reported is False
