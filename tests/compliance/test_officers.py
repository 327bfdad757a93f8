"""What the training pages say of each officer, by the same code that the report counts with."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from compliance.certificates import NOTHING, Holding, State
from compliance.editions import EDITIONS
from compliance.engine import assess
from compliance.facts import Course, Currency, Officer
from compliance.officers import Need, OfficerStatus, officer_statuses
from tests.compliance.rosters import AS_OF, CIT, MHFA, PENDING, facts, one_officer, roster, took

LAPSED_CIT: tuple[Course, dict[str, Any]] = (CIT, {"expires_on": date(2025, 1, 1)})
LAPSED_MHFA: tuple[Course, dict[str, Any]] = (MHFA, {"completed_on": date(2019, 1, 1)})
HAS_CIT: tuple[Course, dict[str, Any]] = (CIT, {})
HAS_MHFA: tuple[Course, dict[str, Any]] = (MHFA, {})
SHORT_MHFA: tuple[Course, dict[str, Any]] = (MHFA, {"hours": 4})
PENDING_CIT: tuple[Course, dict[str, Any]] = (PENDING, {})
ADVISORY, BINDING = Currency.ADVISORY, Currency.BINDING


@pytest.mark.parametrize(
    ("training", "edition", "currency", "covered", "needs"),
    [
        ([], "2022", ADVISORY, False, [Need.FIRST_AID]),
        ([], "2016", ADVISORY, False, [Need.FIRST_AID]),
        ([HAS_MHFA], "2022", ADVISORY, True, []),
        ([HAS_MHFA], "2016", ADVISORY, True, []),
        ([HAS_CIT], "2022", ADVISORY, True, []),
        ([HAS_CIT], "2016", ADVISORY, False, [Need.FIRST_AID]),
        ([SHORT_MHFA], "2022", ADVISORY, False, [Need.FIRST_AID]),
        ([PENDING_CIT], "2022", ADVISORY, False, [Need.FIRST_AID]),
        ([LAPSED_MHFA], "2022", ADVISORY, True, [Need.MHFA_REFRESHER]),
        ([LAPSED_MHFA], "2022", BINDING, False, [Need.MHFA_REFRESHER]),
        ([LAPSED_MHFA, HAS_CIT], "2022", BINDING, True, []),
        ([LAPSED_MHFA, HAS_CIT], "2016", BINDING, False, [Need.MHFA_REFRESHER]),
        ([LAPSED_CIT], "2022", ADVISORY, True, [Need.CIT_REFRESHER]),
        ([LAPSED_CIT], "2022", BINDING, False, [Need.CIT_REFRESHER]),
        ([LAPSED_CIT], "2016", BINDING, False, [Need.CIT_REFRESHER, Need.FIRST_AID]),
        ([LAPSED_CIT, LAPSED_MHFA], "2022", ADVISORY, True, [Need.CIT_REFRESHER]),
        ([LAPSED_CIT, LAPSED_MHFA], "2022", BINDING, False, [Need.CIT_REFRESHER, Need.MHFA_REFRESHER]),
        ([LAPSED_CIT, HAS_MHFA], "2022", BINDING, True, [Need.CIT_REFRESHER]),
    ],
)
def test_who_still_needs_what(
    training: list[tuple[Course, dict[str, Any]]],
    edition: str,
    currency: Currency,
    covered: bool,
    needs: list[Need],
) -> None:
    judged = one_officer(*training, edition=edition, currency=currency)
    (standing,) = officer_statuses(judged)

    assert (standing.covered, list(standing.needs)) == (covered, needs)
    assert assess(judged).finding("first_aid").met is covered


def test_people_who_are_left_out_need_nothing() -> None:
    people = [
        Officer("A", sworn=False),
        Officer("B", separated_on=AS_OF),
        Officer("C", excluded_because="reason"),
    ]
    assert [standing.needs for standing in officer_statuses(facts(people))] == [(), (), ()]


def test_standing_of_an_officer_without_training() -> None:
    assert officer_statuses(facts([Officer("P001")])) == (
        OfficerStatus(
            ref="P001",
            left_out=None,
            on_leave=False,
            cit=NOTHING,
            mhfa=NOTHING,
            covered=False,
            covered_if_approved=False,
            mhfa_matters=True,
            needs=(Need.FIRST_AID,),
        ),
    )


@pytest.mark.parametrize(
    ("training", "holding"),
    [
        ([HAS_CIT], Holding(State.CURRENT, True, True, False, False, None)),
        ([LAPSED_CIT], Holding(State.LAPSED, True, True, False, False, date(2025, 1, 1))),
        ([PENDING_CIT], Holding(State.PENDING, False, True, False, False, None)),
        ([PENDING_CIT, (CIT, {"hours": 39})], Holding(State.PENDING, False, True, True, False, None)),
        ([(CIT, {"hours": 39})], Holding(State.SHORT, False, False, True, False, None)),
        ([HAS_CIT, (CIT, {"hours": 39})], Holding(State.CURRENT, True, True, False, False, None)),
        ([LAPSED_CIT, PENDING_CIT], Holding(State.LAPSED, True, True, False, False, date(2025, 1, 1))),
        ([], NOTHING),
    ],
)
def test_holding_of_one_track(training: list[tuple[Course, dict[str, Any]]], holding: Holding) -> None:
    assert officer_statuses(one_officer(*training))[0].cit == holding


def test_a_pending_course_covers_once_approved() -> None:
    (standing,) = officer_statuses(one_officer(PENDING_CIT))
    assert (standing.covered, standing.covered_if_approved) == (False, True)
    (standing,) = officer_statuses(one_officer(PENDING_CIT, edition="2016"))
    assert (standing.covered, standing.covered_if_approved) == (False, False)


def test_statuses_keep_the_rosters_order_and_take_another_edition() -> None:
    judged = roster("1n+1c")

    assert [standing.ref for standing in officer_statuses(judged)] == ["P001", "P002"]
    assert [standing.covered for standing in officer_statuses(judged)] == [False, True]
    assert [standing.covered for standing in officer_statuses(judged, EDITIONS["2016"])] == [False, False]
    assert assess(judged, EDITIONS["2016"]).edition == "2016"
    assert assess(judged, EDITIONS["2016"]) == assess(replace(judged, edition="2016"))


def test_records_of_people_further_down_the_roster_are_not_mixed() -> None:
    judged = facts([Officer("A"), Officer("B")], [CIT, MHFA], [took("B", CIT), took("A", MHFA)])
    states = [(standing.cit.state, standing.mhfa.state) for standing in officer_statuses(judged)]
    assert states == [(State.NONE, State.CURRENT), (State.CURRENT, State.NONE)]
