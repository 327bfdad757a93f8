"""What the campaign's tests share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_has_sent_anything() -> None:
    """The limits on public forms count anew for each test."""
    cache.clear()
