"""The geometry of meters and clocks: floored, never flattering, the same in every language."""

from datetime import date

import pytest
from django.utils import translation

from common.drawing import Bar, Mark, bar, clock


@pytest.mark.parametrize(
    ("have", "out_of", "percent"),
    [
        (50, 251, 19),
        (249, 250, 99),
        (250, 250, 100),
        (1, 5, 20),
        (0, 9, 0),
        (300, 250, 100),
        (1, 3, 33),
    ],
)
def test_percent_is_floored_and_never_above_a_hundred(have: int, out_of: int, percent: int) -> None:
    drawn = bar(have=have, needed=1, out_of=out_of)

    assert drawn is not None
    assert drawn.percent == percent


def test_bar_below_its_threshold() -> None:
    assert bar(have=7, needed=9, out_of=42, pending=8) == Bar(
        fill="16.66%", pending="19.04%", marker="21.42%", percent=16, met=False
    )


def test_bar_that_needs_everybody_has_no_mark() -> None:
    assert bar(have=42, needed=42, out_of=42) == Bar(
        fill="100.00%", pending="100.00%", marker=None, percent=100, met=True
    )


def test_bar_one_short_of_everybody_is_not_drawn_full() -> None:
    assert bar(have=999_999, needed=1_000_000, out_of=1_000_000) == Bar(
        fill="99.99%", pending="99.99%", marker=None, percent=99, met=False
    )


def test_bar_of_nobody_is_none() -> None:
    assert bar(have=0, needed=0, out_of=0) is None


def test_lengths_have_a_dot_in_every_language() -> None:
    with translation.override("de"):
        drawn = bar(have=1, needed=2, out_of=3)
    assert drawn is not None
    assert drawn.fill == "33.33%"


def test_clock_of_a_running_pledge() -> None:
    line = clock(
        pledged_on=date(2022, 1, 1),
        guide_on=date(2023, 1, 1),
        due_on=date(2025, 1, 1),
        today=date(2023, 7, 2),
    )
    assert line.marks == (
        Mark("pledged", date(2022, 1, 1), "0.00%"),
        Mark("guide", date(2023, 1, 1), "33.30%"),
        Mark("today", date(2023, 7, 2), "49.90%"),
        Mark("due", date(2025, 1, 1), "100.00%"),
    )
    assert (line.elapsed, line.months, line.days_left) == ("49.90%", 18, 549)


def test_clock_past_its_due_date_ends_today() -> None:
    line = clock(
        pledged_on=date(2022, 1, 31), guide_on=None, due_on=date(2025, 1, 31), today=date(2025, 2, 1)
    )
    assert [mark.kind for mark in line.marks] == ["pledged", "due", "today"]
    assert (line.elapsed, line.days_left) == ("100.00%", -1)


def test_clock_counts_days_to_an_extension() -> None:
    line = clock(
        pledged_on=date(2022, 1, 31),
        guide_on=None,
        due_on=date(2025, 1, 31),
        today=date(2025, 2, 1),
        extended_to=date(2025, 3, 1),
    )
    assert line.days_left == 28


def test_clock_stands_still_once_finished() -> None:
    line = clock(
        pledged_on=date(2022, 1, 1),
        guide_on=None,
        due_on=date(2025, 1, 1),
        today=date(2030, 1, 1),
        finished_on=date(2022, 1, 31),
    )
    assert [mark.kind for mark in line.marks] == ["pledged", "finished", "due"]
    assert line.months == 0


@pytest.mark.parametrize(
    ("start", "now", "months"),
    [
        (date(2022, 1, 31), date(2022, 2, 28), 0),
        (date(2022, 1, 31), date(2022, 3, 31), 2),
        (date(2022, 1, 15), date(2022, 2, 15), 1),
        (date(2022, 1, 15), date(2021, 12, 1), 0),
    ],
)
def test_clock_counts_whole_months(start: date, now: date, months: int) -> None:
    assert clock(pledged_on=start, guide_on=None, due_on=date(2025, 1, 1), today=now).months == months
