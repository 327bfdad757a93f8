"""The map: every state and province has a shape, shades follow the counts, and the table says the same."""

import json
import re

import pytest
from django.conf import settings
from django.test import Client

from agencies.places import FIRST, regions
from directory import maps
from directory.maps import Shade
from directory.queries import RegionCount
from rehearsal.factories.directory import certified, pledged


def count(key: str, agencies: int) -> RegionCount:
    return RegionCount(key, key, key[:2], agencies, 0)


def test_every_state_and_province_has_a_shape() -> None:
    drawn = {
        shape.key: shape.path
        for country in maps.drawing([count("US-OH", 1), count("CA-ON", 1)]).maps
        for shape in country.shapes
    }
    # What lies far off is in the table alone.
    far = {"US-AS", "US-GU", "US-MP", "US-PR", "US-VI", "US-UM"}
    wanted = {code for country in ("US", "CA") for code, _name in regions(country)} - far

    assert drawn.keys() >= wanted
    assert all(re.fullmatch(r"(M\d+ \d+l[-\d ]+z)+", path) for path in drawn.values())


def test_shapes_lie_inside_the_drawing_and_weigh_little() -> None:
    file = settings.BASE_DIR / "static" / "vendor" / "maps" / "regions.json"
    for drawn in json.loads(file.read_bytes()).values():
        for path in drawn["regions"].values():
            for x, y in re.findall(r"M(\d+) (\d+)", path):
                assert (0 <= int(x) <= drawn["width"], 0 <= int(y) <= drawn["height"]) == (True, True)
    assert file.stat().st_size < 30_000


@pytest.mark.parametrize(
    ("most", "legend"),
    [
        (1, [(1, 1)]),
        (2, [(1, 1), (2, 2)]),
        (40, [(1, 4), (5, 10), (11, 20), (21, 40)]),
        (1500, [(1, 150), (151, 375), (376, 750), (751, 1500)]),
    ],
)
def test_shades_leave_no_number_out(most: int, legend: list[tuple[int, int]]) -> None:
    found = maps.drawing([count("US-OH", most)]).legend
    assert found == tuple(Shade(number, *ends) for number, ends in enumerate(legend, start=1))


@pytest.mark.parametrize(("agencies", "shade"), [(1, 1), (4, 1), (5, 2), (20, 3), (21, 4), (40, 4)])
def test_shade_follows_the_count(agencies: int, shade: int) -> None:
    drawing = maps.drawing([count("US-OH", agencies), count("US-CA", 40)])
    shades = {shape.key: shape.shade for shape in drawing.maps[0].shapes}
    assert (shades["US-OH"], shades["US-CA"], shades["US-TX"]) == (shade, 4, 0)


def test_no_map_without_an_agency_that_can_be_drawn() -> None:
    assert (maps.drawing([]).maps, maps.drawing([count("MT", 3)]).maps) == ((), ())


@pytest.mark.django_db
def test_map_and_table_name_the_same_places_in_the_same_words(client: Client) -> None:
    certified("Denver", region="US-CO")
    pledged("Aurora", region="US-CO")
    pledged("Toronto", country="CA", region="CA-ON")
    pledged("Valletta", country="MT", region="")

    page = client.get("/agencies/").content.decode()
    drawn = page[page.index('<div class="map"') : page.index('class="map-legend"')]
    table = page[page.index('<table class="region-table"') : page.index("</table>")]

    assert re.findall(r'href="/agencies/in/([\w-]+)/" aria-label="([^"]+)"', drawn) == [
        ("us-co", "Colorado: 2 took the pledge, 1 of them certified"),
        ("ca-on", "Ontario: 1 took the pledge, 0 of them certified"),
    ]
    rows = re.findall(
        r'href="/agencies/in/([\w-]+)/">([^<]+)</a>.*?<td>(\d+)</td>\s*<td>(\d+)</td>', table, re.S
    )
    assert rows == [
        ("us-co", "Colorado", "2", "1"), ("ca-on", "Ontario", "1", "0"), ("mt", "Malta", "1", "0"),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["?q=aurora", "?page=1", "?region=US-CO"])
def test_who_looks_for_an_agency_gets_no_map(client: Client, query: str) -> None:
    pledged("Aurora", region="US-CO")

    assert 'class="map"' not in client.get(f"/agencies/{query}").content.decode()


@pytest.mark.django_db
def test_page_of_a_state(client: Client) -> None:
    for name, region in (("Aurora", "US-CO"), ("Belton", "US-MO"), ("Carson", "US-NV")):
        pledged(name, region=region)

    page = client.get("/agencies/in/us-mo/").content.decode()

    assert ("Belton" in page, "Aurora" in page, "Agencies in Missouri" in page) == (True, False, True)
    assert re.findall(r'rel="(prev|next)" href="/agencies/in/([\w-]+)/"', page) == [
        ("prev", "us-co"),
        ("next", "us-nv"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("us-co", 200),
        ("US-CO", 301),
        ("us-tx", 200),
        ("ca-yt", 200),
        ("mx", 200),
        ("US-TX", 301),
        ("us-xx", 404),
        ("nowhere", 404),
        ("us", 404),
        ("gu", 404),
    ],
)
def test_address_of_a_state(client: Client, path: str, status: int) -> None:
    pledged("Aurora", region="US-CO")

    assert client.get(f"/agencies/in/{path}/").status_code == status


@pytest.mark.django_db
def test_every_state_and_province_has_a_page_and_one_without_agencies_says_how_to_be_the_first(
    client: Client,
) -> None:
    pledged("Aurora", region="US-CO")
    codes = [code.lower() for country in FIRST for code, _name in regions(country)]
    assert {client.get(f"/agencies/in/{code}/").status_code for code in codes} == {200}

    page = " ".join(client.get("/agencies/in/us-tx/").content.decode().split())
    assert ("Be the first in Texas" in page, 'href="/pledge/"' in page, "Aurora" in page) == (
        True,
        True,
        False,
    )
    assert "Be the first" not in client.get("/agencies/in/us-co/").content.decode()
