"""What the desk reads of agencies: the list, one agency, one pledge of the intake."""

from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, FormerName
from pledges.lifecycle import State
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory, invited
from rehearsal.factories.pledges import PledgeFactory, add_officers
from reviews import queries
from training import figures

pytestmark = pytest.mark.django_db

TODAY = date(2025, 11, 20)
NOON = datetime(2025, 11, 20, 12, tzinfo=UTC)


# Agencies


@pytest.mark.parametrize(
    ("words", "state", "found"),
    [
        ("", "", ["Aurora", "Belton", "Carson"]),
        ("belt", "", ["Belton"]),
        ("springfield", "", ["Aurora", "Belton"]),
        ("springfield belton", "", ["Belton"]),
        ("MO0480200", "", ["Carson"]),
        ("mo0480200", "", ["Carson"]),
        ("", "active", ["Aurora"]),
        ("", "completed", ["Belton"]),
        ("springfield", "completed", ["Belton"]),
        ("nowhere", "", []),
        ("% _", "", []),
    ],
)
def test_agencies_by_words_and_state(words: str, state: str, found: list[str]) -> None:
    PledgeFactory.create(agency__name="Aurora", state="active")
    again = PledgeFactory.create(agency__name="Belton", state="withdrawn", pledged_on=date(2020, 1, 1)).agency
    PledgeFactory.create(agency=again, state="completed")
    AgencyFactory.create(name="Carson", city="Kansas City", ori="MO0480200")

    assert [agency.name for agency in queries.agencies(words, state)] == found


@pytest.mark.parametrize(
    "words",
    [
        "Duval County Sheriff's Office",
        "duval county sheriff’s office",
        "Duval Co. SO",
        "DUVAL-COUNTY sheriffs",
        "FL-0160000",
        "fl 0160000",
        "lena.lead@duval.example",
        "Lena Lead <Lena.Lead@Duval.example>",
        "second@duval.example",
        "coordinator@duval.example",
        "invited@duval.example\u200b",
        "old name",
    ],
)
def test_an_agency_is_found_by_its_name_however_written_by_its_ori_and_by_its_peoples_addresses(
    words: str,
) -> None:
    agency = AgencyFactory.create(name="Duval County Sheriff’s Office", ori="FL0160000")
    lead = MembershipFactory.create(agency=agency, user__email="lena.lead@duval.example").user
    EmailAddress.objects.create(user=lead, email="second@duval.example", verified=True)
    PledgeFactory.create(agency=agency, coordinator_email="coordinator@duval.example")
    invited(agency, "invited@duval.example")
    FormerName.objects.create(agency=agency, name="Old Náme Police", until_on=date(2020, 1, 1))
    PledgeFactory.create()
    MembershipFactory.create()

    assert list(queries.agencies(words)) == [agency]


def test_a_part_of_an_address_finds_no_one() -> None:
    MembershipFactory.create(user__email="lena.lead@duval.example")
    assert not queries.agencies("@duval.example").exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_agencies_are_one_query(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(rows):
        PledgeFactory.create()

    with django_assert_num_queries(1):
        lines = queries.rows(list(queries.agencies()))
    assert [(line.state, line.place) for line in lines] == [("active", "Springfield, Georgia")] * rows


def test_agencies_by_their_training_as_last_counted() -> None:
    """The same officers, judged by the edition of each agency's pledge; an agency without one by today's."""
    for name, edition in (("Aurora", "2016"), ("Belton", "2022")):
        add_officers(
            PledgeFactory.create(agency__name=name, agency__sworn=None, edition=edition).agency, cit=1, mhfa=4
        )
    add_officers(AgencyFactory.create(name="Carson", sworn=None), mhfa=5)
    AgencyFactory.create(name="Denton", sworn=None)
    figures.store(TODAY, at=timezone.now())
    AgencyFactory.create(name="Elgin", sworn=20)

    found = {
        training: [row.name for row in queries.rows(list(queries.agencies(training=training)))]
        for training in ("met", "not_met", "not_assessable")
    }

    assert found == {
        "met": ["Belton"],
        "not_met": ["Aurora", "Carson"],
        "not_assessable": ["Denton", "Elgin"],
    }
    aurora, belton = queries.rows(list(queries.agencies()))[:2]
    assert aurora.training
    assert belton.training
    assert (aurora.training.cit, aurora.training.covered, aurora.training.sworn) == (1, 4, 5)
    assert (belton.training.cit, belton.training.covered, belton.training.verdict) == (1, 5, "met")


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (State.ACTIVE, {"submit", "extend", "withdraw", "lapse"}),
        (State.SUBMITTED, {"recall", "send_back", "approve", "withdraw"}),
        (State.LAPSED, {"reinstate"}),
        (State.COMPLETED, {"revoke", "take_back"}),
        (State.REVOKED, {"submit", "withdraw", "recertify"}),
        (State.WITHDRAWN, set()),
    ],
)
def test_agency_page_has_the_steps_of_the_lifecycle(state: State, steps: set[str]) -> None:
    pledge = PledgeFactory.create(state=state.value)

    page = queries.agency_page(pledge.agency.public_id, TODAY)

    assert (page.pledge, page.steps) == (pledge, frozenset(steps))


def test_agency_page_of_an_agency_without_a_pledge() -> None:
    agency = AgencyFactory.create()

    page = queries.agency_page(agency.public_id, TODAY)

    assert (page.agency, page.pledge, page.clock, page.found, page.steps) == (
        agency,
        None,
        None,
        (),
        frozenset(),
    )
    with pytest.raises(Agency.DoesNotExist):
        queries.agency_page("a" * 26, TODAY)
    assert (queries.pledge_of_agency(agency.public_id), queries.pledge_of_agency("a" * 26)) == (None, None)


# Intake


def test_intake_page_shows_the_agencies_that_look_alike() -> None:
    known = PledgeFactory.create(
        agency__name="Grosse Pointe Police Department", agency__region="US-MI"
    ).agency
    AgencyFactory.create(name="Lansing Police Department", region="US-MI")
    pledge = PledgeFactory.create(
        agency__name="Grosse Pointe Park Police Department", agency__region="US-MI", state="confirmed"
    )

    page = queries.intake_page(pledge, may_decide=True)

    assert known in [other.agency for other in page.alike]
    assert pledge.agency not in [other.agency for other in page.alike]
    assert page.steps == frozenset({"verify", "query", "close"})
    assert len(page.commitments) == len(pledge.commitments)
