"""What a list says of each partnership, and that it asks the database once."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from compliance.facts import Partnership as Fact
from compliance.practices import PARTNERSHIP
from partnerships import queries
from partnerships.queries import Listed
from tests.factories.agencies import AgencyFactory
from tests.factories.files import stored_file
from tests.factories.partnerships import OrganizationFactory, PartnershipFactory

TODAY = date(2026, 3, 2)


@pytest.mark.django_db
def test_listing_puts_what_has_ended_last_and_leaves_others_out() -> None:
    agency = AgencyFactory.create()
    first = OrganizationFactory.create(agency=agency, name="A")
    ended = PartnershipFactory.create(agency=agency, organization=first, ended_on=TODAY)
    current = PartnershipFactory.create(agency=agency)
    PartnershipFactory.create()

    assert queries.listing(agency, today=TODAY) == [
        Listed(False, (), "", current),
        Listed(True, (), "", ended),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({}, ()),
        ({"nature": " "}, ("nature",)),
        ({"started_on": None}, ("started_on",)),
        ({"started_on": TODAY}, ()),
        ({"nature": "", "started_on": None}, ("started_on", "nature")),
    ],
)
def test_listing_counts_what_the_engine_counts(fields: dict[str, object], lacks: tuple[str, ...]) -> None:
    partnership = PartnershipFactory.create(**fields)
    (entry,) = queries.listing(partnership.agency, today=TODAY)
    fact = Fact(
        organization=partnership.organization.name,
        nature=partnership.nature,
        started_on=partnership.started_on,
        ended_on=partnership.ended_on,
    )

    assert (entry.lacks, entry.counts) == (lacks, PARTNERSHIP.kind.is_in_place(fact, TODAY))


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_listing_is_one_query(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    agency = AgencyFactory.create()
    for number in range(rows):
        PartnershipFactory.create(agency=agency, mou=stored_file(b"%d" % number))

    with django_assert_num_queries(1):
        entries = queries.listing(agency, today=TODAY)
        assert [entry.partnership.mou.size for entry in entries if entry.partnership.mou] == [1] * rows
        assert all(entry.partnership.organization.name for entry in entries)
