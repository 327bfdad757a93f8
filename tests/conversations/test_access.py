"""Who may open which page of messages and requests for help: every route, every role, one's own and someone else's."""

from typing import Any

import pytest

from campaign.assistance import actions as assistance
from campaign.assistance import urls as assistance_urls
from campaign.assistance.models import FOLLOW_LINK as REQUEST_LINK
from campaign.assistance.models import AssistanceRequest, PeerMatch
from campaign.conversations import urls
from campaign.conversations.actions import abuse, relay
from campaign.conversations.models import (
    CONFIRM_LINK,
    FOLLOW_LINK,
    AbuseReport,
    BlockedSender,
    Conversation,
    Side,
)
from common.addresses import reverse
from common.models import opaque_code
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import MembershipFactory, lead_of
from tests.accounts.people import ROLES, client_of
from tests.clients import AgencyClient, agency_page
from tests.content.pages import same_number_of_queries
from tests.conversations.talking import agency_that_answers, more, question, relayed

pytestmark = pytest.mark.django_db


class Scene:
    """An agency with a question, a request for help, a report and a block."""

    def __init__(self) -> None:
        self.agency = agency_that_answers()
        self.conversation = relayed(self.agency, email=f"q{self.agency.pk}@example.org")
        self.request = assistance.ask(
            kind="peer",
            name="Quinn",
            email="q@example.org",
            subject="Hello",
            text="Help",
            form_key=opaque_code(),
            agency=self.agency,
            by=lead_of(self.agency),
        )
        self.report = abuse.report(
            conversation=self.conversation,
            side=Side.AGENCY,
            reason="Advertising",
            by=lead_of(self.agency),
        )
        self.blocked = BlockedSender.objects.create(mark=opaque_code())
        self.match = PeerMatch.objects.create(request=self.request, agency=agency_that_answers())
        self.reviewer = ReviewerFactory()

    def path(self, name: str) -> str:
        """The address of a route, for this scene's objects."""
        follow = FOLLOW_LINK.token(self.conversation.public_id)
        confirm = CONFIRM_LINK.token(self.conversation.public_id)
        request = REQUEST_LINK.token(self.request.public_id)
        arguments: dict[str, list[Any]] = {
            "conversations:ask": [self.agency.public_id],
            "conversations:confirm": [confirm],
            "assistance:follow": [request],
            "assistance:rate": [request],
            "conversations:desk_message": [self.report.public_id],
            "conversations:desk_unblock": [self.blocked.public_id],
            "assistance:desk_request_outcome": [self.request.public_id, self.match.pk],
        }
        if name in {f"conversations:{one}" for one in ("thread", "close", "report")}:
            arguments[name] = [follow]
        if name.startswith("conversations:message") and name != "conversations:messages":
            arguments[name] = [self.conversation.public_id]
        if name == "assistance:my_request" or (
            name.startswith("assistance:desk_request")
            and name not in {"assistance:desk_requests", *arguments}
        ):
            arguments[name] = [self.request.public_id]
        return reverse(name, arguments.get(name, []), agency=self.agency.public_id)

    def sent(self, name: str) -> dict[str, Any]:
        """What a form of this route sends."""
        report = {**more(), "reason": "Advertising"}
        forms: dict[str, dict[str, Any]] = {
            "conversations:ask": question(email=f"a{self.agency.pk}@example.org"),
            "conversations:report": report,
            "conversations:message_report": report,
            "assistance:rate": {**more(), "rating": "5", "comment": ""},
            "conversations:desk_message": {"outcome": "nothing"},
            "assistance:desk_request_assign": {"to": self.reviewer.pk},
            "assistance:desk_request_answer": {"text": "Yes", "form_key": "a"},
            "assistance:desk_request_note": {"text": "Hm", "form_key": "n"},
            "assistance:desk_request_close": {"closure": "solved"},
            "assistance:desk_request_propose": {"agency": self.agency.public_id},
            "assistance:desk_request_outcome": {"outcome": "met"},
        }
        return forms.get(name, more())


ASKED = {"subject": "S", "name": "N", "email": "n@example.org", "organization": "O"}
EVERYBODY, NOT_SO = [200] * 8, [405] * 8
MEMBERS = [302, 404, 200, 200, 200, 200, 404, 404]
MEMBERS_READ = [302, 404, 405, 405, 405, 405, 404, 404]
EDITORS = [302, 404, 403, 302, 302, 302, 404, 404]
EDITORS_POST = [302, 404, 403, 405, 405, 405, 404, 404]
DESK, DESK_DOES, DESK_NOT_SO = ([302, *[403] * 5, code, code] for code in (200, 302, 405))
# What each route answers for each of ROLES to GET and POST:
# anonymous, stranger, viewer, editor, signatory, lead, reviewer, administrator.
TABLE: dict[str, tuple[list[int], list[int]]] = {
    "assistance:contact": (EVERYBODY, [422] * 8),
    "assistance:hub": (EVERYBODY, NOT_SO),
    "assistance:peers": (EVERYBODY, [422] * 8),
    "assistance:technical": (EVERYBODY, [422] * 8),
    "assistance:site": (EVERYBODY, [422] * 8),
    "assistance:thanks": (EVERYBODY, NOT_SO),
    "assistance:follow": (EVERYBODY, [302] * 8),
    "assistance:rate": ([302] * 8, [422] * 8),
    "conversations:ask": (EVERYBODY, [302] * 8),
    "conversations:sent": (EVERYBODY, NOT_SO),
    "conversations:confirm": (EVERYBODY, EVERYBODY),
    "conversations:thread": (EVERYBODY, [302] * 8),
    "conversations:close": (NOT_SO, [302] * 8),
    "conversations:report": (EVERYBODY, [302] * 8),
    "conversations:messages": (MEMBERS, MEMBERS_READ),
    "conversations:message": (MEMBERS, EDITORS),
    "conversations:message_close": (EDITORS_POST, EDITORS),
    "conversations:message_report": ([302, 404, 403, 200, 200, 200, 404, 404], EDITORS),
    "assistance:my_requests": (MEMBERS, MEMBERS_READ),
    "assistance:my_request": (MEMBERS, EDITORS),
    "conversations:desk_messages": (DESK, DESK_NOT_SO),
    "conversations:desk_message": (DESK, DESK_DOES),
    "conversations:desk_unblock": (DESK_NOT_SO, DESK_DOES),
    "assistance:desk_requests": (DESK, DESK_DOES),
    "assistance:desk_request": (DESK, DESK_NOT_SO),
    "assistance:desk_request_assign": (DESK_NOT_SO, DESK_DOES),
    "assistance:desk_request_release": (DESK_NOT_SO, [302, *[403] * 5, 409, 409]),
    "assistance:desk_request_answer": (DESK_NOT_SO, DESK_DOES),
    "assistance:desk_request_note": (DESK_NOT_SO, DESK_DOES),
    "assistance:desk_request_close": (DESK_NOT_SO, DESK_DOES),
    "assistance:desk_request_propose": (DESK_NOT_SO, DESK_DOES),
    "assistance:desk_request_outcome": (DESK_NOT_SO, DESK_DOES),
}


def test_every_route_is_in_the_table() -> None:
    rooms = (assistance_urls, urls)
    assert set(TABLE) == {f"{room.app_name}:{one.name}" for room in rooms for one in room.urlpatterns}


@pytest.mark.parametrize("name", TABLE)
def test_route(name: str) -> None:
    answers: tuple[list[int], list[int]] = ([], [])
    for role in ROLES:
        scene = Scene()
        client = client_of(role, scene.agency)
        answers[0].append(client.get(scene.path(name)).status_code)
        answers[1].append(client.post(scene.path(name), scene.sent(name)).status_code)
    assert answers == TABLE[name]


@pytest.mark.parametrize(
    "name",
    [
        "conversations:message",
        "conversations:message_close",
        "conversations:message_report",
        "assistance:my_request",
    ],
)
def test_somebody_elses_is_not_found_and_stays_as_it_is(name: str) -> None:
    theirs, lead = Scene(), MembershipFactory()
    client = AgencyClient()
    client.force_login(lead.user)
    before = rows()
    method = client.get if name != "conversations:message_close" else client.post
    foreign = [method(theirs.path(name)), client.post(theirs.path(name), theirs.sent(name))]
    missing = client.post(agency_page(name, ["a" * 26]), theirs.sent(name))
    assert [response.status_code for response in (*foreign, missing)] == [404] * 3
    assert rows() == before


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in TABLE
        if name.startswith(
            ("conversations:desk_message", "assistance:desk_request", "conversations:desk_unblock")
        )
    ],
)
def test_the_desk_of_something_that_is_not_there(name: str) -> None:
    if name in {"conversations:desk_messages", "assistance:desk_requests"}:
        return
    client, arguments = AgencyClient(), ["a" * 26]
    client.force_login(ReviewerFactory())
    if name == "assistance:desk_request_outcome":
        arguments.append("999999")
    assert client.post(reverse(name, args=arguments), Scene().sent(name)).status_code in {
        404,
        405,
    }


def test_another_requests_match_is_not_found() -> None:
    first, second, client = Scene(), Scene(), AgencyClient()
    client.force_login(ReviewerFactory())
    path = reverse("assistance:desk_request_outcome", args=[first.request.public_id, second.match.pk])
    assert client.post(path, {"outcome": "met"}).status_code == 404
    assert PeerMatch.objects.get(pk=second.match.pk).outcome == "proposed"


def test_posts_without_a_token_are_refused() -> None:
    scene = Scene()
    client = AgencyClient(enforce_csrf_checks=True)
    client.force_login(MembershipFactory(agency=scene.agency).user)
    before = rows()
    posts = [name for name, (_get, post) in TABLE.items() if 302 in post and not name.startswith("desk")]
    answers = {name: client.post(scene.path(name), scene.sent(name)).status_code for name in posts}
    assert answers == dict.fromkeys(posts, 403)
    assert rows() == before


@pytest.mark.parametrize("path", ["messages/", "requests/"])
def test_an_agencys_list_takes_the_same_statements_for_one_and_for_three(path: str) -> None:
    scene = Scene()
    client = client_of("lead", scene.agency)

    def add() -> None:
        relayed(scene.agency, email=f"m{Conversation.objects.count()}@example.org")
        assistance.ask(
            kind="contact", name="Q", email="q@example.org", subject="S", text="T",
            form_key=opaque_code(), agency=scene.agency, by=lead_of(scene.agency),
        )  # fmt: skip

    client.get(path)
    assert same_number_of_queries(path, add, client)


@pytest.mark.parametrize("path", ["/desk/messages/", "/desk/requests/?state=all"])
def test_the_desks_lists_take_the_same_statements_for_one_and_for_three(path: str) -> None:
    client = AgencyClient()
    client.force_login(ReviewerFactory())
    client.get(path)
    assert same_number_of_queries(path, Scene, client)


def test_a_conversation_takes_the_same_statements_for_one_and_for_three() -> None:
    scene = Scene()
    client = client_of("lead", scene.agency)
    lead = MembershipFactory(agency=scene.agency).user

    def add() -> None:
        relay.answer(conversation=scene.conversation, text="Yes", form_key=opaque_code(), by=lead)

    path = f"messages/{scene.conversation.public_id}/"
    client.get(path)
    assert same_number_of_queries(path, add, client)


def rows() -> list[Any]:
    """Everything in the tables."""
    models = (Conversation, AbuseReport, BlockedSender, AssistanceRequest, PeerMatch)
    return [list(model._default_manager.order_by("pk").values()) for model in models]
