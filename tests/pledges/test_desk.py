"""What the desk reads: the intake by age, and what is overdue; and the daily reminders."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outbox.models import Message
from pledges import queries, tasks
from pledges.lifecycle import State
from pledges.models import Pledge
from pledges.queries import Waiting
from rehearsal.factories.pledges import PledgeFactory, member

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 15, 16, tzinfo=UTC)


def test_the_intake_shows_whose_turn_it_is_and_the_longest_waiting_first() -> None:
    pledges = {state: PledgeFactory(state=state.value) for state in State}
    older = PledgeFactory(state=State.CONFIRMED.value)
    Pledge.objects.filter(pk=pledges[State.CONFIRMED].pk).update(
        confirmed_at=NOW - timedelta(days=3, hours=5)
    )
    Pledge.objects.filter(pk=older.pk).update(confirmed_at=NOW - timedelta(days=9))
    Pledge.objects.filter(pk=pledges[State.RECEIVED].pk).update(created_at=NOW - timedelta(days=20))
    Pledge.objects.filter(pk=pledges[State.QUERIED].pk).update(created_at=NOW - timedelta(days=5))
    entries = queries.intake_waiting(NOW)
    assert [(entry.pledge.pk, entry.days, entry.waits_for) for entry in entries] == [
        (older.pk, 9, Waiting.IACP),
        (pledges[State.CONFIRMED].pk, 3, Waiting.IACP),
        (pledges[State.RECEIVED].pk, 20, Waiting.COORDINATOR),
        (pledges[State.QUERIED].pk, 5, Waiting.COORDINATOR),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_intake_takes_one_query(rows: int) -> None:
    PledgeFactory.create_batch(rows, state=State.CONFIRMED.value)
    with CaptureQueriesContext(connection) as captured:
        assert len([entry.pledge.agency.name for entry in queries.intake_waiting(NOW)]) == rows
    assert len(captured) == 1


def test_overdue_is_past_the_deadline_with_nothing_waiting() -> None:
    today = date(2028, 3, 4)
    late = PledgeFactory(pledged_on=date(2025, 3, 3))
    later = PledgeFactory(pledged_on=date(2024, 3, 3), state=State.RETURNED.value)
    PledgeFactory(pledged_on=date(2025, 3, 4))
    PledgeFactory(pledged_on=date(2024, 3, 3), extended_until=date(2028, 3, 4))
    for state in set(State) - {State.ACTIVE, State.RETURNED}:
        PledgeFactory(pledged_on=date(2020, 1, 1), state=state.value)
    assert queries.overdue(today) == [later, late]


@pytest.mark.parametrize(
    ("today", "occasion"),
    [
        (date(2026, 3, 2), None),
        (date(2026, 3, 3), "guide"),
        (date(2026, 3, 9), "guide"),
        (date(2026, 3, 10), None),
        (date(2027, 9, 3), "due_in_six_months"),
        (date(2028, 2, 3), "due_in_one_month"),
        (date(2028, 3, 3), None),
        (date(2028, 3, 4), "overdue"),
    ],
)
def test_reminders_come_within_a_week_of_their_day(today: date, occasion: str | None) -> None:
    pledge = PledgeFactory()
    found = [(one, why) for one, why, _day in queries.reminders_due(today)]
    assert found == ([(pledge, occasion)] if occasion else [])


@pytest.mark.parametrize("state", sorted(set(State) - {State.ACTIVE, State.RETURNED}))
def test_nobody_is_reminded_of_a_pledge_that_waits_or_ended(state: State) -> None:
    PledgeFactory(state=state.value)
    assert list(queries.reminders_due(date(2026, 3, 3))) == []


@time_machine.travel("2026-03-04 12:00:00-05:00")
def test_remind_twice_posts_one_message_a_lead_and_signatory() -> None:
    pledge = PledgeFactory()
    people = {member(pledge.agency, role).pk for role in ("lead", "signatory")}
    member(pledge.agency, "viewer")
    tasks.remind()
    tasks.remind()
    posted = Message.objects.values_list("payload", flat=True)
    assert {payload["user_id"] for payload in posted} == people
    assert len(posted) == 2
