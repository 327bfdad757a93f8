"""What the tests of the campaign's rooms share."""

import pytest
from django.core.cache import cache

from campaign.content.actions import seeds
from campaign.content.models import Seed


@pytest.fixture(autouse=True)
def nobody_has_sent_anything() -> None:
    """The limits on public forms count again for each test."""
    cache.clear()


@pytest.fixture(autouse=True)
def seeded(db: None) -> None:
    """The content that the portal begins with, also where another test has emptied the tables."""
    if not Seed.objects.exists():
        seeds.load()
