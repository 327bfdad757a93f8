"""Who is in the register and as what: only the verified, certified only while a certificate holds, filters and order."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency
from agencies.sizes import SIZE_BANDS, band_of
from directory import queries
from directory.filters import ListingFilter
from directory.listings import Listing
from directory.queries import Headline
from documents import actions as documents
from pledges.lifecycle import State
from pledges.queries import Status
from rehearsal.factories.directory import certified, pledged, reviewer
from rehearsal.factories.pledges import add_partnership

pytestmark = pytest.mark.django_db

TODAY = date(2026, 2, 1)


def names(listings: list[Listing]) -> list[str]:
    return [listing.name for listing in listings]


def filtered(**asked: Any) -> ListingFilter:
    return ListingFilter(asked or None, queryset=queries.listed(), regions=queries.region_counts())


def shown(**asked: Any) -> list[str]:
    """The names that a filter leaves, in its order."""
    return names(queries.whole(filtered(**asked).qs))


def status_of(name: str) -> str:
    (listing,) = (one for one in queries.whole(queries.listed()) if one.name == name)
    return listing.status


# Who is listed


@pytest.mark.parametrize("state", list(State))
def test_listed_are_the_verified_pledges_that_go_on(state: State) -> None:
    pledged("Aurora", state)

    listed = state in {State.ACTIVE, State.SUBMITTED, State.RETURNED, State.COMPLETED}
    assert names(queries.recently_pledged()) == (["Aurora"] if listed else [])


def test_suspended_agency_is_not_listed_at_all() -> None:
    certificate = certified("Aurora")
    Agency.objects.update(is_suspended=True)

    assert (queries.headline(), queries.region_counts(), shown()) == (Headline(0, 0, 0), [], [])
    with pytest.raises(Agency.DoesNotExist):
        queries.agency_page(certificate.agency.public_id, today=TODAY)


def test_agency_without_a_pledge_is_not_listed() -> None:
    agency = Agency.objects.create(name="Aurora", region="US-CO")

    with pytest.raises(Agency.DoesNotExist):
        queries.agency_page(agency.public_id, today=TODAY)


def test_agency_that_pledged_again_is_listed_once() -> None:
    first = pledged("Aurora", State.LAPSED, date(2020, 1, 1))
    queries.Pledge.objects.create(
        agency=first.agency, state="active", edition="2022", pledged_on=date(2025, 1, 1)
    )

    assert [(one.name, one.pledged_on) for one in queries.recently_pledged()] == [
        ("Aurora", date(2025, 1, 1))
    ]


def test_listing_says_what_the_public_may_know() -> None:
    pledge = pledged(
        "Methuen Police Department", city="Methuen", region="US-MA", sworn=63, kind=Agency.Kind.CAMPUS
    )

    (listing,) = queries.whole(queries.listed())

    assert listing == Listing(
        public_id=pledge.agency.public_id,
        slug="methuen-police-department",
        name="Methuen Police Department",
        kind="Campus or school police",
        city="Methuen",
        region="US-MA",
        country="US",
        size="50 to 99 officers",
        pledged_on=date(2025, 3, 3),
        certified_on=None,
    )
    assert (listing.status, listing.place, listing.region_label) == (
        "on_the_way",
        "Methuen, Massachusetts",
        "Massachusetts",
    )


# Certified


def test_certified_from_the_approval_on() -> None:
    certified("Aurora", on=date(2025, 11, 12))

    (listing,) = queries.recently_certified()
    assert (listing.name, listing.certified_on, listing.status) == ("Aurora", date(2025, 11, 12), "certified")


def test_completed_without_a_certificate_is_on_the_way() -> None:
    agency = pledged("Aurora", State.COMPLETED).agency

    assert (status_of("Aurora"), queries.recently_certified()) == ("on_the_way", [])
    page = queries.agency_page(agency.public_id, today=timezone.localdate())
    assert queries.status_today(agency.public_id) == ("Aurora", page.status)
    assert page.status == Status("on_the_way", agency.pledges.get().pledged_on)


def test_certified_ends_with_the_certificate() -> None:
    certificate = certified("Aurora")
    documents.revoke(certificate=certificate, reason="A mistake.", by=reviewer())

    page = queries.agency_page(certificate.agency.public_id, today=timezone.localdate())

    assert (queries.listed().count(), queries.recently_certified(), queries.headline()) == (
        0,
        [],
        Headline(0, 0, 0),
    )
    assert page.status is not None
    assert page.status.kind == "revoked"
    assert (page.listing.certified_on, page.certificate_number, page.verification_code) == (None, "", "")


def test_certified_stays_when_it_is_issued_again_and_ends_when_that_is_revoked() -> None:
    first = certified("Aurora")
    second = documents.reissue(certificate=first, reason="A name.", by=reviewer()).certificate

    page = queries.agency_page(first.agency.public_id, today=TODAY)
    assert (status_of("Aurora"), page.certificate_number, page.verification_code) == (
        "certified",
        second.number,
        second.code,
    )

    documents.revoke(certificate=second, reason="A mistake.", by=reviewer())
    # The first was superseded, not revoked: it must not count again.
    assert queries.listed().count() == 0


# Figures


def test_figures_never_mix_on_the_way_and_certified() -> None:
    pledged("Aurora", region="US-CO")
    pledged("Belton", region="US-MO")
    pledged("Carson", State.WITHDRAWN, region="US-NV")
    certified("Denver", region="US-CO")
    certified("Toronto", country="CA", region="CA-ON")
    pledged("Valletta", country="MT", region="")

    counts = queries.region_counts()

    assert [(one.key, one.name, one.on_the_way, one.certified, one.agencies) for one in counts] == [
        ("US-CO", "Colorado", 1, 1, 2),
        ("US-MO", "Missouri", 1, 0, 1),
        ("CA-ON", "Ontario", 0, 1, 1),
        ("MT", "Malta", 1, 0, 1),
    ]
    assert (
        queries.headline() == queries.headline(counts) == Headline(took_the_pledge=5, certified=2, regions=4)
    )


def test_bars_are_parts_of_the_longest_and_never_vanish() -> None:
    for number in range(3):
        pledged(f"Agency {number}", region="US-CO")
    certified("Denver", region="US-CO")
    pledged("Belton", region="US-MO")

    colorado, missouri = queries.region_counts()

    assert (colorado.whole_bar, colorado.certified_bar) == ("100%", "25%")
    assert (missouri.whole_bar, missouri.certified_bar) == ("25%", "0%")
    assert queries.RegionCount("US-RI", "Rhode Island", "US", 0, 1, most=400).certified_bar == "2%"


def test_recent_ones_are_the_latest_first() -> None:
    pledged("Older", on=date(2024, 1, 1))
    pledged("Newest", on=date(2026, 1, 1))
    certified("Certified earlier", on=date(2025, 1, 1))
    certified("Certified later", on=date(2025, 12, 1))

    assert names(queries.recently_pledged(2)) == ["Newest", "Certified later"]
    assert names(queries.recently_certified()) == ["Certified later", "Certified earlier"]


# Filters


@pytest.fixture
def register() -> None:
    pledged("Aurora Police Department", region="US-CO", city="Aurora", sworn=700, on=date(2025, 5, 1))
    pledged(
        "Belton Sheriff's Office", region="US-MO", city="Belton", sworn=9, kind=Agency.Kind.SHERIFF,
        on=date(2025, 6, 1),
    )  # fmt: skip
    certified("Denver Police Department", region="US-CO", city="Denver", sworn=1500, on=date(2025, 9, 1))
    certified("Toronto Police Service", country="CA", region="CA-ON", city="Toronto", sworn=10)
    pledged("Valletta Police", country="MT", region="", city="Valletta", sworn=None, on=date(2025, 4, 1))


ALL = [
    "Aurora Police Department",
    "Belton Sheriff's Office",
    "Denver Police Department",
    "Toronto Police Service",
    "Valletta Police",
]
A, B, D, T, V = ALL


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ALL),
        ({"q": "police"}, [A, D, T, V]),
        ({"q": "POLICE department"}, [A, D]),
        ({"q": "denver police"}, [D]),
        ({"q": "belton"}, [B]),
        ({"q": "sheriff's"}, [B]),
        ({"q": "nowhere"}, []),
        ({"q": "%"}, []),
        ({"q": "_"}, []),
        ({"q": " "}, ALL),
        ({"region": "US-CO"}, [A, D]),
        ({"region": "CA-ON"}, [T]),
        ({"region": "MT"}, [V]),
        ({"country": "US"}, [A, B, D]),
        ({"country": "MT", "region": "MT"}, [V]),
        ({"country": "CA", "region": "US-CO"}, []),
        ({"status": "certified"}, [D, T]),
        ({"status": "pledged", "country": "US"}, [A, B]),
        ({"status": "certified", "region": "US-CO", "sort": "pledged"}, [D]),
        ({"status": "pledged"}, [A, B, V]),
        ({"kind": "sheriff"}, [B]),
        ({"size": "1-9"}, [B]),
        ({"size": "10-24"}, [T]),
        ({"size": "250-999"}, [A]),
        ({"size": "1000"}, [D]),
        ({"size": "50-99"}, []),
        ({"q": "police", "region": "US-CO", "status": "pledged", "size": "250-999"}, [A]),
        # A place without an agency has none, in whatever letters.
        ({"region": "US-TX"}, []),
        ({"region": "us-co"}, [A, D]),
        ({"country": "MX"}, []),
        # What there isn't filters nothing.
        ({"region": "US-XX"}, ALL),
        ({"country": "XX"}, ALL),
        ({"region": "x" * 500}, ALL),
        ({"status": "winners"}, ALL),
        ({"kind": "army"}, ALL),
        ({"size": "0"}, ALL),
        ({"q": "x" * 101}, ALL),
        ({"q": "a\x00b"}, ALL),
        ({"status": "winners", "region": "US-CO"}, [A, D]),
        ({"unknown": "1"}, ALL),
        # Orders
        ({"sort": "name"}, ALL),
        ({"sort": "region"}, [A, D, B, T, V]),
        ({"sort": "pledged"}, [B, A, V, T, D]),
        ({"sort": "certified"}, [T, D, B, A, V]),
        ({"sort": "certified", "status": "certified"}, [T, D]),
        ({"sort": "certified", "status": "pledged"}, [B, A, V]),
        ({"sort": "random"}, ALL),
        ({"sort": "pledged", "kind": "army"}, [B, A, V, T, D]),
    ],
)
def test_filters(asked: dict[str, str], found: list[str]) -> None:
    assert shown(**asked) == found
    assert filtered(**asked).number == len(found)


@pytest.mark.usefixtures("register")
def test_number_by_place_and_status_is_known_from_the_counts(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    asked = filtered(country="US", region="US-CO", status="certified", sort="certified")

    with django_assert_num_queries(0):
        assert asked.number == 1


@pytest.mark.usefixtures("register")
def test_only_places_with_an_agency_are_offered() -> None:
    form = filtered().form

    assert list(form.fields["region"].choices) == [
        ("", "Everywhere"),
        ("United States", [("US-CO", "Colorado"), ("US-MO", "Missouri")]),
        ("Canada", [("CA-ON", "Ontario")]),
        ("Malta", [("MT", "Malta")]),
    ]


def test_filters_of_an_empty_register() -> None:
    assert (shown(), shown(sort="region"), shown(q="x"), queries.headline()) == (
        [],
        [],
        [],
        Headline(0, 0, 0),
    )


@pytest.mark.parametrize(
    ("sworn", "key"),
    [
        (None, None),
        (0, "1-9"),
        (9, "1-9"),
        (10, "10-24"),
        (24, "10-24"),
        (25, "25-49"),
        (99, "50-99"),
        (100, "100-249"),
        (249, "100-249"),
        (250, "250-999"),
        (999, "250-999"),
        (1000, "1000"),
        (40_000, "1000"),
    ],
)
def test_size_bands(sworn: int | None, key: str | None) -> None:
    band = band_of(sworn)
    assert (band.key if band else None) == key


def test_size_bands_leave_no_gap() -> None:
    assert [band.least for band in SIZE_BANDS[1:]] == [(band.most or 0) + 1 for band in SIZE_BANDS[:-1]]
    assert (SIZE_BANDS[0].least, SIZE_BANDS[-1].most) == (0, None)


# One agency


def test_partners_are_those_that_agreed_and_are_active() -> None:
    pledge = pledged("Aurora")
    agency = pledge.agency
    first = add_partnership(agency, may_be_published=True)
    organizations = {
        "Secret": {"may_be_published": False},
        "Ended": {"may_be_published": True, "ended_on": date(2026, 2, 1)},
        "Ending": {"may_be_published": True, "ended_on": date(2026, 2, 2)},
        "Another": {"may_be_published": True},
    }
    for name, fields in organizations.items():
        organization = type(first.organization).objects.create(agency=agency, name=name)
        type(first).objects.create(
            agency=agency, organization=organization, nature="x", started_on=date(2023, 1, 5), **fields
        )
    type(first).objects.create(
        agency=agency, organization=first.organization, nature="Again", started_on=date(2024, 1, 5),
        may_be_published=True,
    )  # fmt: skip

    assert queries.agency_page(agency.public_id, today=TODAY).partners == (
        "Another",
        "County Behavioral Health",
        "Ending",
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        certificate = certified(f"Agency {number}")

    for read, most in (
        (queries.region_counts, 1),
        (queries.headline, 1),
        (queries.recently_pledged, 1),
        (queries.recently_certified, 1),
        (lambda: queries.agency_page(certificate.agency.public_id, today=TODAY), 3),
    ):
        with django_assert_num_queries(most):
            read()  # type: ignore[operator]
