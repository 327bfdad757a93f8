"""The emails: who gets which, what they say, and what they never say."""

import re
from datetime import date

import pytest
import time_machine
from django.core import mail

from outbox.dispatch import deliver_due
from outbox.models import Message
from outbox.registry import kinds
from pledges import actions, emails, tasks
from pledges.lifecycle import State
from pledges.models import Pledge
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import PledgeFactory, add_officers, member, ready_draft

pytestmark = pytest.mark.django_db

AGENCY = "Sheriff's Office of Dodge & Polk"


@pytest.fixture
def pledge() -> Pledge:
    found: Pledge = PledgeFactory(agency__name=AGENCY)
    return found


def delivered() -> list[mail.EmailMultiAlternatives]:
    deliver_due()
    assert list(Message.objects.filter(delivered_at=None).values_list("kind", "last_error")) == []
    return mail.outbox  # type: ignore[return-value]


def html_of(message: mail.EmailMultiAlternatives) -> str:
    return str(message.alternatives[0][0])


def check(message: mail.EmailMultiAlternatives) -> None:
    """Every message names the agency as it is written, in text and escaped in HTML, and leaves nothing unfilled."""
    assert AGENCY in message.subject
    assert "\n" not in message.subject
    assert AGENCY in message.body
    assert "Sheriff&#x27;s Office of Dodge &amp; Polk" in html_of(message)
    for text in (message.subject, message.body, html_of(message)):
        assert "{{" not in text
        assert "{%" not in text
        assert "None" not in text
        assert "&#x27;" not in message.body


def test_confirmation_lists_the_commitments_and_has_one_link(pledge: Pledge) -> None:
    Pledge.objects.filter(pk=pledge.pk).update(state=State.RECEIVED.value)
    emails.confirmation(pledge_id=pledge.pk)
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([pledge.coordinator_email], "Confirm a One Mind pledge")
    assert AGENCY not in message.body
    assert message.body.count("/pledge/confirm/") == 1
    assert "- Train at least 20 percent of sworn officers" in message.body


@pytest.mark.parametrize("state", set(State) - {State.RECEIVED})
def test_confirmation_is_not_sent_once_the_address_is_confirmed(state: State) -> None:
    emails.confirmation(pledge_id=PledgeFactory(state=state.value).pk)
    assert mail.outbox == []


@pytest.mark.parametrize("state", set(State) - {State.QUERIED})
def test_a_question_is_not_sent_once_it_is_answered(state: State) -> None:
    emails.question(pledge_id=PledgeFactory(state=state.value).pk)
    assert mail.outbox == []


def test_question_and_reason_reach_the_coordinator(pledge: Pledge) -> None:
    Pledge.objects.filter(pk=pledge.pk).update(state=State.CONFIRMED.value)
    actions.query(pledge=pledge, question="Is <b>this</b> right?", by=ReviewerFactory())
    (message,) = delivered()
    check(message)
    assert "Is <b>this</b> right?" in message.body
    assert "Is &lt;b&gt;this&lt;/b&gt; right?" in html_of(message)
    actions.close(pledge=pledge, reason="Sent twice.", by=ReviewerFactory())
    message = delivered()[1]
    check(message)
    assert (message.to, "Sent twice." in message.body) == ([pledge.coordinator_email], True)


@time_machine.travel("2028-04-01 12:00:00-04:00")
def test_leads_and_signatories_hear_of_every_turn(pledge: Pledge) -> None:
    reviewer = ReviewerFactory()
    people = {member(pledge.agency, role).email for role in ("lead", "signatory")}
    member(pledge.agency, "editor")
    lead = pledge.agency.memberships.get(role="lead").user
    actions.extend(pledge=pledge, until=date(2028, 12, 31), reason="A flood.", by=reviewer)
    actions.submit(completion=ready_draft(pledge), version=1, attested=True, by=lead)
    actions.withdraw(pledge=pledge, by=lead)
    subjects = [
        f"Deadline extended: the One Mind pledge of {AGENCY}",
        f"Received: the One Mind completion of {AGENCY}",
        f"The One Mind pledge of {AGENCY} was withdrawn",
    ]
    sent = delivered()
    for subject in subjects:
        assert {address for message in sent if message.subject == subject for address in message.to} == people
    for message in sent:
        check(message)
        assert len(message.to) == 1
    assert len(sent) == 6
    assert "to Dec. 31, 2028" in sent[0].body
    assert "A flood." in sent[0].body
    assert "It was submitted on April 1, 2028 at noon EDT." in sent[2].body


@time_machine.travel("2028-04-01 12:00:00-04:00")
def test_lapse_and_reinstatement(pledge: Pledge) -> None:
    member(pledge.agency)
    actions.lapse(pledge=pledge, by=ReviewerFactory())
    delivered()
    actions.reinstate(pledge=pledge, until=date(2028, 12, 31), reason="New chief.", by=ReviewerFactory())
    first, second = delivered()
    check(first)
    check(second)
    assert "was due on March 3, 2028 and has lapsed" in first.body
    assert "It is now due on Dec. 31, 2028." in second.body


def test_a_member_hears_that_the_new_pledge_is_verified(pledge: Pledge) -> None:
    Pledge.objects.filter(pk=pledge.pk).update(state=State.CONFIRMED.value)
    lead = member(pledge.agency)
    Pledge.objects.filter(pk=pledge.pk).update(coordinator_email=lead.email)
    actions.verify(pledge=pledge, by=ReviewerFactory())
    (message,) = delivered()
    check(message)
    assert "The deadline is March 3, 2028" in message.body


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2026-03-03", "It is twelve months since"),
        ("2027-09-03", "is due in six months, on March 3, 2028"),
        ("2028-02-03", "is due in one month, on March 3, 2028"),
        ("2028-03-04", "was due on March 3, 2028"),
    ],
)
def test_reminders(pledge: Pledge, today: str, words: str) -> None:
    member(pledge.agency)
    with time_machine.travel(f"{today} 12:00:00-05:00"):
        tasks.remind()
        (message,) = delivered()
    check(message)
    assert words in message.body


@time_machine.travel("2028-04-01 12:00:00-04:00")
def test_someone_who_left_the_agency_meanwhile_is_told_nothing(pledge: Pledge) -> None:
    lead, left = member(pledge.agency), member(pledge.agency, "signatory")
    actions.extend(pledge=pledge, until=date(2028, 12, 31), reason="A flood.", by=ReviewerFactory())
    pledge.agency.memberships.filter(user=left).delete()
    assert [message.to for message in delivered()] == [[lead.email]]


@time_machine.travel("2026-03-03 12:00:00-05:00")
def test_nobody_is_reminded_who_submitted_meanwhile_or_left(pledge: Pledge) -> None:
    lead, left = member(pledge.agency), member(pledge.agency, "signatory")
    tasks.remind()
    left.is_active = False
    left.save()
    Pledge.objects.filter(pk=pledge.pk).update(state=State.SUBMITTED.value)
    assert delivered() == []
    assert lead.is_active


def test_no_message_names_an_officer_or_carries_more_than_numbers(pledge: Pledge) -> None:
    add_officers(pledge.agency, cit=3)
    member(pledge.agency)
    actions.extend(
        pledge=pledge,
        until=date(2040, 1, 1).replace(year=date.today().year + 4),
        reason="x",
        by=ReviewerFactory(),
    )
    payloads = list(Message.objects.values_list("payload", flat=True))
    assert payloads
    for payload in payloads:
        assert payload
        assert all(isinstance(value, int) for value in payload.values())
    messages = delivered()
    assert messages
    for message in messages:
        assert not re.search(r"P00\d", message.body + html_of(message))


def test_every_kind_that_is_posted_has_a_handler() -> None:
    mine = {kind for kind in kinds() if kind.startswith("pledges.")}
    assert mine == {
        "pledges.confirmation",
        "pledges.question",
        "pledges.closed",
        "pledges.verified",
        "pledges.submitted",
        "pledges.signed_letter_asked",
        "pledges.extended",
        "pledges.withdrawn",
        "pledges.lapsed",
        "pledges.reinstated",
        "pledges.reminder",
    }
