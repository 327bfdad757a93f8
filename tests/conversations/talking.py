"""What the tests of relayed questions and requests for help share."""

import re
from typing import Any

from django.core import mail
from django.test import Client

from agencies.models import Agency
from campaign.assistance.queries import requests
from campaign.conversations import queries
from campaign.conversations.actions import relay as actions
from campaign.conversations.models import CONFIRM_LINK, FOLLOW_LINK, Conversation
from common.forms import guard
from common.models import opaque_code
from outbox.dispatch import deliver_due
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from rehearsal.factories.pledges import PledgeFactory
from tests.clients import AgencyClient

SENDER = "quinn.asker@example.net"
LEAD = "lena.lead@example.org"
TEXT = "How did you find a clinician for the night shift?"
ANSWER = "We share one with the county."


def waits_at_the_desk() -> tuple[int, int]:
    """How many requests for help and reports the menu of the desk counts."""
    return requests.waiting().count(), queries.unsettled().count()


def waits_for(agency: Agency) -> tuple[int, int]:
    """How many questions and answered requests the agency's menu counts."""
    return queries.waiting_for(agency).count(), requests.answered(agency).count()


def agency_that_answers(**fields: Any) -> Agency:
    """A listed agency that takes questions, with a lead whose address is LEAD unless that is taken."""
    agency: Agency = AgencyFactory(accepts_messages=True, **fields)
    PledgeFactory(agency=agency)
    MembershipFactory(agency=agency, role="lead")
    return agency


def question(**changes: str) -> dict[str, str]:
    """The form of a question, filled in."""
    values = {
        "subject": "Night shifts",
        "text": TEXT,
        "name": "Quinn Asker",
        "organization": "Macon Police Department",
        "email": SENDER,
        "nickname": "",
        "form_key": guard.issue(),
    }
    return {**values, **changes}


def more(text: str = "And on weekends?", **changes: str) -> dict[str, str]:
    """A message in a conversation, or a reply to a request, filled in."""
    return {"text": text, "nickname": "", "form_key": guard.issue(), **changes}


def asked(agency: Agency | None = None, **changes: str) -> Conversation:
    """A question that waits for its address to be confirmed."""
    said = {**question(**changes), "form_key": opaque_code()}
    said.pop("nickname")
    conversation = actions.ask(agency=agency or agency_that_answers(), **said)
    assert conversation is not None
    return conversation


def relayed(agency: Agency | None = None, **changes: str) -> Conversation:
    """A question that waits for the agency."""
    return actions.confirm(conversation=asked(agency, **changes))


def confirm_path(conversation: Conversation) -> str:
    """The link that confirms the address."""
    return f"/connect/confirm/{CONFIRM_LINK.token(conversation.public_id)}/"


def thread_path(conversation: Conversation, end: str = "") -> str:
    """The link by which the sender follows."""
    return f"/connect/thread/{FOLLOW_LINK.token(conversation.public_id)}/{end}"


def client_for(agency: Agency, role: str = "lead") -> Client:
    """Signed in as a new member of the agency."""
    client = AgencyClient()
    client.force_login(MembershipFactory(agency=agency, role=role).user)
    return client


def links_mailed_to(address: str) -> list[str]:
    """Deliver what the outbox holds; the paths that were mailed to an address, in order."""
    deliver_due()
    bodies = [str(message.body) for message in mail.outbox if message.to == [address]]
    return [found for body in bodies for found in re.findall(r"http://localhost:8000(/\S+/)", body)]


def whole(message: mail.EmailMessage) -> str:
    """An email with its headers and all its parts, without the line breaks that mail needs."""
    return message.message().as_string().replace("=\n", "")
