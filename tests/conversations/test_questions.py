"""A relayed question from the form to the answer: what is kept, who is told, and what no one learns."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.models import User
from audit.models import Entry
from campaign.conversations.actions import relay as actions
from campaign.conversations.models import CONFIRM_LINK, FOLLOW_LINK, Conversation, ConversationMessage, Side
from campaign.conversations.states import MACHINE, State, Transition
from common import tokens
from common.problems import Conflict
from outbox.dispatch import deliver_due
from outbox.models import Message
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory, lead_of
from rehearsal.factories.pledges import PledgeFactory
from tests.clients import AgencyClient
from tests.conversations.talking import (
    ANSWER,
    LEAD,
    SENDER,
    TEXT,
    agency_that_answers,
    asked,
    client_for,
    confirm_path,
    links_mailed_to,
    more,
    question,
    relayed,
    thread_path,
    waits_for,
    whole,
)

pytestmark = pytest.mark.django_db


def test_a_whole_conversation(client: Client) -> None:
    agency = agency_that_answers(name="Springfield PD", verified_name="Springfield PD")
    lead = User.objects.get(memberships__agency=agency)
    ask = f"/connect/{agency.public_id}/"
    page = client.get(f"/agencies/{agency.public_id}/", follow=True).content.decode()
    assert ask in page
    assert client.post(ask, question()).headers["Location"] == "/connect/sent/"
    (confirm,) = links_mailed_to(SENDER)
    assert links_mailed_to(lead.email) == []
    assert TEXT in client.get(confirm).content.decode()
    assert Conversation.objects.get().state == "unconfirmed"
    follow_up = client.post(confirm, follow=True).content.decode()
    (inside,) = links_mailed_to(lead.email)
    member = AgencyClient()
    member.force_login(lead)
    assert TEXT in member.get(inside).content.decode()
    assert member.post(inside, more(ANSWER)).status_code == 302
    _confirm, thread = links_mailed_to(SENDER)
    assert thread in follow_up
    assert ANSWER in client.get(thread).content.decode()
    assert client.post(thread, more("Thank you. And on weekends?")).status_code == 302
    assert links_mailed_to(lead.email) == [inside, inside]
    said = list(ConversationMessage.objects.values_list("side", "text"))
    assert said == [
        ("sender", TEXT),
        ("agency", ANSWER),
        ("sender", "Thank you. And on weekends?"),
    ]


def test_nothing_said_and_no_address_of_the_other_side_leaves_the_pages() -> None:
    agency = agency_that_answers(name="Springfield PD", verified_name="Springfield PD")
    User.objects.filter(memberships__agency=agency).update(email=LEAD, name="Lena Lead")
    client, member = AgencyClient(), AgencyClient()
    member.force_login(User.objects.get(email=LEAD))
    conversation = relayed(agency)
    actions.answer(conversation=conversation, text=ANSWER, form_key="k" * 64, by=User.objects.get(email=LEAD))
    actions.close(conversation=conversation, side=Side.AGENCY, by=lead_of(conversation.agency))
    deliver_due()
    pages = {
        "sender": client.get(thread_path(conversation)).content.decode(),
        "agency": member.get(f"messages/{conversation.public_id}/").content.decode(),
    }
    mails = [whole(message) for message in mail.outbox]
    outbox = json.dumps(list(Message.objects.values_list("payload", "key")))
    trail = json.dumps(list(Entry.objects.values_list("verb", "details", "subject")))
    # A closed conversation tells only that; the emails of an open one are read in the next test.
    assert len(mails) == 1
    assert [SENDER in pages["agency"], LEAD in pages["sender"], "Lena" in pages["sender"]] == [False] * 3
    for text in (outbox, trail, *mails):
        assert [
            secret for secret in (TEXT, ANSWER, "Night shifts", "Quinn", "Macon", LEAD) if secret in text
        ] == []
    assert SENDER not in outbox + trail


def test_each_email_goes_to_one_side_and_holds_no_word_of_it() -> None:
    agency = agency_that_answers(name="Springfield PD", verified_name="Springfield PD")
    User.objects.filter(memberships__agency=agency).update(email=LEAD)
    conversation = asked(agency)
    deliver_due()
    actions.confirm(conversation=conversation)
    deliver_due()
    actions.answer(conversation=conversation, text=ANSWER, form_key="k" * 64, by=User.objects.get(email=LEAD))
    deliver_due()
    actions.close(conversation=conversation, side=Side.AGENCY, by=lead_of(conversation.agency))
    deliver_due()
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([SENDER], "Confirm your question to Springfield PD"),
        ([LEAD], "A question for Springfield PD"),
        ([SENDER], "Springfield PD has answered"),
        ([SENDER], "Your conversation with Springfield PD is closed"),
    ]
    for message in mail.outbox:
        (to,) = message.to
        other = LEAD if to == SENDER else SENDER
        words = (other, TEXT, ANSWER, "Night shifts", "Quinn", "Macon Police")
        assert [word for word in words if word in whole(message)] == []
        assert message.reply_to == ["onemindcampaign@theiacp.org"]


def test_the_keys_are_stored_as_hashes_alone() -> None:
    conversation = relayed()
    row = json.dumps(Conversation.objects.values().get(), default=str)
    for purpose in (CONFIRM_LINK, FOLLOW_LINK):
        key = purpose.token(conversation.public_id)
        assert (tokens.hash_of(key) in row, key in row) == (True, False)
    assert tokens.mark_of(SENDER.upper()) == conversation.sender_mark


def test_a_key_opens_only_what_it_is_for(client: Client) -> None:
    conversation = relayed()
    confirm, thread = confirm_path(conversation), thread_path(conversation)
    swapped = [confirm.replace("confirm", "thread"), thread.replace("thread", "confirm")]
    forged = ["/connect/thread/" + "a" * 32 + "/", "/connect/confirm/x/", "/connect/thread/%00/"]
    assert [client.get(path).status_code for path in [*swapped, *forged]] == [404] * 5
    assert client.get(thread).status_code == 200


def test_an_unconfirmed_question_has_no_thread_and_is_in_no_inbox(client: Client) -> None:
    conversation = asked()
    member = client_for(conversation.agency)
    assert client.get(thread_path(conversation)).status_code == 404
    assert "Night shifts" not in member.get("messages/").content.decode()
    assert member.get(f"messages/{conversation.public_id}/").status_code == 404
    assert waits_for(conversation.agency) == (0, 0)


def test_the_link_that_confirms_runs_out(client: Client) -> None:
    conversation = asked()
    path = confirm_path(conversation)
    with time_machine.travel(conversation.expires_at, tick=False):
        assert client.get(path).status_code == 200
    with time_machine.travel(conversation.expires_at + timedelta(seconds=1), tick=False):
        assert [client.get(path).status_code, client.post(path).status_code] == [410, 410]
    assert Conversation.objects.get().state == "unconfirmed"


def test_confirming_twice_relays_once(client: Client) -> None:
    conversation = asked()
    for _attempt in range(2):
        assert client.post(confirm_path(conversation), follow=True).status_code == 200
    assert Entry.objects.filter(verb="campaign.question_relayed").count() == 1
    assert Message.objects.filter(kind="campaign.connect_relayed").count() == 1


def test_opening_the_link_confirms_nothing(client: Client) -> None:
    conversation = asked()
    client.get(confirm_path(conversation))
    client.head(confirm_path(conversation))
    assert Conversation.objects.get().state == "unconfirmed"


def test_every_form_sent_twice_counts_once(client: Client) -> None:
    agency = agency_that_answers()
    form = question()
    for _attempt in range(2):
        client.post(f"/connect/{agency.public_id}/", form)
    conversation = actions.confirm(conversation=Conversation.objects.get())
    member, answer, reply = client_for(agency), more(ANSWER), more()
    for _attempt in range(2):
        member.post(f"messages/{conversation.public_id}/", answer)
    for _attempt in range(2):
        client.post(thread_path(conversation), reply)
    assert ConversationMessage.objects.count() == 3
    assert Message.objects.filter(kind="campaign.connect_confirm").count() == 1
    assert Message.objects.filter(kind="campaign.connect_answered").count() == 1


# Which agency takes questions: consents, isn't suspended, is listed, and has a lead who can sign in.
@pytest.mark.parametrize(
    ("consents", "suspended", "state", "answer"),
    [
        (True, False, "active", 200),
        (True, False, "completed", 200),
        (True, False, "submitted", 200),
        (False, False, "active", 404),
        (True, True, "active", 404),
        (True, False, "confirmed", 404),
        (True, False, "withdrawn", 404),
        (True, False, "lapsed", 404),
        (True, False, "", 404),
    ],
)
def test_who_takes_questions(
    client: Client, consents: bool, suspended: bool, state: str, answer: int
) -> None:
    agency = AgencyFactory(accepts_messages=consents, is_suspended=suspended)
    MembershipFactory(agency=agency, role="lead")
    if state:
        PledgeFactory(agency=agency, state=state)
    path = f"/connect/{agency.public_id}/"
    assert client.get(path).status_code == answer
    assert client.post(path, question()).status_code == (302 if answer == 200 else 404)
    assert Conversation.objects.exists() == (answer == 200)


@pytest.mark.parametrize("people", [{}, {"role": "editor"}, {"role": "lead", "user__is_active": False}])
def test_who_has_no_lead_that_can_sign_in_takes_no_questions(client: Client, people: dict[str, Any]) -> None:
    agency = AgencyFactory(accepts_messages=True)
    PledgeFactory(agency=agency)
    if people:
        MembershipFactory(agency=agency, **people)
    path = f"/connect/{agency.public_id}/"
    assert client.get(path).status_code == 404
    assert client.post(path, question()).status_code == 404
    assert not Conversation.objects.exists()


def test_an_agency_takes_no_questions_until_it_says_so(client: Client) -> None:
    agency = PledgeFactory().agency
    assert client.get(f"/connect/{agency.public_id}/").status_code == 404
    assert "/connect/" not in client.get(f"/agencies/{agency.public_id}/", follow=True).content.decode()
    lead = client_for(agency)
    form = lead.get("profile/").context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    lead.post("profile/", {**values, "headcount_on": "2026-01-15", "accepts_messages": "on"})
    assert client.get(f"/connect/{agency.public_id}/").status_code == 200
    assert "/connect/" in client.get(f"/agencies/{agency.public_id}/", follow=True).content.decode()


def test_consent_taken_back_stops_what_is_unconfirmed(client: Client) -> None:
    conversation = asked()
    conversation.agency.accepts_messages = False
    conversation.agency.save()
    response = client.post(confirm_path(conversation))
    assert (response.status_code, Conversation.objects.get().state) == (422, "unconfirmed")


CELLS = [(state, step) for state in State for step in Transition]


@pytest.mark.parametrize(("state", "step"), CELLS, ids=[f"{state}-{step}" for state, step in CELLS])
def test_every_cell_of_the_table(state: State, step: Transition) -> None:
    conversation = asked()
    Conversation.objects.update(state=state.value)
    by = MembershipFactory(agency=conversation.agency).user
    takes: dict[Transition, Any] = {
        Transition.CONFIRM: lambda: actions.confirm(conversation=conversation),
        Transition.ASK_MORE: lambda: actions.ask_more(conversation=conversation, text="More", form_key="a"),
        Transition.ANSWER: lambda: actions.answer(conversation=conversation, text="Yes", form_key="b", by=by),
        Transition.CLOSE: lambda: actions.close(conversation=conversation, side=Side.AGENCY, by=by),
    }
    # Closing again changes nothing; whatever else isn't in the table is refused.
    again = (state, step) == (State.CLOSED, Transition.CLOSE)
    if (state, step) in MACHINE.table or again:
        takes[step]()
    else:
        with pytest.raises(Conflict):
            takes[step]()
    assert Conversation.objects.get().state == MACHINE.table.get((state, step), state).value


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"text": ""}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"name": ""}, "name"),
        ({"email": ""}, "email"),
        ({"email": "a@b"}, "email"),
        ({"email": "a@example.org\nbcc: b@example.org"}, "email"),
        ({"nickname": "x"}, "nickname"),
        ({"form_key": "forged"}, "form_key"),
    ],
)
def test_a_form_that_is_wrong_comes_back_with_what_was_typed(
    client: Client, changes: dict[str, str], field: str
) -> None:
    agency = agency_that_answers()
    response = client.post(f"/connect/{agency.public_id}/", question(**changes))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Macon Police Department" in response.content.decode()
    assert not Conversation.objects.exists()


def test_a_message_to_a_closed_conversation_comes_back_with_what_was_typed(client: Client) -> None:
    conversation = relayed()
    actions.close(conversation=conversation, side=Side.AGENCY, by=lead_of(conversation.agency))
    member = client_for(conversation.agency)
    for who, path in (
        (client, thread_path(conversation)),
        (member, f"messages/{conversation.public_id}/"),
    ):
        response = who.post(path, more("One more thing"))
        assert response.status_code == 409
        assert "One more thing</textarea>" in response.content.decode()


def test_a_signed_in_member_finds_the_form_filled_in() -> None:
    agency = agency_that_answers()
    membership = MembershipFactory(agency__name="Macon PD", user__name="Mel Member")
    client = AgencyClient()
    client.force_login(membership.user)
    form = client.get(f"/connect/{agency.public_id}/").context["form"]
    assert [form[name].value() for name in ("name", "email", "organization")] == [
        "Mel Member",
        membership.user.email,
        "Macon PD",
    ]


def test_an_agency_without_a_lead_who_can_sign_in_takes_no_question() -> None:
    """Neither on its page, nor by the form's address, nor for a question that was asked before its lead's account was closed."""
    agency = agency_that_answers()
    page = f"/agencies/{agency.public_id}/{agency.slug}/"
    asked = f"/connect/{agency.public_id}/"
    assert (asked in AgencyClient().get(page).content.decode(), AgencyClient().get(asked).status_code) == (
        True,
        200,
    )
    agency.memberships.get(role="lead").user.delete()
    MembershipFactory(agency=agency, role="editor")
    assert (asked in AgencyClient().get(page).content.decode(), AgencyClient().get(asked).status_code) == (
        False,
        404,
    )
    assert AgencyClient().post(asked, question(email="v@example.org")).status_code == 404
