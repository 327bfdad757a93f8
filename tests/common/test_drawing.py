"""The geometry of meters: floored, never flattering, the same in every language."""

import pytest
from django.utils import translation

from common.drawing import Bar, bar


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
