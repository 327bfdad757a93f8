"""How often one visitor may do a thing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from django.test import RequestFactory

from accounts.models import User
from common import throttle

NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def empty() -> None:
    """Nothing counted yet."""
    cache.clear()


def visit(address: str = "192.0.2.1", user: int = 0) -> HttpRequest:
    """A request from there."""
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    request.user = User(pk=user)
    return request


def test_a_rate_holds_for_every_span_of_its_length(time_machine: Any) -> None:
    tries = [0, 10, 20, 59, 61, 62, 71]
    said = []
    for seconds in tries:
        time_machine.move_to(NOON + timedelta(seconds=seconds), tick=False)
        said.append(throttle.allows(visit(), "asking", "3/m/ip"))

    # At 61 the one of 0 no longer counts, and the refused one of 59 never did; at 71 the one of 10 doesn't either.
    assert said == [True, True, True, False, True, False, True]


@pytest.mark.parametrize(
    ("rate", "seconds"),
    [("1/s/ip", 1), ("1/m/ip", 60), ("1/15m/ip", 900), ("1/h/ip", 3600), ("1/d/ip", 86400)],
)
def test_spans(rate: str, seconds: int, time_machine: Any) -> None:
    said = []
    for later in (0, seconds - 0.5, seconds + 0.5):
        time_machine.move_to(NOON + timedelta(seconds=later), tick=False)
        said.append(throttle.allows(visit(), "asking", rate))

    assert said == [True, False, True]


def test_visitors_actions_and_rates_are_counted_apart() -> None:
    assert [
        throttle.allows(visit(), "asking", "1/h/ip"),
        throttle.allows(visit("192.0.2.2"), "asking", "1/h/ip"),
        throttle.allows(visit(), "telling", "1/h/ip"),
        throttle.allows(visit(), "asking", "1/d/ip"),
        throttle.allows(visit(), "asking", "1/h/ip"),
    ] == [True, True, True, True, False]


def test_one_network_of_ipv6_is_one_visitor() -> None:
    said = [
        throttle.allows(visit(address), "asking", "1/h/ip")
        for address in ("2001:db8::1", "2001:db8::ffff:2", "2001:db8:0:1::1")
    ]

    assert said == [True, False, True]


def test_a_person_is_counted_wherever_they_are() -> None:
    said = [
        throttle.allows(visit(address, user), "asking", "1/h/user")
        for address, user in (("192.0.2.1", 1), ("192.0.2.2", 1), ("192.0.2.1", 2))
    ]

    assert said == [True, False, True]


def test_of_many_at_once_no_more_get_through(monkeypatch: pytest.MonkeyPatch) -> None:
    # A busy machine takes its time.
    monkeypatch.setattr(throttle, "_TURN", 60.0)
    with ThreadPoolExecutor(12) as pool:
        said = list(pool.map(lambda _: throttle.allows(visit(), "asking", "5/h/ip"), range(24)))

    assert sum(said) == 5


@pytest.mark.parametrize("rate", ["", "5", "5/h", "five/h/ip", "5/h/key", "5/w/ip"])
def test_a_rate_that_says_nothing_is_a_mistake(rate: str) -> None:
    with pytest.raises(ValueError, match="^" + rate):
        throttle.allows(visit(), "asking", rate)


def test_who_comes_from_nowhere_may_do_nothing() -> None:
    with pytest.raises((PermissionDenied, ImproperlyConfigured)):
        throttle.allows(visit(""), "asking", "5/h/ip")
