"""Reading changes nothing, and nothing changes without the form's token: every address, every role."""

from collections.abc import Callable

import pytest
from django.test import Client

from rehearsal.factories.accounts import AdministratorFactory
from tests.security.tenant import NOTED, Tenant, addresses, state_of_all

pytestmark = pytest.mark.django_db

# A mail program presses this one for its reader, and has no token; the key in the address is what it goes by.
TOKENLESS = {"newsletter:leave"}


def _anybody(tenant: Tenant) -> Client:
    return Client(enforce_csrf_checks=True)


def _lead(tenant: Tenant) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(tenant.lead.user)
    return client


def _staff(tenant: Tenant) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(AdministratorFactory.create())
    return client


WHO = pytest.mark.parametrize("who", [_anybody, _lead, _staff])


@WHO
def test_reading_changes_nothing(who: Callable[[Tenant], Client]) -> None:
    tenant = Tenant()
    paths, client = addresses(tenant), who(tenant)
    before, changed = state_of_all(*NOTED), []
    for path in paths.values():
        client.get(path)
        if (now := state_of_all(*NOTED)) != before:
            changed.append(path)
            before = now
    assert changed == []


@WHO
def test_nothing_is_sent_without_a_token(who: Callable[[Tenant], Client]) -> None:
    tenant = Tenant()
    paths, client = addresses(tenant), who(tenant)
    before = state_of_all(*NOTED)
    answers = {name: client.post(path).status_code for name, path in paths.items() if name not in TOKENLESS}

    # 302: to the page for signing in; 405: an address that is only read.
    assert {name: status for name, status in answers.items() if status not in {302, 403, 405}} == {}
    assert list(answers.values()).count(403) > 20
    assert state_of_all(*NOTED) == before
