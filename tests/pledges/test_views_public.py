"""The public form and the coordinator's links, as a browser without scripts meets them."""

import re
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from agencies.models import Agency
from common.forms import guard
from outbox.dispatch import deliver_due
from pledges import actions
from pledges.lifecycle import State
from pledges.models import ANSWER_LINK, CONFIRM_LINK, Pledge
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.pledges import PledgeFactory

pytestmark = pytest.mark.django_db

TAKE = "/pledge/"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def said(**changes: Any) -> dict[str, Any]:
    values = {
        "name": "Stockbridge Police Department",
        "kind": "municipal",
        "country": "US",
        "region": "US-GA",
        "city": "Stockbridge",
        "ori": "ga-075 1100",
        "website": "stockbridge.example.org",
        "head_name": "Jordan Ellis",
        "head_title": "Chief of Police",
        "coordinator_name": "Robin Hale",
        "coordinator_title": "Lieutenant",
        "coordinator_email": "robin.hale@example.org",
        "coordinator_phone": "+1 555 0100",
        "sworn": "41",
        "non_sworn": "9",
        "headcount_on": "2026-01-01",
        "commit_partnership": "on",
        "commit_policy": "on",
        "commit_crisis_intervention": "on",
        "commit_first_aid": "on",
        "commit_report": "on",
        "authority_confirmed": "on",
        "nickname": "",
        "form_key": guard.issue(),
    }
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


def links_in(text: str) -> list[str]:
    return re.findall(r"https?://[^/\s]+(/\S+)", text)


def test_the_form_is_open_to_everybody_and_its_key_is_fresh(client: Client) -> None:
    first, second = (client.get(TAKE).context["form"]["form_key"].value() for _ in range(2))
    assert first != second
    guard.check(first)


@time_machine.travel("2026-02-02 12:00:00-05:00")
def test_the_way_from_the_form_to_a_confirmed_pledge(client: Client) -> None:
    response = client.post(TAKE, said(), follow=True)
    assert response.redirect_chain == [("/pledge/thanks/", 302)]
    assert "robin.hale@example.org" in response.content.decode()
    pledge = Pledge.objects.get()
    assert pledge.agency.ori == "GA0751100"
    assert pledge.agency.website == "https://stockbridge.example.org"
    deliver_due()
    assert [message.to for message in mail.outbox] == [["robin.hale@example.org"]]
    link = next(url for url in links_in(mail.outbox[0].body) if url.startswith("/pledge/confirm/"))
    page = client.get(link)
    assert page.status_code == 200
    pledge.refresh_from_db()
    assert pledge.lifecycle_state is State.RECEIVED
    page = client.post(link, follow=True)
    assert "The IACP now checks the pledge" in page.content.decode()
    pledge.refresh_from_db()
    assert pledge.lifecycle_state is State.CONFIRMED
    assert client.post(link).status_code == 200


def test_thanks_for_a_stranger_name_no_address(client: Client) -> None:
    client.post(TAKE, said())
    assert "robin.hale" not in Client().get("/pledge/thanks/").content.decode()


def test_thanks_lead_on_while_the_agency_waits() -> None:
    page = Client().get("/pledge/thanks/").content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    for path in ("/faq/", "/resources/", "/find-a-course/", "/agencies/"):
        assert f'href="{path}"' in page


REQUIRED = [
    "name",
    "kind",
    "country",
    "region",
    "city",
    "head_name",
    "head_title",
    "coordinator_name",
    "coordinator_email",
    "sworn",
    "headcount_on",
    "commit_partnership",
    "commit_policy",
    "commit_crisis_intervention",
    "commit_first_aid",
    "commit_report",
    "authority_confirmed",
]


@pytest.mark.parametrize("left_out", REQUIRED)
def test_a_form_without_an_answer_comes_back_with_everything_else_in_it(
    client: Client, left_out: str
) -> None:
    sent = said(**{left_out: None})
    response = client.post(TAKE, sent)
    assert response.status_code == 422
    form = response.context["form"]
    assert list(form.errors) == [left_out]
    page = response.content.decode()
    for name in (
        "name",
        "city",
        "head_name",
        "coordinator_email",
        "coordinator_phone",
        "sworn",
        "headcount_on",
    ):
        if name != left_out:
            assert f'value="{sent[name]}"' in page
    for name in REQUIRED[11:]:
        if name != left_out:
            assert re.search(rf'name="{name}"[^>]*checked', page)
    assert Pledge.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ori": "12"}, "ori"),
        ({"region": "CA-ON"}, "region"),
        ({"region": "US-XX"}, "region"),
        ({"country": "ZZ"}, "country"),
        ({"coordinator_email": "robin"}, "coordinator_email"),
        ({"sworn": "0"}, "sworn"),
        ({"sworn": "forty"}, "sworn"),
        ({"sworn": "-3"}, "sworn"),
        ({"headcount_on": "2026-02-30"}, "headcount_on"),
        ({"headcount_on": "2999-01-01"}, "headcount_on"),
        ({"headcount_on": "0202-01-01"}, "headcount_on"),
        ({"name": "x" * 161}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"nickname": "Bob"}, "nickname"),
        ({"form_key": "made up"}, "form_key"),
        ({"form_key": ""}, "form_key"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(client: Client, changes: dict[str, str], field: str) -> None:
    response = client.post(TAKE, said(**changes))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert Agency.objects.count() == 0


def test_an_agency_outside_north_america_needs_no_region(client: Client) -> None:
    client.post(TAKE, said(country="IE", region="", ori=""))
    assert (Agency.objects.get().country, Agency.objects.get().region) == ("IE", "")


def test_an_agency_in_canada(client: Client) -> None:
    client.post(TAKE, said(country="CA", region="CA-ON", city="Toronto", ori=""))
    assert Agency.objects.get().region == "CA-ON"


def test_a_key_too_old_is_renewed_and_the_form_can_be_sent_again(client: Client) -> None:
    with time_machine.travel("2026-01-01"):
        key = guard.issue()
    with time_machine.travel("2026-01-04"):
        response = client.post(TAKE, said(form_key=key, headcount_on="2026-01-01"))
        assert response.status_code == 422
        fresh = response.context["form"]["form_key"].value()
        assert fresh != key
        assert client.post(TAKE, said(form_key=fresh)).status_code == 302


def test_a_form_sent_at_once_is_asked_for_again(client: Client, settings: Settings) -> None:
    settings.FORM_FILL_SECONDS = 3
    with time_machine.travel("2026-02-02 12:00:00", tick=False) as clock:
        sent = said()
        clock.shift(2)
        assert client.post(TAKE, sent).status_code == 422
        clock.shift(3)
        assert client.post(TAKE, sent).status_code == 302


def test_the_same_form_sent_twice_makes_one_pledge(client: Client) -> None:
    sent = said()
    for _ in range(2):
        assert client.post(TAKE, {**sent, "none_of_these": "1"}).status_code == 302
    assert Pledge.objects.count() == 1


def test_the_same_page_used_for_another_agency_makes_another_pledge(client: Client) -> None:
    sent = said(ori="")
    client.post(TAKE, sent)
    client.post(TAKE, {**sent, "name": "Fulton County Sheriff's Office", "city": "Atlanta"})
    assert Pledge.objects.count() == 2


def test_an_ori_that_is_registered_comes_back_by_its_field(client: Client) -> None:
    AgencyFactory(ori="GA0751100", region="US-AL", name="Quite Another Name")
    response = client.post(TAKE, said(none_of_these="1"))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["ori"]


def test_agencies_that_look_alike_are_shown_before_anything_is_kept(client: Client) -> None:
    known = PledgeFactory(agency__name="Stockbridge PD", agency__city="Stockbridge")
    response = client.post(TAKE, said())
    page = response.content.decode()
    assert "Is yours one of these?" in page
    assert "Stockbridge PD" in page
    assert Pledge.objects.count() == 1
    hidden = dict(response.context["sent"])
    assert hidden["coordinator_email"] == "robin.hale@example.org"
    assert client.post(TAKE, {**hidden, "none_of_these": "1"}).status_code == 302
    assert Pledge.objects.exclude(pk=known.pk).get().agency.name == "Stockbridge Police Department"


def test_back_from_the_look_alikes_keeps_what_was_typed(client: Client) -> None:
    PledgeFactory(agency__name="Stockbridge PD", agency__city="Stockbridge")
    hidden = dict(client.post(TAKE, said()).context["sent"])
    response = client.post(TAKE, {**hidden, "back": "1"})
    page = response.content.decode()
    assert response.status_code == 200
    assert not response.context["form"].errors
    assert 'value="robin.hale@example.org"' in page
    assert re.search(r'name="commit_policy"[^>]*checked', page)
    assert Pledge.objects.count() == 1


@pytest.mark.parametrize("state", [State.RECEIVED, State.CONFIRMED, State.QUERIED, State.CLOSED])
def test_a_look_alike_that_is_not_verified_is_not_named(client: Client, state: State) -> None:
    PledgeFactory(agency__name="Stockbridge PD", agency__city="Atlanta", state=state.value)
    page = client.post(TAKE, said()).content.decode()
    assert "Stockbridge PD" not in page
    assert "isn&#x27;t public yet" in page or "isn't public yet" in page


def test_too_many_pledges_from_one_place_are_held_back_kindly(client: Client) -> None:
    for number in range(10):
        sent = said(name=f"{'ABCDEFGHIJ'[number] * 9} Police", ori="", city=f"Town {number}")
        assert client.post(TAKE, {**sent, "none_of_these": "1"}).status_code == 302
    response = client.post(TAKE, said(name="Kkkkkk Police", ori=""))
    assert response.status_code == 429
    assert 'value="Kkkkkk Police"' in response.content.decode()
    assert Pledge.objects.count() == 10


def test_forms_with_mistakes_do_not_use_up_the_limit(client: Client) -> None:
    for _ in range(12):
        client.post(TAKE, said(sworn=""))
    assert client.post(TAKE, said()).status_code == 302


# The links


@pytest.mark.parametrize("name", ["pledges:confirm", "pledges:answer"])
def test_a_link_that_is_not_ours_says_what_to_do(client: Client, name: str) -> None:
    pledge = PledgeFactory(state=State.QUERIED.value)
    other = ANSWER_LINK if name.endswith("confirm") else CONFIRM_LINK
    for token in ("nonsense", other.token(pledge.link_name), ANSWER_LINK.token(pledge.link_name)[:-1]):
        url = reverse(name, kwargs={"token": token})
        for response in (client.get(url), client.post(url)):
            assert response.status_code == 404
            assert "This link doesn" in response.content.decode()


def test_the_question_is_answered_by_the_mailed_link(client: Client) -> None:
    pledge = PledgeFactory(state=State.CONFIRMED.value, agency__name="Stokbridge Police Department")
    actions.query(pledge=pledge, question="Is the <name> right?", by=ReviewerFactory())
    deliver_due()
    assert "Is the <name> right?" in mail.outbox[0].body
    link = next(url for url in links_in(mail.outbox[0].body) if url.startswith("/pledge/answer/"))
    page = client.get(link).content.decode()
    assert 'value="Stokbridge Police Department"' in page
    assert "Is the &lt;name&gt; right?" in page
    sent = said(answer="Mended.", ori="")
    response = client.post(link, {**sent, "answer": ""})
    assert response.status_code == 422
    assert 'value="Stockbridge Police Department"' in response.content.decode()
    response = client.post(link, sent, follow=True)
    assert "has reached the IACP" in response.content.decode()
    pledge.refresh_from_db()
    assert (pledge.state, pledge.intake_answer) == ("confirmed", "Mended.")
    assert pledge.agency.name == "Stockbridge Police Department"
    assert client.post(link, sent).status_code == 200


def test_an_answer_cannot_change_whose_address_it_is(client: Client) -> None:
    pledge = PledgeFactory(state=State.QUERIED.value, coordinator_email="robin@example.org")
    link = reverse("pledges:answer", kwargs={"token": ANSWER_LINK.token(pledge.link_name)})
    client.post(link, said(answer="Mended.", ori="", coordinator_email="evil@example.org", state="active"))
    pledge.refresh_from_db()
    assert (pledge.coordinator_email, pledge.state) == ("robin@example.org", "confirmed")


@pytest.mark.parametrize("state", State)
def test_the_confirmation_link_says_where_the_pledge_stands(client: Client, state: State) -> None:
    pledge = PledgeFactory(state=state.value)
    link = reverse("pledges:confirm", kwargs={"token": CONFIRM_LINK.token(pledge.link_name)})
    response = client.get(link)
    assert response.status_code == 200
    assert ("<form" in response.content.decode().partition("<main")[2]) == (state is State.RECEIVED)
    assert "no-store" in response["Cache-Control"]


def test_links_are_neither_indexed_nor_sent_along(client: Client) -> None:
    pledge = PledgeFactory(state=State.RECEIVED.value)
    token = CONFIRM_LINK.token(pledge.link_name)
    response = client.get(reverse("pledges:confirm", kwargs={"token": token}))
    assert response["Referrer-Policy"] == "same-origin"
    page = response.content.decode()
    assert 'content="noindex"' in page
    assert token not in page.partition("</head>")[0]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/pledge/thanks/", "It works for 9 days."),
        ("/pledge/confirm/unknown/", "works for 9 days, a link to answer a question for 30 days."),
    ],
)
def test_pages_say_how_long_a_link_works(settings: Any, path: str, words: str) -> None:
    settings.PLEDGE_CONFIRM_DAYS = 9
    assert words in Client().get(path).content.decode()


def test_a_second_try_with_a_corrected_address_works_at_once(client: Client) -> None:
    assert client.post(TAKE, said(coordinator_email="robin@exmaple.org"))["Location"] == "/pledge/thanks/"
    again = client.post(TAKE, said(coordinator_email="robin@example.org"))
    assert again["Location"] == "/pledge/thanks/"
    assert list(Pledge.objects.order_by("id").values_list("coordinator_email", "agency__ori")) == [
        ("robin@exmaple.org", "GA0751100"),
        ("robin@example.org", "GA0751100"),
    ]


def test_confirming_what_another_has_confirmed_since_says_so_and_how_to_go_on(client: Client) -> None:
    for name in ("first", "second"):
        client.post(TAKE, said(coordinator_email=f"{name}@example.org"))
    first, second = Pledge.objects.order_by("id")
    links = [
        reverse("pledges:confirm", kwargs={"token": CONFIRM_LINK.token(pledge.link_name)})
        for pledge in (first, second)
    ]
    assert client.post(links[0]).status_code == 302
    late = client.post(links[1])
    page = " ".join(late.content.decode().split())
    assert late.status_code == 422
    assert "An agency with this ORI is already registered." in page
    assert 'href="/pledge/"' in page
    second.refresh_from_db()
    assert second.lifecycle_state is State.RECEIVED
