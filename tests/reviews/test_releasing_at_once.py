"""Releases at the same moment, and one that is killed in the midst: all or none, and once."""

import os
import signal
import subprocess
import sys

import pytest

from common.problems import Conflict
from documents.models import Document
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.reviews import waiting_completion
from rehearsal.worker import ROOT, worker_environment
from reviews import actions
from reviews.models import PreparedDecision, seen_of
from tests.racing import at_once
from tests.reviews.test_releasing import CERTIFIED, WAITING, opened, prepare, states


@pytest.mark.django_db(transaction=True)
def test_two_who_release_at_once_release_once() -> None:
    for _ in range(3):
        _race_of_two_who_release()


def _race_of_two_who_release() -> None:
    completions = [waiting_completion() for _ in range(2)]
    people = [ReviewerFactory.create(name="Rae Stone"), ReviewerFactory.create(name="Lee Marsh")]
    batch = opened(people[0])
    for completion in completions:
        prepare(completion, people[0], batch)

    results = at_once(*[lambda who=who: actions.release_batch(batch=batch, by=who) for who in people])

    lost = [result for result in results if isinstance(result, Exception)]
    assert [type(error) for error in lost] == [Conflict], lost
    assert "released this batch on" in str(lost[0])
    assert states(*completions) == [CERTIFIED] * 2
    ids = [completion.pk for completion in completions]
    assert Document.objects.filter(completion__in=ids, kind="certificate").count() == 2


@pytest.mark.django_db(transaction=True)
def test_release_and_revision_at_once_release_what_one_of_them_wrote() -> None:
    for _ in range(3):
        _race_of_release_and_revision()


def _race_of_release_and_revision() -> None:
    completions = [waiting_completion() for _ in range(2)]
    one, other = ReviewerFactory.create(), ReviewerFactory.create()
    batch = opened(one)
    rows = [prepare(completion, one, batch) for completion in completions]

    results = at_once(
        lambda: actions.release_batch(batch=batch, by=one),
        lambda: prepare(completions[1], other, None, reasons="Later.", seen=seen_of(rows[1:])),
    )

    lost = [result for result in results if isinstance(result, Exception)]
    assert {type(error) for error in lost} <= {Conflict}, lost
    assert states(completions[0]) == [CERTIFIED]
    assert states(completions[1]) == ([CERTIFIED] if lost else [WAITING])


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(
    "point", ['UPDATE "pledges_pledge"', 'INSERT INTO "documents_document"', 'INSERT INTO "reviews_decision"']
)
def test_process_killed_in_the_midst_releases_none(point: str) -> None:
    reviewer = ReviewerFactory.create()
    completions = [waiting_completion() for _ in range(2)]
    batch = opened(reviewer)
    for completion in completions:
        prepare(completion, reviewer, batch)

    dying = subprocess.run(
        [sys.executable, "-m", "tests.reviews.dying_release", str(batch.pk), str(reviewer.pk), point],
        cwd=ROOT,
        env={**os.environ, **worker_environment()},
        capture_output=True,
        timeout=120,
        check=False,
    )

    assert dying.returncode == -signal.SIGKILL, dying.stderr.decode()
    batch.refresh_from_db()
    assert (batch.is_open, states(*completions), PreparedDecision.objects.count()) == (True, [WAITING] * 2, 2)
    actions.release_batch(batch=batch, by=reviewer)
    assert states(*completions) == [CERTIFIED] * 2
