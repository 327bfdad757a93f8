"""Feeds: who is in them, in which words, and that a reader finds them and never sees a thing twice."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client

from documents import actions as documents
from pledges.lifecycle import State
from rehearsal.factories.directory import certified, pledged, reviewer

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


def atom(client: Client, path: str) -> ElementTree.Element:
    response = client.get(f"/feeds/{path}.atom")
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


def titles(client: Client, path: str) -> list[str]:
    """The titles of a feed, which both formats give alike."""
    in_json = [item["title"] for item in client.get(f"/feeds/{path}.json").json()["items"]]
    assert [entry.findtext(f"{ATOM}title") for entry in atom(client, path).iter(f"{ATOM}entry")] == in_json
    return in_json


def test_pledges_and_certifications_of_everywhere_and_of_a_state(client: Client) -> None:
    certified("Denver", on=date(2025, 11, 12), region="US-CO")
    certified("Belton", on=date(2025, 11, 13), region="US-MO")
    pledged("Aurora", on=date(2025, 6, 1), region="US-CO")
    pledged("Nobody yet", State.CONFIRMED)
    pledged("Suspended", is_suspended=True)

    assert {
        path: titles(client, path) for path in ("pledges", "certified", "US-CO/pledges", "US-CO/certified")
    } == {
        "pledges": [
            "Aurora took the One Mind pledge",
            "Belton took the One Mind pledge",
            "Denver took the One Mind pledge",
        ],
        "certified": ["Belton is One Mind Certified", "Denver is One Mind Certified"],
        "US-CO/pledges": ["Aurora took the One Mind pledge", "Denver took the One Mind pledge"],
        "US-CO/certified": ["Denver is One Mind Certified"],
    }


def test_a_pledge_that_was_verified_late_is_new_on_that_day(client: Client) -> None:
    late = pledged("Late", on=date(2025, 1, 1))
    late.verified_at = datetime(2025, 8, 1, 14, tzinfo=UTC)
    late.save()
    early = pledged("Early", on=date(2025, 7, 1))
    early.verified_at = datetime(2025, 7, 2, 14, tzinfo=UTC)
    early.save()

    items = client.get("/feeds/pledges.json").json()["items"]

    assert [(item["title"][:4], item["date_published"]) for item in items] == [
        ("Late", "2025-08-01T14:00:00+00:00"),
        ("Earl", "2025-07-02T14:00:00+00:00"),
    ]
    assert "Took the pledge on Jan. 1, 2025." in items[0]["content_text"]


def test_json_feed_is_version_1_1_with_terms_and_day(client: Client) -> None:
    agency = certified("Denver", region="US-CO", city="Denver", sworn=400).agency

    feed = client.get("/feeds/certified.json").json()

    assert date.fromisoformat(feed["_open_data"].pop("as_of"))
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "One Mind Campaign: newly certified agencies",
        "home_page_url": "http://localhost:8000/recent/",
        "feed_url": "http://localhost:8000/feeds/certified.json",
        "description": "Agencies that carried out every practice of their pledge.",
        "language": "en-us",
        "authors": [{"name": "One Mind Campaign", "url": "http://localhost:8000"}],
        "_open_data": {
            "license": {
                "name": "CC BY 4.0",
                "url": "https://creativecommons.org/licenses/by/4.0/",
                "attribution": "One Mind Campaign, International Association of Chiefs of Police",
            }
        },
        "items": [
            {
                "id": f"http://localhost:8000/agencies/{agency.public_id}/#certified-2025-11-12",
                "url": f"http://localhost:8000/agencies/{agency.public_id}/",
                "title": "Denver is One Mind Certified",
                "content_text": "Denver, Colorado · City or town police · 250 to 999 officers. "
                "Took the pledge on March 3, 2025. One Mind Certified since Nov. 12, 2025.",
                "date_published": "2025-11-12T12:00:00+00:00",
            }
        ],
    }


def test_atom_has_what_a_reader_needs(client: Client) -> None:
    pledge = pledged("Aurora & <Sons>\x0b", region="US-CO")

    feed = atom(client, "pledges")

    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://localhost:8000/recent/",
        "self": "http://localhost:8000/feeds/pledges.atom",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert (
        feed.findtext(f"{ATOM}rights")
        == "CC BY 4.0, One Mind Campaign, International Association of Chiefs of Police"
    )
    assert feed.findtext(f"{ATOM}id") == links["self"]
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated") or "").tzinfo is not None
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "Aurora & <Sons> took the One Mind pledge"
    assert entry.findtext(f"{ATOM}id") == (
        f"http://localhost:8000/agencies/{pledge.agency.public_id}/#pledges-2025-03-03"
    )


def test_an_entry_keeps_its_id_when_the_agency_is_renamed(client: Client) -> None:
    agency = pledged("Aurora").agency
    before = client.get("/feeds/pledges.json").json()["items"][0]
    agency.name = "Aurora Police Department"
    agency.save()

    after = client.get("/feeds/pledges.json").json()["items"][0]

    assert (after["id"], after["url"]) == (before["id"], before["url"])
    assert after["title"] == "Aurora Police Department took the One Mind pledge"


def test_a_revoked_certificate_leaves_the_feed(client: Client) -> None:
    certificate = certified("Denver")
    documents.revoke(certificate=certificate, reason="A mistake.", by=reviewer())

    assert (titles(client, "certified"), titles(client, "pledges")) == (
        [],
        [],
    )


@pytest.mark.parametrize(("path", "code"), [
    ("pledges", 200), ("certified", 200), ("US-WY/pledges", 200), ("GB/certified", 200), ("CA-ON/pledges", 200),
    ("US-XX/pledges", 404), ("XX/pledges", 404), ("US-/pledges", 404), ("other", 404), ("US-CO/other", 404),
])  # fmt: skip
@pytest.mark.parametrize("ending", ["atom", "json"])
def test_a_place_without_agencies_has_a_feed_and_a_place_that_is_none_has_not(
    client: Client, path: str, code: int, ending: str
) -> None:
    assert client.get(f"/feeds/{path}.{ending}").status_code == code


@pytest.mark.parametrize("url", ["/agencies/", "/recent/", "/open-data/"])
def test_pages_name_the_feeds_in_their_head(client: Client, url: str) -> None:
    head = client.get(url).content.decode().partition("</head>")[0]

    named = ["/feeds/pledges.atom", "/feeds/certified.atom", "/feeds/pledges.json", "/feeds/certified.json"]
    assert [f'href="{feed}"' in head for feed in named] == [True] * 4
    assert "/feeds/US-" not in head


def test_page_of_a_state_names_its_own_feeds_and_files(client: Client) -> None:
    pledged("Aurora", region="US-CO")

    page = client.get("/agencies/in/us-co/").content.decode()

    named = ["/feeds/US-CO/pledges.atom", "/feeds/US-CO/certified.atom", "/agencies.csv?region=US-CO"]
    assert [f'href="{address}"' in page for address in named] == [True] * 3
