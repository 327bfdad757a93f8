"""Leases, retries and giving up: every message is delivered, and no two workers hold one at a time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import DataError, OperationalError, connections, transaction
from django.utils import timezone

from agencies import actions
from outbox import dispatch, registry, tasks
from outbox.dispatch import (
    MAX_ATTEMPTS,
    MAX_ATTEMPTS_IN_VAIN,
    Lease,
    claim,
    deliver,
    deliver_due,
    pause_after,
    try_again,
)  # fmt: skip
from outbox.models import Message
from outbox.post import post
from tests.factories.agencies import AgencyFactory

pytestmark = pytest.mark.django_db
REFUSAL = "the mail server said something about somebody@example.org"


class Handlers:
    """Handlers that note what they are called with. While ``broken`` is set, ``tests.fails`` raises and ``tests.dies`` ends
    the worker.

    Someone waits for ``tests.awaited``, which fails alike; ``told`` holds what they were told of.
    """

    def __init__(self) -> None:
        self.error: Exception = ConnectionError(REFUSAL)
        self.told: list[int] = []
        self.calls: list[int] = []
        self.broken = True

    def works(self, *, number: int) -> None:
        self.calls.append(number)

    def fails(self, *, number: int) -> None:
        self.calls.append(number)
        if self.broken:
            raise self.error

    def tells(self, *, number: int) -> None:
        Message.objects.filter(payload={"number": number + 100}).update(last_error="told")
        self.told.append(number)
        if number == 13:
            Message.objects.create(kind="x" * 200, key="too long for PostgreSQL", payload={1: object()})

    def dies(self, *, number: int) -> None:
        self.calls.append(number)
        if self.broken:
            raise SystemExit

    def posts(self, *, number: int) -> None:
        with transaction.atomic():
            post("tests.works", key=f"from {number}", number=number + 100)


@pytest.fixture
def handlers() -> Iterator[Handlers]:
    """Registered for the kinds ``tests.works``, ``tests.fails``, ``tests.dies`` and ``tests.posts``."""
    ours = Handlers()
    known, farewells = dict(registry._handlers), dict(registry._farewells)
    registry._handlers["tests.awaited"] = ours.fails
    registry.gives_up("tests.awaited")(ours.tells)
    for name in ("works", "fails", "dies", "posts"):
        registry._handlers[f"tests.{name}"] = getattr(ours, name)
    yield ours
    registry._handlers.clear()
    registry._handlers.update(known)
    registry._farewells.clear()
    registry._farewells.update(farewells)


def put(kind: str, *numbers: int) -> list[int]:
    """Post messages of a kind; their ids."""
    with transaction.atomic():
        for number in numbers:
            post(kind, key=str(number), number=number)
    return list(Message.objects.filter(kind=kind).order_by("id").values_list("pk", flat=True))


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


def test_a_claim_that_is_never_begun_runs_out_soon_and_counts_as_no_attempt(
    handlers: Handlers, settings: Any
) -> None:
    settings.OUTBOX_LEASE_SECONDS = 300
    (pk,) = put("tests.works", 1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(MAX_ATTEMPTS + 3):
            assert claim() == [Lease(pk, 1)]
            clock.shift(30)
            assert claim() == []
            clock.shift(1)
        assert Message.objects.get().attempts == 0
        assert (claim(), deliver(pk, 1), handlers.calls) == ([Lease(pk, 1)], True, [1])
        # All those claims are good for one attempt together.
        assert (deliver(pk, 1), handlers.calls) == (False, [1])


def test_a_delivery_that_was_begun_is_left_alone_until_its_lease_has_run_out(
    handlers: Handlers, settings: Any
) -> None:
    settings.OUTBOX_LEASE_SECONDS = 300
    (pk,) = put("tests.dies", 1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        claim()
        with pytest.raises(SystemExit):
            deliver(pk, 1)
        clock.shift(300)
        assert (claim(), deliver(pk, 1)) == ([], False)
        clock.shift(1)
        # The worker was killed: the next one takes over.
        assert claim() == [Lease(pk, 2)]
        # Should the first one wake up, it finds that the message is no longer its own.
        assert (deliver(pk, 1), handlers.calls) == (False, [1])
        handlers.broken = False
        assert (deliver(pk, 2), handlers.calls) == (True, [1, 1])
        assert (deliver(pk, 2), handlers.calls) == (False, [1, 1])


def test_a_short_lease_shortens_the_claim(handlers: Handlers, settings: Any) -> None:
    settings.OUTBOX_LEASE_SECONDS = 6
    (pk,) = put("tests.works", 1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert claim() == [Lease(pk, 1)]
        clock.shift(7)
        assert claim() == [Lease(pk, 1)]


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_with_a_claim_on_one_message_one_begins_it(handlers: Handlers) -> None:
    pks = put("tests.works", *range(20))
    barrier = Barrier(4)

    def work(_: int) -> int:
        try:
            barrier.wait()
            return sum(deliver(pk, 1) for pk in pks)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 20
    assert sorted(handlers.calls) == list(range(20))
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


def test_one_job_delivers_all_that_is_due_and_what_it_posts_meanwhile(handlers: Handlers) -> None:
    put("tests.posts", *range(45))
    tasks.deliver()
    assert sorted(handlers.calls) == list(range(100, 145))
    assert not Message.objects.filter(delivered_at=None).exists()


def test_a_job_begins_nothing_when_its_time_is_over(handlers: Handlers) -> None:
    put("tests.works", 1, 2)
    assert (deliver_due(seconds=0), handlers.calls) == (0, [])
    assert Message.objects.filter(leased_until=None).count() == 2


def test_claim_takes_a_batch(handlers: Handlers) -> None:
    pks = put("tests.works", *range(5))
    assert [lease.message_id for lease in claim(limit=2)] == pks[:2]
    assert [lease.message_id for lease in claim(limit=9)] == pks[2:]


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


def test_a_message_that_kills_its_worker_every_time_is_given_up(handlers: Handlers, settings: Any) -> None:
    (pk,) = put("tests.dies", 1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for attempt in range(1, MAX_ATTEMPTS + 1):
            assert [lease.attempt for lease in claim()] == [attempt]
            with pytest.raises(SystemExit):
                deliver(pk, attempt)
            clock.shift(settings.OUTBOX_LEASE_SECONDS + 1)
        assert claim() == []
    message = Message.objects.get()
    assert (message.attempts, message.last_error, message.failed_at is None) == (
        MAX_ATTEMPTS,
        "WorkerLost",
        False,
    )


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


@pytest.mark.django_db(transaction=True)
def test_two_dispatchers_never_lease_the_same_message(handlers: Handlers) -> None:
    pks = put("tests.works", *range(60))
    barrier = Barrier(4)

    def work(_: int) -> list[Lease]:
        barrier.wait()
        try:
            leases = []
            while found := claim(limit=3):
                leases += found
            return leases
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        leased = [lease for leases in pool.map(work, range(4)) for lease in leases]
    assert sorted(lease.message_id for lease in leased) == pks
    assert set(Message.objects.values_list("attempts", flat=True)) == {0}


def test_a_kind_has_one_handler(handlers: Handlers) -> None:
    with pytest.raises(ValueError, match=r"tests\.works"):
        registry.handles("tests.works")(handlers.fails)
    assert registry.handler_of("tests.works") == handlers.works


def test_every_kind_that_is_posted_has_a_handler() -> None:
    """The literal kinds in the calls of ``post``, anywhere in the house."""
    import ast
    from pathlib import Path

    root, posted = Path(__file__).resolve().parents[2], set()
    for path in root.glob("*/**/*.py"):
        if path.relative_to(root).parts[0] in {"tests", ".venv", "var", "node_modules"}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "post" and node.args:
                kind = node.args[0]
                if isinstance(kind, ast.Constant) and isinstance(kind.value, str):
                    posted.add(kind.value)
    assert {"agencies.invitation", "accounts.notice"} <= posted
    assert posted - registry.kinds() == set()


def test_an_email_that_goes_out_twice_bears_the_same_message_id() -> None:
    """A worker that dies after sending, before it could say so, leaves the message due."""
    agency = AgencyFactory.create()
    invitations = [
        actions.invite(agency=agency, email=address, name="Bo", role="viewer", by=None)
        for address in ("bo@example.org", "jo@example.org")
    ]
    assert (len(invitations), deliver_due()) == (2, 2)
    Message.objects.update(delivered_at=None)
    assert deliver_due() == 2

    marks = [message.message()["Message-ID"] for message in mail.outbox]
    assert (marks[:2], len(set(marks))) == (marks[2:], 2)
    assert [mark.rpartition("@")[2] for mark in marks] == ["localhost>"] * 4
