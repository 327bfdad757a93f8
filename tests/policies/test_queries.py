"""What a list says of each policy, and what a reviewer will ask of one that counts."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency
from compliance.practices import POLICY
from evidence.components import Component, Detail
from evidence.queries import Listed, listing
from policies.evidence import SOURCE, terms_of
from policies.models import EarlierPolicy, PolicyAdoption, PolicyComponent
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.files import stored_file
from rehearsal.factories.policies import PolicyFactory

TODAY = date(2026, 3, 2)
MAIN = {kind.value: "1" for kind in PolicyComponent.Kind if not kind.is_recommended}
pytestmark = pytest.mark.django_db


def listed(agency: Agency) -> list[Listed]:
    return listing(SOURCE, "policies", agency, TODAY, terms_of)


def test_listing_puts_what_is_retired_last_and_leaves_others_out() -> None:
    agency = AgencyFactory.create()
    retired = PolicyFactory.create(agency=agency, retired_on=TODAY, adopted_on=date(2025, 1, 1))
    current = PolicyFactory.create(agency=agency)
    PolicyFactory.create()

    assert [(entry.row, entry.has_ended) for entry in listed(agency)] == [(current, False), (retired, True)]


def test_the_model_policy_has_eight_main_components_and_three_are_recommended() -> None:
    assert [kind.value for kind in PolicyComponent.Kind if kind.is_recommended] == [
        "families",
        "training",
        "partners",
    ]
    assert len(MAIN) == 8


def test_each_component_is_stated_left_out_for_a_reason_or_open() -> None:
    policy = PolicyFactory.create(
        components={"purpose": "1", "partners": ""}, left_out={"definitions": "State law has them."}
    )
    described = SOURCE.describe(policy)

    assert described.parts == (
        Component("Purpose and guiding principles", "1"),
        Component("Working with mental health partners", "", recommended=True),
    )
    assert described.absent[0] == Component("Definitions", "", reason="State law has them.")
    assert len(described.absent) == 9
    assert [part.title for part in described.absent if part.recommended] == [
        "Help for families and follow-up",
        "Training of staff",
    ]


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({}, ()),
        ({"components": {}}, ("Check the main components of GO 1.",)),
        ({"components": {}, "left_out": {"risk": "Order 7."}}, ("Check the main components of GO 1.",)),
        ({"adopted_on": None}, ("Enter when GO 1 was adopted. Until then it counts as a draft.",)),
        ({"adopted_on": TODAY}, ()),
        ({"adopted_on": TODAY + timedelta(days=1)}, ("GO 1 comes into force on March 3, 2026.",)),
        ({"effective_on": TODAY + timedelta(days=1)}, ("GO 1 comes into force on March 3, 2026.",)),
    ],
)
def test_listing_counts_what_the_engine_counts(fields: dict[str, object], lacks: tuple[str, ...]) -> None:
    policy = PolicyFactory.create(title="GO 1", **fields)
    (entry,) = listed(policy.agency)

    assert (entry.lacks, entry.counts) == (lacks, POLICY.kind.is_in_place(SOURCE.fact(policy), TODAY))


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        ({}, ()),
        ({"components": MAIN | {"purpose": ""}}, ("Enter the page or section in GO 1 for: Purpose and guiding principles.",)),
        ({"components": MAIN | {"training": "9"}, "left_out": {"families": "The county does."}}, ()),
        (
            {"components": {"purpose": ""}, "left_out": dict.fromkeys([*MAIN][2:], "Order 7 has it.")},
            (
                "Enter the page or section in GO 1 for: Purpose and guiding principles.",
                "Say on which page GO 1 has these main components, or why it leaves them out: Definitions.",
            ),
        ),
        ({"adopted_by": ""}, ("Enter who adopted GO 1.",)),
        (
            {"agency__head_name": "Dana Reyes"},
            ("GO 1 was adopted by Jordan Ellis. Dana Reyes can adopt it by a short statement.",),
        ),
        ({"agency__head_name": "JORDAN  ELLIS"}, ()),
        (
            {"review_on": date(2026, 3, 1)},
            ("The review of GO 1 was due on March 1, 2026. Enter the next review, or the revision.",),
        ),
        ({"review_on": TODAY}, ()),
    ],
)  # fmt: skip
def test_a_reviewer_asks_what_is_thin_or_unknown(fields: dict[str, object], asks: tuple[str, ...]) -> None:
    policy = PolicyFactory.create(
        **{"title": "GO 1", "agency__head_name": "Jordan Ellis", "components": MAIN, **fields}
    )
    (entry,) = listed(policy.agency)

    assert (entry.counts, entry.asks) == (True, asks)


@pytest.mark.parametrize("adopted_by", ["Jordan Ellis", ""])
def test_a_policy_that_the_present_chief_adopted_is_asked_about_no_more(adopted_by: str) -> None:
    policy = PolicyFactory.create(
        title="GO 1", agency__head_name="Dana Reyes", components=MAIN, adopted_by=adopted_by
    )
    PolicyAdoption.objects.create(
        policy=policy, head_name="Dana Reyes", head_title="Chief", adopted_on=date(2025, 6, 1), statement="I adopt it."
    )  # fmt: skip
    (entry,) = listed(policy.agency)

    assert entry.asks == ()
    assert entry.described.details[-1] == Detail(
        "Adopted again by Chief Dana Reyes", "June 1, 2025: “I adopt it.”"
    )


def test_an_earlier_text_says_what_it_was() -> None:
    policy = PolicyFactory.create(title="GO 1")
    said = {
        "number": "", "title": "GO 1", "adopted_on": "2020-02-29", "adopted_by": "Robin Hale",
        "effective_on": "2020-03-15", "review_on": None, "components": {"purpose": "2", "risk": ""},
        "left_out": {"training": "Order 7."},
    }  # fmt: skip
    EarlierPolicy.objects.create(entry=policy, number=1, said=said)
    (entry,) = listed(policy.agency)

    assert [one.details for one in entry.earlier] == [
        (
            Detail("Policy", "GO 1"),
            Detail("In force since", "March 15, 2020"),
            Detail("Adopted", "February 29, 2020"),
            Detail("Adopted by", "Robin Hale"),
            Detail("Components", "Purpose and guiding principles (page 2); Assessing risk and safety"),
            Detail("Left out", "Training of staff: Order 7."),
        )
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_listing_is_four_queries(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    agency = AgencyFactory.create()
    for number in range(rows):
        policy = PolicyFactory.create(agency=agency, file=stored_file(b"%d" % number))
        EarlierPolicy.objects.create(entry=policy, number=1, file=stored_file())

    with django_assert_num_queries(4):  # policies, components, adoptions, earlier texts
        entries = listed(agency)
        assert [entry.described.file.size for entry in entries if entry.described.file] == [1] * rows
