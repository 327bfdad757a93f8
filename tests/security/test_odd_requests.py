"""Whatever a request holds, the answer is an answer: every route, admin included, asked oddly by a machine.

The requests are made up by a generator with a fixed seed. The suite takes a sample; ``ODD_REQUESTS=20000`` takes that many,
on whichever database the tests run.
"""

import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from onemind.access import ADMIN
from rehearsal.factories.accounts import AdministratorFactory
from tests.security.tenant import Tenant, routes
from tests.security.test_addresses import filled_in

pytestmark = pytest.mark.django_db
NUMBER = int(os.environ.get("ODD_REQUESTS", "400"))
SEED = 20261129

TEXTS = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\x1b[0m",
    "\ud7ff",
    "\U0001f600",
    "\u202e",
    "%",
    "%00",
    "%s%n",
    "'",
    '"',
    "`",
    "\\",
    "../../etc/passwd",
    "<script>",
    "{{ 7|add:7 }}",
    "a" * 5000,
    "1" * 30,
    "-1",
    "0",
    "1",
    "1.5",
    "1e400",
    "NaN",
    "Infinity",
    "inf",
    "true",
    "None",
    "null",
    "2147483647",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999",
    "1_0",
    "١",
    "²",
    "0x10",
    "2026-11-29",
    "2026-13-41",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "0001-01-01 00:00:00+14:00",
    "10000-01-01",
    "[]",
    "{}",
    '{"a": "\\u0000"}',
    '["a"',
    "1,2,\x00",
    ",",
    ";",
    "a,b" * 400,
    "' OR '1'='1",
    "1; DROP TABLE x",
    "(a+)+$",
    "[",
    "\\",
    "*",
]
ENDINGS = [
    "",
    "__year",
    "__month",
    "__day",
    "__gte",
    "__lt",
    "__in",
    "__isnull",
    "__isempty",
    "__exact",
    "__regex",
    "__range",
    "__date",
    "__week",
    "__id__exact",
    "__contains",
    "__startswith",
    "__",
    "__a__b",
]
NAMES = [
    "q",
    "o",
    "p",
    "e",
    "all",
    "page",
    "sort",
    "order",
    "next",
    "preview",
    "region",
    "status",
    "state",
    "country",
    "kind",
    "type",
    "size",
    "_popup",
    "_to_field",
    "_changelist_filters",
    "_facets",
    "action",
    "index",
    "select_across",
    "_selected_action",
    "_save",
    "version",
    "csrfmiddlewaretoken",
    "text",
    "reason",
    "until",
    "\x00",
    "a" * 300,
    "id",
    "pk",
    "user",
    "agency",
    "from",
    "to",
    "year",
    "limit",
    "offset",
]
METHODS = [
    "GET",
    "GET",
    "GET",
    "GET",
    "POST",
    "POST",
    "HEAD",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "ODD",
]
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"


def _part(headers: str, body: str = "") -> bytes:
    return f"--x\r\nContent-Disposition: form-data; {headers}\r\n\r\n{body}\r\n--x--\r\n".encode()


BODIES = [
    (FORM, b"%00=%00&a=%ff"),
    (FORM, b"&&&==="),
    (f"{FORM}; charset=utf-7", b"a=b"),
    ("application/json", b"{"),
    ("application/json", b'{"a": "\\u0000"}'),
    ("multipart/form-data", b"no boundary"),
    (PARTS, _part('name="a\x00"', "\x00")),
    (PARTS, _part('name="f"; filename="\x00.pdf"', "\xff")),
    (PARTS, _part('name="a"\r\nContent-Transfer-Encoding: base64', "!")),
    ("text/plain", b"\xff\xfe\x00"),
    ("", b""),
]


# Stands in an address for the public ID of the lead's agency.
AGENCY = "THE-AGENCY"


@dataclass(frozen=True, slots=True)
class Odd:
    """One request that no page of the portal makes."""

    who: str
    method: str
    path: str
    query: list[tuple[str, str]]
    content_type: str
    body: bytes
    fields: dict[str, list[str]]

    def sent_by(self, client: Client, agency: str) -> int:
        """Send it, an agency's page being this agency's; give the status."""
        path = self.path.replace(AGENCY, agency)
        options = {
            "QUERY_STRING": "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in self.query)
        }
        if self.fields:
            return client.post(path, self.fields, **options).status_code  # type: ignore[arg-type]
        return client.generic(self.method, path, self.body, self.content_type, **options).status_code  # type: ignore[arg-type]


def odd_requests(number: int, seed: int = SEED) -> Iterator[Odd]:
    """``number`` requests, the same for the same seed. Half of them are for the admin."""
    draw = random.Random(seed)  # noqa: S311 - no secret is made
    every = sorted({route.path for route in routes()})
    pages = sorted(_admin_pages())
    for _ in range(number):
        is_admin = draw.random() < 0.5
        path, names = draw.choice(pages) if is_admin else (draw.choice(every), NAMES)
        odd = draw.choice(["1", "2", "a", "abc-d", *map(_quoted, TEXTS)])
        path = "/" + filled_in(path, odd, AGENCY).lstrip("/")
        query = [(_name(draw, names), draw.choice(TEXTS)) for _ in range(draw.choice([0, 1, 1, 1, 2, 3]))]
        kind, body = draw.choice(BODIES)
        method = draw.choice(METHODS)
        fields: dict[str, list[str]] = {}
        if method == "POST" and draw.random() < 0.7:
            fields = {_name(draw, names): [draw.choice(TEXTS)] for _ in range(draw.randint(1, 6))}
        yield Odd(draw.choice(["staff"] * 3 + ["lead", "nobody"]), method, path, query, kind, body, fields)


def test_the_generator_gives_the_same_requests_each_time() -> None:
    first = list(odd_requests(50))
    assert (first, len({odd.path for odd in first}) > 20) == (list(odd_requests(50)), True)


def test_no_odd_request_fails() -> None:
    tenant = Tenant()
    clients = {name: Client(raise_request_exception=False) for name in ("staff", "lead", "nobody")}
    failed, statuses = [], set()
    for number, odd in enumerate(odd_requests(NUMBER)):
        if number % 200 == 0:
            # Some of the requests sign people out.
            clients["staff"].force_login(AdministratorFactory.create(is_superuser=True))
            clients["lead"].force_login(tenant.lead.user)
        status = odd.sent_by(clients[odd.who], tenant.agency.public_id)
        statuses.add(status)
        if status >= 500:
            failed.append((status, odd))

    assert failed == []
    assert {200, 302, 400, 404, 405} <= statuses


@pytest.mark.parametrize(
    "address",
    [
        "/admin/audit/entry/?verb=%00",
        "/admin/audit/entry/?at__year=2147483648",
        "/admin/audit/entry/?at__year=9999",
        "/admin/audit/entry/?at__year=9999&at__month=12&at__day=31",
        "/admin/audit/entry/?at__year=1",
        "/admin/audit/entry/?at__gte=0001-01-01",
        "/admin/audit/entry/?q=%00",
        "/admin/outbox/message/?kind=%00",
        "/admin/outbox/message/?kind__in=a,%00",
        "/admin/content/post/?published_on__year=99999999999999999999",
        "/admin/agencies/agency/?p=99999999999999999999",
        "/admin/agencies/agency/99999999999999999999/change/",
        "/admin/agencies/agency/_00/history/",
        "/admin/agencies/agency/%00/change/",
        "/admin/content/question/1/versions/99999999999999999999/",
        "/admin/?%00",
    ],
)
def test_the_admin_answers(address: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(AdministratorFactory.create(is_superuser=True))
    assert client.get(address).status_code < 500


def _admin_pages() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every page of the admin, with its model's fields as names to ask by."""
    for name in ADMIN:
        if name.endswith("_version"):
            continue
        model = next(
            (
                m
                for m in admin.site._registry
                if name.startswith(f"admin:{m._meta.app_label}_{m._meta.model_name}_")
            ),
            None,
        )
        fields = tuple(field.name for field in model._meta.get_fields()) if model else ()
        if model is None and name in {"admin:index", "admin:jsi18n"}:
            yield reverse(name), tuple(NAMES)
        elif model is not None:
            base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            yield reverse(f"{base}_changelist"), (*fields, *NAMES)
            for page in ("change", "delete", "history"):
                yield f"{reverse(f'{base}_changelist')}<path:object_id>/{page}/", (*fields, *NAMES)
            yield f"{reverse(f'{base}_changelist')}add/", (*fields, *NAMES)


def _name(draw: random.Random, names: tuple[str, ...] | list[str]) -> str:
    return draw.choice(names) + (draw.choice(ENDINGS) if draw.random() < 0.5 else "")


def _quoted(text: str) -> str:
    """As in an address, slashes and all; what can't be written as UTF-8 is."""
    return re.sub(
        r"[^\w.-]",
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogatepass")),
        text,
        flags=re.ASCII,
    )
