"""Addresses with the agency in them: how they are filled in, and where old ones lead."""

from collections.abc import Iterator

import pytest
from django.core import mail
from django.template import Context, Template
from django.urls import NoReverseMatch

from accounts.sealing import signature
from agencies import actions
from agencies.models import Membership
from common.addresses import at_agency, enter_agency, redirect, reverse
from outbox.dispatch import deliver_due
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from tests.clients import agency_page_of, client_of, signed_in

A, B = "a" * 26, "b" * 26


@pytest.fixture(autouse=True)
def _outside() -> Iterator[None]:
    with at_agency(""):
        yield


def drawn(template: str) -> str:
    return Template(template).render(Context({"b": B}))


def test_within_an_agencys_page_its_own_address_is_filled_in() -> None:
    enter_agency(A)
    assert [
        reverse("agencies:members"),
        reverse("agencies:role", [7]),
        reverse("agencies:role", kwargs={"pk": 7}),
        reverse("agencies:role", [7], agency=B),
        redirect("agencies:role", 7)["Location"],
        redirect("agencies:role", pk=7)["Location"],
        redirect("agencies:members", agency=B)["Location"],
        redirect("/faq/")["Location"],
        reverse("content:faq"),
    ] == [
        f"/agency/{A}/members/",
        f"/agency/{A}/members/7/role/",
        f"/agency/{A}/members/7/role/",
        f"/agency/{B}/members/7/role/",
        f"/agency/{A}/members/7/role/",
        f"/agency/{A}/members/7/role/",
        f"/agency/{B}/members/",
        "/faq/",
        "/faq/",
    ]


def test_templates_fill_in_the_same() -> None:
    enter_agency(A)
    assert [
        drawn("{% url 'agencies:members' %}"),
        drawn("{% url 'agencies:role' 7 as there %}{{ there }}"),
        drawn("{% url 'agencies:role' pk=7 agency=b %}"),
        drawn("{% url 'content:faq' %}"),
    ] == [f"/agency/{A}/members/", f"/agency/{A}/members/7/role/", f"/agency/{B}/members/7/role/", "/faq/"]


def test_outside_an_agencys_pages_an_address_without_its_agency_raises() -> None:
    """In Python, in a template, and in one that keeps the address for later: no link goes missing unseen."""
    for ask in (
        lambda: reverse("agencies:members"),
        lambda: redirect("agencies:members"),
        lambda: drawn("{% url 'agencies:members' %}"),
        lambda: drawn("{% url 'agencies:members' as there %}"),
    ):
        with pytest.raises(NoReverseMatch):
            ask()
    assert reverse("agencies:members", agency=A) == f"/agency/{A}/members/"


OLD = {
    "/my/": "",
    "/my/agency/": "profile/",
    "/my/agency/identity/": "profile/identity/",
    "/my/members/": "members/",
    "/my/training/officers/7/edit/": "training/officers/7/edit/",
    "/my/training/officers.csv": "training/officers.csv",
    "/my/training/officers/?training=lapsed&q=a%20b": "training/officers/?training=lapsed&q=a%20b",
    "/my//evil.example/": "/evil.example/",
}


@pytest.mark.django_db
@pytest.mark.parametrize(("old", "new"), OLD.items())
def test_an_old_address_leads_on_to_the_only_agency(old: str, new: str) -> None:
    client, lead = signed_in()
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (302, agency_page_of(lead.agency, new))


@pytest.mark.django_db
def test_an_old_address_leads_to_the_agency_whose_pages_were_opened_last_or_asks() -> None:
    client, first = signed_in(agency__name="Perry PD")
    second = MembershipFactory.create(user=first.user, agency__name="Barre PD")
    asked = client.get("/my/policies/?x=1")
    links = [agency_page_of(each.agency, "policies/?x=1") for each in (first, second)]

    assert (asked.status_code, [f'href="{link}"' in asked.content.decode() for link in links]) == (
        200,
        [True] * 2,
    )
    for each in (second, first):
        client.get(agency_page_of(each.agency, "members/"))
        assert client.get("/my/policies/")["Location"] == agency_page_of(each.agency, "policies/")
        assert client.get("/account/home/")["Location"] == agency_page_of(each.agency)
    client.post(agency_page_of(second.agency, "members/invite/"), {})
    assert client.get("/my/")["Location"] == agency_page_of(first.agency)


@pytest.mark.django_db
def test_what_is_sent_to_an_old_address_is_refused_in_words_and_saved_nowhere() -> None:
    client, lead = signed_in(agency__name="Perry PD")
    sent = {"name": "Barre PD", "typed_by": signature(lead.user)}
    answer = client.post("/my/agency/", sent)
    lead.agency.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, "was not saved" in page, "Barre PD" in page) == (409, True, True)
    assert lead.agency.name == "Perry PD"


@pytest.mark.django_db
def test_those_with_several_agencies_find_each_by_name_at_the_top_of_every_page() -> None:
    client, first = signed_in(agency__name="Perry PD")
    alone = client.get("members/").content.decode()
    second = MembershipFactory.create(user=first.user, agency__name="Barre PD")
    page = client.get("members/").content.decode()

    assert "Go to another agency" not in alone
    assert ("Perry PD</p>" in page, f'href="{agency_page_of(second.agency)}"' in page) == (True, True)
    listed = client.get("/agency/").content.decode()
    assert [f'href="{agency_page_of(each.agency)}"' in listed for each in (first, second)] == [True] * 2


@pytest.mark.django_db
def test_a_link_in_an_email_opens_the_agency_that_it_is_about() -> None:
    client, first = signed_in(agency__name="Perry PD")
    agency = AgencyFactory.create(name="Barre PD")
    lead = MembershipFactory.create(agency=agency)
    second = MembershipFactory.create(agency=agency, user=first.user, role=Membership.Role.VIEWER)
    client.get("members/")
    actions.change_role(membership=second, role="editor", by=lead.user)
    deliver_due()

    (message,) = mail.outbox
    assert f"{agency_page_of(agency)}" in str(message.body)
    assert client_of(first.user).get(agency_page_of(agency)).status_code == 200
