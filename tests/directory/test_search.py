"""Search forgives spelling, accents and case, alike on both databases, and its index stays in step with the agencies."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from agencies.models import Agency, FormerName
from agencies.search import containing, keep_in_step
from audit import trail
from directory import finding, queries
from directory.filters import ListingFilter
from rehearsal.factories.directory import pledged

pytestmark = pytest.mark.django_db

NAMES = [
    ("Grosse Pointe Police Department", "Grosse Pointe"),
    ("Grosse Pointe Farms Police Department", "Grosse Pointe Farms"),
    ("Minneapolis Police Department", "Minneapolis"),
    ("Service de police de la Ville de Montréal", "Montréal"),
    ("O'Fallon Police", "O'Fallon"),
    ('"Quoted" Police', "Wherever"),
    ("Campus Safety", "Rose"),
    ("Saint Mary County Sheriff’s Office", "Leonardtown"),
    ("Fort Worth P.D.", "Fort Worth"),
    ("Mt. Vernon DPS", "Mt. Vernon"),
]


@pytest.fixture
def register() -> None:
    for name, city in NAMES:
        pledged(name, city=city)


def found(words: str) -> list[str]:
    filters = ListingFilter({"q": words}, queryset=queries.listed(), regions=queries.region_counts())
    return [listing.name for listing in queries.whole(filters.qs)]


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("grosse pointe", ["Grosse Pointe Farms Police Department", "Grosse Pointe Police Department"]),
        ("Grose Point", ["Grosse Pointe Farms Police Department", "Grosse Pointe Police Department"]),
        ("farms grosse", ["Grosse Pointe Farms Police Department"]),
        ("Minneaplis", ["Minneapolis Police Department"]),
        ("MINNEAPLIS police", ["Minneapolis Police Department"]),
        ("minnapolis", ["Minneapolis Police Department"]),
        ("Montreal", ["Service de police de la Ville de Montréal"]),
        ("MONTRÉAL", ["Service de police de la Ville de Montréal"]),
        ("Montrael", ["Service de police de la Ville de Montréal"]),
        ("o'fallon", ["O'Fallon Police"]),
        ('"quoted"', ['"Quoted" Police']),
        ('quoted" OR nowhere "', []),
        ("apolis", ["Minneapolis Police Department"]),
        ("rose", ["Campus Safety"]),
        ("la", ["Service de police de la Ville de Montréal"]),
        ("xyzzyxyzzy", []),
        ("grosse nowhere", []),
        ("name:grosse", []),
        # Signs count for nothing, and are never taken for a pattern.
        ("***", []),
        ("%", []),
        ("_", []),
        ("ofallon", ["O'Fallon Police"]),
        ("O’Fallon PD", ["O'Fallon Police"]),
        ("O Fallon", ["O'Fallon Police"]),
        ("campus-safety", ["Campus Safety"]),
        ("St Mary's SO", ["Saint Mary County Sheriff’s Office"]),
        ("ste. marys county sheriffs", ["Saint Mary County Sheriff’s Office"]),
        ("saint mary sheriff office", ["Saint Mary County Sheriff’s Office"]),
        ("Ft Worth police dept", ["Fort Worth P.D."]),
        ("fort worth pd", ["Fort Worth P.D."]),
        ("Mount Vernon Department of Public Safety", ["Mt. Vernon DPS"]),
    ],
)
def test_search(words: str, names: list[str]) -> None:
    assert sorted(found(words)) == sorted(names)


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Grose", ("Grosse", "Rose")),
        ("Minneaplis", ("Minneapolis",)),
        # Found without a guess, as accents don't count.
        ("Montreal", ()),
        ("ofallon", ()),
        ("grosse", ()),
        ("gro", ()),
        ("", ()),
        ("qqqqqqqq", ()),
    ],
)
def test_guesses(word: str, meant: tuple[str, ...]) -> None:
    assert finding.find(word).guessed == meant


def test_best_match_comes_first_and_other_orders_are_kept() -> None:
    for name in (
        "Belton Campus Police",
        "Belton County Sheriff's Office",
        "New Belton Police",
        "Belton Police",
    ):
        pledged(name)
    asked = {"q": "belton"}
    filters = ListingFilter(asked, queryset=queries.listed(), regions=queries.region_counts())
    ordered = ListingFilter(
        asked | {"sort": "name"}, queryset=queries.listed(), regions=queries.region_counts()
    )

    assert (filters.order, ordered.order) == ("best", "name")
    assert [listing.name for listing in queries.whole(filters.best_first)] == [
        "Belton Police",
        "Belton County Sheriff's Office",
        "Belton Campus Police",
        "New Belton Police",
    ]
    assert [listing.name for listing in queries.whole(ordered.qs)] == [
        "Belton Campus Police",
        "Belton County Sheriff's Office",
        "Belton Police",
        "New Belton Police",
    ]


def test_index_that_is_kept_follows_new_names_other_names_and_what_goes(settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS, settings.PAGE_VERSION_SECONDS = 300, 0

    def recorded(name: str) -> list[str]:
        trail.record("agency.profile_updated", by=None, subject=kept)
        known = dict(Agency.objects.values_list("pk", "name"))
        return [known[pk] for pk in finding.find(name).pks]

    finding.forget()
    kept = Agency.objects.create(name="Zebulon Police")
    agency = Agency.objects.create(name="Aurora Police")
    assert recorded("aurora") == ["Aurora Police"]
    agency.name = "Dayton Police"
    agency.save()
    FormerName.objects.create(agency=agency, name="Aurora Police", until_on=date(2026, 1, 1))
    Agency.objects.create(name="Aurora Sheriff")
    assert (recorded("dayton"), recorded("aurora")) == (
        ["Dayton Police"],
        ["Aurora Sheriff", "Dayton Police"],
    )
    agency.delete()
    assert (recorded("dayton"), recorded("aurora")) == ([], ["Aurora Sheriff"])
    finding.forget()


def holding(word: str) -> list[str]:
    return list(
        Agency.objects.filter(containing(word, through="")).order_by("pk").values_list("name", flat=True)
    )


def test_index_follows_every_change() -> None:
    agency = Agency.objects.create(name="Aurora Police", city="Aurora")
    Agency.objects.bulk_create([Agency(name="Belton Police"), Agency(name="Carson Police", city="Belton")])
    assert (holding("auror"), holding("belton")) == (["Aurora Police"], ["Belton Police", "Carson Police"])

    Agency.objects.filter(pk=agency.pk).update(name="Dayton Police", city="Dayton")
    assert (holding("auror"), holding("dayt")) == ([], ["Dayton Police"])

    Agency.objects.filter(name="Belton Police").delete()
    assert holding("belton") == ["Carson Police"]
    agency.refresh_from_db()
    agency.name = "Élan P.D."
    agency.save()
    assert (holding("elan"), holding("police"), holding("aurora")) == (
        ["Élan P.D."],
        ["Élan P.D.", "Carson Police"],
        [],
    )


def test_index_is_used() -> None:
    Agency.objects.bulk_create([Agency(name=f"Agency {number}") for number in range(50)])
    asked = Agency.objects.filter(containing("grosse", through="")).values("pk")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "agencies_agency_searched_pieces" in asked.explain()
    else:
        assert "VIRTUAL TABLE INDEX" in asked.explain()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL indexes the columns themselves")
def test_index_is_made_anew_where_its_triggers_are_gone() -> None:
    with connection.cursor() as cursor:
        for event in ("insert", "update", "delete"):
            cursor.execute(f"DROP TRIGGER agencies_agency_searched_on_{event}")
    Agency.objects.create(name="Aurora Police")
    assert holding("auror") == []

    keep_in_step()
    keep_in_step()

    assert holding("auror") == ["Aurora Police"]
