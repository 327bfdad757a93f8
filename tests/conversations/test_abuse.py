"""What keeps relayed questions decent: limits, blocks, reports, purging, and saying the same to everyone."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from campaign.conversations.actions import abuse, retention
from campaign.conversations.actions import relay as actions
from campaign.conversations.models import AbuseReport, BlockedSender, Conversation, ConversationMessage, Side
from common import tokens
from common.models import opaque_code
from common.problems import Refused
from common.retention import delete_expired
from outbox.dispatch import deliver_due
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import lead_of
from tests.clients import AgencyClient, without_secrets
from tests.conversations.talking import (
    SENDER,
    agency_that_answers,
    asked,
    client_for,
    confirm_path,
    links_mailed_to,
    more,
    question,
    relayed,
    thread_path,
    waits_at_the_desk,
)

pytestmark = pytest.mark.django_db

BLOCKED = AbuseReport.Outcome.BLOCKED.value


def block(address: str = SENDER) -> BlockedSender:
    return BlockedSender.objects.create(mark=tokens.mark_of(address))


def test_everybody_is_told_the_same_whatever_becomes_of_the_question() -> None:
    agency = agency_that_answers()
    block("blocked@example.org")
    for number in range(actions.QUESTIONS_A_DAY):
        asked(agency, email="often@example.org", subject=f"Number {number}")
    answers = []
    for address in ("new@example.org", "blocked@example.org", "often@example.org"):
        client = AgencyClient()
        response = client.post(f"/connect/{agency.public_id}/", question(email=address))
        page = client.get(response.headers["Location"])
        answers.append((response.status_code, response.headers["Location"], without_secrets(page)))
    assert answers == [answers[0]] * 3
    kept = Conversation.objects.exclude(subject__startswith="Number").values_list("sender_email", flat=True)
    assert list(kept) == ["new@example.org"]
    deliver_due()
    assert {address for message in mail.outbox for address in message.to} == {
        "new@example.org",
        "often@example.org",
    }


def test_an_address_is_blocked_in_any_case() -> None:
    block("quinn.asker@example.net")
    values = question(email="Quinn.Asker@EXAMPLE.net", form_key=opaque_code())
    values.pop("nickname")
    assert actions.ask(agency=agency_that_answers(), **values) is None


def test_an_address_asks_five_times_a_day(client: Client) -> None:
    agency = agency_that_answers()
    for number in range(actions.QUESTIONS_A_DAY + 2):
        client.post(f"/connect/{agency.public_id}/", question(subject=f"Number {number}"))
    assert len(links_mailed_to(SENDER)) == actions.QUESTIONS_A_DAY
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        client.post(f"/connect/{agency.public_id}/", question())
        assert len(links_mailed_to(SENDER)) == actions.QUESTIONS_A_DAY + 1


def test_a_network_asks_ten_times_an_hour_and_loses_no_word(client: Client) -> None:
    agency = agency_that_answers()
    path = f"/connect/{agency.public_id}/"
    answers = [client.post(path, question(email=f"q{n}@example.org")) for n in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert answers[-1].context["form"]["subject"].value() == "Night shifts"


def test_a_network_writes_thirty_messages_an_hour(client: Client) -> None:
    conversation = relayed()
    member = client_for(conversation.agency)
    path = f"messages/{conversation.public_id}/"
    answers = [member.post(path, more(f"Number {n}")).status_code for n in range(31)]
    assert answers == [302] * 30 + [429]


def test_a_sender_writes_five_in_a_row_and_goes_on_after_an_answer(client: Client) -> None:
    conversation = relayed()
    path = thread_path(conversation)
    answers = [client.post(path, more(f"Number {n}")) for n in range(5)]
    assert [answer.status_code for answer in answers] == [302] * 4 + [422]
    assert answers[-1].context["form"]["text"].value() == "Number 4"
    by = conversation.agency.memberships.get().user
    actions.answer(conversation=conversation, text="Yes", form_key="a", by=by)
    assert client.post(path, more("Number 5")).status_code == 302


@pytest.mark.parametrize("side", ["sender", "agency"])
def test_a_report_opens_the_conversation_to_the_desk_and_nothing_else_does(side: str) -> None:
    conversation, other = relayed(subject="Tablets"), relayed(subject="Left alone")
    desk = AgencyClient()
    desk.force_login(ReviewerFactory())
    assert "Tablets" not in desk.get("/desk/messages/").content.decode()
    reporter = AgencyClient() if side == "sender" else client_for(conversation.agency, "editor")
    path = (
        thread_path(conversation, "report/")
        if side == "sender"
        else f"messages/{conversation.public_id}/report/"
    )
    for reason in ("This is advertising.", "Again."):
        form = {key: value for key, value in more().items() if key != "text"}
        assert reporter.post(path, {**form, "reason": reason}).status_code == 302
    report = AbuseReport.objects.get()
    assert (report.side, report.reason, report.conversation) == (side, "This is advertising.", conversation)
    assert waits_at_the_desk() == (0, 1)
    page = desk.get("/desk/messages/").content.decode()
    assert ["Tablets" in page, "Left alone" in page] == [True, False]
    inside = desk.get(f"/desk/messages/{report.public_id}/").content.decode()
    assert ["clinician" in inside, "This is advertising." in inside, SENDER in inside] == [True, True, False]
    assert desk.get(f"/desk/messages/{conversation.public_id}/").status_code == 404
    assert desk.get(f"/desk/messages/{other.public_id}/").status_code == 404


# What each outcome leaves: the reported conversation, the sender's other one, someone else's, and blocks.
@pytest.mark.parametrize(
    ("outcome", "states", "blocks"),
    [
        ("nothing", ["waiting", "waiting", "waiting"], 0),
        ("closed", ["closed", "waiting", "waiting"], 0),
        ("blocked", ["closed", "closed", "waiting"], 1),
    ],
)
def test_what_comes_of_a_report(outcome: str, states: list[str], blocks: int) -> None:
    agency = agency_that_answers()
    reported, same = relayed(agency), relayed(subject="Elsewhere")
    unconfirmed = asked(subject="Not yet")
    someone = relayed(agency, email="other@example.org")
    report = abuse.report(
        conversation=reported, side=Side.AGENCY, reason="Advertising", by=lead_of(reported.agency)
    )
    desk = AgencyClient()
    desk.force_login(ReviewerFactory())
    for _attempt in range(2):
        assert desk.post(f"/desk/messages/{report.public_id}/", {"outcome": outcome}).status_code == 302
    found = [Conversation.objects.get(pk=row.pk).state for row in (reported, same, someone)]
    assert (found, BlockedSender.objects.count()) == (states, blocks)
    assert Conversation.objects.filter(pk=unconfirmed.pk).exists() == (outcome != "blocked")
    assert AbuseReport.objects.get().outcome == outcome
    assert waits_at_the_desk() == (0, 0)


def test_a_report_needs_an_outcome() -> None:
    question = relayed()
    report = abuse.report(
        conversation=question, side=Side.AGENCY, reason="Advertising", by=lead_of(question.agency)
    )
    desk = AgencyClient()
    desk.force_login(ReviewerFactory())
    assert desk.post(f"/desk/messages/{report.public_id}/", {"outcome": "burn"}).status_code == 422
    assert AbuseReport.objects.get().settled_at is None


def test_a_block_is_kept_as_a_mark_and_can_be_lifted() -> None:
    reviewer = ReviewerFactory()
    question = relayed()
    report = abuse.report(
        conversation=question, side=Side.AGENCY, reason="Advertising", by=lead_of(question.agency)
    )
    abuse.settle(report=report, outcome=BLOCKED, by=reviewer)
    row = json.dumps(BlockedSender.objects.values().get(), default=str)
    assert [part for part in (SENDER, "quinn", "example.net") if part in row.lower()] == []
    desk = AgencyClient()
    desk.force_login(reviewer)
    blocked = BlockedSender.objects.get()
    assert "Unblock" in desk.get("/desk/messages/").content.decode()
    desk.post(f"/desk/messages/blocked/{blocked.public_id}/")
    assert not BlockedSender.objects.exists()
    assert asked().state == "unconfirmed"


def test_whoever_is_blocked_meanwhile_can_confirm_nothing(client: Client) -> None:
    conversation = asked()
    block()
    assert client.post(confirm_path(conversation)).status_code == 422
    with pytest.raises(Refused):
        actions.confirm(conversation=conversation)


def purged() -> tuple[int, int]:
    gone = delete_expired(is_hourly=False)
    return gone["conversations.over"], gone["conversations.unconfirmed"]


def test_what_is_over_is_deleted_and_what_is_reported_waits() -> None:
    now = timezone.now()
    rows = {
        "old": relayed(),
        "young": relayed(email="a@example.org"),
        "reported": relayed(email="b@example.org"),
        "never": asked(email="c@example.org"),
        "not yet": asked(email="d@example.org"),
    }
    ages = {
        "old": retention.KEPT + timedelta(hours=1),
        "young": retention.KEPT - timedelta(hours=1),
        "reported": retention.KEPT + timedelta(hours=1),
        "never": retention.KEPT_UNCONFIRMED + timedelta(hours=1),
        "not yet": retention.KEPT_UNCONFIRMED - timedelta(hours=1),
    }
    for name, row in rows.items():
        Conversation.objects.filter(pk=row.pk).update(moved_at=now - ages[name])
    report = abuse.report(
        conversation=rows["reported"],
        side=Side.AGENCY,
        reason="Advertising",
        by=lead_of(rows["reported"].agency),
    )
    assert purged() == (1, 1)
    left = {name for name, row in rows.items() if Conversation.objects.filter(pk=row.pk).exists()}
    assert left == {"young", "reported", "not yet"}
    assert ConversationMessage.objects.count() == 3
    abuse.settle(report=report, outcome="nothing", by=ReviewerFactory())
    assert [purged(), purged()] == [(1, 0), (0, 0)]
    gone = {
        f"campaign.Conversation:{row.pk}" for name, row in rows.items() if name not in {"young", "not yet"}
    }
    entries = Entry.objects.filter(verb="campaign.conversation_deleted", actor_ref=None)
    assert sorted(entries.values_list("subject", flat=True)) == sorted(gone)


def test_emails_of_a_deleted_conversation_are_not_sent() -> None:
    relayed()
    Conversation.objects.all().delete()
    deliver_due()
    assert mail.outbox == []
