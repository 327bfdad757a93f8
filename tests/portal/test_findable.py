"""What search engines are told: the sitemap, robots.txt, canonical addresses and linked data."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from agencies.models import Agency
from campaign.content import numbers
from campaign.content.models import Question, Spotlight
from common import linked_data
from directory import addresses
from directory.records import terms
from partnerships.models import Partnership
from pledges.lifecycle import State
from portal import sitemaps, wellknown
from rehearsal.factories.campaign import SpotlightFactory
from rehearsal.factories.directory import certified, pledged
from rehearsal.factories.partnerships import PartnershipFactory
from rehearsal.factories.training import CourseFactory
from tests.clients import AgencyClient, signed_in
from tests.public import routes
from training.models import Course

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SITE = "https://onemind.example"


@pytest.fixture(autouse=True)
def _public_address(settings: Any) -> None:
    settings.SITE_URL = SITE


def _locations(path: str) -> list[str]:
    response = AgencyClient().get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    return [found.text or "" for found in _parsed(response.content).iterfind(".//s:loc", NAMES)]


def _parsed(document: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(document)  # noqa: S314 (our own)


def _linked(path: str) -> list[dict[str, Any]]:
    text = AgencyClient().get(path).content.decode()
    return [
        json.loads(found) for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    ]


def _head(path: str, attribute: str, name: str, value: str) -> list[str]:
    text = AgencyClient().get(path).content.decode()
    return re.findall(rf'<(?:link|meta) {attribute}="{re.escape(name)}" {value}="([^"]*)"', text)


def test_the_sitemap_names_its_pieces_on_the_public_host() -> None:
    assert _locations("/sitemap.xml") == [f"{SITE}/sitemap-{name}.xml" for name in sitemaps.SECTIONS]


def test_a_section_is_written_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps.Section, "limit", 2)
    for name in ("Belton", "Denver", "Toronto"):
        pledged(name)

    pieces = [path for path in _locations("/sitemap.xml") if "agencies" in path]
    listed = [_locations(path.removeprefix(SITE)) for path in pieces]

    assert [len(piece) for piece in listed] == [2, 1]
    assert {path.rsplit("/", 2)[1] for piece in listed for path in piece} == {"belton", "denver", "toronto"}
    missing = ["agencies.xml?p=3", "agencies.xml?p=0", "agencies.xml?p=x", "nothing.xml"]
    assert {AgencyClient().get(f"/sitemap-{piece}").status_code for piece in missing} == {404}


def test_a_former_address_of_a_piece_leads_to_it() -> None:
    former = {number: AgencyClient().get(f"/sitemap-agencies-{number}.xml") for number in (1, 2)}
    assert {number: (answer.status_code, answer["Location"]) for number, answer in former.items()} == {
        1: (301, "/sitemap-agencies.xml"),
        2: (301, "/sitemap-agencies.xml?p=2"),
    }


def test_every_address_of_the_sitemap_opens_and_names_itself_as_canonical() -> None:
    certified("Denver")
    SpotlightFactory(is_published=True)
    listed = [path for piece in _locations("/sitemap.xml") for path in _locations(piece.removeprefix(SITE))]

    canonical = {path: _head(path.removeprefix(SITE), "rel", "canonical", "href") for path in listed}

    assert canonical == {path: [path] for path in listed}
    assert len(listed) == len(set(listed))


def test_the_sitemap_names_nobody_who_is_not_public() -> None:
    pledged("Hidden", State.CONFIRMED)
    pledged("Suspended", is_suspended=True)
    SpotlightFactory(slug="draft", is_published=False)

    assert _locations("/sitemap-agencies.xml") == []
    assert not [path for path in _locations("/sitemap-stories.xml") if "draft" in path]


def test_an_agencys_page_changed_when_what_it_shows_changed() -> None:
    pledge = pledged("Belton")
    partnership = PartnershipFactory(agency=pledge.agency)
    before = addresses.changed_at(addresses.rows()[0])

    later = datetime(2030, 5, 6, 7, 8, tzinfo=UTC)
    Partnership.objects.filter(pk=partnership.pk).update(updated_at=later)
    assert addresses.changed_at(addresses.rows()[0]) == later
    Agency.objects.filter(pk=pledge.agency_id).update(updated_at=later + timedelta(days=1))
    assert addresses.changed_at(addresses.rows()[0]) == later + timedelta(days=1)
    assert before < later


def test_content_changed_when_its_latest_row_did() -> None:
    later = datetime(2030, 5, 6, 7, 8, tzinfo=UTC)
    Question.objects.filter(number=3).update(updated_at=later)
    piece = _parsed(AgencyClient().get("/sitemap-pages.xml").content)
    days = {
        str(url.findtext("s:loc", "", NAMES)): url.findtext("s:lastmod", "", NAMES)
        for url in piece.iterfind("s:url", NAMES)
    }
    assert datetime.fromisoformat(days[f"{SITE}/faq/"]) == later
    assert days[f"{SITE}/contact/"] == ""


def test_the_agencies_take_two_statements_however_many(django_assert_num_queries: Any) -> None:
    for name in ("Belton", "Denver", "Toronto"):
        pledged(name)
    with django_assert_num_queries(2):
        AgencyClient().get("/sitemap-agencies.xml")


def test_robots_keep_out_of_places_of_work(settings: Any) -> None:
    settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if app != "demonstration"]
    lines = AgencyClient().get("/robots.txt").content.decode().splitlines()
    assert lines == [
        "User-agent: *", *(f"Disallow: {path}" for path in wellknown.CLOSED), "", f"Sitemap: {SITE}/sitemap.xml",
    ]  # fmt: skip
    assert [
        path for path in _locations("/sitemap-pages.xml") if any(c in path for c in wellknown.CLOSED)
    ] == []


def test_robots_stay_away_from_invented_agencies() -> None:
    assert AgencyClient().get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("holes@onemind.example", "Contact: mailto:holes@onemind.example"),
        ("https://onemind.example/x", "Contact: https://onemind.example/x"),
    ],
)
def test_security_txt_says_whom_to_tell_and_expires_within_a_year(
    settings: Any, contact: str, line: str
) -> None:
    settings.SECURITY_CONTACT = contact
    response = AgencyClient().get("/.well-known/security.txt")
    lines = response.content.decode().splitlines()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert [lines[0], lines[2], lines[3]] == [
        line,
        "Preferred-Languages: en",
        f"Canonical: {SITE}/.well-known/security.txt",
    ]
    left = datetime.fromisoformat(lines[1].removeprefix("Expires: ")) - datetime.now(UTC)
    assert timedelta(days=178) < left <= timedelta(days=180)


def test_fixed_names_lead_on() -> None:
    assert AgencyClient().get("/.well-known/change-password")["Location"] == reverse(
        "account_change_password"
    )
    assert AgencyClient().get("/favicon.ico")["Location"] == "/static/img/favicon.png"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""), ("?q=denver", ""), ("?page=2", "?page=2"), ("?page=1", ""), ("?page=x", ""), ("?page=-3", ""),
        ("?q=denver&page=2", ""), ("?q=&page=2", "?page=2"), ("?page=1234567", ""), ("?page=2%22%3E", ""),
    ],
)  # fmt: skip
def test_a_filtered_list_is_the_list_and_its_later_pages_are_their_own(query: str, canonical: str) -> None:
    assert _head(f"/agencies/{query}", "rel", "canonical", "href") == [f"{SITE}/agencies/{canonical}"]


def test_the_first_page_describes_the_site_and_its_search() -> None:
    [data] = _linked("/")
    website, organization = data["@graph"]
    assert (website["@type"], organization["@type"]) == ("WebSite", "Organization")
    assert website["potentialAction"]["target"]["urlTemplate"] == f"{SITE}/search/?q={{search_term_string}}"


def test_an_agency_is_described_as_what_it_is() -> None:
    certificate = certified("Denver Police", region="US-CO", city="Denver", country="US")
    agency = certificate.agency
    found = {data["@type"]: data for data in _linked(f"/agencies/{agency.public_id}/{agency.slug}/")}

    described = found["GovernmentOrganization"]
    assert described["name"] == "Denver Police"
    assert described["address"] == {
        "@type": "PostalAddress", "addressLocality": "Denver", "addressRegion": "CO", "addressCountry": "US",
    }  # fmt: skip
    assert described["hasCredential"]["url"] == f"{SITE}/verify/{certificate.code}/"
    assert [step["item"] for step in found["BreadcrumbList"]["itemListElement"]] == [
        f"{SITE}/",
        f"{SITE}/agencies/",
        f"{SITE}/agencies/in/us-co/",
        described["url"],
    ]


def test_a_pledge_is_no_credential() -> None:
    agency = pledged("Belton").agency
    found = {data["@type"]: data for data in _linked(f"/agencies/{agency.public_id}/{agency.slug}/")}
    assert "hasCredential" not in found["GovernmentOrganization"]


def test_the_questions_are_described_as_they_stand() -> None:
    [data] = _linked("/faq/")
    assert [entry["name"] for entry in data["mainEntity"]] == [
        numbers.filled(question)
        for question in Question.objects.filter(is_published=True).values_list("question", flat=True)
    ]
    assert _linked("/faq/?q=xyzzy") == []


HOSTILE = "</script><script>alert(1)</script> & <!-- \u2028 \" ' é 警察"


def test_nothing_in_a_name_leaves_the_data() -> None:
    agency = pledged(HOSTILE[:100]).agency
    text = AgencyClient().get(f"/agencies/{agency.public_id}/{agency.slug}/").content.decode()
    assert text.count("alert(1)") > 1
    assert "<script>alert" not in text
    names = {data.get("name") for data in _linked(f"/agencies/{agency.public_id}/{agency.slug}/")}
    assert agency.name in names


def test_the_data_is_read_back_as_it_was() -> None:
    element = str(linked_data.script({"name": HOSTILE}))
    inside = element.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(inside) == {"@context": "https://schema.org", "name": HOSTILE}
    assert not set("<>&\u2028") & set(inside)


def test_a_closed_page_says_nothing_to_search_engines() -> None:
    client, _membership = signed_in("lead")
    text = client.get("completion/").content.decode()
    assert "ld+json" not in text
    assert 'content="noindex"' in text


def test_what_is_shared_names_page_and_picture() -> None:
    agency = pledged("Belton Police").agency
    path = f"/agencies/{agency.public_id}/{agency.slug}/"
    shown = {
        name: _head(path, "property", f"og:{name}", "content") for name in ("title", "url", "image", "type")
    }
    assert shown == {
        "title": ["Belton Police"],
        "url": [SITE + path],
        "image": [f"{SITE}/static/img/social.png"],
        "type": ["website"],
    }
    assert _head(path, "property", "og:description", "content") == _head(
        path, "name", "description", "content"
    )


def test_a_story_of_the_spotlight_is_in_the_sitemap() -> None:
    slugs = list(Spotlight.objects.shown().values_list("slug", flat=True))
    assert _locations("/sitemap-stories.xml") == [f"{SITE}/spotlight/stories/{slug}/" for slug in slugs]


def test_a_missing_page_helps_to_find_what_was_looked_for() -> None:
    response = AgencyClient().get("/nowhere/")
    text = response.content.decode()
    assert response.status_code == 404
    for part in ('action="/search/"', 'name="q"', 'content="noindex"'):
        assert part in text
    assert 'rel="canonical"' not in text


def test_what_the_campaign_published_is_described_as_an_article_of_its_day() -> None:
    world = routes.build_world()
    [post] = [
        found for found in _linked(f"/news/posts/{world.post.slug}/") if found["@type"] == "NewsArticle"
    ]
    [story] = [
        found for found in _linked(f"/spotlight/stories/{world.story.slug}/") if found["@type"] == "Article"
    ]

    assert (post["headline"], post["datePublished"]) == ("Partners meet", world.post.published_on.isoformat())
    assert post["dateModified"].startswith(world.post.updated_at.date().isoformat())
    assert (story["headline"], story["url"]) == (
        world.story.title,
        f"{SITE}/spotlight/stories/{world.story.slug}/",
    )


def test_the_open_data_is_a_dataset_with_its_licence_and_files() -> None:
    [dataset] = _linked("/open-data/")
    assert (dataset["@type"], dataset["license"]) == ("Dataset", terms().url)
    assert [file["contentUrl"] for file in dataset["distribution"]] == [
        f"{SITE}/agencies.csv", f"{SITE}/agencies.json", f"{SITE}/agencies.geojson",
    ]  # fmt: skip


def test_the_sitemap_names_the_courses_that_the_register_shows() -> None:
    shown = CourseFactory()
    hidden = CourseFactory(code="NEW", standing=Course.Standing.PENDING)
    listed = _locations("/sitemap-courses.xml")

    assert f"{SITE}/equivalency/{shown.public_id}/" in listed
    assert f"{SITE}/equivalency/{hidden.public_id}/" not in listed


def test_what_is_shared_of_a_page_has_no_stray_spaces() -> None:
    pages = {path: AgencyClient().get(path).content.decode() for path in routes.paths(routes.build_world())}
    loose = {
        path: [said for said in re.findall(r'<meta\s[^>]*content="([^"]*)"', text) if said != said.strip()]
        for path, text in pages.items()
    }
    assert {path: said for path, said in loose.items() if said} == {}
