"""The demonstration's questions and requests: every state is there to be seen, and a second call adds nothing."""

from typing import Any

import pytest
from django.utils import timezone

from campaign.assistance.models import AssistanceRequest, PeerMatch
from campaign.assistance.queries import desk as assistance_desk
from campaign.conversations.models import AbuseReport, Conversation
from demonstration.talk import talk
from rehearsal.factories.accounts import ReviewerFactory
from tests.conversations.talking import agency_that_answers, waits_at_the_desk, waits_for

pytestmark = pytest.mark.django_db


def kept() -> dict[str, Any]:
    """What there is, by state."""
    return {
        "conversations": sorted(Conversation.objects.values_list("state", flat=True)),
        "requests": sorted(AssistanceRequest.objects.values_list("kind", "state")),
        "reports": AbuseReport.objects.count(),
        "matches": PeerMatch.objects.count(),
    }


def test_every_state_is_shown_once() -> None:
    agency, reviewer = agency_that_answers(), ReviewerFactory()
    agency_that_answers()
    for _call in range(2):
        assert talk(timezone.localdate(), reviewer, about=agency.name) == ""
        assert kept() == {
            "conversations": ["answered", "waiting", "waiting"],
            "requests": [("contact", "closed")] * 4
            + [("peer", "answered"), ("site", "new"), ("technical", "new")],
            "reports": 1,
            "matches": 1,
        }
    assert (waits_at_the_desk(), waits_for(agency)) == ((2, 1), (2, 1))
    assert assistance_desk.summary().average == "4.0"
    assert [row.days for row in assistance_desk.as_waiting(_open(), timezone.now())] == [9, 9, 5]


def _open() -> list[AssistanceRequest]:
    return list(assistance_desk.queue(assistance_desk.Wanted(), ReviewerFactory()))
