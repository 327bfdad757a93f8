"""What the tests of the campaign's rooms share."""

import importlib

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db.models import Model

from campaign.content.models import Disclaimer, LearningSite, Resource, Spotlight, Statistic

SEEDS = {
    Statistic: "0004_first_reasons",
    Resource: "0006_first_resources",
    LearningSite: "0008_first_friends",
    Spotlight: "0010_first_spotlight",
    Disclaimer: "0013_first_news",
}


class _InTheirRoom:
    """The models by the names that the migrations know them by."""

    def get_model(self, _app: str, name: str) -> type[Model]:
        return apps.get_model("content", name)


@pytest.fixture(autouse=True)
def nobody_has_sent_anything() -> None:
    """The limits on public forms count anew for each test."""
    cache.clear()


@pytest.fixture(autouse=True)
def seeded(db: None) -> None:
    """The content as the migrations bring it, also where another test has emptied the tables."""
    for model, name in SEEDS.items():
        if not model._default_manager.exists():
            importlib.import_module(f"campaign.migrations.{name}").add(_InTheirRoom(), None)
