"""Whatever stands in an address, the answer is an answer: no page fails over what someone made up."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from rehearsal.factories.accounts import AdministratorFactory
from tests.security.tenant import Tenant, routes

pytestmark = pytest.mark.django_db

ODD = ["a%00b", "%ff", "9" * 30, "%D9%A1", "a" * 3000]


def _anybody(tenant: Tenant) -> Client:
    return Client(raise_request_exception=False)


def _lead(tenant: Tenant) -> Client:
    client = _anybody(tenant)
    client.force_login(tenant.lead.user)
    return client


def _staff(tenant: Tenant) -> Client:
    client = _anybody(tenant)
    client.force_login(AdministratorFactory.create())
    return client


@pytest.mark.parametrize("who", [_anybody, _lead, _staff])
@pytest.mark.parametrize("odd", ODD)
def test_odd_parts_of_an_address_are_not_there(who: Callable[[Tenant], Client], odd: str) -> None:
    tenant = Tenant()
    client, failed = who(tenant), []
    for route in routes():
        if not (route.parts or route.is_of_agency):
            continue
        # An agency's page without another part: at an odd agency.
        path = "/" + filled_in(route.path, odd, tenant.agency.public_id if route.parts else odd)
        for send in (client.get, client.post):
            answer = send(path)
            if answer.status_code >= 500:
                failed.append(path)
    assert failed == []


def filled_in(path: str, odd: str, agency: str) -> str:
    """The address with ``odd`` in each of its parts, whatever that part would take, but for that of the agency."""
    path = path.replace("<slug:agency>", agency).replace("(?P<agency>[-a-zA-Z0-9_]+)", agency)
    path = re.sub(r"\(\?P<kind>[^)]*\)\$?", "csv", path)
    path = re.sub(r"\(\?P<\w+>[^)]*\)\$?", lambda _match: odd, path)
    return re.sub(r"<[^>]+>", lambda _match: odd, path).replace("\\.", ".").rstrip("$")
