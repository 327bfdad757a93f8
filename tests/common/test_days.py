"""Days are counted by the calendar of the campaign's place, whatever the hour and wherever the server stands."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from common.days import days_since


@pytest.mark.parametrize(
    ("moment", "now", "days"),
    [
        (datetime(2026, 3, 1, 23, 59), datetime(2026, 3, 2, 0, 1), 1),
        (datetime(2026, 3, 2, 0, 1), datetime(2026, 3, 2, 23, 59), 0),
        (datetime(2026, 3, 7, 12), datetime(2026, 3, 9, 11), 2),  # The clocks go forward in between.
        (datetime(2024, 2, 28, 12), datetime(2024, 3, 1, 9), 2),
    ],
)
def test_days_are_the_calendars(moment: datetime, now: datetime, days: int) -> None:
    assert days_since(timezone.make_aware(moment), timezone.make_aware(now)) == days


def test_the_day_is_the_campaigns_and_not_greenwichs() -> None:
    # Ten in the evening in New York, and past midnight an hour later: one day in either, but not the same ones.
    evening, night = datetime(2026, 1, 6, 3, tzinfo=UTC), datetime(2026, 1, 6, 4, tzinfo=UTC)
    assert days_since(evening, night) == 0
    assert days_since(datetime(2026, 1, 6, 4, 59, tzinfo=UTC), datetime(2026, 1, 6, 5, 1, tzinfo=UTC)) == 1
