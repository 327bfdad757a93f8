"""Requests for help from the form to the rating: what is kept, who is told, and where each step may happen."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from audit.models import Entry
from campaign.assistance import actions
from campaign.assistance.models import FOLLOW_LINK, AssistanceEntry, AssistanceRequest
from campaign.assistance.queries import desk as assistance_desk
from campaign.assistance.states import MACHINE, State, Transition
from campaign.content.models import LearningSite
from common import tokens
from common.forms import guard
from common.models import opaque_code
from common.problems import Conflict, Refused
from outbox.dispatch import deliver_due
from outbox.models import Message
from rehearsal.factories.accounts import ReviewerFactory, UserFactory
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory, lead_of
from tests.clients import AgencyClient, agency_page_of
from tests.conversations.talking import client_for, links_mailed_to, more, waits_at_the_desk, waits_for, whole

pytestmark = pytest.mark.django_db

WHO = "quinn.asker@example.net"
TEXT = "We have nobody who has written such a policy."
ANSWER = "Here is how others did it."
PATHS = {
    "peer": "/assistance/peers/",
    "technical": "/assistance/technical/",
    "site": "/assistance/learning-site/",
    "contact": "/contact/",
}


def form_of(kind: str = "technical", **changes: str) -> dict[str, str]:
    """The form of one way to ask, filled in."""
    values = {
        "subject": "A first policy",
        "text": TEXT,
        "name": "Quinn Asker",
        "email": WHO,
        "organization": "Macon Police Department",
        "nickname": "",
        "form_key": guard.issue(),
    }
    if kind != "contact":
        values |= {"agency_kind": "municipal", "region": "US-GA", "sworn": "41"}
    if kind == "site":
        values["site"] = str(LearningSite.objects.order_by("name").values_list("pk", flat=True)[0])
    return {**values, **changes}


def requested(**fields: Any) -> AssistanceRequest:
    """A request that no one has taken up."""
    values = {
        "kind": "technical",
        "name": "Quinn Asker",
        "email": WHO,
        "subject": "A first policy",
        "text": TEXT,
        "form_key": opaque_code(),
    }
    if "agency" in fields:
        fields.setdefault("by", lead_of(fields["agency"]))
    return actions.ask(**{**values, **fields})


def path_of(request: AssistanceRequest, end: str = "") -> str:
    """The link by which the requester follows."""
    return f"/assistance/follow/{FOLLOW_LINK.token(request.public_id)}/{end}"


@pytest.mark.parametrize("kind", PATHS)
def test_a_whole_request(client: Client, kind: str) -> None:
    assert client.post(PATHS[kind], form_of(kind)).headers["Location"] == "/assistance/thanks/"
    (follow,) = links_mailed_to(WHO)
    assert TEXT in client.get(follow).content.decode()
    request = AssistanceRequest.objects.get()
    assert (request.kind, request.state, request.assigned_to) == (kind, "new", None)
    desk, reviewer = AgencyClient(), ReviewerFactory(name="Rae Stone")
    desk.force_login(reviewer)
    here = f"/desk/requests/{request.public_id}/"
    assert "A first policy" in desk.get("/desk/requests/").content.decode()
    assert desk.post(f"{here}assign/", {"to": reviewer.pk}).status_code == 302
    assert desk.post(f"{here}note/", {"text": "Ask Ana.", "form_key": "n"}).status_code == 302
    assert desk.post(f"{here}answer/", {"text": ANSWER, "form_key": "a"}).status_code == 302
    assert links_mailed_to(WHO) == [follow, follow]
    page = client.get(follow).content.decode()
    assert [ANSWER in page, "Ask Ana." in page, "Rae Stone" in page] == [True, False, False]
    assert client.post(follow, more("Thank you.")).status_code == 302
    assert AssistanceRequest.objects.get().state == "assigned"
    assert len(links_mailed_to(reviewer.email)) == 1
    assert desk.post(f"{here}close/", {"closure": "solved"}).status_code == 302
    assert links_mailed_to(WHO) == [follow] * 3
    assert f"{follow}rate/" in client.get(follow).content.decode()
    assert client.post(f"{follow}rate/", rating("4")).status_code == 302
    assert assistance_desk.summary().average == "4.0"
    assert f"{follow}rate/" not in client.get(follow).content.decode()


def test_one_click_behind_the_secret_link_may_be_fast(settings: Settings) -> None:
    settings.FORM_FILL_SECONDS = 3
    request = requested()
    actions.close(request=request, closure="solved", by=ReviewerFactory())
    assert AgencyClient().post(path_of(request, "rate/"), rating("4")).status_code == 302
    assert AssistanceRequest.objects.get().rating == 4


def rating(points: str, comment: str = "") -> dict[str, str]:
    return {"rating": points, "comment": comment, "nickname": "", "form_key": guard.issue()}


def test_nothing_said_stands_in_an_email_the_outbox_or_the_trail() -> None:
    reviewer, other = ReviewerFactory(name="Rae Stone"), ReviewerFactory()
    request = requested(organization="Macon Police Department")
    steps: list[Callable[[], object]] = [
        lambda: actions.assign(request=request, to=other, by=reviewer),
        lambda: actions.answer(request=request, text=ANSWER, form_key="a", by=other),
        lambda: actions.note(request=request, text="Ask Ana.", form_key="n", by=other),
        lambda: actions.reply(request=request, text="And then?", form_key="r"),
        lambda: actions.close(request=request, closure="solved", by=other),
        lambda: actions.rate(request=request, rating=2, comment="Too slow."),
    ]
    deliver_due()
    for step in steps:
        step()
        deliver_due()
    secrets = [
        TEXT,
        ANSWER,
        "Ask Ana.",
        "And then?",
        "Too slow.",
        "A first policy",
        "Quinn",
        "Macon",
        "Rae Stone",
    ]
    outbox = json.dumps(list(Message.objects.values_list("payload", "key")))
    trail = json.dumps(list(Entry.objects.values_list("verb", "details", "subject")))
    assert [message.to for message in mail.outbox] == [[WHO], [other.email], [WHO], [other.email], [WHO]]
    for text in (outbox, trail, *map(whole, mail.outbox)):
        assert [secret for secret in secrets if secret in text] == []
    assert WHO not in outbox + trail
    for message in mail.outbox:
        addresses = {WHO, other.email, reviewer.email} - set(message.to)
        assert [address for address in addresses if address in whole(message)] == []


def test_the_key_is_stored_as_a_hash_alone_and_opens_one_request(client: Client) -> None:
    first, second = requested(), requested(subject="Another")
    key = FOLLOW_LINK.token(first.public_id)
    row = json.dumps(AssistanceRequest.objects.filter(pk=first.pk).values().get(), default=str)
    assert (tokens.hash_of(key) in row, key in row) == (True, False)
    assert "Another" not in client.get(path_of(first)).content.decode()
    assert "Another" in client.get(path_of(second)).content.decode()
    wrong = [f"/assistance/follow/{end}/" for end in ("a" * 32, "x", first.public_id, "%00")]
    assert [client.get(path).status_code for path in wrong] == [404] * 4


CELLS = [(state, step) for state in State for step in Transition]


@pytest.mark.parametrize(("state", "step"), CELLS, ids=[f"{state}-{step}" for state, step in CELLS])
def test_every_cell_of_the_table(state: State, step: Transition) -> None:
    request, reviewer = requested(), ReviewerFactory()
    AssistanceRequest.objects.update(state=state.value)
    takes: dict[Transition, Any] = {
        Transition.ASSIGN: lambda: actions.assign(request=request, to=reviewer, by=reviewer),
        Transition.RELEASE: lambda: actions.release(request=request, by=reviewer),
        Transition.ANSWER: lambda: actions.answer(request=request, text="Yes", form_key="a", by=reviewer),
        Transition.REPLY: lambda: actions.reply(request=request, text="More", form_key="b"),
        Transition.CLOSE: lambda: actions.close(request=request, closure="solved", by=reviewer),
    }
    if (state, step) in MACHINE.table:
        takes[step]()
    else:
        with pytest.raises(Conflict):
            takes[step]()
    assert AssistanceRequest.objects.get().state == MACHINE.table.get((state, step), state).value


def test_whoever_answers_or_closes_what_nobody_has_has_it() -> None:
    reviewer = ReviewerFactory()
    answered = actions.answer(request=requested(), text="Yes", form_key="a", by=reviewer)
    closed = actions.close(request=requested(), closure="solved", by=reviewer)
    assert (answered.assigned_to, closed.assigned_to) == (reviewer, reviewer)


def test_a_reply_opens_a_closed_request_for_the_one_who_closed_it(client: Client) -> None:
    reviewer, request = ReviewerFactory(), requested()
    actions.close(request=request, closure="solved", by=reviewer)
    client.post(path_of(request), more("One more thing"))
    again = AssistanceRequest.objects.get()
    assert (again.state, again.assigned_to, again.closed_at, again.closure) == (
        "assigned",
        reviewer,
        None,
        "",
    )
    assert Entry.objects.filter(verb="campaign.help_reopened").count() == 1


def test_only_people_of_the_desk_are_assigned() -> None:
    with pytest.raises(Refused):
        actions.assign(request=requested(), to=UserFactory(), by=ReviewerFactory())


def test_every_form_sent_twice_counts_once(client: Client) -> None:
    ask, desk = form_of(), AgencyClient()
    desk.force_login(ReviewerFactory())
    for _attempt in range(2):
        client.post(PATHS["technical"], ask)
    request = AssistanceRequest.objects.get()
    reply = more("And then?")
    for _attempt in range(2):
        desk.post(f"/desk/requests/{request.public_id}/answer/", {"text": ANSWER, "form_key": "a"})
    for _attempt in range(2):
        client.post(path_of(request), reply)
    for _attempt in range(2):
        desk.post(f"/desk/requests/{request.public_id}/note/", {"text": "Hm.", "form_key": "n"})
    assert list(AssistanceEntry.objects.values_list("kind", flat=True)) == [
        "asked",
        "answer",
        "asked",
        "note",
    ]
    kinds = Message.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [
        "campaign.assistance_received",
        "campaign.assistance_answered",
        "campaign.assistance_replied",
    ]


def test_how_it_went_is_asked_once_and_after_the_end(client: Client) -> None:
    request = requested()
    early = client.post(path_of(request, "rate/"), rating("5"))
    assert (early.status_code, AssistanceRequest.objects.get().rating) == (422, None)
    with pytest.raises(Refused):
        actions.rate(request=request, rating=5, comment="")
    actions.close(request=request, closure="solved", by=ReviewerFactory())
    assert client.post(path_of(request, "rate/"), rating("6")).status_code == 422
    for points in ("2", "5"):
        client.post(path_of(request, "rate/"), rating(points, f"Said {points}"))
    found = AssistanceRequest.objects.get()
    assert (found.rating, found.rating_comment) == (2, "Said 2")


@pytest.mark.parametrize("points", [0, 6])
def test_the_database_takes_no_other_rating(points: int) -> None:
    requested()
    with pytest.raises(IntegrityError), transaction.atomic():
        AssistanceRequest.objects.update(rating=points)


def test_what_is_not_serious_is_closed_without_a_word() -> None:
    request = requested()
    deliver_due()
    actions.close(request=request, closure="spam", by=ReviewerFactory())
    deliver_due()
    assert len(mail.outbox) == 1


def test_an_address_gets_five_links_a_day_and_every_request_is_kept(client: Client) -> None:
    for number in range(7):
        requested(subject=f"Number {number}")
    assert len(links_mailed_to(WHO)) == 5
    assert AssistanceRequest.objects.count() == 7
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        requested()
        assert len(links_mailed_to(WHO)) == 6


def test_a_network_sends_ten_an_hour_and_loses_no_word(client: Client) -> None:
    answers = [client.post("/contact/", form_of("contact", subject=f"N {n}")) for n in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert TEXT in answers[-1].content.decode()


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("contact", {"subject": ""}, "subject"),
        ("contact", {"text": ""}, "text"),
        ("contact", {"name": ""}, "name"),
        ("contact", {"email": "quinn"}, "email"),
        ("contact", {"nickname": "x"}, "nickname"),
        ("contact", {"form_key": "forged"}, "form_key"),
        ("peer", {"organization": ""}, "organization"),
        ("peer", {"sworn": "-1"}, "sworn"),
        ("technical", {"region": "US-XX"}, "region"),
        ("technical", {"agency_kind": "navy"}, "agency_kind"),
        ("site", {"site": ""}, "site"),
        ("site", {"site": "999999"}, "site"),
    ],
)
def test_a_form_that_is_wrong_comes_back_with_what_was_typed(
    client: Client, kind: str, changes: dict[str, str], field: str
) -> None:
    response = client.post(PATHS[kind], form_of(kind, **changes))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    page = response.content.decode()
    assert ("text" in changes) or TEXT in page
    assert not AssistanceRequest.objects.exists()


def test_each_learning_site_leads_to_its_form(client: Client) -> None:
    sites = list(LearningSite.objects.order_by("name"))
    assert len(sites) == 10
    page = client.get("/learning-sites/").content.decode()
    for site in sites:
        path = f"/assistance/learning-site/?site={site.pk}"
        assert path in page
        assert client.get(path).context["form"]["site"].value() == str(site.pk)


def test_a_member_finds_the_form_filled_in_and_the_request_is_their_agencys() -> None:
    membership = MembershipFactory(agency__kind="sheriff", agency__sworn=77, role="viewer")
    client = AgencyClient()
    client.force_login(membership.user)
    form = client.get("/assistance/peers/").context["form"]
    names = ("name", "email", "organization", "agency_kind", "region", "sworn")
    expected = [membership.user.name, membership.user.email, membership.agency.name, "sheriff", "US-GA", 77]
    assert [form[name].value() for name in names] == expected
    other = AgencyFactory()
    page = client.get("/assistance/peers/").content.decode()
    assert f'name="of_agency" value="{membership.agency.public_id}"' in page
    # The form says for which agency, wherever the person was meanwhile; another's is no one's.
    second = MembershipFactory(user=membership.user)
    client.get(agency_page_of(second.agency))
    for named in (membership.agency, second.agency, other):
        sent = {**form_of("peer"), "of_agency": named.public_id, "agency": str(other.pk)}
        client.post("/assistance/peers/", sent)
    assert list(AssistanceRequest.objects.order_by("pk").values_list("agency", flat=True)) == [
        membership.agency_id,
        second.agency_id,
        None,
    ]


def test_an_agency_sees_its_own_requests_and_answers_by_role() -> None:
    agency = AgencyFactory()
    request = requested(agency=agency)
    requested(agency=AgencyFactory(), subject="Somebody else's")
    requested(subject="Nobody's")
    actions.answer(request=request, text=ANSWER, form_key="a", by=ReviewerFactory())
    here = f"requests/{request.public_id}/"
    answers = {}
    for role in ("viewer", "editor", "signatory", "lead"):
        client = client_for(agency, role)
        page = client.get("requests/").content.decode()
        assert ["A first policy" in page, "Somebody else" in page, "No one" in page] == [True, False, False]
        assert ANSWER in client.get(here).content.decode()
        answers[role] = client.post(here, more(f"From {role}")).status_code
    assert answers == {"viewer": 403, "editor": 302, "signatory": 302, "lead": 302}


def test_menus_say_how_much_waits() -> None:
    agency = AgencyFactory()
    request = requested(agency=agency)
    desk, member = AgencyClient(), client_for(agency)
    desk.force_login(ReviewerFactory())
    assert (waits_at_the_desk(), waits_for(agency)) == ((1, 0), (0, 0))
    assert "side-count" in desk.get("/desk/").content.decode()
    assert "side-count" not in member.get("").content.decode()
    actions.answer(request=request, text=ANSWER, form_key="a", by=ReviewerFactory())
    assert (waits_at_the_desk(), waits_for(agency)) == ((0, 0), (0, 1))
    assert "side-count" not in desk.get("/desk/").content.decode()
    assert "side-count" in member.get("").content.decode()


def test_a_year_after_its_end_a_request_is_emptied(client: Client) -> None:
    request, young, still_open = requested(), requested(), requested()
    now = timezone.now()
    for row in (request, young):
        actions.close(request=row, closure="solved", by=ReviewerFactory())
    actions.rate(request=request, rating=5, comment="Thank you, Ana")
    AssistanceRequest.objects.filter(pk=young.pk).update(closed_at=now + timedelta(days=1))
    day = now + actions.KEPT + timedelta(hours=1)
    assert [actions.purge_requests(now=day), actions.purge_requests(now=day)] == [1, 0]
    left = json.dumps(AssistanceRequest.objects.filter(pk=request.pk).values().get(), default=str)
    assert [word for word in ("Quinn", WHO, "policy", "Ana", tokens.mark_of(WHO)) if word in left] == []
    assert AssistanceEntry.objects.filter(request=request).count() == 0
    assert [client.get(path_of(r)).status_code for r in (request, young, still_open)] == [404, 200, 200]
    assert assistance_desk.summary().average == "5.0"
    entries = Entry.objects.filter(verb="campaign.help_emptied", actor_ref=None)
    assert list(entries.values_list("subject", flat=True)) == [f"campaign.AssistanceRequest:{request.pk}"]
