"""Learning sites and supporters: what is seeded, and how an organization signs up and is approved."""

import pytest
from django.test import Client

from audit.models import Entry
from campaign.content.models import Supporter
from campaign.content.queries import supporters
from common.forms import guard
from rehearsal.factories.accounts import AdministratorFactory
from rehearsal.factories.campaign import AssociationFactory, LearningSiteFactory, SupporterFactory
from tests.content.pages import same_number_of_queries

pytestmark = pytest.mark.django_db
JOIN = "/supporters/join/"


def said(**changes: str) -> dict[str, str]:
    values = {
        "name": "Open Door Clinic",
        "city": "Macon",
        "state": "GA",
        "url": "opendoor.example.org",
        "reason": "We meet the same people.",
        "contact_name": "Robin Hale",
        "contact_email": "robin.hale@example.org",
        "nickname": "",
        "form_key": guard.issue(),
    }
    return {**values, **changes}


def test_ten_learning_sites() -> None:
    sites = supporters.learning_sites()
    assert len(sites) == 10
    assert ("Gallia, Jackson, Meigs Counties Sheriffs' Offices", "Ohio") in [
        (site.name, site.place) for site in sites
    ]


def test_three_supporters_with_city_and_state() -> None:
    assert [(friend.name, friend.place) for friend in supporters.supporters()] == [
        ("911 Sane Jane, Inc.", "Atlanta, GA"),
        ("Massachusetts Constable's Office", "Sandwich, MA"),
        ("The California Police Activities League", "Sacramento, CA"),
    ]


@pytest.mark.parametrize("associations", [0, 1])
def test_two_lists_are_told_apart_by_headings_and_one_has_the_pages(
    client: Client, associations: int
) -> None:
    AssociationFactory.create_batch(associations, is_published=True)
    page = client.get("/supporters/").content.decode()
    assert page.count('<h2 class="visually-hidden">Supporting organizations</h2>') == 1 - associations
    assert page.count("Partnering associations") == associations


def test_where_nobody_is_listed_the_page_leads_to_the_form(client: Client) -> None:
    Supporter.objects.all().delete()
    page = client.get("/supporters/").content.decode()
    assert ("No supporter is listed yet" in page, page.count(f'href="{JOIN}"')) == (True, 2)


def test_a_sign_up_shows_once_it_is_approved_and_never_with_its_contact(client: Client) -> None:
    assert client.post(JOIN, said(), follow=True).redirect_chain == [("/supporters/thanks/", 302)]
    assert "Open Door" not in client.get("/supporters/").content.decode()
    supporter = Supporter.objects.get(name="Open Door Clinic")
    assert supporter.url == "https://opendoor.example.org"
    staff = Client()
    staff.force_login(AdministratorFactory())
    staff.post("/admin/content/supporter/", {"action": "publish", "_selected_action": [supporter.pk]})
    page = client.get("/supporters/").content.decode()
    assert "Open Door Clinic" in page
    assert "Macon, GA" in page
    assert "Robin" not in page
    assert "robin.hale" not in page


def test_a_sign_up_is_in_the_trail_without_names(client: Client) -> None:
    client.post(JOIN, said())
    entry = Entry.objects.get(verb="campaign.supporter_signed_up")
    assert (entry.subject, entry.details) == (f"campaign.Supporter:{Supporter.objects.latest('pk').pk}", {})


def test_the_same_form_sent_twice_is_one_sign_up(client: Client) -> None:
    sent = said()
    client.post(JOIN, sent)
    client.post(JOIN, sent)
    assert Supporter.objects.filter(name="Open Door Clinic").count() == 1
    assert Entry.objects.filter(verb="campaign.supporter_signed_up").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"city": ""}, "city"),
        ({"state": ""}, "state"),
        ({"contact_name": ""}, "contact_name"),
        ({"contact_email": "robin"}, "contact_email"),
        ({"url": "java script:alert(1)"}, "url"),
        ({"nickname": "x"}, "nickname"),
        ({"form_key": "forged"}, "form_key"),
        ({"form_key": ""}, "form_key"),
    ],
)
def test_a_form_that_is_wrong_comes_back_with_what_was_typed(
    client: Client, changes: dict[str, str], field: str
) -> None:
    response = client.post(JOIN, said(**changes))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "We meet the same people." in response.content.decode()
    assert not Supporter.objects.filter(contact_email__startswith="robin").exists()


def test_a_form_with_a_lost_key_can_be_sent_once_more(client: Client) -> None:
    response = client.post(JOIN, said(form_key="forged"))
    key = response.context["form"]["form_key"].value()
    assert client.post(JOIN, said(form_key=key)).status_code == 302


def test_nobody_publishes_themselves(client: Client) -> None:
    client.post(JOIN, {**said(), "is_published": "on"})
    assert not Supporter.objects.get(name="Open Door Clinic").is_published


def test_a_network_sends_ten_an_hour(client: Client) -> None:
    answers = [client.post(JOIN, said(name=f"Clinic {n}")).status_code for n in range(11)]
    assert answers == [302] * 10 + [429]


def test_drafts_show_in_the_preview(client: Client) -> None:
    for factory in (LearningSiteFactory, SupporterFactory, AssociationFactory):
        factory(name="DRAFTED", is_published=False)
    client.force_login(AdministratorFactory())
    for path, number in (("/learning-sites/", 1), ("/supporters/", 2)):
        assert client.get(path).content.decode().count("DRAFTED") == 0
        assert client.get(f"{path}?preview=1").content.decode().count("DRAFTED") == number


@pytest.mark.parametrize(
    ("path", "factories"),
    [("/learning-sites/", [LearningSiteFactory]), ("/supporters/", [SupporterFactory, AssociationFactory])],
)
def test_the_number_of_queries_does_not_grow(path: str, factories: list[type]) -> None:
    assert same_number_of_queries(path, lambda: [factory() for factory in factories])
