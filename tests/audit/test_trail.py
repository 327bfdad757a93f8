"""The trail: what it records, that nothing of it can be changed, and that a change would be found."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from accounts.models import User
from audit import trail
from audit.models import Entry, Head
from audit.verification import head, verify
from rehearsal.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
TRIGGERS = {
    "postgresql": [
        ("audit_entry", "audit_entry_append_only"),
        ("audit_head", "audit_head_stays"),
        ("audit_head", "audit_head_grows"),
        ("audit_entry", "audit_head_follows"),
    ],
    "sqlite": [
        ("audit_entry", "audit_entry_append_only"),
        ("audit_head", "audit_head_grows"),
        ("audit_entry", "audit_head_follows"),
    ],
}


def fill(count: int) -> User:
    """Record ``count`` entries about one person."""
    user = UserFactory()
    with transaction.atomic():
        for number in range(count):
            trail.record(
                "tests.counted", by=user, subject=user, details={"number": number, "text": "é ' \" \u2028"}
            )
    return user


def without_triggers() -> None:
    """What only the tables' owner can do, so that tampering can be tried at all."""
    with connection.cursor() as cursor:
        for table, trigger in TRIGGERS[connection.vendor]:
            of_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {trigger}{of_table}")


def test_record_keeps_references_and_chains_them() -> None:
    user = fill(2)
    first, second = Entry.objects.order_by("id")
    assert (first.verb, first.actor_ref, first.agency_ref, first.subject) == (
        "tests.counted",
        user.pk,
        None,
        f"accounts.User:{user.pk}",
    )
    assert (first.previous_hash, second.previous_hash) == (trail.GENESIS, first.hash)
    head = Head.objects.get()
    assert (head.pk, head.entries, head.hash) == (1, 2, second.hash)


def test_hash_covers_every_field_in_a_form_that_is_fixed() -> None:
    entry = Entry(
        at=datetime(2026, 3, 2, 14, 3, tzinfo=UTC),
        verb="tests.counted",
        actor_ref=7,
        agency_ref=None,
        subject="accounts.User:7",
        details={"b": 1, "a": "é"},
        previous_hash=trail.GENESIS,
    )
    # Written down, so that a trail that is kept can be verified by later versions too.
    assert trail.entry_hash(entry) == "a28776f583ee7aff6364dadb587d4d726cbd947012ec311805cd696632e2b7a4"


@pytest.mark.django_db(transaction=True)
def test_record_needs_the_transaction_of_its_change() -> None:
    user = UserFactory()
    with pytest.raises(transaction.TransactionManagementError):
        trail.record("tests.counted", by=user, subject=user)
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_entry_goes_with_a_change_that_is_rolled_back() -> None:
    user = fill(1)
    with transaction.atomic():
        trail.record("tests.counted", by=user, subject=user)
        transaction.set_rollback(True)
    assert (verify().entries, verify().is_whole) == (1, True)


@pytest.mark.parametrize("details", [{"share": 0.5}, {"deep": [{"share": 1e22}]}])
def test_record_takes_no_fractions(details: dict[str, Any]) -> None:
    user = UserFactory()
    with pytest.raises(TypeError):
        trail.record("tests.counted", by=user, subject=user, details=details)
    assert not Entry.objects.exists()


CHANGES = {
    "update an entry": "UPDATE audit_entry SET verb = 'tests.forged'",
    "lower the head": "UPDATE audit_head SET entries = entries - 1",
    "leave the head": "UPDATE audit_head SET hash = 'forged'",
    "jump ahead": "UPDATE audit_head SET entries = entries + 2",
}
POSTGRESQL_CHANGES = {
    "delete an entry": "DELETE FROM audit_entry WHERE id = (SELECT max(id) FROM audit_entry)",
    "delete the head": "DELETE FROM audit_head",
    "empty the trail": "TRUNCATE audit_entry",
    "empty the head": "TRUNCATE audit_head",
    "empty both, with a setting of its own": (
        "SET LOCAL onemind.trail_may_be_emptied = 'on'; TRUNCATE audit_entry, audit_head"
    ),
    "take an entry that follows nothing": (
        "INSERT INTO audit_entry (at, verb, subject, details, previous_hash, hash) "
        "VALUES (now(), 'tests.forged', 'x', '{}', repeat('1', 64), repeat('2', 64))"
    ),
}


@pytest.mark.parametrize("change", [*CHANGES, *POSTGRESQL_CHANGES])
def test_the_database_refuses_to(change: str) -> None:
    if change in POSTGRESQL_CHANGES and connection.vendor != "postgresql":
        pytest.skip("SQLite has no trigger against this: the test runner empties its tables by DELETE")
    fill(3)
    if connection.vendor == "postgresql":
        # The runner has switched these off for itself: it empties all tables between tests.
        with connection.cursor() as cursor:
            for table in ("audit_entry", "audit_head"):
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_never_emptied")
    before = list(Entry.objects.values()), list(Head.objects.values())
    with (
        pytest.raises(DatabaseError, match="audit trail"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute((CHANGES | POSTGRESQL_CHANGES)[change])
    assert (list(Entry.objects.values()), list(Head.objects.values())) == before
    assert verify().is_whole


def test_the_models_are_refused_too() -> None:
    fill(1)
    entry = Entry.objects.get()
    entry.verb = "tests.forged"
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()
    assert Entry.objects.get().verb == "tests.counted"


def test_a_whole_trail_is_found_whole() -> None:
    assert (verify().entries, verify().is_whole) == (0, True)
    fill(5)
    verdict = verify()
    assert (verdict.entries, verdict.head, verdict.is_whole) == (5, Entry.objects.latest("id").hash, True)


def pick(chance: random.Random, count: int = 1) -> list[Entry]:
    return chance.sample(list(Entry.objects.order_by("id")), count)


def edit(chance: random.Random) -> None:
    """Change one field of one entry."""
    entry = pick(chance)[0]
    field, value = chance.choice(
        [
            ("verb", "tests.forged"),
            ("actor_ref", 0),
            ("agency_ref", 1),
            ("subject", "accounts.User:0"),
            ("details", {"number": -1}),
            ("at", datetime(2000, 1, 1, tzinfo=UTC)),
            ("previous_hash", "0" * 63 + "1"),
            ("hash", "0" * 63 + "1"),
        ]
    )
    Entry.objects.filter(pk=entry.pk).update(**{field: value})


def edit_and_hash_anew(chance: random.Random) -> None:
    """Change an entry and its own hash along with it, as someone would who knows how."""
    entry = pick(chance)[0]
    entry.details = {"number": -1}
    Entry.objects.filter(pk=entry.pk).update(details=entry.details, hash=trail.entry_hash(entry))


def delete(chance: random.Random) -> None:
    """Remove one entry, from anywhere."""
    Entry.objects.filter(pk=pick(chance)[0].pk).delete()


def cut_the_end(chance: random.Random) -> None:
    """Remove the last entries: what is left is a chain without a fault."""
    last = Entry.objects.order_by("-id").values_list("pk", flat=True)
    Entry.objects.filter(pk__in=list(last[: chance.randint(1, 3)])).delete()


def insert(chance: random.Random) -> None:
    """Add an entry of one's own at the end, hashed and chained as it should be, past the writer."""
    last = Entry.objects.latest("id")
    entry = Entry(
        at=last.at, verb="tests.forged", subject="accounts.User:0", details={}, previous_hash=last.hash
    )
    entry.hash = trail.entry_hash(entry)
    entry.save(force_insert=True)


def swap(chance: random.Random) -> None:
    """Let two entries change places."""
    one, other = pick(chance, 2)
    Entry.objects.filter(pk__in=[one.pk, other.pk]).delete()
    one.pk, other.pk = other.pk, one.pk
    for entry in (one, other):
        entry.save(force_insert=True)


@pytest.mark.parametrize("tamper", [edit, edit_and_hash_anew, delete, cut_the_end, insert, swap])
def test_tampering_is_found(tamper: Callable[[random.Random], None]) -> None:
    fill(8)
    without_triggers()
    for seed in range(20):
        with transaction.atomic():
            tamper(random.Random(seed))  # noqa: S311  repeatable, and no secret
            assert not verify().is_whole, f"seed {seed}"
            transaction.set_rollback(True)
        assert verify().is_whole


def rewrite(count: int) -> None:
    """Remove the whole trail, head and all, and write one of ``count`` entries that is as whole as the first."""
    without_triggers()
    Entry.objects.all().delete()
    Head.objects.all().delete()
    user, last = UserFactory(), trail.GENESIS
    for number in range(count):
        entry = Entry(
            at=timezone.now(), verb="tests.forged", subject="accounts.User:0", details={"number": number},
            actor_ref=user.pk, previous_hash=last,
        )  # fmt: skip
        last = entry.hash = trail.entry_hash(entry)
        entry.save(force_insert=True)
    if count:
        Head.objects.create(pk=1, entries=count, hash=last)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (9, "rewritten"),
        (3, "rewritten"),
        (2, "it has 2: it was shortened"),
        (0, "it has 0: it was shortened"),
    ],
)
def test_a_head_kept_elsewhere_finds_a_trail_that_was_rewritten_wiped_or_shortened(
    left: int, said: str
) -> None:
    fill(3)
    noted = head()
    fill(2)
    assert verify(against=noted).is_whole
    assert verify(against=head()).is_whole
    rewrite(left)
    assert verify().is_whole
    assert said in verify(against=noted).problem
    with pytest.raises(CommandError, match=said):
        run("--against", str(noted))


def test_a_shortened_trail_is_found_though_its_head_was_set_back_with_it() -> None:
    fill(4)
    noted = head()
    without_triggers()
    Entry.objects.latest("id").delete()
    Head.objects.update(entries=3, hash=Entry.objects.latest("id").hash)
    assert verify().is_whole
    assert "4 entries were noted, and it has 3" in verify(against=noted).problem


@pytest.mark.parametrize("text", ["", "4", "f" * 64, "4:" + "f" * 63, "1.0:" + "f" * 64, "4:" + "g" * 64])
def test_a_head_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(CommandError, match="A head is the number of entries"):
        run("--against", text)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_trail", *arguments, stdout=out)
    return out.getvalue()


def test_command_prints_what_to_note() -> None:
    fill(3)
    noted = f"3:{Head.objects.get().hash}"
    assert run() == f"3 entries, all whole. Head: {noted}\n"
    assert run("--against", noted) == f"3 entries, all whole. Head: {noted} It has grown out of {noted}.\n"


def test_command_names_the_first_broken_entry() -> None:
    fill(4)
    without_triggers()
    second = Entry.objects.order_by("id")[1]
    Entry.objects.filter(pk=second.pk).update(verb="tests.forged")
    with pytest.raises(CommandError, match=f"broken at entry {second.pk}: its content was changed"):
        run()


def test_command_tells_a_cut_end() -> None:
    fill(4)
    without_triggers()
    Entry.objects.latest("id").delete()
    with pytest.raises(CommandError, match="the head knows of 4 entries, the trail has 3"):
        run()


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_chain() -> None:
    user = UserFactory()

    def write(_: int) -> None:
        try:
            for number in range(25):
                with transaction.atomic():
                    trail.record("tests.counted", by=user, subject=user, details={"number": number})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    verdict = verify()
    assert (verdict.entries, verdict.is_whole) == (100, True)
