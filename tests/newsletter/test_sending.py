"""Sending an issue: each reader exactly once, whatever is killed when; paused, stopped, scheduled, refused."""

import smtplib
from collections.abc import Sequence
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from audit.models import Entry
from campaign.newsletter import tasks
from campaign.newsletter.actions import issues as actions
from campaign.newsletter.actions import sending
from campaign.newsletter.actions import subscribers as people
from campaign.newsletter.models import Issue, IssueDelivery
from campaign.newsletter.queries import issues as queries
from common.problems import Conflict, Refused
from outbox.dispatch import deliver_due
from outbox.models import Message
from rehearsal.factories.accounts import AdministratorFactory
from tests.newsletter.issues import begin, deliver_everything, draft, mailed, subscribed

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The worker is gone: nothing of ours catches this, as nothing catches a signal 9."""


class Server(EmailBackend):
    """A mail server that keeps what it takes, and has trouble when told to. ``trouble`` maps an address to what happens."""

    trouble: dict[str, list[str]] = {}

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        (message,) = messages
        planned = self.trouble.get(message.to[0], [])
        what = planned.pop(0) if planned else ""
        if what == "killed before":
            raise Killed
        if what in REFUSALS:
            raise REFUSALS[what](message.to[0])
        sent = super().send_messages(messages)
        if what == "killed after":
            raise Killed
        if what == "broken off":
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        return sent


REFUSALS = {
    "no such mailbox": lambda to: smtplib.SMTPRecipientsRefused({to: (550, b"no such user")}),
    "later": lambda to: smtplib.SMTPRecipientsRefused({to: (451, b"try again later")}),
    "not this text": lambda to: smtplib.SMTPDataError(554, b"rejected"),
    "too fast": lambda to: smtplib.SMTPDataError(451, b"slow down"),
    "wrong password": lambda to: smtplib.SMTPSenderRefused(530, b"authentication required", "us"),
}


@pytest.fixture(autouse=True)
def server(settings: Settings) -> type[Server]:
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    settings.NEWSLETTER_BATCH = 3
    Server.trouble = {}
    return Server


def readers(count: int) -> list[str]:
    found = [f"r{number}@example.net" for number in range(count)]
    for email in found:
        subscribed(email)
    deliver_everything()
    mail.outbox.clear()
    return found


def work() -> None:
    """A worker until it is killed or has nothing left, and the next one that takes over its lease."""
    for _life in range(30):
        try:
            return deliver_everything()
        except Killed:
            continue
    raise AssertionError("It never ends.")


def test_everybody_gets_it_once_in_batches() -> None:
    everybody = readers(7)
    issue = begin(draft())
    assert (issue.state, issue.number, issue.recipients) == ("sending", 1, 7)
    deliver_everything()
    issue.refresh_from_db()
    assert sorted(mailed()) == everybody
    assert issue.state == "sent"
    assert Message.objects.filter(kind="campaign.newsletter_batch").count() == 3
    assert Entry.objects.get(verb="campaign.newsletter_sent").details == {
        "sent": 7,
        "refused": 0,
        "waiting": 0,
    }


def test_sending_that_cannot_go_on_pauses_within_a_minute_and_can_be_resumed(settings: Settings) -> None:
    readers(2)
    issue = begin(draft())
    settings.EMAIL_BACKEND = "nowhere.to.be.found"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _attempt in range(12):
            deliver_due()
            clock.shift(5)
    issue.refresh_from_db()
    assert issue.state == "paused"
    assert Entry.objects.get(verb="campaign.newsletter_paused").actor_ref is None
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    sending.resume(issue=issue, by=AdministratorFactory())
    deliver_everything()
    issue.refresh_from_db()
    assert (issue.state, len(mailed())) == ("sent", 2)


def test_the_batches_wait_for_each_other(settings: Settings) -> None:
    settings.NEWSLETTER_PAUSE_SECONDS = 60
    readers(7)
    begin(draft())
    deliver_due()
    assert len(mailed()) == 3
    second = Message.objects.get(kind="campaign.newsletter_batch", delivered_at__isnull=True)
    assert second.available_at > timezone.now() + timedelta(seconds=50)
    assert second.payload == {"issue_id": Issue.objects.get().pk, "run": 1, "batch": 2}


def test_a_batch_that_runs_twice_sends_nothing_twice() -> None:
    everybody = readers(5)
    issue = begin(draft())
    for _time in range(2):
        sending.send_batch(issue_id=issue.pk, run=1, batch=1)
    deliver_everything()
    sending.send_batch(issue_id=issue.pk, run=1, batch=2)
    assert sorted(mailed()) == everybody


@pytest.mark.parametrize("reader", range(7))
@pytest.mark.parametrize("moment", ["killed before", "killed after"])
def test_a_killed_worker_costs_nobody_a_second_one_and_leaves_one_unclear(moment: str, reader: int) -> None:
    everybody = readers(7)
    issue = begin(draft())
    Server.trouble = {everybody[reader]: [moment]}
    work()
    issue.refresh_from_db()
    got = sorted(mailed())
    assert got == [each for each in everybody if moment == "killed after" or each != everybody[reader]]
    assert issue.state == "sent"
    in_hand = IssueDelivery.objects.get(state="claimed")
    assert in_hand.subscriber is not None
    assert in_hand.subscriber.email == everybody[reader]


def test_workers_killed_over_and_over_send_each_at_most_once() -> None:
    everybody = readers(9)
    begin(draft())
    Server.trouble = {each: ["killed after"] for each in everybody}
    work()
    assert sorted(mailed()) == everybody


def test_staff_may_have_the_unclear_sent_again() -> None:
    everybody = readers(3)
    issue = begin(draft())
    Server.trouble = {everybody[1]: ["killed before"]}
    work()
    staff = AdministratorFactory()
    with pytest.raises(Conflict):
        sending.retry_unclear(issue=issue, by=staff)
    IssueDelivery.objects.update(moved_at=timezone.now() - queries.IN_HAND - timedelta(seconds=1))
    assert queries.progress(issue).unclear == 1
    assert sending.retry_unclear(issue=issue, by=staff) == 1
    deliver_everything()
    issue.refresh_from_db()
    assert sorted(mailed()) == everybody
    assert (issue.state, queries.progress(issue).sent) == ("sent", 3)


# What the server says about one of three readers; who has got it in the end, and the state of that one's delivery.
ANSWERS = {
    "no such mailbox": ([0, 2], "refused"),
    "not this text": ([0, 2], "refused"),
    "later": ([0, 1, 2], "sent"),
    "too fast": ([0, 1, 2], "sent"),
    "wrong password": ([0, 1, 2], "sent"),
    "broken off": ([0, 1, 2], "claimed"),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_the_server_says(answer: str) -> None:
    everybody = readers(3)
    issue = begin(draft())
    Server.trouble = {everybody[1]: [answer]}
    deliver_everything()
    got, state = ANSWERS[answer]
    assert sorted(mailed()) == [everybody[number] for number in got]
    assert IssueDelivery.objects.get(subscriber__email=everybody[1]).state == state
    issue.refresh_from_db()
    assert issue.state == "sent"


def test_an_address_that_is_put_off_for_ever_is_given_up_and_holds_nobody_up() -> None:
    everybody = readers(4)
    begin(draft())
    Server.trouble = {everybody[0]: ["later"] * 20}
    deliver_everything()
    assert sorted(mailed()) == everybody[1:]
    refused = IssueDelivery.objects.get(state="refused")
    assert refused.attempts == sending.MOST_ATTEMPTS


def test_a_pause_holds_and_going_on_goes_on() -> None:
    everybody, staff = readers(7), AdministratorFactory()
    issue = begin(draft())
    sending.send_batch(issue_id=issue.pk, run=1, batch=1)
    sending.pause(issue=issue, by=staff)
    deliver_everything()
    assert len(mailed()) == 3
    sending.resume(issue=issue, by=staff)
    deliver_everything()
    assert sorted(mailed()) == everybody
    assert [message.payload["run"] for message in Message.objects.filter(payload__run=2)] == [2, 2]


def test_stopping_is_for_good_and_takes_it_off_the_web() -> None:
    readers(7)
    issue, staff = begin(draft()), AdministratorFactory()
    sending.send_batch(issue_id=issue.pk, run=1, batch=1)
    assert queries.sent_issue(1) is not None
    sending.stop(issue=issue, by=staff)
    deliver_everything()
    assert (len(mailed()), queries.sent_issue(1), queries.sent_issues()) == (3, None, [])
    with pytest.raises(Conflict):
        sending.resume(issue=issue, by=staff)


def test_who_leaves_in_the_meantime_gets_nothing_and_who_comes_gets_the_next() -> None:
    everybody = readers(4)
    issue = begin(draft())
    leaver = IssueDelivery.objects.get(subscriber__email=everybody[3]).subscriber
    assert leaver is not None
    people.leave(subscriber=leaver)
    subscribed("late@example.net")
    deliver_everything()
    assert sorted(mailed()) == everybody[:3]
    found = queries.progress(issue)
    assert (found.total, found.sent, found.gone) == (4, 3, 1)


def test_what_was_sent_stays_counted_when_a_reader_leaves() -> None:
    readers(2)
    issue = begin(draft())
    deliver_everything()
    someone = IssueDelivery.objects.filter(issue=issue)[0].subscriber
    assert someone is not None
    people.leave(subscriber=someone)
    assert queries.progress(issue).sent == 2


def test_the_database_keeps_one_delivery_a_reader() -> None:
    readers(1)
    issue = begin(draft())
    known = IssueDelivery.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        IssueDelivery.objects.create(issue=issue, subscriber=known.subscriber)


@pytest.mark.parametrize(("expected", "number"), [(2, 3), (4, 3), (0, 3)])
def test_the_number_of_recipients_has_to_be_right(expected: int, number: int) -> None:
    readers(number)
    issue = draft()
    with pytest.raises(Conflict):
        sending.send(issue=issue, version=issue.version, expected=expected, by=AdministratorFactory())
    assert IssueDelivery.objects.count() == 0


def test_nothing_goes_out_empty_to_nobody_or_twice() -> None:
    staff = AdministratorFactory()
    issue = draft()
    with pytest.raises(Refused):
        sending.send(issue=issue, version=issue.version, expected=0, by=staff)
    readers(1)
    issue.sections.all().delete()
    issue = actions.edit(
        issue=issue, version=issue.version, subject="S", introduction="", sections=[], by=staff
    )
    with pytest.raises(Refused):
        sending.send(issue=issue, version=issue.version, expected=1, by=staff)
    issue = actions.edit(
        issue=issue, version=issue.version, subject="S", introduction="Hi", sections=[], by=staff
    )
    sending.send(issue=issue, version=issue.version, expected=1, by=staff)
    with pytest.raises(Conflict):
        sending.send(issue=issue, version=issue.version, expected=1, by=staff)
    deliver_everything()
    assert mailed("S") == ["r0@example.net"]


def test_a_scheduled_issue_goes_by_itself_when_its_time_has_come() -> None:
    everybody, staff = readers(2), AdministratorFactory()
    issue = draft()
    at = timezone.now() + timedelta(hours=1)
    actions.schedule(issue=issue, version=issue.version, at=at, expected=2, by=staff)
    tasks.start_due()
    deliver_everything()
    assert mailed() == []
    assert sending.start_due(now=at + timedelta(seconds=1)) == 1
    assert sending.start_due(now=at + timedelta(seconds=1)) == 0
    deliver_everything()
    assert sorted(mailed()) == everybody


def test_a_scheduled_issue_that_is_taken_back_stays() -> None:
    readers(1)
    issue, staff = draft(), AdministratorFactory()
    at = timezone.now() + timedelta(hours=1)
    actions.schedule(issue=issue, version=issue.version, at=at, expected=1, by=staff)
    actions.take_back(issue=issue, by=staff)
    assert sending.start_due(now=at + timedelta(days=1)) == 0
    with pytest.raises(Refused):
        actions.schedule(
            issue=issue, version=issue.version, at=timezone.now() - timedelta(1), expected=1, by=staff
        )
