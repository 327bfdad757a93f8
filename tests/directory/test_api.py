"""API documentation: what it answers, how it refuses, and that its document says the same."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from directory.api import document
from directory.api.schemas import Agency, AgencyInFull
from directory.records import COLUMNS
from documents import actions as documents
from pledges.lifecycle import State
from rehearsal.factories.directory import certified, pledged, reviewer
from rehearsal.factories.pledges import add_partnership

pytestmark = pytest.mark.django_db
# What the state of the directory costs.
STATE = 6
API = "/api/v1/"
LICENSE = {
    "name": "CC BY 4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
    "attribution": "One Mind Campaign, International Association of Chiefs of Police",
}


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


def asked(client: Client, path: str, status: int = 200) -> dict[str, Any]:
    response = client.get(f"{API}{path}")
    assert (response.status_code, response["Content-Type"].partition(";")[0]) == (status, "application/json")
    return response.json()  # type: ignore[no-any-return]


def names(found: dict[str, Any]) -> list[str]:
    return [agency["name"] for agency in found["agencies"]]


def test_list_is_a_page_of_records_with_terms_and_day(client: Client) -> None:
    certified("Denver", region="US-CO", city="Denver", sworn=60)

    found = asked(client, "agencies")

    agency = found.pop("agencies")[0]
    assert date.fromisoformat(found.pop("as_of"))
    assert found == {
        "license": LICENSE,
        "total": 1,
        "limit": 50,
        "offset": 0,
        "next": None,
        "previous": None,
    }
    assert list(agency) == [column.key for column in COLUMNS]
    assert (agency["name"], agency["status"], agency["certified_on"], agency["size_to"]) == (
        "Denver",
        "certified",
        "2025-11-12",
        99,
    )


def test_fields_are_the_columns_of_the_files() -> None:
    assert list(Agency.model_fields) == [column.key for column in COLUMNS]
    assert set(AgencyInFull.model_fields) - set(Agency.model_fields) == {
        "stage_since",
        "website",
        "badge",
        "partners",
        "certificate",
    }


def test_pages_lead_through_the_whole_list_once_and_keep_the_filters(client: Client) -> None:
    for number in range(5):
        pledged(f"Agency {number}", region="US-CO")
    pledged("Elsewhere", region="US-MO")
    url: str | None = "agencies?region=US-CO&limit=2"
    seen, previous = [], []

    while url:
        found = asked(client, url.removeprefix(f"http://localhost:8000{API}"))
        seen += names(found)
        previous.append(found["previous"])
        url = found["next"]

    assert seen == [f"Agency {number}" for number in range(5)]
    assert found["total"] == 5
    assert [one and one.partition("?")[2] for one in previous] == [
        None,
        "region=US-CO&limit=2&offset=0",
        "region=US-CO&limit=2&offset=2",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=certified", ["Denver"]), ("kind=sheriff", ["Belton"]), ("size=1000", ["Denver"]), ("q=auro", ["Aurora"]),
        ("sort=pledged&status=pledged", ["Belton", "Aurora"]), ("region=US-CO&limit=1&offset=1", ["Denver"]),
        ("offset=100000", []), ("region=US-TX", []), ("country=MX", []), ("region=us-mo", ["Belton"]),
    ],
)  # fmt: skip
def test_list_takes_the_filters_of_the_page(client: Client, query: str, expected: list[str]) -> None:
    certified("Denver", region="US-CO", sworn=1500)
    pledged("Aurora", region="US-CO", on=date(2025, 1, 2))
    pledged("Belton", region="US-MO", kind="sheriff", on=date(2025, 6, 2))

    assert names(asked(client, f"agencies?{query}")) == expected


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("limit=0", "query.limit"), ("limit=201", "query.limit"), ("limit=x", "query.limit"), ("offset=-1", "query.offset"),
        ("offset=100001", "query.offset"), ("region=US-XX", "query.region"), ("status=x", "query.status"),
        ("kind=x", "query.kind"), ("size=3", "query.size"), ("sort=x", "query.sort"), ("page=2", "query.page"),
        ("unknown=1", "query.unknown"), ("q=%00", "query.q"), ("limit=99999999999999999999999", "query.limit"),
    ],
)  # fmt: skip
def test_a_wrong_query_is_422_and_says_where_and_how(client: Client, query: str, where: str) -> None:
    error = asked(client, f"agencies?{query}", 422)["error"]

    assert (error["status"], error["code"]) == (422, "invalid_query")
    assert [problem["where"] for problem in error["problems"]] == [where]
    assert error["problems"][0]["message"]


def test_a_choice_names_what_it_takes(client: Client) -> None:
    error = asked(client, "agencies?status=done", 422)["error"]

    assert "Use one of: on_the_way, certified." in error["problems"][0]["message"]


def test_agency_holds_its_record_partners_badge_and_certificate(client: Client) -> None:
    certificate = certified("Denver", region="US-CO", website="https://example.org")
    agency = certificate.agency
    agency.partnerships.update(may_be_published=False)
    add_partnership(agency, may_be_published=True)

    found = asked(client, f"agencies/{agency.public_id}")

    assert found["license"] == LICENSE
    assert list(found["agency"]) == [
        *(column.key for column in COLUMNS),
        "stage_since",
        "website",
        "badge",
        "partners",
        "certificate",
    ]
    shown = {key: found["agency"][key] for key in ("website", "badge", "partners", "certificate")}
    assert shown == {
        "website": "https://example.org",
        "badge": f"http://localhost:8000/badge/{agency.public_id}.svg",
        "partners": ["County Behavioral Health"],
        "certificate": {
            "number": certificate.number,
            "verify": f"http://localhost:8000/verify/{certificate.code}/",
        },
    }


def test_agency_whose_certificate_is_revoked_says_so_and_leaves_the_lists(client: Client) -> None:
    certificate = certified("Denver")
    documents.revoke(certificate=certificate, reason="A mistake.", by=reviewer())

    agency = asked(client, f"agencies/{certificate.agency.public_id}")["agency"]
    told = {key: agency[key] for key in ("stage", "stage_since", "status", "certified_on", "certificate")}
    assert told == {
        "stage": "revoked",
        "stage_since": timezone.localdate().isoformat(),
        "status": "revoked",
        "certified_on": None,
        "certificate": None,
    }
    assert asked(client, "agencies")["total"] == 0
    assert asked(client, "counts")["took_the_pledge"] == 0


HIDDEN: list[dict[str, Any]] = [
    *({"state": state} for state in State if state not in {"active", "submitted", "returned", "completed"}),
    {"is_suspended": True},
]


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda hidden: str(next(iter(hidden.values()))))
def test_agency_that_is_not_public_is_answered_like_one_that_never_was(
    client: Client, hidden: dict[str, Any]
) -> None:
    agency = pledged("Denver", **hidden).agency

    paths = [
        f"agencies/{agency.public_id}",
        f"agencies/{'a' * 26}",
        "agencies/%00",
        "agencies/x/y",
        "nothing",
        "",
    ]
    codes = {path: client.get(f"{API}{path}").status_code for path in paths}
    texts = {client.get(f"{API}{path}").content for path in paths[:5]}

    assert codes == {**dict.fromkeys(paths, 404), "": 302}
    assert len(texts) == 1
    assert asked(client, paths[0], 404)["error"]["code"] == "not_found"
    assert asked(client, "agencies")["total"] == 0


def test_regions_and_counts_never_mix_pledged_and_certified(client: Client) -> None:
    certified("Denver", region="US-CO")
    pledged("Aurora", region="US-CO")
    pledged("Thames Valley", region="", country="GB")

    assert asked(client, "regions")["regions"] == [
        {"key": "US-CO", "name": "Colorado", "country": "US", "took_the_pledge": 2, "certified": 1,
         "on_the_way": 1, "pledged": 1},
        {"key": "GB", "name": "United Kingdom", "country": "GB", "took_the_pledge": 1, "certified": 0,
         "on_the_way": 1, "pledged": 1},
    ]  # fmt: skip
    counts = asked(client, "counts")
    figures = {key: counts[key] for key in ("took_the_pledge", "certified", "on_the_way", "regions")}
    assert figures == {"took_the_pledge": 3, "certified": 1, "on_the_way": 2, "regions": 2}


def test_what_says_pledged_for_on_the_way_is_marked_deprecated_and_still_answers(client: Client) -> None:
    shapes = document()["components"]["schemas"]
    deprecated = {
        (name, field)
        for name, shape in shapes.items()
        for field, schema in shape.get("properties", {}).items()
        if schema.get("deprecated")
    }
    assert deprecated == {("Agency", "status"), ("AgencyInFull", "status"), ("Region", "pledged")}
    certified("Denver")
    pledged("Aurora")
    old, new = (names(asked(client, f"agencies?status={value}")) for value in ("pledged", "on_the_way"))
    assert old == new == ["Aurora"]
    assert client.get("/api/").content.decode().count("<strong>Deprecated.</strong>") == 3


def test_list_takes_the_same_few_statements_whatever_its_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 3):
        while asked(client, "agencies")["total"] < number:
            pledged(f"Agency {asked(client, 'agencies')['total']}")
        # The state of the directory, the regions for the filter, the total, the rows, former names.
        with django_assert_num_queries(STATE + 4):
            assert len(names(asked(client, "agencies"))) == number


def test_too_many_requests_are_429_with_the_time_to_wait(client: Client) -> None:
    codes = {client.get(f"{API}counts").status_code for _ in range(120)}

    response = client.get(f"{API}counts")

    assert (codes, response.status_code, response["Retry-After"]) == ({200}, 429, "60")
    assert response.json()["error"]["code"] == "too_many_requests"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_document_names_each_operation_parameter_and_error(client: Client) -> None:
    found = client.get(f"{API}openapi.json").json()

    assert found == document()
    assert list(found["paths"]) == [
        "/api/v1/agencies",
        "/api/v1/agencies/{public_id}",
        "/api/v1/regions",
        "/api/v1/counts",
    ]
    listing = found["paths"]["/api/v1/agencies"]["get"]
    parameters = {one["name"]: one["schema"] for one in listing["parameters"]}
    assert {"limit", "offset", "q", "region", "status", "kind", "size", "sort"} <= set(parameters)
    assert parameters["status"]["enum"] == ["on_the_way", "certified"]
    assert list(listing["responses"]) == ["200", "422", "429"]
    assert found["info"]["license"] == {"name": LICENSE["name"], "url": LICENSE["url"]}


def test_documentation_names_all_that_the_document_does_and_loads_nothing(client: Client) -> None:
    page = client.get("/api/").content.decode()

    doc = document()
    for path, methods in doc["paths"].items():
        assert f"<code>{path}</code>" in page
        for parameter in methods["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in page
    for name in ("Agency", "Agencies", "Counts", "Regions", "Failure"):
        assert f'id="shape-{name}"' in page
    for host in ("cdn.", "jsdelivr", "swagger", "redoc"):
        assert host not in page


PARAMETERS = st.sampled_from(
    ["q", "region", "status", "kind", "size", "sort", "limit", "offset", "page", "x", "q[]"]
)
VALUES = st.one_of(
    st.text(max_size=30),
    st.integers().map(str),
    st.sampled_from(
        ["US-CO", "pledged", "certified", "sheriff", "1000", "name", "", "\x00", "1e308", "NaN", "-0"]
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.lists(st.tuples(PARAMETERS, VALUES), max_size=4),
    path=st.sampled_from(["api/v1/agencies", "agencies.csv"]),
)
def test_whatever_is_asked_the_answer_is_an_answer(
    client: Client, query: list[tuple[str, str]], path: str
) -> None:
    cache.clear()

    response = client.get(f"/{path}", query_params=query)  # type: ignore[arg-type]

    assert response.status_code in {200, 422}
