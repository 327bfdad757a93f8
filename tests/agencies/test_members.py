"""The page of members: what it shows, to whom, in how many queries, and what its forms do."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.permissions import Actor
from agencies import actions
from agencies.models import INVITED_FOR, Agency, Invitation, Membership
from outbox.dispatch import deliver_due
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from tests.accounts.people import client_of
from tests.clients import agency_page

pytestmark = pytest.mark.django_db
PATH = "members/"


@pytest.fixture
def agency() -> Agency:
    """With one lead, whose browser is ``lead``."""
    return AgencyFactory(name="Springfield PD")


@pytest.fixture
def lead(agency: Agency) -> Client:
    """Signed in as the agency's lead."""
    return client_of("lead", agency)


def fill(agency: Agency, count: int) -> None:
    """Give the agency ``count`` viewers and open invitations."""
    for number in range(count):
        MembershipFactory(agency=agency, role=Membership.Role.VIEWER)
        actions.invite(
            agency=agency,
            email=f"{agency.pk}.{number}@example.org",
            name="Bo",
            role="viewer",
            by=Actor.SYSTEM,
        )


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_six_queries_however_many_members(
    lead: Client, agency: Agency, count: int, django_assert_num_queries: Any
) -> None:
    fill(agency, count)
    lead.get(PATH)
    with django_assert_num_queries(6):
        response = lead.get(PATH)
    assert (len(response.context["members"]), len(response.context["invitations"])) == (count + 1, count)


def test_everybody_sees_the_members_and_only_leads_the_invitations_and_forms(agency: Agency) -> None:
    fill(agency, 1)
    theirs = AgencyFactory()
    fill(theirs, 1)
    for role, managing in [("viewer", False), ("editor", False), ("signatory", False), ("lead", True)]:
        text = client_of(role, agency).get(PATH).content.decode()
        assert Membership.objects.filter(agency=agency).first().user.email in text  # type: ignore[union-attr]
        assert (f"{agency.pk}.0@example.org" in text) is managing
        assert ("Send the invitation" in text) is managing
        assert f"{theirs.pk}.0@example.org" not in text
        assert Membership.objects.get(agency=theirs).user.email not in text


def test_the_form_says_how_long_an_invitation_is_good(lead: Client) -> None:
    assert (
        f"expires after {INVITED_FOR.days} days."
        in lead.get(agency_page("agencies:members")).content.decode()
    )


def test_inviting_through_the_form(lead: Client) -> None:
    response = lead.post(
        "members/invite/", {"email": "New@Example.org", "name": "New", "role": "signatory"}, follow=True
    )
    assert "Invitation sent to new@example.org." in response.content.decode()
    deliver_due()
    assert [message.to for message in mail.outbox] == [["new@example.org"]]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"email": "nonsense", "name": "Typed", "role": "viewer"}, "email"),
        ({"email": "a@example.org", "name": "", "role": "viewer"}, "name"),
        ({"email": "a@example.org", "name": "Typed", "role": "chief"}, "role"),
        ({"email": "a@example.org\nBcc: b@example.org", "name": "Typed", "role": "viewer"}, "email"),
    ],
)
def test_a_mistake_in_the_form_keeps_what_was_typed(lead: Client, sent: dict[str, str], field: str) -> None:
    response = lead.post("members/invite/", sent)
    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, [field])
    assert form["name"].value() == sent["name"]
    assert not Invitation.objects.exists()


def test_a_member_can_not_be_invited(lead: Client, agency: Agency) -> None:
    member = MembershipFactory(agency=agency)
    response = lead.post("members/invite/", {"email": member.user.email, "name": "X", "role": "lead"})
    assert response.context["form"].errors == {
        "email": ["This person is already a member. You can change their role below."]
    }


def test_a_new_link_ends_the_old_one(lead: Client, agency: Agency) -> None:
    fill(agency, 1)
    old = Invitation.objects.get()
    Invitation.objects.update(created_at="2026-01-01T00:00Z")
    lead.post(agency_page("agencies:invite_again", args=[old.public_id]))
    assert [i.pk for i in Invitation.objects.filter(revoked_at=None)] != [old.pk]
    assert lead.post(agency_page("agencies:invite_again", args=[old.public_id])).status_code == 404


def test_the_last_lead_is_told_why_they_stay(lead: Client, agency: Agency) -> None:
    own = Membership.objects.get(agency=agency)
    for path, sent in [
        (agency_page("agencies:role", args=[own.pk]), {"role": "viewer"}),
        (agency_page("agencies:remove", args=[own.pk]), {}),
        (agency_page("agencies:leave"), {}),
    ]:
        response = lead.post(path, sent, follow=True)
        assert "An agency needs a lead. Make another member a lead first." in response.content.decode()
    own.refresh_from_db()
    assert own.is_lead


@pytest.mark.parametrize("sent", [{}, {"role": ""}, {"role": "chief"}])
def test_a_role_that_is_none_changes_nothing(lead: Client, agency: Agency, sent: dict[str, str]) -> None:
    member = MembershipFactory(agency=agency, role=Membership.Role.EDITOR)
    lead.post(agency_page("agencies:role", args=[member.pk]), sent)
    member.refresh_from_db()
    assert member.role == "editor"


def test_opening_the_question_removes_nobody(lead: Client, agency: Agency) -> None:
    member = MembershipFactory(agency=agency)
    text = lead.get(agency_page("agencies:remove", args=[member.pk])).content.decode()
    assert f"Remove {member.user.name} from Springfield PD?" in text
    lead.get(agency_page("agencies:leave"))
    assert Membership.objects.filter(agency=agency).count() == 2


def test_leaving_closes_the_agency_to_oneself() -> None:
    agency = AgencyFactory(name="Springfield PD")
    viewer = client_of("viewer", agency)
    response = viewer.post(agency_page("agencies:leave"), follow=True)
    assert response.redirect_chain == [("/account/home/", 302)]
    assert "You have left Springfield PD." in response.content.decode()
    assert viewer.get(PATH).status_code == 404
