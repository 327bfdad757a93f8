"""Addresses that are keys stay out of the logs."""

import logging
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import get_resolver

from accounts.permissions import Actor
from agencies import actions
from agencies.models import INVITATION_LINK
from common.redaction import KeysInPaths, redacted
from outbox.dispatch import deliver_due
from rehearsal.factories.accounts import UserFactory
from rehearsal.factories.agencies import AgencyFactory

KEY = "xbeiqrmwosmd6y7vjibhhrqsum3cuzhi"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Forbidden: /invitation/{KEY}/", "Forbidden: /invitation/…/"),
        (f'"GET /invitation/{KEY}/?x=1 HTTP/1.1" 200', '"GET /invitation/…/?x=1 HTTP/1.1" 200'),
        (f"Gone: /pledge/confirm/{KEY}/", "Gone: /pledge/confirm/…/"),
        (f"/account/password/reset/key/1-{KEY}/ and again", "/account/password/reset/key/…/ and again"),
        (f"/account/confirm-email/MQ:1vN:{KEY}/", "/account/confirm-email/…/"),
        ("Not Found: /agencies/k3v9/springfield/", "Not Found: /agencies/k3v9/springfield/"),
        (f"Not Found: /connect/thread/{KEY}/report/", "Not Found: /connect/thread/…/report/"),
        (f"Gone: /connect/confirm/{KEY}/", "Gone: /connect/confirm/…/"),
        (f"/assistance/follow/{KEY}/rate/", "/assistance/follow/…/rate/"),
        (f"Gone: /newsletter/confirm/{KEY}/", "Gone: /newsletter/confirm/…/"),
        (f"Forbidden: /newsletter/unsubscribe/{KEY}/", "Forbidden: /newsletter/unsubscribe/…/"),
        (f"Gone: /sign/{KEY}/", "Gone: /sign/…/"),
        (f'"GET /sign/{KEY}/letter.pdf HTTP/1.1" 200', '"GET /sign/…/letter.pdf HTTP/1.1" 200'),
        ("/sign/thanks/", "/sign/thanks/"),
        ("/pledge/thanks/", "/pledge/thanks/"),
    ],
)
def test_redacted(text: str, expected: str) -> None:
    assert redacted(text) == expected


def test_every_address_with_a_key_is_known() -> None:
    """Anyone who adds an address that is a key is told to keep it out of the logs."""

    def routes(patterns: list[Any], before: str = "") -> list[str]:
        found = []
        for pattern in patterns:
            route = before + str(pattern.pattern)
            found += routes(pattern.url_patterns, route) if hasattr(pattern, "url_patterns") else [route]
        return found

    keys = [
        route
        for route in routes(get_resolver().url_patterns)
        if re.search(r"<(?:\w+:)?(?:token|key)>", route)
    ]
    assert len(keys) >= 5
    plain = [re.sub(r"[\^$]", "", re.sub(r"\(\?P<\w+>[^)]*\)|<[^>]+>", KEY, route)) for route in keys]
    assert [path for path in plain if redacted(f"/{path}") == f"/{path}"] == []


def test_a_record_loses_the_key_and_is_logged() -> None:
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 1, "%s: %s", ("Gone", f"/invitation/{KEY}/"), None
    )
    assert KeysInPaths().filter(record)
    assert record.getMessage() == "Gone: /invitation/…/"


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the console's handler writes, as the settings made it."""
    (handler,) = [h for h in logging.getLogger().handlers if h.__class__ is logging.StreamHandler]
    written = StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.mark.django_db
def test_no_log_holds_the_keys_that_were_mailed(log: StringIO) -> None:
    user = UserFactory()
    invitation = actions.invite(
        agency=AgencyFactory(), email=user.email, name="", role="viewer", by=Actor.SYSTEM
    )
    Client().post("/account/password/reset/", {"email": user.email})
    deliver_due()
    links = [re.findall(r"http://localhost:8000(/\S+/)", str(message.body))[0] for message in mail.outbox]
    assert len(links) == 2
    stranger = Client()
    stranger.force_login(UserFactory())
    for link in links:
        stranger.post(link)
        stranger.get(f"{link}nowhere/")
    logged = log.getvalue()
    assert "/invitation/…/" in logged
    assert INVITATION_LINK.token(invitation.public_id) not in logged
    assert [link for link in links if link in logged] == []
