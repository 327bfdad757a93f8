"""No one reaches what is another agency's: every address that names an object, every way of asking."""

from typing import Any

import pytest
from django.test import Client

from tests.clients import without_secrets
from tests.security.tenant import NAMELESS, NOTED, OBJECTS, Tenant, routes, state_of_all

pytestmark = pytest.mark.django_db

# Papers, which agencies and the desk read at the same address.
OF_NO_ONE_AGENCY = {"documents:download", "documents:pages"}
ASKED = {"text": "Hello", "version": "1", "outcome": "nothing", "role": "lead", "digest": "0"}


@pytest.fixture
def theirs(db: None) -> Tenant:
    return Tenant()


@pytest.fixture
def stranger(theirs: Tenant) -> Client:
    """Signed in as the lead of an agency that has one of everything too."""
    client = Client()
    client.force_login(Tenant().lead.user)
    return client


def test_every_address_of_an_agency_that_names_something_is_known() -> None:
    named = {
        route.name
        for route in routes()
        if route.parts and not route.is_public and (route.is_of_agency or route.name in OF_NO_ONE_AGENCY)
    }
    assert {*OBJECTS, *NAMELESS} == named


@pytest.mark.parametrize("name", OBJECTS)
def test_what_is_theirs_is_not_there_for_others(name: str, theirs: Tenant, stranger: Client) -> None:
    path, before = theirs.path(name), state_of_all(*NOTED)
    answers: dict[str, Any] = {
        "GET": stranger.get(path),
        "HEAD": stranger.head(path),
        "POST": stranger.post(path, ASKED),
        "PUT": stranger.put(path, "{}"),
        "DELETE": stranger.delete(path),
    }
    statuses = {answer.status_code for answer in answers.values()}
    told = "".join(without_secrets(answer) for answer in answers.values() if not answer.streaming)

    assert statuses in ({404}, {404, 405})
    assert [name for name in (theirs.agency.name, theirs.officer.name) if name in told] == []
    assert state_of_all(*NOTED) == before


@pytest.mark.parametrize("name", OBJECTS)
def test_what_is_theirs_is_there_for_them(name: str, theirs: Tenant) -> None:
    """The other half: the same addresses do lead to something."""
    client = Client()
    client.force_login(theirs.lead.user)
    path = theirs.path(name)

    assert {client.get(path).status_code, client.post(path, ASKED).status_code} & {200, 302, 409, 422}


@pytest.mark.parametrize("name", OBJECTS)
def test_who_may_only_read_changes_nothing(name: str, theirs: Tenant) -> None:
    client = Client()
    client.force_login(theirs.viewer.user)
    path, before = theirs.path(name), state_of_all(*NOTED)
    answer = client.post(path, ASKED)

    assert answer.status_code in {403, 405}
    assert state_of_all(*NOTED) == before
