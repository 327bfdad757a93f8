"""Every warning: when it is given, whom it names, and when it is not."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from compliance.editions import Track
from compliance.engine import assess
from compliance.facts import Course, Currency, Delivery, Facts, Headcount, Officer, Record, Standing
from compliance.report import Warning, WarningCode
from tests.compliance.rosters import (
    AS_OF,
    CIT,
    CIT_REFRESHER,
    MHFA,
    PENDING,
    facts,
    one_officer,
    took,
)

PENDING_MHFA = Course("AID-8", Track.MHFA, 8, Standing.PENDING)
RECORDED = {"delivery": Delivery.RECORDED}
LONG_AGO = {"completed_on": date(2019, 1, 1)}


def warned(*training: tuple[Course, dict[str, Any]], **more: Any) -> list[str]:
    report = assess(one_officer(*training, **more))
    assert all((warning.count, warning.refs) == (1, ("P001",)) for warning in report.warnings)
    return [str(warning.code) for warning in report.warnings]


@pytest.mark.parametrize(
    ("training", "edition", "codes"),
    [
        ([], "2022", []),
        ([(CIT, {})], "2022", []),
        # pending: what approval would add
        ([(PENDING, {})], "2022", ["pending_equivalency"]),
        ([(PENDING_MHFA, {})], "2022", ["pending_equivalency"]),
        ([(PENDING, {}), (PENDING_MHFA, {})], "2022", ["pending_equivalency"]),
        ([(PENDING, {}), (MHFA, {})], "2022", ["pending_equivalency"]),
        ([(PENDING, {}), (CIT, {})], "2022", []),
        ([(PENDING_MHFA, {}), (MHFA, {})], "2022", []),
        ([(PENDING_MHFA, {}), (CIT, {})], "2022", []),
        ([(PENDING_MHFA, {}), (CIT, {})], "2016", ["pending_equivalency"]),
        ([(PENDING, {"status": "failed"})], "2022", []),
        ([(PENDING, {"completed_on": AS_OF + timedelta(days=1)})], "2022", []),
        # hours
        ([(CIT, {"hours": 39})], "2022", ["hours_short"]),
        ([(MHFA, {"hours": 7})], "2022", ["hours_short"]),
        ([(CIT, {"hours": 39}), (CIT, {"hours": 12})], "2022", ["hours_short"]),
        ([(CIT, {"hours": 39}), (MHFA, {"hours": 4})], "2022", ["hours_short"]),
        ([(CIT, {"hours": 39}), (CIT, {})], "2022", []),
        ([(CIT, {"hours": 39}), (MHFA, {})], "2022", ["hours_short"]),
        ([(MHFA, {"hours": 4}), (CIT, {})], "2022", []),
        ([(MHFA, {"hours": 4}), (CIT, {})], "2016", ["hours_short"]),
        (
            [(MHFA, {"hours": 4, "offering": "A"}), (MHFA, {"hours": 3, "offering": "A"})],
            "2022",
            ["hours_short"],
        ),
        ([(PENDING, {"hours": 39})], "2022", ["hours_short"]),
        ([(PENDING, {"hours": 39}), (PENDING, {})], "2022", ["pending_equivalency", "hours_short"]),
        ([(replace(CIT, standing=Standing.DECLINED), {"hours": 39})], "2022", []),
        ([(CIT, {"hours": 39, "status": "failed"})], "2022", []),
        ([(CIT_REFRESHER, {"hours": 1})], "2022", []),
        # lapsed
        ([(CIT, {"expires_on": date(2025, 1, 1)})], "2022", ["lapsed_cit"]),
        ([(MHFA, LONG_AGO)], "2022", ["lapsed_mhfa"]),
        ([(MHFA, LONG_AGO), (CIT, {})], "2022", []),
        ([(MHFA, LONG_AGO), (CIT, {})], "2016", ["lapsed_mhfa"]),
        ([(MHFA, LONG_AGO), (CIT, {"hours": 20})], "2022", ["hours_short", "lapsed_mhfa"]),
        # recorded delivery
        ([(CIT, RECORDED)], "2022", ["recorded_delivery"]),
        ([(MHFA, RECORDED)], "2022", ["recorded_delivery"]),
        ([(CIT, {"delivery": Delivery.LIVE_ONLINE})], "2022", []),
        ([(CIT, RECORDED), (CIT, {})], "2022", []),
        ([(CIT, RECORDED), (MHFA, RECORDED)], "2022", ["recorded_delivery"]),
        ([(CIT, {}), (MHFA, RECORDED)], "2022", []),
        ([(CIT, {}), (MHFA, RECORDED)], "2016", ["recorded_delivery"]),
        ([(CIT, {"hours": 39, **RECORDED})], "2022", ["hours_short"]),
        ([(PENDING, RECORDED)], "2022", ["pending_equivalency"]),
        ([(MHFA, LONG_AGO), (MHFA, RECORDED)], "2022", ["recorded_delivery"]),
        ([(MHFA, LONG_AGO | RECORDED), (MHFA, {})], "2022", []),
        ([(MHFA, LONG_AGO | RECORDED)], "2022", ["lapsed_mhfa", "recorded_delivery"]),
        (
            [(CIT, LONG_AGO | {"expires_on": date(2021, 1, 1)}), (CIT_REFRESHER, RECORDED)],
            "2022",
            ["recorded_delivery"],
        ),
        (
            [(CIT, LONG_AGO | {"expires_on": date(2021, 1, 1)} | RECORDED), (CIT_REFRESHER, {})],
            "2022",
            ["recorded_delivery"],
        ),
    ],
)
def test_warnings_of_one_officer(
    training: list[tuple[Course, dict[str, Any]]], edition: str, codes: list[str]
) -> None:
    assert warned(*training, edition=edition) == codes


def test_recorded_lapsed_training_is_not_flagged_where_it_does_not_count() -> None:
    training = (MHFA, LONG_AGO | RECORDED)
    assert warned(training, currency=Currency.BINDING) == ["lapsed_mhfa"]


def test_one_recorded_session_makes_the_offering_recorded() -> None:
    records = [
        Record("P001", "MHFA", 4, date(2024, 3, 1), "A"),
        Record("P001", "MHFA", 4, date(2024, 3, 8), "A", delivery=Delivery.RECORDED),
    ]
    for order in (records, records[::-1]):
        report = assess(facts([Officer("P001")], [MHFA], order))
        assert report.warnings == (Warning(WarningCode.RECORDED_DELIVERY, 1, ("P001",)),)


@pytest.mark.parametrize(
    ("officer", "codes"),
    [
        (Officer("P001", on_leave_since=AS_OF), ["on_leave"]),
        (Officer("P001", on_leave_since=AS_OF + timedelta(days=1)), []),
        (Officer("P001", on_leave_since=date(2020, 1, 1), excluded_because="disability"), ["excluded"]),
        (Officer("P001", on_leave_since=date(2020, 1, 1), sworn=False), []),
        (Officer("P001", excluded_because="disability"), ["excluded"]),
        (Officer("P001", excluded_because="disability", separated_on=AS_OF), []),
        (Officer("P001", excluded_because="disability", sworn=False), []),
    ],
)
def test_leave_and_exclusion(officer: Officer, codes: list[str]) -> None:
    assert [str(warning.code) for warning in assess(facts([officer])).warnings] == codes


def test_leave_counts_in_numerator_and_denominator() -> None:
    away = Officer("P001", on_leave_since=date(2024, 1, 1))
    report = assess(facts([away], [CIT], [took("P001", CIT)]))
    assert (report.sworn, report.verdict) == (1, "met")


def test_people_who_do_not_count_are_never_warned_about() -> None:
    people = [
        Officer("C", sworn=False),
        Officer("S", separated_on=AS_OF),
        Officer("X", excluded_because="reason"),
    ]
    training = [(CIT, {"hours": 3}), (MHFA, LONG_AGO | RECORDED), (PENDING, {})]
    records = [took(person.ref, course, **rest) for person in people for course, rest in training]
    report = assess(facts(people, [CIT, MHFA, PENDING], records))
    assert report.warnings == (Warning(WarningCode.EXCLUDED, 1, ("X",)),)


def every_warning() -> Facts:
    refs = ["P10", "P2", "P1", "Ä", "a", "Z"]
    people = [Officer(ref, on_leave_since=date(2025, 1, 1)) for ref in refs]
    people += [Officer("X2", excluded_because="long illness"), Officer("X1", excluded_because="long illness")]
    training = [
        ("P10", PENDING, {}),
        ("P2", CIT, {"hours": 39}),
        ("P1", CIT, {"expires_on": date(2025, 1, 1)}),
    ]
    training += [("Ä", MHFA, LONG_AGO), ("a", CIT, RECORDED), ("Z", CIT, RECORDED)]
    records = [took(ref, course, **rest) for ref, course, rest in training]
    return facts(people, [PENDING, CIT, MHFA], records, declared_sworn=9)


def test_warnings_come_in_the_rules_order_with_refs_sorted_by_code_point() -> None:
    assert assess(every_warning()).warnings == (
        Warning(WarningCode.PENDING_EQUIVALENCY, 1, ("P10",)),
        Warning(WarningCode.HOURS_SHORT, 1, ("P2",)),
        Warning(WarningCode.LAPSED_CIT, 1, ("P1",)),
        Warning(WarningCode.LAPSED_MHFA, 1, ("Ä",)),
        Warning(WarningCode.RECORDED_DELIVERY, 2, ("Z", "a")),
        Warning(WarningCode.ON_LEAVE, 6, ("P1", "P10", "P2", "Z", "a", "Ä")),
        Warning(WarningCode.EXCLUDED, 2, ("X1", "X2")),
        Warning(WarningCode.ROSTER_BELOW_DECLARED, 1, ()),
    )
    assert assess(replace(every_warning(), declared_sworn=1)).warning(
        WarningCode.ROSTER_ABOVE_DECLARED
    ) == Warning(WarningCode.ROSTER_ABOVE_DECLARED, 7, ())


def test_counts_only_warns_of_nothing_but_a_declared_mismatch() -> None:
    report = assess(facts(headcount=Headcount(5, 1, 4), declared_sworn=7))
    assert report.warnings == (Warning(WarningCode.ROSTER_BELOW_DECLARED, 2, ()),)


def test_a_warning_that_was_not_given_is_none() -> None:
    assert assess(one_officer((CIT, {}))).warning(WarningCode.EXCLUDED) is None
