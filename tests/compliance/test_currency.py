"""Certificates past their date, and what brings them back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from compliance.certificates import State
from compliance.editions import Track
from compliance.engine import assess
from compliance.facts import Course, Currency, Delivery, Facts, Officer, Record, Standing
from compliance.officers import officer_statuses
from compliance.report import WarningCode
from tests.compliance.rosters import (
    AS_OF,
    CIT,
    CIT_REFRESHER,
    MHFA,
    MHFA_REFRESHER,
    facts,
    one_officer,
    roster,
    took,
    with_training,
)

ONE_DAY = timedelta(days=1)
LONG_AGO = date(2019, 5, 1)


def mhfa_state(*training: tuple[Course, dict[str, Any]], **more: Any) -> State:
    return officer_statuses(one_officer(*training, **more))[0].mhfa.state


def cit_state(*training: tuple[Course, dict[str, Any]], **more: Any) -> State:
    return officer_statuses(one_officer(*training, **more))[0].cit.state


@pytest.mark.parametrize(
    ("completed_on", "last_day"),
    [
        (date(2022, 6, 15), date(2025, 6, 15)),
        (date(2022, 1, 31), date(2025, 1, 31)),
        (date(2021, 2, 28), date(2024, 2, 28)),
        (date(2020, 2, 29), date(2023, 2, 28)),
        (date(2020, 12, 31), date(2023, 12, 31)),
    ],
)
def test_first_aid_runs_for_36_months_with_its_last_day(completed_on: date, last_day: date) -> None:
    training = (MHFA, {"completed_on": completed_on})

    assert mhfa_state(training, as_of=last_day) is State.CURRENT
    assert mhfa_state(training, as_of=last_day + ONE_DAY) is State.LAPSED
    assert officer_statuses(one_officer(training))[0].mhfa.expires_on == last_day


def test_cit_has_no_end_unless_one_is_stated() -> None:
    assert cit_state((CIT, {"completed_on": date(1990, 1, 1)})) is State.CURRENT
    assert cit_state((replace(CIT, valid_months=24), {"completed_on": date(2023, 6, 15)})) is State.CURRENT
    assert cit_state((replace(CIT, valid_months=24), {"completed_on": date(2023, 6, 14)})) is State.LAPSED


@pytest.mark.parametrize(
    ("expires_on", "state"),
    [(AS_OF + ONE_DAY, State.CURRENT), (AS_OF, State.CURRENT), (AS_OF - ONE_DAY, State.LAPSED)],
)
def test_the_certificates_own_date_goes_first(expires_on: date, state: State) -> None:
    assert cit_state((CIT, {"expires_on": expires_on})) is state
    assert mhfa_state((MHFA, {"expires_on": expires_on})) is state
    assert mhfa_state((MHFA, {"completed_on": LONG_AGO, "expires_on": expires_on})) is state
    assert mhfa_state((replace(MHFA, valid_months=1), {"expires_on": expires_on})) is state


@pytest.mark.parametrize(
    ("months", "state"),
    [(None, State.CURRENT), (36, State.CURRENT), (15, State.LAPSED), (16, State.CURRENT)],
)
def test_the_courses_validity_goes_before_the_tracks(months: int | None, state: State) -> None:
    assert mhfa_state((replace(MHFA, valid_months=months), {"completed_on": date(2024, 3, 14)})) is state


def test_lapsed_counts_with_a_warning_unless_currency_is_binding() -> None:
    lapsed = one_officer((CIT, {"expires_on": AS_OF - ONE_DAY}))
    advisory, binding = assess(lapsed), assess(replace(lapsed, currency=Currency.BINDING))

    assert (advisory.verdict, binding.verdict) == ("met", "not_met")
    assert [finding.actual for finding in binding.findings[2:]] == [0, 0]
    for report in (advisory, binding):
        assert [(warning.code, warning.refs) for warning in report.warnings] == [("lapsed_cit", ("P001",))]


def test_lapsed_first_aid_does_not_count_where_currency_is_binding() -> None:
    lapsed = with_training(roster("1c+1n"), (MHFA, took("P002", MHFA, completed_on=LONG_AGO)))

    assert assess(lapsed).verdict == "met"
    assert assess(replace(lapsed, currency=Currency.BINDING)).verdict == "not_met"


@pytest.mark.parametrize(
    ("edition", "currency", "codes"),
    [
        ("2022", "advisory", []),
        ("2016", "advisory", ["lapsed_mhfa"]),
        ("2022", "binding", []),
        ("2016", "binding", ["lapsed_mhfa"]),
    ],
)
def test_lapsed_first_aid_of_a_cit_holder(edition: str, currency: str, codes: list[str]) -> None:
    both = one_officer(
        (CIT, {}), (MHFA, {"completed_on": LONG_AGO}), edition=edition, currency=Currency(currency)
    )
    assert [str(warning.code) for warning in assess(both).warnings] == codes


def test_lapsed_first_aid_matters_where_the_cit_does_not_count_either() -> None:
    training = ((CIT, {"expires_on": AS_OF - ONE_DAY}), (MHFA, {"completed_on": LONG_AGO}))

    codes = [str(warning.code) for warning in assess(one_officer(*training)).warnings]
    assert codes == ["lapsed_cit"]
    codes = [
        str(warning.code) for warning in assess(one_officer(*training, currency=Currency.BINDING)).warnings
    ]
    assert codes == ["lapsed_cit", "lapsed_mhfa"]


@pytest.mark.parametrize(
    ("refreshed_on", "state"),
    [
        (LONG_AGO - ONE_DAY, State.LAPSED),
        (LONG_AGO, State.LAPSED),  # after the base course, not on its day
        (LONG_AGO + ONE_DAY, State.LAPSED),  # its own three years are over, too
        (date(2022, 6, 14), State.LAPSED),
        (date(2022, 6, 15), State.CURRENT),
        (date(2024, 1, 1), State.CURRENT),
        (AS_OF, State.CURRENT),
        (AS_OF + ONE_DAY, State.LAPSED),
    ],
)
def test_a_refresher_makes_current_again(refreshed_on: date, state: State) -> None:
    training = ((MHFA, {"completed_on": LONG_AGO}), (MHFA_REFRESHER, {"completed_on": refreshed_on}))
    assert mhfa_state(*training) is state


def test_a_refresher_after_the_certificate_ended_restores_it_under_binding_currency() -> None:
    restored = one_officer(
        (CIT, {"completed_on": LONG_AGO, "expires_on": date(2021, 5, 1)}),
        (CIT_REFRESHER, {"completed_on": date(2025, 1, 1)}),
        currency=Currency.BINDING,
    )
    assert assess(restored).verdict == "met"
    assert assess(restored).warnings == ()


def test_a_refresher_is_nothing_without_a_base_course() -> None:
    report = assess(one_officer((CIT_REFRESHER, {}), (MHFA_REFRESHER, {})))

    assert [finding.actual for finding in report.findings[2:]] == [0, 0]
    assert report.warnings == ()
    assert officer_statuses(one_officer((CIT_REFRESHER, {})))[0].cit.state is State.NONE


def test_a_refresher_is_nothing_with_a_base_course_that_was_too_short() -> None:
    training = ((MHFA, {"hours": 4, "completed_on": LONG_AGO}), (MHFA_REFRESHER, {}))
    assert mhfa_state(*training) is State.SHORT


def test_a_refresher_of_the_other_track_restores_nothing() -> None:
    assert mhfa_state((MHFA, {"completed_on": LONG_AGO}), (CIT_REFRESHER, {})) is State.LAPSED


@pytest.mark.parametrize(
    ("changes", "record", "state"),
    [
        ({}, {"hours": 3}, State.LAPSED),
        ({}, {"hours": 4}, State.CURRENT),
        ({}, {"status": "failed"}, State.LAPSED),
        ({}, {"status": "instructed"}, State.LAPSED),
        ({"standing": Standing.DECLINED}, {}, State.LAPSED),
        ({"standing": Standing.PENDING}, {}, State.LAPSED),
        ({"standing": Standing.APPROVED}, {}, State.CURRENT),
        ({}, {"expires_on": AS_OF - ONE_DAY}, State.LAPSED),
    ],
)
def test_a_refresher_has_to_be_good_itself(
    changes: dict[str, Any], record: dict[str, Any], state: State
) -> None:
    refresher = replace(MHFA_REFRESHER, **changes)
    assert mhfa_state((MHFA, {"completed_on": LONG_AGO}), (refresher, record)) is state


def test_a_pending_refresher_says_what_it_would_add_under_binding_currency() -> None:
    pending = replace(MHFA_REFRESHER, standing=Standing.PENDING)
    training = ((MHFA, {"completed_on": LONG_AGO}), (pending, {}))
    binding = assess(one_officer(*training, currency=Currency.BINDING))

    assert (binding.findings[3].actual, binding.findings[3].if_pending_approved) == (0, 1)
    assert [str(warning.code) for warning in binding.warnings] == ["pending_equivalency", "lapsed_mhfa"]
    assert [str(warning.code) for warning in assess(one_officer(*training)).warnings] == ["lapsed_mhfa"]


def test_taking_the_course_again_makes_current() -> None:
    assert (
        mhfa_state((MHFA, {"completed_on": LONG_AGO}), (MHFA, {"completed_on": date(2024, 1, 1)}))
        is State.CURRENT
    )


def test_a_refresher_prolongs_what_is_still_current() -> None:
    training = (
        (MHFA, {"completed_on": date(2023, 1, 1)}),
        (MHFA_REFRESHER, {"completed_on": date(2025, 1, 1)}),
    )
    assert officer_statuses(one_officer(*training))[0].mhfa.expires_on == date(2028, 1, 1)


def test_an_expiry_is_unknown_to_have_an_end_when_any_certificate_has_none() -> None:
    training = ((CIT, {"expires_on": date(2026, 1, 1)}), (CIT, {"completed_on": date(2024, 5, 1)}))
    assert officer_statuses(one_officer(*training))[0].cit.expires_on is None


def sessions(*days: tuple[date, date | None]) -> Facts:
    records = [Record("P001", "MHFA", 4, completed_on, "A", expires_on=ends) for completed_on, ends in days]
    return facts([Officer("P001")], [MHFA], records)


def test_sessions_run_from_the_last_day_or_to_the_latest_stated_end() -> None:
    first, last = date(2022, 6, 1), date(2022, 6, 20)

    assert officer_statuses(sessions((first, None), (last, None)))[0].mhfa.expires_on == date(2025, 6, 20)
    assert officer_statuses(sessions((last, None), (first, None)))[0].mhfa.expires_on == date(2025, 6, 20)
    stated = (first, date(2024, 1, 1)), (last, date(2024, 6, 1))
    assert officer_statuses(sessions(*stated))[0].mhfa.expires_on == date(2024, 6, 1)
    assert officer_statuses(sessions(*reversed(stated)))[0].mhfa.expires_on == date(2024, 6, 1)
    assert officer_statuses(sessions((first, None), stated[1]))[0].mhfa.expires_on == date(2024, 6, 1)


def test_a_short_certificate_is_short_and_never_lapsed() -> None:
    report = assess(
        one_officer((MHFA, {"hours": 4, "completed_on": LONG_AGO, "expires_on": date(2020, 1, 1)}))
    )
    assert [str(warning.code) for warning in report.warnings] == [WarningCode.HOURS_SHORT]


def test_a_validity_beyond_the_calendar_is_its_end() -> None:
    course = Course("X", Track.MHFA, 8, valid_months=1_200)
    training = (course, {"completed_on": date(9950, 1, 1)})
    assert officer_statuses(one_officer(training, as_of=date(9999, 12, 31)))[0].mhfa.state is State.CURRENT


@pytest.mark.parametrize(
    ("refreshed_on", "state"),
    [
        (LONG_AGO - ONE_DAY, State.LAPSED),
        (LONG_AGO, State.LAPSED),
        (LONG_AGO + ONE_DAY, State.CURRENT),
    ],
)
def test_a_refresher_in_force_has_to_come_after_the_base(refreshed_on: date, state: State) -> None:
    refresher = (MHFA_REFRESHER, {"completed_on": refreshed_on, "expires_on": date(2030, 1, 1)})
    assert mhfa_state((MHFA, {"completed_on": LONG_AGO}), refresher) is state


def test_a_refresher_after_the_first_of_several_bases_is_enough() -> None:
    bases = [(MHFA, {"completed_on": day}) for day in (date(2017, 1, 1), date(2021, 1, 1))]
    refresher = (MHFA_REFRESHER, {"completed_on": date(2019, 1, 1), "expires_on": date(2030, 1, 1)})
    assert mhfa_state(*bases, refresher) is State.CURRENT


def test_one_live_refresher_beside_a_recorded_one_is_not_flagged() -> None:
    base = (MHFA, {"completed_on": LONG_AGO})
    recorded = (MHFA_REFRESHER, {"completed_on": date(2024, 1, 1), "delivery": Delivery.RECORDED})
    live = (MHFA_REFRESHER, {"completed_on": date(2024, 2, 1)})

    assert officer_statuses(one_officer(base, recorded))[0].mhfa.recorded is True
    assert officer_statuses(one_officer(base, recorded, live))[0].mhfa.recorded is False


def test_a_lapsed_track_ended_with_its_last_certificate() -> None:
    base = (MHFA, {"completed_on": LONG_AGO})
    refresher = (MHFA_REFRESHER, {"completed_on": date(2022, 5, 1)})
    (standing,) = officer_statuses(one_officer(base, refresher))
    assert (standing.mhfa.state, standing.mhfa.expires_on) == (State.LAPSED, date(2025, 5, 1))
