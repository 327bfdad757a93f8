"""What tests of signing in share."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_earlier_attempts() -> Iterator[None]:
    """Limits on attempts count in the cache: each test starts with none."""
    cache.clear()
    yield
    cache.clear()
