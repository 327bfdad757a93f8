"""Countries, states and provinces."""

import pytest

from agencies import places
from agencies.models import Agency


def test_the_united_states_and_canada_come_first() -> None:
    countries = places.countries()
    assert countries[:2] == (("US", "United States"), ("CA", "Canada"))
    assert len(countries) == 249
    assert list(countries[2:]) == sorted(countries[2:], key=lambda pair: pair[1])


def test_regions_of_the_united_states_are_states_district_and_territories() -> None:
    regions = dict(places.regions("US"))
    assert len(regions) == 56
    assert (regions["US-GA"], regions["US-DC"], regions["US-PR"]) == (
        "Georgia",
        "District of Columbia",
        "Puerto Rico",
    )
    assert (regions["US-VI"], "US-UM" in regions) == ("U.S. Virgin Islands", False)


def test_regions_of_canada_are_provinces_and_territories() -> None:
    assert len(places.regions("CA")) == 13
    assert dict(places.regions("CA"))["CA-ON"] == "Ontario"


@pytest.mark.parametrize(("country", "expected"), [("GB", 4), ("GI", 0), ("XX", 0), ("", 0), ("us", 56)])
def test_regions_elsewhere_are_the_first_level(country: str, expected: int) -> None:
    assert len(places.regions(country)) == expected


def test_every_region_fits_its_column() -> None:
    longest = max(len(code) for country, _ in places.countries() for code, _ in places.regions(country))
    assert longest == Agency._meta.get_field("region").max_length


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (("Atlanta", "US-GA", "US"), "Atlanta, Georgia"),
        (("Toronto", "CA-ON", "CA"), "Toronto, Ontario, Canada"),
        (("Gibraltar", "", "GI"), "Gibraltar, Gibraltar"),
        (("", "US-GA", "US"), "Georgia"),
        (("", "US-ZZ", "US"), "US-ZZ"),
        (("Taipei", "", "TW"), "Taipei, Taiwan"),
    ],
)
def test_place_name(place: tuple[str, str, str], expected: str) -> None:
    city, region, country = place
    assert places.place_name(city=city, region=region, country=country) == expected
    assert Agency(city=city, region=region, country=country).place == expected


def test_small_questions() -> None:
    assert (places.is_region_of("US-GA", "US"), places.is_region_of("US-GA", "CA")) == (True, False)
    assert places.country_name("ZZ") == "ZZ"
