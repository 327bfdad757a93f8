"""The newsletter with several at it at the same moment: workers, visitors who press twice, and staff."""

from collections import Counter
from functools import partial

import pytest
from django.core import mail

from campaign.newsletter.actions import issues as actions
from campaign.newsletter.actions import sending
from campaign.newsletter.actions import subscribers as people
from campaign.newsletter.models import Issue, IssueDelivery, Subscriber
from campaign.newsletter.queries import subscribers as queries
from common.problems import Conflict
from outbox.models import Message
from rehearsal.factories.accounts import AdministratorFactory
from tests.newsletter.issues import begin, draft, mailed, subscribed
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
READERS = [f"r{number}@example.net" for number in range(30)]


def test_four_workers_with_the_same_batch_send_each_one_once() -> None:
    for email in READERS:
        subscribed(email)
    issue = begin(draft())
    mail.outbox.clear()
    batch = partial(sending.send_batch, issue_id=issue.pk, run=1, batch=1)
    assert at_once(batch, batch, batch, batch) == []
    assert Counter(mailed()) == Counter(READERS)
    assert set(IssueDelivery.objects.values_list("state", flat=True)) == {"sent"}
    issue.refresh_from_db()
    assert issue.state == "sent"


def test_two_who_send_the_same_draft_send_it_once() -> None:
    subscribed()
    issue, staff = draft(), AdministratorFactory()
    press = partial(sending.send, issue=issue, version=issue.version, expected=1, by=staff)
    results = at_once(press, press)
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Issue"]
    assert IssueDelivery.objects.count() == 1
    assert Message.objects.filter(kind="campaign.newsletter_batch").count() == 1


def test_two_who_start_an_issue_get_one_draft() -> None:
    staff = AdministratorFactory()
    results = at_once(*[partial(actions.start_draft, by=staff)] * 3)
    assert sorted(isinstance(result, Conflict) for result in results) == [False, True, True]
    assert Issue.objects.count() == 1


def test_one_address_signed_up_at_once_is_kept_and_mailed_once() -> None:
    at_once(*[partial(people.sign_up, email="quinn@example.net")] * 4)
    assert Subscriber.objects.count() == 1
    assert Message.objects.filter(kind="campaign.newsletter_confirm").count() == 1


def test_leaving_while_confirming_leaves_nobody_behind() -> None:
    people.sign_up(email="quinn@example.net")
    subscriber = queries.by_address("quinn@example.net")
    assert subscriber is not None
    at_once(partial(people.confirm, subscriber=subscriber), partial(people.leave, subscriber=subscriber))
    assert Subscriber.objects.count() == 0
