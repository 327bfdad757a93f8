"""Names with marks that no one sees: they reach no page, picture, feed or email, and pass for no other name."""

import xml.etree.ElementTree as ET

import pytest
from django.core import mail

from agencies import actions as agencies
from agencies.models import Agency
from campaign.conversations.models import Conversation
from common.problems import Refused
from common.text import is_readable, one_line
from outbox.dispatch import deliver_due
from rehearsal.factories.accounts import UserFactory
from rehearsal.factories.agencies import AgencyFactory, lead_of
from rehearsal.factories.directory import pledged
from tests.agencies.test_access import PROFILE
from tests.clients import AgencyClient, signed_in
from tests.conversations.talking import agency_that_answers, question

pytestmark = pytest.mark.django_db

# An override that turns what follows around, a bell, a vertical tab, an isolate, and two ends of line.
HOSTILE = "Den\u202ever\a Pol\vice\u2066\r\nBcc: x@example.org"


def clean(text: str) -> bool:
    return text == one_line(text)


def test_an_agencys_name_is_kept_without_what_cannot_be_seen() -> None:
    client, lead = signed_in()
    client.post("profile/", {**PROFILE, "name": HOSTILE, "city": "Ma\u202econ", "head_name": "J\u200fo"})
    lead.agency.refresh_from_db()

    assert lead.agency.name.startswith("Denver")
    assert [clean(said) for said in (lead.agency.name, lead.agency.city, lead.agency.head_name)] == [True] * 3


@pytest.mark.parametrize(
    "name", ["\u202e\u202c", "\u200b\u2060", "\u2066 \u2069", "\u3164", "\U0001f694\U0001f694", "★ ★", "—"]
)
def test_a_name_that_cannot_be_read_is_refused(name: str) -> None:
    with pytest.raises(Refused) as refused:
        agencies.register(by=None, name=name, country="US")
    agency: Agency = AgencyFactory.create()
    with pytest.raises(Refused):
        agencies.update_profile(
            agency=agency, version=agency.version, changes={"name": name}, by=lead_of(agency)
        )

    assert refused.value.field == "name"
    assert not is_readable(name)


def test_pictures_and_feeds_stay_whole_with_a_name_from_before() -> None:
    """What an older release let into the database, or what came there another way."""
    agency = pledged("Macon").agency
    Agency.objects.filter(pk=agency.pk).update(name=HOSTILE.replace("\r\n", "\x0b"))
    client = AgencyClient()

    for path in (f"/badge/{agency.public_id}.svg", "/feeds/pledges.atom"):
        text = client.get(path).content.decode()
        ET.fromstring(text)  # noqa: S314 - our own picture and feed
        assert [mark for mark in "\u202e\u2066\a\v" if mark in text] == []


def test_what_is_said_in_a_public_form_is_kept_without_what_cannot_be_seen() -> None:
    agency = agency_that_answers()
    said = question(name="Qu\u202einn", subject="Night\u2066 shifts\a", text="Who?\u202e\n\nAnd when?")
    AgencyClient().post(f"/connect/{agency.public_id}/", said)
    conversation = Conversation.objects.get()
    text = conversation.messages.get().text

    assert (conversation.sender_name, conversation.subject, text) == (
        "Quinn",
        "Night shifts",
        "Who?\n\nAnd when?",
    )


def test_an_invitation_has_one_subject_whoever_it_is_from() -> None:
    _client, lead = signed_in(agency__name="Macon Police Department")
    UserFactory._meta.model.objects.filter(pk=lead.user_id).update(name=HOSTILE)
    agencies.invite(agency=lead.agency, email="bo@example.org", name=HOSTILE, role="viewer", by=lead.user)
    deliver_due()

    (message,) = mail.outbox
    assert (len(message.subject.splitlines()), message.to, message.bcc) == (1, ["bo@example.org"], [])
    assert "\nBcc:" not in message.message().as_string().partition("\n\n")[0]
