"""What the campaign's tests share."""

import importlib

import pytest
from django.apps import apps
from django.core.cache import cache

from campaign.models import Disclaimer, LearningSite, Resource, Spotlight, Statistic

SEEDS = {
    Statistic: "0004_first_reasons",
    Resource: "0006_first_resources",
    LearningSite: "0008_first_friends",
    Spotlight: "0010_first_spotlight",
    Disclaimer: "0013_first_news",
}


@pytest.fixture(autouse=True)
def nobody_has_sent_anything() -> None:
    """The limits on public forms count anew for each test."""
    cache.clear()


@pytest.fixture(autouse=True)
def seeded(db: None) -> None:
    """The content as the migrations bring it, also where another test has emptied the tables."""
    for model, name in SEEDS.items():
        if not model._default_manager.exists():
            importlib.import_module(f"campaign.migrations.{name}").add(apps, None)
