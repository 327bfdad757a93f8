"""Who is what towards a pledge, and which steps each role may take."""

import pytest

from agencies.models import Membership
from common.problems import NotAllowed
from pledges.lifecycle import Transition
from pledges.permissions import MAY_TAKE, Role, require, roles_of
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from rehearsal.factories.pledges import ROLES, member
from tests.pledges.table import IACP
from tests.pledges.table import ROLES as OF_STEP


def test_every_step_is_of_those_that_the_table_names() -> None:
    """What follows from it is in `test_steps.py`: every step from every state as every role."""
    assert MAY_TAKE == OF_STEP


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_roles_of_a_member(role: str) -> None:
    agency = AgencyFactory()
    assert roles_of(member(agency, role), agency) == {Role(role)}
    assert roles_of(member(AgencyFactory(), role), agency) == frozenset()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_a_member_is_no_reviewer_of_their_own_agency(role: str) -> None:
    own, other = AgencyFactory(), AgencyFactory()
    for person in (ReviewerFactory(), AdministratorFactory()):
        MembershipFactory(agency=own, user=person, role=ROLES[role])
        assert not roles_of(person, own) & IACP
        assert roles_of(person, other) & IACP


@pytest.mark.django_db
def test_a_suspended_agency_gives_no_role_and_still_bars_its_reviewer() -> None:
    agency = AgencyFactory(is_suspended=True)
    reviewer = ReviewerFactory()
    MembershipFactory(agency=agency, user=reviewer, role=Membership.Role.LEAD)
    assert roles_of(reviewer, agency) == frozenset()
    assert roles_of(ReviewerFactory(), agency) == {Role.REVIEWER}


@pytest.mark.django_db
def test_nobody_and_those_who_may_not_sign_in_have_no_role() -> None:
    agency = AgencyFactory()
    assert roles_of(None, agency) == frozenset()
    assert roles_of(UserFactory(), agency) == frozenset()
    assert roles_of(ReviewerFactory(is_active=False), agency) == frozenset()
    left = member(agency)
    left.is_active = False
    assert roles_of(left, agency) == frozenset()


@pytest.mark.django_db
def test_require_passes_or_raises() -> None:
    agency = AgencyFactory()
    require(Transition.SUBMIT, by=member(agency), agency=agency)
    with pytest.raises(NotAllowed):
        require(Transition.SUBMIT, by=member(agency, "editor"), agency=agency)
