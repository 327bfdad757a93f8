"""Agencies in the admin: to look at, and to suspend."""

import pytest
from django.test import Client

from accounts.permissions import Actor
from agencies import actions
from agencies.models import Agency, Invitation, Membership
from rehearsal.factories.accounts import AdministratorFactory
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from tests.trail import verbs

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[False, True], ids=["administrator", "superuser"])
def signed_in(request: pytest.FixtureRequest) -> Client:
    """Signed in as a campaign administrator; superusers may no more here."""
    client = Client()
    client.force_login(AdministratorFactory(is_superuser=request.param))
    return client


def test_pages_show_and_change_nothing(signed_in: Client) -> None:
    member = MembershipFactory()
    invitation = actions.invite(
        agency=member.agency, email="bo@example.org", name="Bo", role="viewer", by=Actor.SYSTEM
    )
    before = [list(model.objects.values()) for model in (Agency, Membership, Invitation)]
    agency_page = f"/admin/agencies/agency/{member.agency_id}/change/"
    invitation_page = f"/admin/agencies/invitation/{invitation.pk}/change/"
    assert [signed_in.get(page).status_code for page in (agency_page, invitation_page)] == [200, 200]
    assert invitation.token_hash not in signed_in.get(invitation_page).content.decode()
    forged = {"name": "Forged", "memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    assert [signed_in.post(page, forged).status_code for page in (agency_page, invitation_page)] == [403, 403]
    assert signed_in.post("/admin/agencies/agency/add/", forged).status_code == 403
    assert signed_in.post(agency_page.replace("change", "delete"), {"post": "yes"}).status_code == 403
    assert [list(model.objects.values()) for model in (Agency, Membership, Invitation)] == before


def test_suspending_several_and_opening_them_again(signed_in: Client) -> None:
    agencies = [AgencyFactory(), AgencyFactory()]
    chosen = {"_selected_action": [agency.pk for agency in agencies]}
    for action, expected in (("suspend", True), ("unsuspend", False)):
        assert signed_in.post("/admin/agencies/agency/", {"action": action, **chosen}).status_code == 302
        assert set(Agency.objects.values_list("is_suspended", flat=True)) == {expected}
    assert verbs() == ["agencies.suspended"] * 2 + ["agencies.unsuspended"] * 2
