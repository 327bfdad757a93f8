"""Many at once: one form makes one pledge, and one decision wins."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from agencies.models import Agency
from common.problems import Conflict
from outbox.models import Message
from pledges import actions
from pledges.actions import Coordinator
from pledges.models import Completion, Pledge
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import COMMITMENTS, PledgeFactory, member, ready_draft

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call gave or raised, all started at the same moment, each on a connection of its own."""
    gate = Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def run(number: int, call: Callable[[], Any]) -> None:
        gate.wait()
        try:
            results[number] = call()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number, call)) for number, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def outcome(result: Any) -> str:
    return type(result).__name__


def test_one_form_sent_ten_times_at_once_makes_one_pledge() -> None:
    def take() -> Pledge:
        return actions.take(
            agency={
                "name": "Stockbridge Police Department",
                "ori": "GA0751100",
                "headcount_on": date(2026, 1, 1),
            },
            coordinator=Coordinator("Robin Hale", "robin.hale@example.org"),
            commitments=list(COMMITMENTS),
            authority_confirmed=True,
            form_key="one",
        )

    results = at_once(*[take] * 10)
    assert {outcome(result) for result in results} == {"Pledge"}
    assert len({result.pk for result in results}) == 1
    assert (Pledge.objects.count(), Agency.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_one_draft_submitted_by_several_at_once_is_submitted_once() -> None:
    draft = ready_draft(PledgeFactory())
    people = [member(draft.agency) for _ in range(4)]
    results = at_once(
        *[
            lambda by=by: actions.submit(completion=draft, version=draft.version, attested=True, by=by)
            for by in people
        ]
    )
    assert sorted(map(outcome, results)) == ["Completion", "Conflict", "Conflict", "Conflict"]
    assert Message.objects.filter(kind="pledges.submitted").count() == 4


@pytest.mark.parametrize("rival", ["approve", "return", "recall", "withdraw"])
def test_of_two_turns_at_once_one_wins_and_the_other_hears_of_it(rival: str) -> None:
    pledge = PledgeFactory()
    lead = member(pledge.agency)
    done = actions.submit(completion=ready_draft(pledge), version=1, attested=True, by=lead)
    first, second = ReviewerFactory(), ReviewerFactory()
    rivals: dict[str, Callable[[], Any]] = {
        "approve": lambda: actions.complete(completion=done, by=second),
        "return": lambda: actions.send_back(completion=done, reasons="No.", by=second),
        "recall": lambda: actions.recall(completion=done, by=lead),
        "withdraw": lambda: actions.withdraw(pledge=pledge, by=lead),
    }
    results = at_once(lambda: actions.complete(completion=done, by=first), rivals[rival])
    assert sorted(isinstance(result, Conflict) for result in results) == [False, True]
    pledge.refresh_from_db()
    done.refresh_from_db()
    won = {"completed": "approved", "returned": "returned", "active": "recalled", "withdrawn": "recalled"}
    assert won[pledge.state] == done.state
    assert Completion.objects.filter(pledge=pledge, state=Completion.State.SUBMITTED).count() == 0


def test_two_pledges_of_one_agency_verified_at_once_leave_one_live() -> None:
    first = PledgeFactory(state="confirmed")
    second = PledgeFactory(state="confirmed", agency=first.agency)
    one, other = ReviewerFactory(), ReviewerFactory()
    results = at_once(
        lambda: actions.verify(pledge=first, by=one), lambda: actions.verify(pledge=second, by=other)
    )
    assert sorted(map(outcome, results)) == ["Conflict", "Pledge"]
    assert Pledge.objects.filter(state="active").count() == 1


def test_two_people_saving_one_draft_at_once_lose_no_words() -> None:
    pledge = PledgeFactory()
    people = [member(pledge.agency) for _ in range(2)]
    results = at_once(
        *[
            lambda by=by: actions.save_draft(
                pledge=pledge, version=0, changes={"policy_statement": by.name}, by=by
            )
            for by in people
        ]
    )
    assert sorted(map(outcome, results)) == ["Completion", "Stale"]
    winner = next(result for result in results if isinstance(result, Completion))
    assert Completion.objects.get().statements["policy"] == winner.statements["policy"]
