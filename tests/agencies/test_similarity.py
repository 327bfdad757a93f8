"""Which agencies are shown as perhaps the same, and that nothing is ever merged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies import queries
from agencies.models import Agency
from agencies.similarity import NEAR, similarity, take_apart
from rehearsal.factories.agencies import AgencyFactory

PAIRS = [
    # spelling and abbreviations
    ("Atlanta Police Department", "Atlanta Police Department", True),
    ("Atlanta Police Department", "ATLANTA PD", True),
    ("Atlanta Police Department", "City of Atlanta Police Dept.", True),
    ("Atlanta Police Department", "Alanta Police Department", True),
    ("Thornton Police Department", "Thorton Police Department", True),
    ("Fulton County Sheriff's Office", "Fulton County Sheriffs Office", True),
    ("Fulton County Sheriff’s Office", "Fulton Co. Sheriff's Department", True),
    ("Fulton County Sheriff's Office", "Sheriff of Fulton County", True),
    ("St. Louis Metropolitan Police Department", "Saint Louis Metro PD", True),
    ("Mt. Pleasant Police Department", "Mount Pleasant PD", True),
    ("University of Iowa Department of Public Safety", "Univ. of Iowa DPS", True),
    ("Service de police de la Ville de Montréal", "Service de Police de la ville de Montreal", True),
    ("Bryan & College Station Police", "Bryan and College Station Police", True),
    # near and distinct: for a person to tell apart
    ("Grosse Pointe Police Department", "Grosse Pointe Park Police Department", True),
    (
        "Grosse Pointe Farms Department of Public Safety",
        "Grosse Pointe Park Department of Public Safety",
        True,
    ),
    ("Dougherty County Sheriff's Office", "Dougherty County Police Department", True),
    ("Dyer Police Department", "Dyer County Sheriff's Office", True),
    # different
    ("Atlanta Police Department", "Savannah Police Department", False),
    ("Taylor County Sheriff's Office", "Tyler County Sheriff's Office", False),
    ("Edwards County Sheriff's Office", "Ward County Sheriff's Office", False),
    ("Atlanta Police Department", "", False),
    ("", "", False),
    ("???", "Atlanta Police Department", False),
]


@pytest.mark.parametrize(("first", "second", "near"), PAIRS)
def test_similarity(first: str, second: str, near: bool) -> None:
    assert (similarity(first, second) >= NEAR) is near
    assert (similarity(second, first) >= NEAR) is near


def test_take_apart_writes_abbreviations_out() -> None:
    name = take_apart("Fulton Co. Sheriff’s Dept. & Jail")
    assert name.words == ("fulton", "county", "sheriff", "department", "and", "jail")
    assert name.core == ("fulton", "county", "jail")


names = st.text(st.sampled_from("abcde &'’.éß-STPD "), max_size=40)


@given(names, names)
def test_similarity_is_a_share(first: str, second: str) -> None:
    assert 0 <= similarity(first, second) <= 1


@given(names)
def test_a_name_is_like_itself(name: str) -> None:
    assert similarity(name, name) == (1.0 if take_apart(name).core else 0.0)


def near(name: str, country: str = "US", region: str = "US-MI", ori: str = "") -> list[str]:
    """The names that are shown beside ``name``."""
    found = queries.near_duplicates(name=name, country=country, region=region, ori=ori)
    return [agency.name for agency in found]


@pytest.mark.django_db
def test_two_grosse_pointe_agencies_are_shown_and_stay_two() -> None:
    for name in ("Grosse Pointe Park Police Department", "Grosse Pointe Farms Police Department"):
        AgencyFactory(name=name, region="US-MI")
    AgencyFactory(name="Detroit Police Department", region="US-MI")
    assert near("Grosse Pointe Park PD") == [
        "Grosse Pointe Park Police Department",
        "Grosse Pointe Farms Police Department",
    ]
    assert Agency.objects.count() == 3


@pytest.mark.django_db
def test_only_the_same_region_is_looked_at() -> None:
    AgencyFactory(name="Springfield Police Department", region="US-IL")
    AgencyFactory(name="Springfield Police Department", country="CA", region="CA-ON")
    assert near("Springfield Police Department", region="US-MA") == []
    assert near("Springfield Police Department", region="US-IL") == ["Springfield Police Department"]


@pytest.mark.django_db
def test_a_country_without_regions_is_one_region() -> None:
    AgencyFactory(name="Royal Gibraltar Police", country="GI", region="")
    assert near("Royal Gibraltar Police", country="GI", region="") == ["Royal Gibraltar Police"]


@pytest.mark.django_db
def test_an_equal_ori_comes_first_wherever_it_is() -> None:
    AgencyFactory(name="Somewhere Else Police", region="US-OH", ori="MI8201300")
    AgencyFactory(name="Grosse Pointe Police Department", region="US-MI")
    assert near("Grosse Pointe Police Department", ori=" mi8201300") == [
        "Somewhere Else Police",
        "Grosse Pointe Police Department",
    ]


@pytest.mark.django_db
def test_an_empty_ori_is_nobodys() -> None:
    AgencyFactory(name="Somewhere Else Police", region="US-MI", ori="")
    assert near("Grosse Pointe Police Department", ori="") == []


@pytest.mark.django_db
def test_the_same_city_breaks_a_tie() -> None:
    AgencyFactory(name="Clinton Township Police", region="US-MI", city="Tecumseh")
    AgencyFactory(name="Clinton Township Police", region="US-MI", city="Macomb")
    found = queries.near_duplicates(
        name="Clinton Township Police", country="US", region="US-MI", city="macomb "
    )
    assert [agency.city for agency in found] == ["Macomb", "Tecumseh"]


@pytest.mark.django_db
def test_the_agency_itself_is_left_out_and_the_list_is_short(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    agencies = [AgencyFactory(name="Clinton Township Police", region="US-MI") for _ in range(9)]
    with django_assert_num_queries(2):
        found = queries.near_duplicates(
            name="Clinton Township Police", country="US", region="US-MI", exclude=agencies[0]
        )
    assert found == agencies[1:7]
