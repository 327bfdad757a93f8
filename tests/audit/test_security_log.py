"""The security log: what it notes of what was looked at or tried, that the trail knows nothing of it, and that it ends."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, connections, transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from audit import security, trail
from audit.models import Entry, SecurityEvent
from directory.version import version
from rehearsal.factories.accounts import PASSWORD, ReviewerFactory, UserFactory, totp_code
from rehearsal.factories.agencies import AgencyFactory

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def request_of(user: Any = None, **meta: str) -> HttpRequest:
    """A request as views get it."""
    request = RequestFactory().get("/", **meta)  # type: ignore[arg-type]
    request.user = user or AnonymousUser()
    return request


def events() -> list[tuple[str, int | None, str, str | None]]:
    """What was noted, the first first: the label, who, about what, from where."""
    return list(SecurityEvent.objects.order_by("id").values_list("label", "actor_ref", "subject", "address"))


def test_note_keeps_references_and_the_visitors_address() -> None:
    user, agency = UserFactory(), AgencyFactory()
    security.note(
        "tests.looked",
        request=request_of(user, REMOTE_ADDR="198.51.100.7"),
        subject=agency,
        agency=agency,
        details={"route": "tests:page"},
    )
    event = SecurityEvent.objects.get()
    assert (event.label, event.actor_ref, event.agency_ref, event.subject, event.address, event.details) == (
        "tests.looked",
        user.pk,
        agency.pk,
        f"agencies.Agency:{agency.pk}",
        "198.51.100.7",
        {"route": "tests:page"},
    )
    assert abs(event.at - timezone.now()) < timedelta(minutes=5)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("2001:db8::7", "2001:db8::7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("fe80::1%eth0", "fe80::1"),
        ("unknown", None),
        ("", None),
        ("<script>", None),
    ],
)
def test_an_address_is_kept_as_an_address_or_not_at_all(told: str, kept: str | None) -> None:
    security.note("tests.looked", request=request_of(REMOTE_ADDR=told))
    assert SecurityEvent.objects.get().address == kept


def test_the_visitors_address_is_the_one_before_the_proxies(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    forged = request_of(HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7", REMOTE_ADDR="10.0.0.1")
    security.note("tests.looked", request=forged)
    assert SecurityEvent.objects.get().address == "198.51.100.7"


def test_signing_in_and_out_is_noted_and_no_part_of_the_trail() -> None:
    user, client = UserFactory(), Client(REMOTE_ADDR="198.51.100.7")
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    client.post("/account/logout/")
    assert events() == [
        ("accounts.signed_in", user.pk, "", "198.51.100.7"),
        ("accounts.signed_out", user.pk, "", "198.51.100.7"),
    ]
    assert not Entry.objects.exists()


def test_signing_in_with_a_second_step_is_noted_after_it() -> None:
    user, client = ReviewerFactory(), Client()
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert events() == []
    client.post("/account/2fa/authenticate/", {"code": totp_code()})
    assert [(label, who) for label, who, *_ in events()] == [("accounts.signed_in", user.pk)]


def test_a_failed_sign_in_names_the_account_and_keeps_nothing_that_was_typed() -> None:
    user, client = UserFactory(), Client(REMOTE_ADDR="198.51.100.7")
    client.post(LOGIN, {"login": user.email, "password": "typed-by-mistake"})
    client.post(LOGIN, {"login": "typed-by-mistake@example.org", "password": "typed-by-mistake"})
    assert events() == [
        ("accounts.sign_in_failed", None, f"accounts.User:{user.pk}", "198.51.100.7"),
        ("accounts.sign_in_failed", None, "", "198.51.100.7"),
    ]
    assert "typed-by-mistake" not in str(list(SecurityEvent.objects.values()))


def test_an_event_makes_no_public_page_old(settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS = 300
    user = UserFactory()
    with transaction.atomic():
        trail.record("tests.done", by=user, subject=user)
    before = version()
    security.note("tests.looked", request=request_of(user))
    assert (version(), before != "") == (before, True)
    with transaction.atomic():
        trail.record("tests.done", by=user, subject=user)
    assert version() != before


@pytest.mark.django_db(transaction=True)
def test_an_event_does_not_wait_for_whoever_writes_the_trail() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time, whatever is written")
    user = UserFactory()

    def note() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            security.note("tests.looked", request=request_of(user))
        finally:
            connections.close_all()

    with transaction.atomic():
        trail.record("tests.done", by=user, subject=user)
        other = threading.Thread(target=note)
        other.start()
        other.join()
        assert [label for label, *_ in events()] == ["tests.looked"]


def noted_days_ago(*days: float) -> None:
    """One event for each age."""
    for age in days:
        SecurityEvent.objects.create(label="tests.looked", at=timezone.now() - timedelta(days=age))


def ages() -> list[int]:
    """How many days old the events are that are left, the oldest first."""
    return [
        (timezone.now() - at).days for at in SecurityEvent.objects.order_by("at").values_list("at", flat=True)
    ]


def test_events_go_after_four_hundred_days() -> None:
    noted_days_ago(0, 399, 401, 5000)
    assert security.purge() == 2
    assert ages() == [399, 0]
    assert security.purge() == 0


def test_a_purge_is_on_the_trail_and_one_that_deletes_nothing_is_not() -> None:
    noted_days_ago(0, 401, 402)
    last = SecurityEvent.objects.filter(at__lt=timezone.now() - timedelta(days=400)).latest("pk")
    security.purge()
    security.purge()
    entry = Entry.objects.get(verb="audit.security_log_purged")
    assert (entry.actor_ref, entry.subject, entry.details["events"]) == (
        None,
        f"audit.SecurityEvent:{last.pk}",
        2,
    )


def test_the_days_can_be_set_and_the_last_one_always_stays(settings: Any) -> None:
    settings.SECURITY_LOG_DAYS = 30
    noted_days_ago(0.1, 2, 29, 31)
    security.purge()
    assert ages() == [29, 2, 0]
    security.purge(days=1)
    assert ages() == [0]


def test_the_database_lets_nothing_younger_than_a_day_go() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("The function is PostgreSQL's")
    noted_days_ago(0, 2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_purge_security(now() + interval '1 year')")
        assert cursor.fetchone() == (1,)
    assert ages() == [0]
