"""Countries, states and provinces."""

from importlib import import_module

import pytest
from django.apps import apps

from agencies import places
from agencies.models import Agency, IdentityRequest
from rehearsal.factories.agencies import AgencyFactory


def test_the_united_states_and_canada_come_first() -> None:
    countries = places.countries()
    assert countries[:2] == (("US", "United States"), ("CA", "Canada"))
    assert len(countries) == 243
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


def test_territories_stand_once_among_the_states() -> None:
    territories = places.territories()
    assert territories == {code: f"US-{code}" for code in ("AS", "GU", "MP", "PR", "UM", "VI")}
    assert territories.keys() & dict(places.countries()).keys() == set()
    # Papers that name one as a country keep its name.
    assert places.country_name("GU") == "Guam"


@pytest.mark.parametrize(
    ("letters", "region"),
    [
        ("NB", "US-NE"),
        ("NE", "US-NE"),
        ("GM", "US-GU"),
        ("GU", "US-GU"),
        ("DC", "US-DC"),
        ("UM", ""),
        ("ON", ""),
        ("", ""),
    ],
)
def test_letters_of_a_state_are_postal_or_those_of_an_ori(letters: str, region: str) -> None:
    assert places.region_by_letters(letters) == region


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


@pytest.mark.django_db
def test_an_agency_that_chose_a_territory_as_its_country_is_among_the_states() -> None:
    guam, gabon = (
        AgencyFactory.create(country="GU", region=""),
        AgencyFactory.create(country="GA", region="GA-1"),
    )
    asked = IdentityRequest.objects.create(
        agency=gabon, before={"country": "GA"}, after={"country": "PR", "city": "Ponce"}, reason="We moved."
    )
    migration = import_module("agencies.migrations.0013_territories_stand_once")

    migration.among_the_states(apps, None)

    found = dict(Agency.objects.values_list("pk", "region"))
    assert (found, Agency.objects.get(pk=guam.pk).country) == ({guam.pk: "US-GU", gabon.pk: "GA-1"}, "US")
    asked.refresh_from_db()
    assert asked.after == {"country": "US", "region": "US-PR", "city": "Ponce"}
