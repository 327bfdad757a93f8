"""Doing something as if it were another day, so that the demonstration's past is made by the portal's own actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from unittest import mock

from django.utils import timezone

_real_now = timezone.now


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """Let the portal's clock stand at noon of ``day``. For the demonstration alone: nothing else may turn the clock."""
    moment = timezone.make_aware(datetime.combine(day, time(12)))
    moment = min(moment, _real_now())
    with mock.patch.object(timezone, "now", return_value=moment):
        yield
