"""The register's pages: what they show, what they cost, and what of an agency never leaves its own pages."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from directory import paging
from documents import actions as documents
from pledges.lifecycle import State
from rehearsal.factories.directory import certified, pledged, reviewer
from rehearsal.factories.pledges import add_officers, add_partnership, member

pytestmark = pytest.mark.django_db


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_list_shows_each_agency_with_its_status(client: Client) -> None:
    certificate = certified("Denver Police Department", region="US-CO", city="Denver")
    pledged("Aurora Police Department", region="US-CO", city="Aurora")
    pledged("Nobody Yet", State.CONFIRMED)

    page = text(client, "/agencies/")

    agency = certificate.agency
    assert f'href="/agencies/{agency.public_id}/denver-police-department/"' in page
    for part in (
        "Denver, Colorado",
        "Aurora Police Department",
        "2 agencies",
        "2 took the pledge, 1 of them certified",
    ):
        assert part in " ".join(page.split())
    assert ("Nobody Yet" in page, page.count("listing--certified"), page.count("listing--on_the_way")) == (
        False,
        1,
        1,
    )
    assert page.count('href="/agencies/in/us-co/"') == 2  # On the map, and in the table.


def test_list_grouped_by_state(client: Client) -> None:
    pledged("Aurora", region="US-CO")
    pledged("Belton", region="US-MO")
    pledged("Denver", region="US-CO")

    page = text(client, "/agencies/?sort=region")

    found = [page.index(f">{name}<") for name in ("Aurora", "Denver", "Belton")]
    assert found == sorted(found)
    assert page.count('class="register-group"') == 2


def test_list_without_a_match_says_so_and_leads_back(client: Client) -> None:
    pledged("Aurora")

    page = text(client, "/agencies/?q=nowhere")

    assert ("No agency matches" in page, "0 agencies" in page, 'value="nowhere"' in page) == (
        True,
        True,
        True,
    )


@pytest.mark.parametrize(
    "query",
    [
        "region=US-XX", "status=x", "kind=x", "size=x", "sort=x", "page=x", "page=0", "page=-1", "page=99",
        "q=%00", "q=" + "x" * 3000, "region=%F0%9F%98%80", "q=%27%3B--", "status=pledged&status=certified",
        "page=1&page=2", "region[]=US-CO", "size=999999999999999999999",
    ],
)  # fmt: skip
def test_list_takes_any_nonsense(client: Client, query: str) -> None:
    pledged("Aurora", region="US-CO")

    assert client.get(f"/agencies/?{query}").status_code == 200


def test_list_says_which_value_it_does_not_know(client: Client) -> None:
    pledged("Aurora", region="US-CO")

    page = text(client, "/agencies/?size=x&region=US-CO")

    assert ("“x” isn&#x27;t among the options" in page, "1 agency" in page) == (True, True)
    # What is folded away is shown when it is in the way.
    assert ('<details class="filters-more" open>' in page) is True
    assert '<details class="filters-more" >' in text(client, "/agencies/?region=US-CO")


def test_list_is_paged_and_keeps_the_filters(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PER_PAGE", 2)
    for name in ("Aurora", "Belton", "Carson"):
        pledged(name, region="US-CO")

    first, second = text(client, "/agencies/?region=US-CO"), text(client, "/agencies/?region=US-CO&page=2")

    assert ["Carson" in first, "Carson" in second, "Aurora" in second] == [False, True, False]
    assert "?region=US-CO&amp;page=2" in first


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    "query", ["", "?q=ag&status=certified&size=25-49", "?country=US", "?sort=region", "?sort=certified"]
)
def test_list_is_three_queries_at_most(
    client: Client, rows: int, query: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        certified(f"Agency {number}")

    # Where nothing is kept, a search reads the names of the agencies and their former ones.
    with django_assert_max_num_queries(5 if "q=" in query else 3):
        text(client, f"/agencies/{query}")


def test_agency_on_its_way(client: Client) -> None:
    agency = pledged("Aurora Police Department", region="US-CO", city="Aurora", sworn=40).agency
    add_partnership(agency, may_be_published=True)

    page = text(client, f"/agencies/{agency.public_id}/aurora-police-department/")

    for part in (
        "On the way",
        "What it pledged",
        "March 3, 2025",
        "25 to 49 officers",
        "County Behavioral Health",
    ):
        assert part in page
    assert ("One Mind Certified" in page, "/verify/" + "a" in page) == (False, False)


def test_agency_page_says_each_fact_once(client: Client) -> None:
    certificate = certified(
        "Denver Police Department", on=date(2025, 11, 12), region="US-CO", city="Denver", sworn=40
    )
    url = f"/agencies/{certificate.agency.public_id}/denver-police-department/"

    main = text(client, url).split("<main", 1)[1].split("</main>", 1)[0]

    facts = (
        "Nov. 12, 2025",
        "Took the pledge",
        "City or town police",
        "Denver, Colorado",
        "25 to 49 officers",
    )
    assert {fact: main.count(fact) for fact in (*facts, certificate.number)} == dict.fromkeys(
        (*facts, certificate.number), 1
    )


def test_agency_that_is_certified(client: Client) -> None:
    certificate = certified("Denver Police Department", on=date(2025, 11, 12))
    url = f"/agencies/{certificate.agency.public_id}/denver-police-department/"

    page = text(client, url)
    for part in ("What it carried out", "Nov. 12, 2025", f"/verify/{certificate.code}/", certificate.number):
        assert part is not None
        assert part in page

    documents.revoke(certificate=certificate, reason="CANARY", by=reviewer())
    page = text(client, url)
    assert [part in page for part in ("Certificate revoked", certificate.code, "CANARY", "On the way")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_address_without_the_name_leads_to_the_one_with_it(client: Client) -> None:
    agency = pledged("Aurora Police Department").agency
    right = f"/agencies/{agency.public_id}/aurora-police-department/"

    for wrong in (f"/agencies/{agency.public_id}/", f"/agencies/{agency.public_id}/old-name/"):
        response = client.get(wrong)
        assert (response.status_code, response.headers["Location"]) == (302, right)


@pytest.mark.parametrize(
    "make",
    [
        lambda: pledged("Aurora", State.CONFIRMED).agency.public_id,
        lambda: pledged("Aurora", State.WITHDRAWN).agency.public_id,
        lambda: pledged("Aurora", is_suspended=True).agency.public_id,
        lambda: "a" * 26,
        lambda: "%00",
        lambda: "x" * 300,
    ],
)
def test_agency_that_is_not_public_is_not_found(client: Client, make: Callable[[], str]) -> None:
    for slug in ("aurora/", ""):
        assert client.get(f"/agencies/{make()}/{slug}").status_code == 404


def test_recent_pledges_and_certifications(client: Client) -> None:
    pledged("Aurora", on=date(2026, 1, 2))
    certified("Denver", on=date(2025, 12, 1))

    page = text(client, "/recent/")

    assert ("Jan. 2, 2026" in page, "Dec. 1, 2025" in page) == (True, True)
    # Denver pledged, too.
    assert (page.count(">Denver<"), page.count(">Aurora<")) == (2, 1)


def test_recent_while_nobody_has_come(client: Client) -> None:
    assert text(client, "/recent/").count("None yet.") == 2


def test_home_counts_and_names_the_latest(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pledged("Aurora", region="US-CO")
    certified("Denver", region="US-CO")
    pledged("Belton", region="US-MO")

    with django_assert_num_queries(8):
        page = text(client, "/")

    squeezed = " ".join(page.split())
    for figure, label in (("3", "agencies took the pledge"), ("1", "of them are One Mind Certified")):
        assert label in squeezed
        assert f'<dd class="figure-value">{figure}</dd>' in squeezed
    for part in ("Aurora", "Denver", "Belton", 'href="/pledge/"', 'href="/agencies/"', 'href="/recent/"'):
        assert part in page


def test_home_before_anybody_has_pledged(client: Client) -> None:
    assert "agencies took the pledge" in text(client, "/")


@pytest.mark.parametrize("url", ["/", "/agencies/", "/recent/", "agency"])
def test_nobody_is_named(client: Client, url: str) -> None:
    """Neither officer nor coordinator nor chief, no address of any kind, and no file or note."""
    certificate = certified(
        "Denver Police Department", city="Denver", head_name="CANARY Head", phone="CANARY 555", ori="CO0160000",
        address="CANARY Street",
    )  # fmt: skip
    agency = certificate.agency
    pledge = agency.pledges.get()
    pledge.coordinator_name, pledge.coordinator_email = "CANARY Coordinator", "canary@example.org"
    pledge.coordinator_phone = pledge.intake_note = pledge.extension_reason = "CANARY"
    pledge.save()
    officers = add_officers(agency, cit=1)
    officers[0].name = "CANARY Officer"
    officers[0].save()
    lead = member(agency)
    partnership = add_partnership(agency, nature="CANARY")
    partnership.contacts.create(name="CANARY", role="CANARY", email="canary@example.net", phone="CANARY")
    address = f"/agencies/{agency.public_id}/denver-police-department/" if url == "agency" else url

    page = text(client, address)

    hidden = ("CANARY", "canary@", "CO0160000", lead.email, lead.name, officers[0].ref, "Casey Morgan")
    assert [word in page for word in hidden] == [False] * len(hidden)
    assert "Denver Police Department" in page


@pytest.mark.parametrize("url", ["/", "/agencies/", "/recent/"])
def test_public_pages_set_no_cookie_and_are_read_only(client: Client, url: str) -> None:
    response = client.get(url)

    assert (response.status_code, dict(response.cookies)) == (200, {})
    assert client.head(url).status_code == 200
    if url != "/":
        assert client.post(url).status_code == 405
