"""The library: what is seeded, how it is searched, what a draft is."""

import pytest
from django.test import Client

from campaign.content.models import Resource
from campaign.content.queries.resources import Wanted, resources
from rehearsal.factories.accounts import AdministratorFactory
from rehearsal.factories.campaign import ResourceFactory
from tests.content.pages import same_number_of_queries

pytestmark = pytest.mark.django_db


def test_the_resolutions_keep_their_years_and_are_historical() -> None:
    found = resources(Wanted(kind="resolution")).values_list("title", "year", "is_historical")
    assert set(found) == {
        ("Excited Delirium Syndrome", 2015, True),
        ("Assisted Outpatient Treatment", 2014, True),
        ("Raising Awareness That Opioid Abuse May Lead To Heroin Addiction", 2014, True),
        ("Support for Mental Health Courts", 2013, True),
        ("Support for Unified Prescription Monitoring Program", 2004, True),
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Alpha", "Beta", "Gamma", "Delta"]),
        ("q=alp", ["Alpha"]),
        ("q=red+fox", ["Beta"]),
        ("q=red+owl", []),
        ("kind=podcast", ["Beta"]),
        ("audience=officers", ["Alpha", "Beta", "Delta"]),
        ("current=on", ["Alpha", "Beta", "Gamma"]),
        ("kind=nonsense", ["Alpha", "Beta", "Gamma", "Delta"]),
        ("page=999", ["Alpha", "Beta", "Gamma", "Delta"]),
    ],
)
def test_search_and_filters(client: Client, query: str, expected: list[str]) -> None:
    Resource.objects.all().delete()
    ResourceFactory(title="Alpha", audience="officers")
    ResourceFactory(title="Beta", kind="podcast", summary="The red one", publisher="Fox Press")
    ResourceFactory(title="Gamma", kind="report", audience="trainers")
    ResourceFactory(title="Delta", is_historical=True)
    ResourceFactory(title="Unseen", is_published=False)
    response = client.get(f"/resources/?{query}")
    assert {row.title for row in response.context["page"]} == set(expected)


def test_what_is_current_stands_before_what_is_historical(client: Client) -> None:
    flags = [row.is_historical for row in resources(Wanted())]
    assert flags == sorted(flags)
    assert set(flags) == {False, True}


def test_a_draft_shows_in_the_preview(client: Client) -> None:
    Resource.objects.all().delete()
    ResourceFactory(title="DRAFTED", is_published=False)
    assert "DRAFTED" not in client.get("/resources/?preview=1").content.decode()
    client.force_login(AdministratorFactory())
    assert "DRAFTED" in client.get("/resources/?preview=1").content.decode()
    assert client.get("/admin/content/resource/").status_code == 200


def test_the_search_keeps_what_was_typed(client: Client) -> None:
    page = " ".join(client.get("/resources/?q=%3Cb%3E&kind=report").content.decode().split())
    assert 'value="&lt;b&gt;"' in page
    assert '<option value="report" selected >' in page


def test_the_number_of_queries_does_not_grow() -> None:
    assert same_number_of_queries("/resources/", ResourceFactory)


def test_what_has_no_address_leads_to_somebody_who_may_know(client: Client) -> None:
    Resource.objects.all().delete()
    ResourceFactory(title="Alpha")
    ResourceFactory(title="Beta", url="https://example.org/beta")
    ResourceFactory(title="Gamma", is_coming=True)

    text = " ".join(client.get("/resources/").content.decode().split())

    assert text.count("Ask the campaign where to find it") == 1
    assert '<span class="visually-hidden">: Alpha</span>' in text
