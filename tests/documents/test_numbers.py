"""Numbers under twenty threads: each once, none left out, and no one waits for someone who waits for them."""

from datetime import date
from functools import partial

import pytest
from django.db import connection

from accounts.models import User
from compliance.editions import PRACTICES
from documents import actions
from documents.actions import Issued
from documents.models import Document, NumberSeries, PresidentTerm
from pledges.models import Completion
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.documents import ISSUED_ON, approved_completion, issued
from rehearsal.factories.reviews import waiting_completion
from reviews import actions as reviews
from reviews.models import Decision
from tests.racing import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time"),
]
THREADS = 20


@pytest.fixture
def reviewer() -> User:
    return ReviewerFactory.create()


def numbers() -> list[str | None]:
    return list(
        Document.objects.filter(kind="certificate").order_by("number").values_list("number", flat=True)
    )


def test_twenty_at_once_get_twenty_numbers_without_a_gap(reviewer: User) -> None:
    completions = [approved_completion() for _ in range(THREADS)]

    results = at_once(
        *[partial(actions.issue, completion=one, by=reviewer, on=ISSUED_ON) for one in completions]
    )

    assert [type(result) for result in results] == [Issued] * THREADS
    assert numbers() == [f"OM-2025-{number:06}" for number in range(1, THREADS + 1)]


def test_twenty_issuing_the_same_issue_it_once(reviewer: User) -> None:
    completion = approved_completion()

    results = at_once(
        *[partial(actions.issue, completion=completion, by=reviewer, on=ISSUED_ON) for _ in range(THREADS)]
    )

    assert len({result.certificate.pk for result in results if isinstance(result, Issued)}) == 1
    assert [type(result) for result in results] == [Issued] * THREADS
    assert (numbers(), Document.objects.count()) == (["OM-2025-000001"], 2)


def test_refused_ones_leave_no_gap(reviewer: User) -> None:
    """Every second finds no President in office, after its turn for a number could have come."""
    PresidentTerm.objects.all().delete()
    completions = [approved_completion() for _ in range(6)]
    days = [ISSUED_ON, date(2019, 6, 1)] * 3

    at_once(
        *[
            partial(actions.issue, completion=one, by=reviewer, on=day)
            for one, day in zip(completions, days, strict=True)
        ]
    )

    assert numbers() == ["OM-2025-000001", "OM-2025-000002", "OM-2025-000003"]
    assert list(NumberSeries.objects.order_by("kind").values_list("kind", "year", "last")) == [
        ("certificates", 2025, 3),
        ("letters", 2025, 3),
    ]


def test_approving_and_issuing_again_at_once_never_lock_up(reviewer: User) -> None:
    """An approval writes the trail before it takes a number; issuing again takes the number first."""
    approve = partial(reviews.approve, practices=frozenset(PRACTICES), by=reviewer)
    again = partial(actions.reissue, reason="A misspelled name.", by=reviewer)
    works: list[partial[Decision] | partial[Issued]] = []
    for _ in range(8):
        works.append(partial(approve, completion=waiting_completion()))
        works.append(partial(again, certificate=issued().certificate))

    results = at_once(*works)

    assert [result for result in results if isinstance(result, Exception)] == []
    assert [type(result) for result in results] == [Decision, Issued] * 8
    assert Completion.objects.filter(state="approved").count() == 16
    assert len(set(numbers())) == 24


def test_certificate_is_issued_again_or_revoked_but_not_both(reviewer: User) -> None:
    for _ in range(5):
        certificate = issued().certificate
        results = at_once(
            partial(actions.reissue, certificate=certificate, reason="A name.", by=reviewer),
            partial(actions.revoke, certificate=certificate, reason="A mistake.", by=reviewer),
            partial(actions.reissue, certificate=certificate, reason="A name.", by=reviewer),
        )
        assert sum(isinstance(result, Exception) for result in results) == 2
        certificate.refresh_from_db()
        replaced = Document.objects.filter(supersedes=certificate).count()
        assert (certificate.revoked_at is not None) + replaced == 1
