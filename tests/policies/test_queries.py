"""What a list says of each policy, and that it asks the database twice."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from compliance.facts import Policy as Fact
from compliance.practices import POLICY
from policies import queries
from policies.models import PolicyComponent
from tests.factories.agencies import AgencyFactory
from tests.factories.files import stored_file
from tests.factories.policies import PolicyFactory

TODAY = date(2026, 3, 2)


@pytest.mark.django_db
def test_listing_puts_what_is_retired_last_and_leaves_others_out() -> None:
    agency = AgencyFactory.create()
    retired = PolicyFactory.create(agency=agency, retired_on=TODAY, adopted_on=date(2025, 1, 1))
    current = PolicyFactory.create(agency=agency)
    PolicyFactory.create()

    entries = queries.listing(agency, today=TODAY)

    assert [(entry.policy, entry.has_ended) for entry in entries] == [(current, False), (retired, True)]


@pytest.mark.django_db
def test_listing_says_what_is_stated_and_what_is_not() -> None:
    policy = PolicyFactory.create(components={"purpose": "1", "partners": ""})
    (entry,) = queries.listing(policy.agency, today=TODAY)

    assert [component.kind for component in entry.components] == ["purpose", "partners"]
    assert len(entry.missing) == len(PolicyComponent.Kind) - 2
    assert "Definitions" in entry.missing


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({}, ()),
        ({"components": {}}, ("components",)),
        ({"adopted_on": None}, ("adopted_on",)),
        ({"adopted_on": TODAY}, ()),
        ({"adopted_on": TODAY + timedelta(days=1)}, ("adopted_on",)),
        ({"adopted_on": None, "components": {}}, ("adopted_on", "components")),
    ],
)
def test_listing_counts_what_the_engine_counts(fields: dict[str, object], lacks: tuple[str, ...]) -> None:
    policy = PolicyFactory.create(**fields)
    (entry,) = queries.listing(policy.agency, today=TODAY)
    fact = Fact(
        title=policy.title,
        adopted_on=policy.adopted_on,
        retired_on=policy.retired_on,
        components=tuple(component.kind for component in entry.components),
    )

    assert (entry.lacks, entry.counts) == (lacks, POLICY.kind.is_in_place(fact, TODAY))


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_listing_is_two_queries(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    agency = AgencyFactory.create()
    for number in range(rows):
        PolicyFactory.create(agency=agency, file=stored_file(b"%d" % number))

    with django_assert_num_queries(2):
        entries = queries.listing(agency, today=TODAY)
        assert [entry.policy.file.size for entry in entries if entry.policy.file] == [1] * rows
