"""What happens at the same moment: one form twice, two reviewers, two sides."""

import pytest

from campaign.assistance import actions as assistance
from campaign.assistance.models import AssistanceEntry, AssistanceRequest
from campaign.conversations.actions import relay
from campaign.conversations.models import Conversation, ConversationMessage, Side
from common.models import opaque_code
from common.problems import Conflict
from outbox.models import Message
from rehearsal.factories.accounts import ReviewerFactory
from tests.conversations.talking import agency_that_answers, question, relayed
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def requested(form_key: str = "") -> AssistanceRequest:
    return assistance.ask(
        kind="contact",
        name="Quinn",
        email="quinn@example.org",
        subject="Hello",
        text="Help",
        form_key=form_key or opaque_code(),
    )


def test_one_question_sent_twice_at_once_is_one() -> None:
    agency, said = agency_that_answers(), question(form_key=opaque_code())
    said.pop("nickname")
    first, second = at_once(*[lambda: relay.ask(agency=agency, **said)] * 2)
    assert first == second
    assert (Conversation.objects.count(), ConversationMessage.objects.count()) == (1, 1)
    assert Message.objects.filter(kind="campaign.connect_confirm").count() == 1


def test_one_request_sent_twice_at_once_is_one() -> None:
    key = opaque_code()
    first, second = at_once(*[lambda: requested(key)] * 2)
    assert first == second
    assert (AssistanceRequest.objects.count(), AssistanceEntry.objects.count()) == (1, 1)


def test_two_confirmations_at_once_relay_once() -> None:
    conversation = relayed()
    Conversation.objects.update(state="unconfirmed")
    Message.objects.all().delete()
    at_once(*[lambda: relay.confirm(conversation=conversation)] * 2)
    assert Message.objects.filter(kind="campaign.connect_relayed").count() == 1


def test_two_reviewers_close_at_once_and_one_is_told() -> None:
    request, reviewers = requested(), ReviewerFactory.create_batch(2)
    results = at_once(
        *[
            lambda by=by: assistance.close(request=request, closure="solved", by=by)  # type: ignore[misc]
            for by in reviewers
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["AssistanceRequest", "Conflict"]
    assert Message.objects.filter(kind="campaign.assistance_closed").count() == 1


def test_an_answer_and_the_end_at_once_leave_it_closed() -> None:
    conversation = relayed()
    by = conversation.agency.memberships.get().user
    answered, closed = at_once(
        lambda: relay.answer(conversation=conversation, text="Yes", form_key="a", by=by),
        lambda: relay.close(conversation=conversation, side=Side.SENDER, by=None),
    )
    assert isinstance(closed, Conversation)
    assert isinstance(answered, ConversationMessage | Conflict)
    assert Conversation.objects.get().state == "closed"
    said = ConversationMessage.objects.filter(side="agency").count()
    assert said == isinstance(answered, ConversationMessage)
