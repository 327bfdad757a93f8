"""What every answer carries, whatever became of the request."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from directory.version import forget_pages
from rehearsal.factories.directory import pledged
from tests.clients import AgencyClient
from tests.directory.test_page_cache import record

pytestmark = pytest.mark.django_db
HEADERS = {
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
}
HTTPS: dict[str, Any] = {"HTTP_X_FORWARDED_PROTO": "https"}
SAME_SITE = {"Referer": "https://testserver:80/pledge/"}
FORM = "application/x-www-form-urlencoded"


def _kept(client: Client) -> HttpResponseBase:
    return client.get("/agencies/") and client.get("/agencies/")


def _unchanged(client: Client) -> HttpResponseBase:
    return client.get("/agencies/", headers={"If-None-Match": client.get("/agencies/")["ETag"]})


def _in_another_charset(client: Client) -> HttpResponseBase:
    client = AgencyClient(enforce_csrf_checks=True, raise_request_exception=False, **HTTPS)
    client.get("/pledge/")
    return client.post("/pledge/", b"a=b", content_type=f"{FORM}; charset=utf-7", headers=SAME_SITE)


def _failed(client: Client) -> HttpResponseBase:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    with connection.execute_wrapper(broken):
        return client.get("/recent/")


ANSWERS: dict[str, tuple[int, Callable[[Client], HttpResponseBase]]] = {
    "a page": (200, lambda client: client.get("/faq/")),
    "a kept page": (200, _kept),
    "an unchanged page": (304, _unchanged),
    "a page that isn't the one expected": (412, lambda client: client.get("/agencies/", headers={"If-Match": '"x"'})),
    "a style sheet": (200, lambda client: client.get("/static/css/base.css")),
    "a style sheet that isn't there": (404, lambda client: client.get("/static/css/nothing.css")),
    "an uploaded file by its path": (404, lambda client: client.get("/media/files/a.pdf")),
    "a forged host": (400, lambda client: client.get("/", headers={"Host": "evil.example"})),
    "a form with a thousand fields": (400, lambda client: client.post("/pledge/", {str(n): "" for n in range(1001)})),
    "a form too large": (400, lambda client: client.post("/pledge/", "a=" + "a" * 6_000_000, content_type=FORM)),
    "a form in another charset": (400, _in_another_charset),
    "a login": (302, lambda client: client.get("")),
    "a missing token": (403, lambda client: AgencyClient(enforce_csrf_checks=True, **HTTPS).post("/pledge/")),
    "a missing page": (404, lambda client: client.get("/nothing/")),
    "a wrong method": (405, lambda client: client.delete("/agencies/")),
    "open data": (200, lambda client: client.get("/agencies.csv")),
    "a badge": (404, lambda client: client.get("/badge/nothing.svg")),
    "a feed": (200, lambda client: client.get("/feeds/pledges.atom")),
    "a failure": (500, _failed),
}  # fmt: skip


@pytest.mark.parametrize("what", ANSWERS)
def test_every_answer_has_its_headers(what: str, settings: Settings) -> None:
    settings.PAGE_CACHE_SECONDS = 300
    settings.SECURE_HSTS_SECONDS = 3600
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    forget_pages()
    record(pledged("Macon").agency)
    status, ask = ANSWERS[what]

    answer = ask(AgencyClient(raise_request_exception=False, **HTTPS))

    assert (answer.status_code, HEADERS - set(answer.headers)) == (status, set())
