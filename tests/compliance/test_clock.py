"""Month 12, the due date and overdue."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.clock import add_months, deadline_on, due_on, guide_on, is_overdue, months_since
from compliance.editions import EDITIONS

EDITION = EDITIONS["2022"]
PLEDGED = date(2022, 1, 31)
DUE = date(2025, 1, 31)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("pledged", "guide", "due"),
    [
        (date(2022, 1, 31), date(2023, 1, 31), date(2025, 1, 31)),
        (date(2020, 2, 29), date(2021, 2, 28), date(2023, 2, 28)),
        (date(2021, 2, 28), date(2022, 2, 28), date(2024, 2, 28)),
        (date(2021, 3, 1), date(2022, 3, 1), date(2024, 3, 1)),
        (date(2016, 10, 15), date(2017, 10, 15), date(2019, 10, 15)),
        (date(2023, 12, 31), date(2024, 12, 31), date(2026, 12, 31)),
    ],
)
def test_guide_and_due_date(pledged: date, guide: date, due: date) -> None:
    for edition in EDITIONS.values():
        assert (guide_on(pledged, edition), due_on(pledged, edition)) == (guide, due)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(1900, 1, 31), 1, date(1900, 2, 28)),
        (date(2000, 1, 31), 1, date(2000, 2, 29)),
        (date(2024, 3, 31), 1, date(2024, 4, 30)),
        (date(2024, 3, 31), 0, date(2024, 3, 31)),
        (date(2024, 12, 30), 2, date(2025, 2, 28)),
        (date(2024, 11, 15), 1, date(2024, 12, 15)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(9999, 12, 1), 1, date(9999, 12, 31)),
        (date(9998, 12, 1), 12, date(9999, 12, 1)),
    ],
)
def test_add_months(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("today", "extended_until", "waiting", "overdue"),
    [
        (DUE - ONE_DAY, None, False, False),
        (DUE, None, False, False),
        (DUE + ONE_DAY, None, False, True),
        (DUE + ONE_DAY, None, True, False),
        (DUE + ONE_DAY, date(2025, 6, 30), False, False),
        (date(2025, 6, 30), date(2025, 6, 30), False, False),
        (date(2025, 7, 1), date(2025, 6, 30), False, True),
        (date(2025, 7, 1), date(2025, 6, 30), True, False),
        (DUE, date(2024, 6, 30), False, False),  # an extension never shortens
        (DUE + ONE_DAY, date(2024, 6, 30), False, True),
        (PLEDGED, None, False, False),
    ],
)
def test_overdue(today: date, extended_until: date | None, waiting: bool, overdue: bool) -> None:
    assert is_overdue(today, PLEDGED, EDITION, extended_until=extended_until, waiting=waiting) is overdue


def test_deadline_is_the_later_of_due_date_and_extension() -> None:
    assert deadline_on(PLEDGED, EDITION) == DUE
    assert deadline_on(PLEDGED, EDITION, date(2024, 12, 31)) == DUE
    assert deadline_on(PLEDGED, EDITION, date(2025, 12, 31)) == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2022, 1, 30), 0),
        (date(2022, 1, 31), 0),
        (date(2022, 2, 27), 0),
        (date(2022, 2, 28), 1),
        (date(2022, 3, 30), 1),
        (date(2022, 3, 31), 2),
        (date(2025, 1, 30), 35),
        (date(2025, 1, 31), 36),
        (date(2020, 1, 1), 0),
    ],
)
def test_months_since(today: date, months: int) -> None:
    assert months_since(PLEDGED, today) == months


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 10_000))
def test_months_since_is_the_month_that_has_come(pledged: date, days: int) -> None:
    today = pledged + timedelta(days=days)
    months = months_since(pledged, today)
    assert add_months(pledged, months) <= today < add_months(pledged, months + 1)
