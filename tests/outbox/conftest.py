"""The handlers that the outbox's tests post to."""

from collections.abc import Iterator

import pytest

from outbox import registry
from tests.outbox.handlers import Handlers


@pytest.fixture
def handlers() -> Iterator[Handlers]:
    """Registered for the kinds ``tests.works``, ``tests.fails``, ``tests.dies`` and ``tests.posts``."""
    ours = Handlers()
    known, farewells = dict(registry._handlers), dict(registry._farewells)
    registry._handlers["tests.awaited"] = ours.fails
    registry.gives_up("tests.awaited")(ours.tells)
    for name in ("works", "fails", "dies", "posts"):
        registry._handlers[f"tests.{name}"] = getattr(ours, name)
    yield ours
    registry._handlers.clear()
    registry._handlers.update(known)
    registry._farewells.clear()
    registry._farewells.update(farewells)
