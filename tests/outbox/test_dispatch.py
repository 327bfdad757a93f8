"""Leases, retries and giving up: every message is delivered, and no two workers hold one at a time."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import DataError, OperationalError, transaction
from django.utils import timezone

from accounts.permissions import Actor
from agencies import actions
from outbox import dispatch, registry
from outbox.dispatch import (
    MAX_ATTEMPTS,
    MAX_ATTEMPTS_IN_VAIN,
    claim,
    deliver_due,
    pause_after,
    try_again,
)  # fmt: skip
from outbox.models import Message
from outbox.post import post
from rehearsal.factories.agencies import AgencyFactory
from tests.outbox.handlers import Handlers, put

pytestmark = pytest.mark.django_db


def test_post_writes_ids_once_for_an_occasion() -> None:
    put("tests.works", 1, 1, 2)
    assert list(Message.objects.order_by("id").values_list("kind", "key", "payload")) == [
        ("tests.works", "tests.works:1", {"number": 1}),
        ("tests.works", "tests.works:2", {"number": 2}),
    ]


@pytest.mark.django_db(transaction=True)
def test_post_needs_the_transaction_of_its_change() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        post("tests.works", key="1", number=1)


@pytest.mark.django_db(transaction=True)
def test_a_message_goes_with_a_change_that_is_rolled_back(handlers: Handlers) -> None:
    with transaction.atomic():
        post("tests.works", key="1", number=1)
        transaction.set_rollback(True)
    assert (deliver_due(), handlers.calls) == (0, [])


def test_deliver_due_delivers_in_order_and_what_that_posts(handlers: Handlers) -> None:
    put("tests.posts", 1)
    put("tests.works", 2, 3)
    assert deliver_due() == 4
    assert handlers.calls == [2, 3, 101]
    assert not Message.objects.filter(delivered_at=None).exists()
    assert deliver_due() == 0


def test_a_message_is_not_due_before_its_time(handlers: Handlers) -> None:
    put("tests.works", 1)
    Message.objects.update(available_at=timezone.now() + timedelta(minutes=1))
    assert deliver_due() == 0


def test_a_handler_that_fails_is_tried_again_after_growing_pauses(handlers: Handlers, caplog: Any) -> None:
    (pk,) = put("tests.fails", 1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for attempt, pause in enumerate([5, 10, 20, 40], start=1):
            assert deliver_due() == 0
            assert len(handlers.calls) == attempt
            clock.shift(pause - 1)
            assert deliver_due() == 0
            assert len(handlers.calls) == attempt
            clock.shift(1)
        handlers.broken = False
        assert deliver_due() == 1
    message = Message.objects.get(pk=pk)
    assert (message.attempts, message.last_error, message.failed_at) == (5, "", None)
    assert "ConnectionError" in caplog.text
    assert "somebody@example.org" not in caplog.text


@pytest.mark.parametrize(
    ("attempt", "seconds"), [(1, 5), (2, 10), (8, 640), (10, 2560), (11, 3600), (500, 3600)]
)
def test_pause_after(attempt: int, seconds: int) -> None:
    assert pause_after(attempt) == timedelta(seconds=seconds)


def test_pauses_bridge_a_night() -> None:
    assert sum((pause_after(n) for n in range(1, MAX_ATTEMPTS)), timedelta()) > timedelta(hours=10)


def test_a_message_is_given_up_after_the_last_attempt_and_can_be_tried_again(handlers: Handlers) -> None:
    (pk,) = put("tests.fails", 1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(MAX_ATTEMPTS + 3):
            deliver_due()
            clock.shift(timedelta(hours=1))
        message = Message.objects.get(pk=pk)
        assert len(handlers.calls) == message.attempts == MAX_ATTEMPTS
        assert message.failed_at is not None
        assert message.last_error == "ConnectionError"
        handlers.broken = False
        assert deliver_due() == 0
        assert (try_again([pk]), try_again([pk])) == (1, 0)
        assert deliver_due() == 1


def fail(kind: str, error: Exception, handlers: Handlers, number: int = 1) -> tuple[int, float]:
    """Let a message fail until it is given up: after how many attempts, and how many seconds after it was posted."""
    handlers.error = error
    with time_machine.travel(timezone.now(), tick=False) as clock:
        start = timezone.now()
        (pk,) = put(kind, number)
        message = Message.objects.get(pk=pk)
        while message.failed_at is None:
            assert not handlers.told
            clock.shift(max(message.available_at - timezone.now(), timedelta()))
            assert deliver_due() == 0
            message.refresh_from_db()
    return message.attempts, (message.failed_at - start).total_seconds()


@pytest.mark.parametrize(
    "error",
    [
        DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes"),
        ValueError(),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
        TypeError(),
        KeyError("heading"),
        AttributeError(),
        ZeroDivisionError(),
        FileNotFoundError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_fails_the_same_way_each_time_is_given_up_within_a_minute(
    handlers: Handlers, error: Exception
) -> None:
    for kind in ("tests.fails", "tests.awaited"):
        handlers.told.clear()
        attempts, seconds = fail(kind, error, handlers)
        assert (attempts, seconds < 60) == (MAX_ATTEMPTS_IN_VAIN, True)
    assert handlers.told == [1]


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("the connection was closed"),
        ConnectionError(),
        TimeoutError(),
        OSError(28, "No space"),
    ],
)
def test_what_may_pass_is_tried_for_hours_and_then_told(handlers: Handlers, error: Exception) -> None:
    attempts, seconds = fail("tests.awaited", error, handlers)
    assert (attempts, seconds > 8 * 60 * 60, handlers.told) == (MAX_ATTEMPTS, True, [1])


def test_an_error_that_no_one_foresaw_is_told_within_a_minute_to_who_waits(handlers: Handlers) -> None:
    attempts, seconds = fail("tests.awaited", RuntimeError(), handlers)
    assert (attempts, seconds < 60, handlers.told) == (MAX_ATTEMPTS_IN_VAIN, True, [1])
    handlers.told.clear()
    assert fail("tests.fails", RuntimeError(), handlers)[0] == MAX_ATTEMPTS


def test_a_message_whose_workers_are_lost_is_told_too(handlers: Handlers) -> None:
    put("tests.awaited", 1)
    Message.objects.update(attempts=MAX_ATTEMPTS)
    assert claim() == []
    assert (handlers.told, Message.objects.get().last_error) == ([1], "WorkerLost")


def test_a_message_is_given_up_even_where_telling_fails(
    handlers: Handlers, caplog: pytest.LogCaptureFixture
) -> None:
    put("tests.works", 113)
    Message.objects.update(available_at=timezone.now() + timedelta(days=1))
    assert fail("tests.awaited", ValueError(), handlers, 13)[0] == MAX_ATTEMPTS_IN_VAIN
    assert handlers.told == [13]
    # What the telling had written before it failed isn't kept.
    assert Message.objects.get(kind="tests.works").last_error == ""
    assert "no one could be told" in caplog.text


def test_every_kind_that_someone_waits_for_is_delivered() -> None:
    assert set(registry._farewells) >= {"documents.render", "campaign.newsletter_batch"}
    assert set(registry._farewells) - registry.kinds() == set()


def test_an_unknown_kind_is_kept_for_a_version_that_knows_it(handlers: Handlers) -> None:
    put("tests.unknown", 1)
    assert deliver_due() == 0
    message = Message.objects.get()
    assert (message.last_error, message.failed_at) == ("KeyError", None)


def test_a_failure_does_not_take_the_message_from_whoever_holds_it_now(
    handlers: Handlers, settings: Any
) -> None:
    (pk,) = put("tests.fails", 1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        dispatch._begin(pk, 1)
        late = Message.objects.get(pk=pk)
        clock.shift(settings.OUTBOX_LEASE_SECONDS + 1)
        dispatch._begin(pk, 2)
        held = Message.objects.values().get()
        dispatch._postpone(late, ConnectionError())
        assert Message.objects.values().get() == held


def test_a_kind_has_one_handler(handlers: Handlers) -> None:
    with pytest.raises(ValueError, match=r"tests\.works"):
        registry.handles("tests.works")(handlers.fails)
    assert registry.handler_of("tests.works") == handlers.works


def test_every_kind_that_is_posted_has_a_handler() -> None:
    """The literal kinds in the calls of ``post``, anywhere in the house."""
    import ast
    from pathlib import Path

    root, posted, posting = Path(__file__).resolve().parents[2], set(), {"post", "post_many", "post_to_each"}
    for path in root.glob("*/**/*.py"):
        if path.relative_to(root).parts[0] in {"tests", ".venv", "var", "node_modules"}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in posting and node.args:
                kind = node.args[0]
                if isinstance(kind, ast.Constant) and isinstance(kind.value, str):
                    posted.add(kind.value)
    assert {"agencies.invitation", "accounts.notice", "reviews.returned"} <= posted
    assert posted - registry.kinds() == set()


def test_an_email_that_goes_out_twice_bears_the_same_message_id() -> None:
    """A worker that dies after sending, before it could say so, leaves the message due."""
    agency = AgencyFactory.create()
    invitations = [
        actions.invite(agency=agency, email=address, name="Bo", role="viewer", by=Actor.SYSTEM)
        for address in ("bo@example.org", "jo@example.org")
    ]
    assert (len(invitations), deliver_due()) == (2, 2)
    Message.objects.update(delivered_at=None)
    assert deliver_due() == 2

    marks = [message.message()["Message-ID"] for message in mail.outbox]
    assert (marks[:2], len(set(marks))) == (marks[2:], 2)
    assert [mark.rpartition("@")[2] for mark in marks] == ["localhost>"] * 4


def test_one_worn_out_message_gives_up_alone(handlers: Handlers) -> None:
    """Its neighbors are just as due, awaited as well, and have one attempt left."""
    worn, other = put("tests.awaited", 1, 2)
    (later,) = put("tests.works", 3)
    Message.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    Message.objects.filter(pk__in=[other, later]).update(attempts=MAX_ATTEMPTS - 1)
    Message.objects.filter(pk=worn).update(attempts=MAX_ATTEMPTS)

    leases = claim()

    assert [lease.message_id for lease in leases] == [other, later]
    assert list(Message.objects.filter(failed_at__isnull=False).values_list("pk", "last_error")) == [
        (worn, "WorkerLost")
    ]
    assert handlers.told == [1]


def test_what_was_due_first_is_claimed_first_and_of_two_the_older(handlers: Handlers) -> None:
    first, second, third = put("tests.works", 1, 2, 3)
    now = timezone.now()
    Message.objects.filter(pk__in=[first, second]).update(available_at=now - timedelta(seconds=1))
    Message.objects.filter(pk=third).update(available_at=now - timedelta(seconds=2))
    assert [lease.message_id for lease in claim()] == [third, first, second]


def test_deliver_due_stops_at_its_limit_and_its_time(handlers: Handlers) -> None:
    put("tests.works", 1, 2, 3)
    assert (deliver_due(1, at_once=1), deliver_due(seconds=0), handlers.calls) == (1, 0, [1])
    assert (deliver_due(), handlers.calls) == (2, [1, 2, 3])


def test_trying_one_again_leaves_the_other_given_up() -> None:
    one, other = put("tests.works", 1, 2)
    Message.objects.update(failed_at=timezone.now(), attempts=MAX_ATTEMPTS)
    assert try_again([one]) == 1
    assert list(Message.objects.filter(failed_at__isnull=False).values_list("pk", flat=True)) == [other]


@pytest.mark.parametrize("mark", ["delivered_at", "failed_at"])
def test_what_is_over_is_not_begun_by_an_old_lease(handlers: Handlers, mark: str) -> None:
    put("tests.works", 1)
    (lease,) = claim()
    Message.objects.update(**{mark: timezone.now()})
    assert (dispatch.deliver(lease.message_id, lease.attempt), handlers.calls) == (False, [])


def test_a_failure_that_comes_after_the_delivery_changes_nothing(handlers: Handlers) -> None:
    """The lease ran out while the handler was at it, and another worker delivered the message."""
    (pk,) = put("tests.works", 1)
    Message.objects.update(attempts=1, delivered_at=timezone.now())
    before = list(Message.objects.values())
    dispatch._postpone(Message.objects.get(pk=pk), ConnectionError())
    assert list(Message.objects.values()) == before
