"""When a review is announced, and when it is overdue."""

from datetime import date, timedelta

import pytest

from agencies.review_dates import REVIEW_NOTICE, review_field, review_state

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("review_on", "state"),
    [
        (None, ""),
        (TODAY + REVIEW_NOTICE + timedelta(days=1), ""),
        (TODAY + REVIEW_NOTICE, "due"),
        (TODAY, "due"),
        (TODAY - timedelta(days=1), "overdue"),
    ],
)
def test_review_state(review_on: date | None, state: str) -> None:
    assert review_state(review_on, TODAY) == state


def test_review_field_says_when_it_reminds() -> None:
    assert str(review_field().help_text) == "We remind you on the list from 60 days before."
