"""Whatever stands in an address, the answer is an answer: no page fails over what somebody made up."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.accounts import AdministratorFactory
from tests.security.tenant import Tenant, routes

pytestmark = pytest.mark.django_db

ODD = ["a%00b", "%ff", "9" * 30, "%D9%A1", "a" * 3000]


def _anybody() -> Client:
    return Client(raise_request_exception=False)


def _lead() -> Client:
    client = _anybody()
    client.force_login(Tenant().lead.user)
    return client


def _staff() -> Client:
    client = _anybody()
    client.force_login(AdministratorFactory.create())
    return client


@pytest.mark.parametrize("who", [_anybody, _lead, _staff])
@pytest.mark.parametrize("odd", ODD)
def test_odd_parts_of_an_address_are_not_there(who: Callable[[], Client], odd: str) -> None:
    client, failed = who(), []
    for route in routes():
        if not route.parts:
            continue
        path = "/" + filled_in(route.path, odd)
        for send in (client.get, client.post):
            answer = send(path)
            if answer.status_code >= 500:
                failed.append(path)
    assert failed == []


def filled_in(path: str, odd: str) -> str:
    """The address with ``odd`` in each of its parts, whatever that part would take."""
    path = re.sub(r"\(\?P<kind>[^)]*\)\$?", "csv", path)
    path = re.sub(r"\(\?P<\w+>[^)]*\)\$?", lambda _match: odd, path)
    return re.sub(r"<[^>]+>", lambda _match: odd, path).replace("\\.", ".").rstrip("$")
