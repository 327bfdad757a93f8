"""Every address is closed until it is classified: the access table holds every route, and nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, include, path

from common.access import ANYONE, Access
from common.addresses import PART
from onemind.access import ADMIN, TABLE
from onemind.urls import urlpatterns as every
from rehearsal.factories.accounts import AdministratorFactory
from tests.clients import without_secrets

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
# Pages of the admin that only some models have. A row for one that isn't there opens nothing.
SOME_MODELS = ("_add", "_delete", "_version")


def unguarded(request: HttpRequest) -> HttpResponse:
    """A page that someone forgot to classify."""
    return HttpResponse("Every secret there is.")


urlpatterns = [
    path("desk/dump/", unguarded, name="dump"),
    path("account/dump/", unguarded),
    path("agency/", include(([path("dump/", unguarded, name="dump")], "agencies"))),
    *every,
]


def names(patterns: Any, namespace: str = "") -> Iterator[str]:
    """The names of all routes below, with their namespaces."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, ":".join(filter(None, [namespace, pattern.namespace])))
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}:{pattern.name}" if namespace else str(pattern.name)


def unclassified(patterns: Any) -> set[str]:
    """Routes without a row."""
    return {name for name in names(patterns) if name not in TABLE}


def test_every_route_has_a_row() -> None:
    assert unclassified(get_resolver("onemind.urls").url_patterns) == set()


def test_every_row_has_a_route() -> None:
    known = set(names(get_resolver("onemind.urls").url_patterns))
    unused = {name for name in TABLE if name not in known}
    assert {name for name in unused if not (name in ADMIN and name.endswith(SOME_MODELS))} == set()


def test_every_row_says_what_its_address_names() -> None:
    """The control: a row that names nothing has an address without parts but the agency, and the other way round."""
    named = {name for name, row in TABLE.items() if row.names.name != "NOTHING"}
    with_parts = set(_with_parts(get_resolver("onemind.urls").url_patterns, "", False))
    assert {name for name in named ^ with_parts if name in TABLE and name not in ADMIN} == set()


def test_a_route_that_was_forgotten_is_found() -> None:
    assert unclassified(urlpatterns) == {"dump", "None", "agencies:dump"}


@pytest.mark.parametrize("address", ["/desk/dump/", "/account/dump/", "/agency/dump/"])
def test_a_route_without_a_row_is_not_there(address: str) -> None:
    staff = Client()
    staff.force_login(AdministratorFactory.create())
    for client in (Client(), staff):
        missing = without_secrets(client.get("/nothing/"))
        for answer in (client.get(address), client.post(address)):
            assert (answer.status_code, "secret" in answer.content.decode()) == (404, False)
        assert without_secrets(client.get(address)) == missing.replace("/nothing/", address)


def test_a_route_with_a_row_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TABLE, "dump", Access(read=ANYONE))
    assert Client().get("/desk/dump/").content == b"Every secret there is."
    assert Client().post("/desk/dump/").status_code == 405


def _with_parts(patterns: Any, namespace: str, has_parts: bool) -> Iterator[str]:
    for pattern in patterns:
        parts = has_parts or bool(pattern.pattern.regex.groupindex.keys() - {PART})
        if isinstance(pattern, URLResolver):
            yield from _with_parts(
                pattern.url_patterns, ":".join(filter(None, [namespace, pattern.namespace])), parts
            )
        elif isinstance(pattern, URLPattern) and parts:
            yield f"{namespace}:{pattern.name}" if namespace else str(pattern.name)
