"""No header of a request changes what the next visitor reads: a page that is kept says the same to all visitors."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from agencies.models import Agency
from directory.version import forget_pages
from rehearsal.factories.directory import pledged
from tests.clients import without_secrets
from tests.directory.test_page_cache import record
from tests.public.server import production

EVIL = "evil.example"
# Every request header that a server, a proxy, a framework or a browser is known to read, with something for it to trip over.
HEADERS = {
    **dict.fromkeys(
        ["SCRIPT_NAME", "Script-Name", "PATH_INFO", "Path-Info", "X-Script-Name", "X-Forwarded-Prefix"],
        "/evil",
    ),
    **dict.fromkeys(
        ["X-Original-URL", "X-Rewrite-URL", "X-Original-URI", "Request-URI", "X-Request-URI"], "/evil/"
    ),
    **dict.fromkeys(
        ["X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "X-HTTP-Host-Override", "X-Original-Host"], EVIL
    ),
    **dict.fromkeys(
        ["Referer", "Origin", "X-Wap-Profile", "Content-Location", "Destination"], f"http://{EVIL}/evil/"
    ),
    **dict.fromkeys(
        ["X-Forwarded-For", "X-Real-IP", "Client-IP", "True-Client-IP", "CF-Connecting-IP", "Via"], "10.9.8.7"
    ),
    **dict.fromkeys(["X-Forwarded-Port", "X-Forwarded-SSL", "Front-End-Https", "X-Url-Scheme"], "on"),
    **dict.fromkeys(
        ["REMOTE_USER", "Remote-User", "X-Remote-User", "Authorization", "X-Forwarded-User", "From"], "admin"
    ),
    **dict.fromkeys(["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"], "DELETE"),
    **dict.fromkeys(
        ["HX-Request", "HX-Boosted", "HX-History-Restore-Request", "X-Requested-With", "X-PJAX"], "true"
    ),
    **dict.fromkeys(["HX-Target", "HX-Trigger", "HX-Prompt", "HX-Current-URL"], "results"),
    **dict.fromkeys(["If-None-Match", "If-Match", "If-Range"], '"evil"'),
    **dict.fromkeys(["If-Modified-Since", "If-Unmodified-Since", "Date"], "Sun, 29 Nov 2026 10:00:00 GMT"),
    **dict.fromkeys(["Accept-Language", "Accept-Charset", "Accept-Datetime"], "de, fr;q=0.5, *;q=0.1"),
    **dict.fromkeys(["Accept", "Content-Type", "Content-Encoding"], "application/json"),
    **dict.fromkeys(["Cache-Control", "Pragma", "Surrogate-Control"], "no-cache"),
    **dict.fromkeys(["Sec-Fetch-Mode", "Sec-Fetch-Dest", "Sec-Purpose", "Purpose"], "prefetch"),
    **dict.fromkeys(["Save-Data", "DNT", "Sec-GPC", "Upgrade-Insecure-Requests"], "1"),
    "Accept-Encoding": "gzip",
    "Cookie": "django_language=de; theme=evil",
    "Forwarded": f"host={EVIL};proto=https",
    "Range": "bytes=0-3",
    "TE": "trailers",
    "User-Agent": "evil<script>",
    "X-CSRFToken": "evil",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Scheme": "https",
    "Connection": "close",
    "Max-Forwards": "0",
    "Expect": "",
    "Upgrade": "h2c",
    "Wsgi-Url-Scheme": "https",
    "Server-Name": EVIL,
    "Query-String": "q=evil",
    "Request-Method": "HEAD",
    "Sec-CH-UA-Mobile": "?1",
    "Prefer": "return=minimal",
    "Accept-Version": "9",
}
PAGES = ["/agencies/", "/recent/", "/agencies/in/us-mo/"]


def _agency() -> Agency:
    agency: Agency = pledged("Macon Police Department", region="US-MO").agency
    record(agency)
    return agency


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_no_header_changes_a_page_that_is_kept(path: str, settings: Settings) -> None:
    settings.PAGE_CACHE_SECONDS = 300
    _agency()
    forget_pages()
    expected = without_secrets(Client().get(path))
    assert "Macon Police Department" in expected
    changed = []
    for name, value in HEADERS.items():
        forget_pages()
        as_environment = name.upper().replace("-", "_")
        for variables in ({f"HTTP_{as_environment}": value}, {as_environment: value}):
            if "CONTENT" not in as_environment and as_environment not in {
                "REQUEST_METHOD",
                "QUERY_STRING",
                "PATH_INFO",
            }:
                Client(raise_request_exception=False).get(path, **variables)
        Client(raise_request_exception=False).get(path, headers={name: value})
        if without_secrets(Client().get(path)) != expected:
            changed.append(name)

    assert changed == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_no_header_changes_a_page_that_gunicorn_keeps() -> None:
    agency = _agency()
    with production(PAGE_VERSION_SECONDS="0") as address:
        expected = {path: _get(address, path)[1] for path in PAGES}
        changed = []
        for name, value in HEADERS.items():
            record(agency)
            for path in PAGES:
                for asked in (path, f"/evil{path}"):
                    _get(address, asked, {name: value})
                if _get(address, path) != (200, expected[path]):
                    changed.append((name, path))

    assert [b"Macon Police Department" in body for body in expected.values()] == [True] * 3
    assert changed == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_gunicorn_takes_no_prefix_from_a_request() -> None:
    with production() as address:
        found = {
            name: _get(address, "/evil/agencies/", {name: "/evil"})[0]
            for name in ("SCRIPT_NAME", "PATH_INFO")
        }
        plain = _get(address, "/agencies/", {"SCRIPT_NAME": "/evil", "PATH_INFO": "/evil/"})

    assert found == {"SCRIPT_NAME": 404, "PATH_INFO": 404}
    assert (plain[0], b"/evil" in plain[1]) == (200, False)


def _get(address: str, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    """One request on a connection of its own, with its headers as they are."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, b"".join(_pieces(answer))
    finally:
        connection.close()


def _pieces(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    while piece := answer.read(65536):
        yield piece
