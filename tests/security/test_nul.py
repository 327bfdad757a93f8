"""A NUL, which PostgreSQL takes neither as text nor within JSON, in every field, query, header and address: no page breaks."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from rehearsal.factories.accounts import AdministratorFactory
from tests.security.tenant import Tenant, addresses

pytestmark = pytest.mark.django_db

NUL = "a\x00b"
# Names that lists and searches of the portal read from their addresses.
ASKED = "q query page state kind whose region order sort name id next year from until status course verb at".split()
FIELD = re.compile(r"<(?:input|select|textarea)\b[^>]*?\bname=\"([^\"]+)\"")


def _posted(fields: set[str], fill: str) -> dict[str, Any]:
    values: dict[str, Any] = dict.fromkeys(fields, fill)
    for name in fields & {"file", "evidence", "mou"}:
        values[name] = SimpleUploadedFile(f"{fill}.csv", b"Badge\r\nP1\r\n")
    return values


@pytest.mark.parametrize("who", ["anyone", "lead", "staff"])
def test_no_page_breaks_on_a_nul(who: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes a NUL for text")
    tenant, broken, forms = Tenant(), [], 0
    user = {"lead": tenant.lead.user, "staff": AdministratorFactory.create()}.get(who)
    for name, path in addresses(tenant).items():
        client = Client(raise_request_exception=False)
        if user is not None:
            # Again for each address: one of them signs out.
            client.force_login(user)
        page = client.get(path)
        fields = set(FIELD.findall(page.content.decode(errors="replace"))) if not page.streaming else set()
        answers = {
            "query": client.get(
                path,
                dict.fromkeys(fields | set(ASKED), NUL),
                headers={"user-agent": NUL, "referer": NUL, "accept-language": NUL},
            ),
            "address": client.get(re.sub(r"[^/]+/?$", "%00/", path) if path != "/" else "/%00"),
            "fields": client.post(path, _posted(fields, NUL)),
            "json": client.post(path, '{"a": "\\u0000"}', content_type="application/json"),
        }
        forms += bool(fields)
        broken += [(name, what) for what, answer in answers.items() if answer.status_code >= 500]
    assert (broken, forms > 5) == ([], True)
