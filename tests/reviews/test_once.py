"""Deciding once: who is late learns who decided and when, and two at the same moment decide once."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection

from accounts.models import User
from agencies.models import Membership
from audit.models import Entry
from common.problems import Conflict
from documents.models import Document
from pledges import actions as pledges
from pledges.lifecycle import State
from pledges.models import Completion
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.reviews import waiting_completion
from reviews.models import Decision
from tests.racing import at_once
from tests.reviews.desk import DECISIONS, EVERY, approve, snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def completion() -> Completion:
    return waiting_completion()


@pytest.fixture
def reviewer() -> User:
    return ReviewerFactory.create(name="Rae Stone")


@pytest.mark.parametrize("late", [*DECISIONS, "claim", "release"])
@pytest.mark.parametrize("first", DECISIONS)
def test_late_reviewer_learns_who_decided_and_when(
    completion: Completion, reviewer: User, first: str, late: str
) -> None:
    with time_machine.travel(datetime(2026, 1, 12, 19, 4, tzinfo=UTC), tick=False):
        DECISIONS[first](completion, reviewer)
    before = snapshot()
    kind = {"approve": "Approved", "send_back": "Returned"}[first]

    words = rf"Rae Stone decided on this completion on Jan\. 12, 2026 at 2:04 p\.m\.: {kind}\."
    with pytest.raises(Conflict, match=words):
        EVERY[late](completion, ReviewerFactory.create())

    assert snapshot() == before


@pytest.mark.parametrize("late", [*DECISIONS, "claim", "release"])
def test_completion_that_the_agency_took_back_is_not_decided(
    completion: Completion, reviewer: User, late: str
) -> None:
    lead = Membership.objects.get(agency=completion.agency, role="lead").user
    pledges.recall(completion=completion, by=lead)

    with pytest.raises(Conflict, match="The agency withdrew this submission"):
        EVERY[late](completion, reviewer)


@pytest.mark.parametrize("name", DECISIONS)
def test_draft_is_not_decided(completion: Completion, reviewer: User, name: str) -> None:
    pledges.recall(
        completion=completion, by=Membership.objects.get(agency=completion.agency, role="lead").user
    )
    draft = Completion.objects.get(state="draft", agency=completion.agency)

    with pytest.raises(Conflict):
        DECISIONS[name](draft, reviewer)


PAIRS = [("approve", "approve"), ("approve", "send_back"), ("send_back", "send_back")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_reviewers_at_once_decide_once(one: str, other: str) -> None:
    for _ in range(5):
        _race(one, other)


def _race(one: str, other: str) -> None:
    completion = waiting_completion()
    people = [ReviewerFactory.create(name="Rae Stone"), ReviewerFactory.create(name="Lee Marsh")]

    results = at_once(
        lambda: DECISIONS[one](completion, people[0]), lambda: DECISIONS[other](completion, people[1])
    )

    decision = Decision.objects.get(completion=completion)
    lost = [result for result in results if isinstance(result, Exception)]
    assert (decision in results, [type(error) for error in lost]) == (True, [Conflict])
    assert f"{decision.decided_by.name} decided on this completion on" in str(lost[0])
    approved = decision.kind == Decision.Kind.APPROVE
    issued = Document.objects.filter(completion=completion, kind="certificate").count()
    assert issued == int(approved)
    completion.refresh_from_db()
    assert completion.pledge.state == (State.COMPLETED if approved else State.RETURNED)
    told = Entry.objects.filter(subject=f"pledges.Completion:{completion.pk}", verb__startswith="reviews.")
    assert told.count() == 1


@pytest.mark.django_db(transaction=True)
def test_decision_and_recall_at_once_are_one_of_the_two() -> None:
    completion = waiting_completion()
    lead = Membership.objects.get(agency=completion.agency, role="lead").user

    results = at_once(
        lambda: approve(completion, ReviewerFactory.create()),
        lambda: pledges.recall(completion=completion, by=lead),
    )

    completion.refresh_from_db()
    lost = [result for result in results if isinstance(result, Exception)]
    assert [type(error) for error in lost] == [Conflict]
    decided = Decision.objects.filter(completion=completion).count()
    assert (completion.state, decided) in {("approved", 1), ("recalled", 0)}
    assert Document.objects.filter(kind="certificate").count() == decided


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no row locks to leave out")
def test_the_race_would_be_lost_without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with the row lock taken out, the database's own constraint is what remains, and someone gets an error."""
    monkeypatch.setattr(
        "django.db.models.query.QuerySet.select_for_update", lambda self, **options: self.all()
    )
    broken = []
    for _ in range(20):
        completion = waiting_completion()
        people = [ReviewerFactory.create(), ReviewerFactory.create()]
        results = at_once(*[lambda who=who, what=completion: approve(what, who) for who in people])
        broken += [
            result for result in results if isinstance(result, Exception) and not isinstance(result, Conflict)
        ]

    assert broken != []
