"""Two people at the same moment: the rows are locked, so one comes after the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections

from accounts.models import User
from accounts.permissions import Actor
from agencies import actions
from agencies.models import INVITATION_LINK, Agency, Invitation, Membership
from common.problems import NotAllowed, Refused
from rehearsal.factories.accounts import PASSWORD
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 10


def together(*steps: Callable[[], object]) -> list[bool]:
    """Take the steps at the same moment, each on a connection of its own; which of them weren't refused."""
    barrier = Barrier(len(steps))

    def take(step: Callable[[], object]) -> bool:
        barrier.wait()
        try:
            step()
        except (Refused, NotAllowed):
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(take, steps))


def test_two_leads_who_demote_each_other_leave_one_lead() -> None:
    for _ in range(ROUNDS):
        one = MembershipFactory()
        other = MembershipFactory(agency=one.agency)
        done = together(
            partial(actions.change_role, membership=one, role="viewer", by=other.user),
            partial(actions.remove_member, membership=other, by=one.user),
        )
        assert sorted(done) == [False, True]
        assert Membership.objects.filter(agency=one.agency, role="lead").count() == 1


def test_one_link_followed_twice_makes_one_member() -> None:
    for number in range(ROUNDS):
        invitation = actions.invite(
            agency=AgencyFactory(),
            email=f"bo{number}@example.org",
            name="Bo",
            role="viewer",
            by=Actor.SYSTEM,
        )
        token = INVITATION_LINK.token(invitation.public_id)
        done = together(*[partial(actions.accept, token=token, name="Bo", password=PASSWORD)] * 2)
        assert sorted(done) == [False, True]
    assert (User.objects.count(), Membership.objects.count()) == (ROUNDS, ROUNDS)


def test_one_invitation_sent_from_two_windows_is_one() -> None:
    agency = AgencyFactory()
    for number in range(ROUNDS):
        email = f"bo{number}@example.org"
        together(
            *[partial(actions.invite, agency=agency, email=email, name="Bo", role="viewer", by=Actor.SYSTEM)]
            * 2
        )
    assert Invitation.objects.filter(revoked_at=None).count() == ROUNDS
    assert Invitation.objects.count() == ROUNDS


def test_one_ori_registered_by_two_is_one_agency() -> None:
    for number in range(ROUNDS):
        ori = f"GA044{number:04d}"
        done = together(
            *[partial(actions.register, by=None, name="Springfield", region="US-GA", ori=ori)] * 2
        )
        assert sorted(done) == [False, True]
    assert Agency.objects.count() == ROUNDS
