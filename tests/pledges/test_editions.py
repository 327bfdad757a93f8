"""The training pages judge by the edition of the agency's pledge."""

import pytest
from django.utils import timezone

from pledges import queries
from pledges.lifecycle import State
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.pledges import PledgeFactory, add_officers
from training import queries as training
from training.editions import edition_of
from training.queries import OfficerFilter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("edition", "still_needed"), [("2016", 3), ("2022", 1)])
def test_officers_in_need_follow_the_pledges_edition(edition: str, still_needed: int) -> None:
    pledge = PledgeFactory.create(state=State.ACTIVE, edition=edition)
    add_officers(pledge.agency, cit=2, mhfa=1, untrained=1)
    needing = training.officer_page(
        pledge.agency, OfficerFilter(training="needs_training"), None, as_of=timezone.localdate()
    )
    assert len(needing.object_list) == still_needed


@pytest.mark.parametrize(
    ("state", "found"), [(State.ACTIVE, "2016"), (State.COMPLETED, "2016"), (State.WITHDRAWN, None)]
)
def test_edition_code_of_a_pledge_counts_while_it_lives(state: State, found: str | None) -> None:
    pledge = PledgeFactory.create(state=state, edition="2016")
    assert queries.edition_code_of(pledge.agency) == found


def test_edition_of_an_agency_without_a_pledge_is_the_one_in_force() -> None:
    assert edition_of(AgencyFactory.create(), timezone.localdate()).code == "2022"
