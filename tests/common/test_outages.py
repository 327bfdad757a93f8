"""While the database or the cache is away: pages that say so and when to come back, and what can be read stays readable."""

import errno
import logging
import sqlite3
from typing import Any

import kombu.exceptions
import pytest
import redis
from celery.beat import SchedulingError
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings

from common.forms import guard
from common.outages import InOneLine
from directory.version import forget_pages
from rehearsal.factories.directory import pledged

pytestmark = pytest.mark.django_db
SUPPORT = {
    "name": "A library",
    "city": "Macon",
    "state": "Georgia",
    "contact_name": "Quinn",
    "contact_email": "quinn@example.org",
}


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def no_cache(settings: Settings) -> None:
    """Both caches are in a Redis where no one listens."""
    away = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:9/0",
    }
    settings.CACHES = {"default": away, "pages": away}
    forget_pages()


@pytest.mark.usefixtures("no_cache")
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/agencies/",
        "/agencies/?q=macon",
        "/recent/",
        "/agencies.csv",
        "/api/v1/agencies",
        "/verify/abc/",
    ],
)
def test_what_is_public_can_be_read_without_a_cache(client: Client, path: str, settings: Settings) -> None:
    settings.PAGE_CACHE_SECONDS = 300
    pledged("Macon Police Department")

    assert client.get(path).status_code in {200, 404}


@pytest.mark.usefixtures("no_cache")
@pytest.mark.parametrize(
    ("path", "sent"),
    [("/account/login/", {"login": "a@example.org", "password": "wrong"}), ("/supporters/join/", SUPPORT)],
)
def test_what_must_be_counted_waits_for_the_cache(client: Client, path: str, sent: dict[str, str]) -> None:
    answer = client.post(path, {**sent, "form_key": guard.issue()})

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "will be back in a moment" in answer.content.decode()
    assert "Content-Security-Policy" in answer


@pytest.mark.parametrize("path", ["/agencies/", "/api/v1/agencies", "/my/"])
def test_without_a_database_everybody_is_asked_to_come_back(client: Client, path: str) -> None:
    def away(*_args: Any) -> None:
        raise OperationalError("the connection is closed")

    if path == "/my/":
        client.cookies["sessionid"] = "a" * 32
    with connection.execute_wrapper(away):
        answer = client.get(path)

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


def test_with_a_full_disk_everybody_is_asked_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_more: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("directory.queries.recently_pledged", full)
    answer = client.get("/recent/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


def test_other_failures_stay_failures(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_more: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("directory.queries.recently_pledged", broken)

    assert client.get("/recent/").status_code == 500
    assert cache.get("nothing") is None


class _Away(Exception):
    """What psycopg2 raises: with PostgreSQL's own code, or None when nothing came back."""

    def __init__(self, pgcode: str | None) -> None:
        self.pgcode = pgcode


def _failure(cause: Exception | None, error: Exception) -> logging.LogRecord:
    error.__cause__ = cause
    exc_info = (type(error), error, None)
    return logging.LogRecord("django.request", logging.ERROR, "", 0, "Unavailable: %s", ("/my/",), exc_info)


@pytest.mark.parametrize("code", [None, "57P01", "57P03", "53300"])
def test_who_does_not_answer_takes_one_line_of_the_log(code: str | None) -> None:
    record = _failure(_Away(code), OperationalError("connection refused\nIs the server running?"))

    assert InOneLine().filter(record)
    assert logging.Formatter().format(record) == "Unavailable: /my/ (OperationalError: connection refused)"


def test_an_absent_cache_takes_one_line_of_the_log() -> None:
    record = _failure(None, redis.ConnectionError("Error 111 connecting"))

    assert InOneLine().filter(record)
    assert logging.Formatter().format(record) == "Unavailable: /my/ (ConnectionError: Error 111 connecting)"


def test_what_beat_can_not_queue_takes_one_line_of_the_log() -> None:
    refused = kombu.exceptions.OperationalError("Error 111")
    refused.__cause__ = redis.ConnectionError("Error 111 connecting")
    record = _failure(refused, SchedulingError("Couldn't apply scheduled task"))

    assert InOneLine().filter(record)
    assert logging.Formatter().format(record) == "Unavailable: /my/ (ConnectionError: Error 111 connecting)"


@pytest.mark.parametrize(
    ("cause", "error"),
    [
        (_Away("57014"), OperationalError("canceling statement due to statement timeout")),
        (sqlite3.OperationalError("no such table"), OperationalError("no such table")),
        (None, redis.ResponseError("wrong kind of value")),
        (None, SchedulingError("there is no such task")),
        (None, ZeroDivisionError("division by zero")),
    ],
)
def test_what_can_be_mended_keeps_its_traceback(cause: Exception | None, error: Exception) -> None:
    record = _failure(cause, error)

    assert InOneLine().filter(record)
    assert record.exc_info == (type(error), error, None)
    assert record.getMessage() == "Unavailable: /my/"
