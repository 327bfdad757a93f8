"""The directory as files: complete, filtered like the page, safe to open, and not sent twice."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from directory.exports import FORMATS, as_csv, middle_of
from directory.records import COLUMNS
from documents import actions as documents
from pledges.lifecycle import State
from rehearsal.factories.directory import certified, pledged, reviewer
from rehearsal.factories.pledges import add_officers, add_partnership, member

pytestmark = pytest.mark.django_db
FILES = {ending: f"/agencies.{ending}" for ending in FORMATS}
# Six for the state of the directory, one for the regions for the filter, one for former names, one for the rows.
QUERIES = 9
SHARED = [
    *FILES.values(),
    "/feeds/pledges.atom",
    "/feeds/pledges.json",
    "/api/v1/agencies",
    "/api/v1/openapi.json",
]


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    """The limits count in the cache, which outlives a test."""
    cache.clear()


def body(client: Client, url: str, **headers: str) -> str:
    response = client.get(url, headers=headers)
    assert response.status_code == 200, response.content
    return response.getvalue().decode()


def rows(client: Client, url: str = "/agencies.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(client, url).removeprefix("\ufeff"))))


def names(client: Client, query: str, ending: str) -> list[str]:
    """The agencies of a file, in its order."""
    if ending == "csv":
        return [row["name"] for row in rows(client, f"/agencies.csv?{query}")]
    found = json.loads(body(client, f"/agencies.{ending}?{query}"))
    items = found["agencies"] if ending == "json" else [one["properties"] for one in found["features"]]
    assert found["count"] == len(items)
    return [item["name"] for item in items]


def test_json_holds_each_column_the_terms_and_the_day(client: Client) -> None:
    agency = certified(
        "Denver Police Department", region="US-CO", city="Denver", sworn=400, kind="municipal"
    ).agency

    found = json.loads(body(client, "/agencies.json"))

    record = {
        "id": agency.public_id, "name": "Denver Police Department", "former_names": [],
        "type": "municipal", "type_name": "City or town police", "city": "Denver", "region": "US-CO", "region_name": "Colorado",
        "country": "US", "country_name": "United States", "size": "250 to 999 officers", "size_from": 250,
        "size_to": 999, "stage": "certified", "status": "certified", "pledged_on": "2025-03-03", "certified_on": "2025-11-12",
        "page": f"http://localhost:8000/agencies/{agency.public_id}/",
    }  # fmt: skip
    assert found.pop("as_of") == timezone.localdate().isoformat()
    assert found == {
        "license": {
            "name": "CC BY 4.0",
            "url": "https://creativecommons.org/licenses/by/4.0/",
            "attribution": "One Mind Campaign, International Association of Chiefs of Police",
        },
        "agencies": [record],
        "count": 1,
    }
    assert list(record) == [column.key for column in COLUMNS]


def test_csv_says_as_of_when_and_on_what_terms_in_each_row(client: Client) -> None:
    pledged("Aurora", region="US-CO", sworn=None)

    row = rows(client)[0]

    assert list(row) == [*(column.key for column in COLUMNS), "as_of", "license"]
    assert (row["size"], row["size_from"], row["certified_on"]) == ("", "", "")
    assert (row["stage"], row["status"]) == ("on_the_way", "pledged")
    assert (len(row["as_of"]), row["license"]) == (10, "CC BY 4.0")


def test_geojson_says_that_a_point_is_only_the_middle_of_the_region(client: Client) -> None:
    pledged("Aurora", region="US-CO")
    pledged("Thames Valley", region="", country="GB")

    found = json.loads(body(client, "/agencies.geojson"))

    assert (found["type"], len(found["as_of"]), found["license"]["name"]) == (
        "FeatureCollection",
        10,
        "CC BY 4.0",
    )
    places = {
        one["properties"]["name"]: (one["geometry"], one["properties"]["position"])
        for one in found["features"]
    }
    assert places == {
        "Aurora": ({"type": "Point", "coordinates": [-105.5, 39.0]}, "region"),
        "Thames Valley": (None, None),
    }
    assert [one["id"] for one in found["features"]] != [None, None]


def test_each_state_and_province_has_a_middle_in_its_own_half_of_the_world() -> None:
    from agencies.places import FIRST, regions

    middles = {code: middle_of(code) for country in FIRST for code, _name in regions(country)}

    assert {code for code, middle in middles.items() if middle is None} == set()
    far = {code for code, (west, north) in middles.items() if west > 0 or north < 0}  # type: ignore[misc]
    assert far == {"US-GU", "US-MP", "US-AS"}


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Aurora", "Belton", "Denver"]),
        ("region=US-CO", ["Aurora", "Denver"]),
        ("region=US-CO&status=certified", ["Denver"]),
        ("status=pledged&sort=pledged", ["Belton", "Aurora"]),
        ("kind=sheriff", ["Belton"]),
        ("size=1000", ["Denver"]),
        ("q=auro&page=3", ["Aurora"]),
        ("q=nobody", []),
    ],
)
def test_files_take_the_filters_of_the_page(
    client: Client, ending: str, query: str, expected: list[str]
) -> None:
    certified("Denver", region="US-CO", sworn=1500)
    pledged("Aurora", region="US-CO", on=date(2025, 1, 2))
    pledged("Belton", region="US-MO", kind="sheriff", on=date(2025, 6, 2))

    assert names(client, query, ending) == expected


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("region=US-XX", "query.region"), ("status=x", "query.status"), ("kind=x", "query.kind"),
        ("size=11", "query.size"), ("sort=x", "query.sort"), ("regoin=US-CO", "query.regoin"),
        ("q=" + "x" * 101, "query.q"), ("q=%00", "query.q"),
    ],
)  # fmt: skip
def test_a_wrong_filter_is_said_and_not_left_out(client: Client, ending: str, query: str, where: str) -> None:
    pledged("Aurora", region="US-CO")

    response = client.get(f"/agencies.{ending}?{query}")

    error = response.json()["error"]
    assert (response.status_code, error["status"], error["code"]) == (422, 422, "invalid_query")
    assert [problem["where"] for problem in error["problems"]] == [where]
    assert all(problem["message"] for problem in error["problems"])


@pytest.mark.parametrize(
    "payload",
    [
        "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "=HYPERLINK(\"http://x\")", "=cmd|' /C calc'!A0",
        "＝1+1", "＋1", "－1+1", "＠x", " =1+1", "=1+1\x00", "-2+3+cmd|' /C calc'!A0", "+A1", "@x", "=\"\"", "\x0b=1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("column", ["name", "city", "type_name", "region_name"])
def test_no_cell_is_a_formula(payload: str, column: str) -> None:
    record: dict[str, Any] = {key.key: "x" for key in COLUMNS} | {column: payload}

    text = "".join(as_csv([record], date(2026, 1, 1))).removeprefix("\ufeff")

    cell = next(csv.DictReader(io.StringIO(text, newline="")))[column]
    assert cell.startswith("'")


def test_only_what_is_public_is_in_the_files(client: Client) -> None:
    certificate = certified(
        "Denver",
        region="US-CO",
        head_name="CANARY Head",
        phone="CANARY",
        ori="CO0160000",
        address="CANARY Street",
    )
    agency = certificate.agency
    agency.pledges.update(coordinator_name="CANARY", coordinator_email="canary@example.org")
    officer = add_officers(agency, cit=1)[0]
    lead = member(agency)
    add_partnership(agency).contacts.create(
        name="CANARY", role="CANARY", email="canary@example.net", phone="CANARY"
    )
    pledged("CANARY not verified", State.CONFIRMED)
    pledged("CANARY suspended", is_suspended=True)
    pledged("CANARY withdrawn", State.WITHDRAWN)
    pledged("CANARY lapsed", State.LAPSED)
    hidden = ("CANARY", "canary@", "CO0160000", lead.email, lead.name, officer.ref)
    urls = [*SHARED, "/feeds/certified.atom", "/feeds/certified.json", f"/api/v1/agencies/{agency.public_id}",
            f"/badge/{agency.public_id}.svg", "/api/v1/regions", "/api/v1/counts", "/open-data/"]  # fmt: skip

    texts = {url: body(client, url) for url in urls}

    assert {url: [word for word in hidden if word in text] for url, text in texts.items()} == {
        url: [] for url in urls
    }
    assert all("Denver" in text for url, text in texts.items() if "agencies" in url)


@pytest.mark.parametrize("url", SHARED)
def test_an_unchanged_answer_is_304_until_something_changes(client: Client, url: str) -> None:
    certificate = certified("Denver", region="US-CO")
    first = client.get(url)
    etag, moment = first["ETag"], first["Last-Modified"]

    unchanged = client.get(url, headers={"If-None-Match": etag})
    by_date = client.get(url, headers={"If-Modified-Since": moment})
    other = client.get(url, headers={"If-None-Match": '"another"'})
    documents.revoke(certificate=certificate, reason="A mistake.", by=reviewer())
    changed = client.get(url, headers={"If-None-Match": etag})

    assert (first.status_code, unchanged.status_code, by_date.status_code, other.status_code) == (
        200,
        304,
        304,
        200,
    )
    assert (unchanged["ETag"], unchanged.content) == (etag, b"")
    assert (changed.status_code, changed["ETag"] != etag) == (200, True)


def test_an_etag_belongs_to_one_address_and_one_license(client: Client, settings: Settings) -> None:
    pledged("Aurora", region="US-CO")
    urls = ["/agencies.csv", "/agencies.json", "/agencies.json?region=US-CO", "/agencies.json?sort=pledged"]

    tags = [client.get(url)["ETag"] for url in urls]
    settings.OPEN_DATA_LICENSE = "CC0"
    tags.append(client.get(urls[0])["ETag"])

    assert len(set(tags)) == 5


@pytest.mark.parametrize("url", [*SHARED, "/badge/x.svg"])
def test_anybody_reads_it_from_anywhere_and_nobody_writes(client: Client, url: str) -> None:
    pledge = pledged("Aurora")
    url = url.replace("/x.", f"/{pledge.agency.public_id}.")

    response = client.get(url, headers={"Origin": "https://example.net"})

    shown = ("Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy", "Link", "Cache-Control")
    assert [response[header] for header in shown] == [
        "*", "cross-origin", '<https://creativecommons.org/licenses/by/4.0/>; rel="license"', "public, max-age=300",
    ]  # fmt: skip
    assert client.head(url).status_code == 200
    options = client.options(url)
    assert (options.status_code, options["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    refused = [getattr(client, verb)(url) for verb in ("post", "put", "patch", "delete")]
    assert [(answer.status_code, answer.json()["error"]["code"]) for answer in refused] == [
        (405, "method_not_allowed")
    ] * 4


@pytest.mark.parametrize("url", [*SHARED, "/badge/x.svg"])
@pytest.mark.parametrize("idle", [0, 3600])
def test_no_cookie_is_set_for_somebody_who_is_signed_in(client: Client, url: str, idle: int) -> None:
    pledge = pledged("Aurora")
    client.force_login(member(pledge.agency))
    session = client.session
    session["signed_in_at"] = session["seen_at"] = 1_700_000_000 - idle
    session.save()

    response = client.get(url.replace("/x.", f"/{pledge.agency.public_id}."))

    assert (response.status_code, dict(response.cookies)) == (200, {})
    assert "cookie" not in response.get("Vary", "").lower()


def test_a_file_takes_the_same_few_statements_whatever_its_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for number in (1, 3):
        while len(rows(client)) < number:
            pledged(f"Agency {len(rows(client))}")
        with django_assert_num_queries(QUERIES) as captured:
            assert len(rows(client)) == number
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_too_many_files_are_refused_with_words(client: Client) -> None:
    codes = [client.get("/agencies.csv").status_code for _ in range(20)]
    response = client.get("/agencies.csv")

    assert (set(codes), response.status_code, response["Retry-After"]) == ({200}, 429, "60")
    assert response.json()["error"]["code"] == "too_many_requests"


def test_the_page_names_each_file_column_feed_and_the_terms(client: Client) -> None:
    pledged("Aurora", region="US-CO")

    page = body(client, "/open-data/")

    linked = [
        *FILES.values(),
        "/feeds/pledges.atom",
        "/feeds/certified.json",
        "/feeds/US-CO/pledges.atom",
        "/api/",
    ]
    assert [f'href="{url}"' in page for url in linked] == [True] * len(linked)
    assert [f"<code>{column.key}</code>" in page for column in COLUMNS] == [True] * len(COLUMNS)
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in page


def test_the_list_offers_itself_with_the_filters_that_are_set(client: Client) -> None:
    pledged("Aurora", region="US-CO")

    page = " ".join(body(client, "/agencies/?region=US-CO&status=pledged").split())

    assert 'href="/agencies.csv?region=US-CO&amp;status=pledged"' in page
    assert '<link rel="alternate" type="application/atom+xml"' in page
