"""Who may do what on an agency's own pages: every route, every role, one's own agency and somebody else's."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor
from agencies import actions
from agencies.models import Agency, Invitation, Membership
from agencies.urls import urlpatterns
from tests.accounts.people import ROLES, client_of
from tests.factories.agencies import AgencyFactory, MembershipFactory

pytestmark = pytest.mark.django_db


class Scene:
    """An agency with a member and an open invitation to act on."""

    def __init__(self) -> None:
        self.agency: Agency = AgencyFactory()
        MembershipFactory(agency=self.agency)
        self.member: Membership = MembershipFactory(agency=self.agency, role=Membership.Role.VIEWER)
        self.invitation: Invitation = actions.invite(
            agency=self.agency, email="bo@example.org", name="Bo", role="viewer", by=Actor.SYSTEM
        )

    def path(self, name: str) -> str:
        """The address of a route, for this scene's objects."""
        arguments: dict[str, list[Any]] = {
            "role": [self.member.pk],
            "remove": [self.member.pk],
            "invite_again": [self.invitation.public_id],
            "revoke": [self.invitation.public_id],
            "invitation": ["a" * 32],
        }
        return reverse(f"agencies:{name}", args=arguments.get(name, []))


PROFILE = {
    "name": "New",
    "kind": "county",
    "country": "US",
    "region": "US-GA",
    "evidence_mode": "roster",
    "version": "1",
}
SENT: dict[str, dict[str, str]] = {
    "profile": PROFILE,
    "invite": {"email": "new@example.org", "name": "New", "role": "viewer"},
    "role": {"role": "editor"},
}

# What each route answers for each of ROLES:
# anonymous, stranger, viewer, editor, signatory, lead, reviewer, administrator.
TABLE = {
    ("GET", "profile"): [302, 403, 200, 200, 200, 200, 403, 403],
    ("POST", "profile"): [302, 403, 403, 403, 403, 302, 403, 403],
    # Of an agency that isn't verified: back to its profile.
    ("GET", "identity"): [302, 403, 403, 403, 302, 302, 403, 403],
    ("POST", "identity"): [302, 403, 403, 403, 302, 302, 403, 403],
    ("GET", "identity_withdraw"): [302, 403, 403, 403, 405, 405, 403, 403],
    ("POST", "identity_withdraw"): [302, 403, 403, 403, 302, 302, 403, 403],
    ("GET", "regions"): [200, 200, 200, 200, 200, 200, 200, 200],
    ("POST", "regions"): [405, 405, 405, 405, 405, 405, 405, 405],
    ("GET", "switch"): [302, 200, 200, 200, 200, 200, 200, 200],
    ("POST", "switch"): [302, 404, 404, 404, 404, 404, 404, 404],
    ("GET", "members"): [302, 403, 200, 200, 200, 200, 403, 403],
    ("POST", "members"): [302, 403, 405, 405, 405, 405, 403, 403],
    ("GET", "invite"): [302, 403, 403, 403, 403, 405, 403, 403],
    ("POST", "invite"): [302, 403, 403, 403, 403, 302, 403, 403],
    ("GET", "leave"): [302, 403, 200, 200, 200, 200, 403, 403],
    ("POST", "leave"): [302, 403, 302, 302, 302, 302, 403, 403],
    ("GET", "role"): [302, 403, 403, 403, 403, 405, 403, 403],
    ("POST", "role"): [302, 403, 403, 403, 403, 302, 403, 403],
    ("GET", "remove"): [302, 403, 403, 403, 403, 200, 403, 403],
    ("POST", "remove"): [302, 403, 403, 403, 403, 302, 403, 403],
    ("GET", "invite_again"): [302, 403, 403, 403, 403, 405, 403, 403],
    ("POST", "invite_again"): [302, 403, 403, 403, 403, 302, 403, 403],
    ("GET", "revoke"): [302, 403, 403, 403, 403, 405, 403, 403],
    ("POST", "revoke"): [302, 403, 403, 403, 403, 302, 403, 403],
    ("GET", "invitation"): [404, 404, 404, 404, 404, 404, 404, 404],
    ("POST", "invitation"): [404, 404, 404, 404, 404, 404, 404, 404],
}


def test_every_route_is_in_the_table() -> None:
    assert {name for _, name in TABLE} == {pattern.name for pattern in urlpatterns}


@pytest.mark.parametrize(("method", "name"), TABLE)
def test_route(method: str, name: str) -> None:
    answers = []
    for role in ROLES:
        Agency.objects.all().delete()
        scene = Scene()
        client = client_of(role, scene.agency)
        send = client.get if method == "GET" else client.post
        answers.append(send(scene.path(name), SENT.get(name, {})).status_code)
    assert answers == TABLE[method, name]


def rows() -> list[Any]:
    """Everything in the app's tables."""
    return [list(model.objects.order_by("pk").values()) for model in (Agency, Membership, Invitation)]


# The routes that name an object, and what a lead of its own agency is answered there.
OBJECTS = {
    ("POST", "role"): 302,
    ("GET", "remove"): 200,
    ("POST", "remove"): 302,
    ("POST", "invite_again"): 302,
    ("POST", "revoke"): 302,
}


@pytest.mark.parametrize(("method", "name"), OBJECTS)
def test_somebody_elses_object_is_not_found(method: str, name: str) -> None:
    theirs, lead = Scene(), MembershipFactory()
    client = Client()
    client.force_login(lead.user)
    send = client.get if method == "GET" else client.post
    before = rows()
    foreign = send(theirs.path(name), SENT.get(name, {}))
    missing = send(reverse(f"agencies:{name}", args=[999_999 if name in {"role", "remove"} else "a" * 26]))
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert b"Page not found" not in foreign.content
    assert rows() == before
    # The same object opens to a lead of its own agency.
    own = client_of("lead", theirs.agency)
    send = own.get if method == "GET" else own.post
    assert send(theirs.path(name), SENT.get(name, {})).status_code == OBJECTS[method, name]


def test_no_form_and_no_address_picks_the_agency() -> None:
    theirs, lead = AgencyFactory(name="Theirs"), MembershipFactory(agency__name="Mine")
    client = Client()
    client.force_login(lead.user)
    client.post(reverse("agencies:switch"), {"agency": theirs.public_id})
    client.post(
        f"/my/agency/?agency={theirs.pk}",
        PROFILE | {"agency": str(theirs.pk), "id": str(theirs.pk), "public_id": theirs.public_id},
    )
    theirs.refresh_from_db()
    lead.agency.refresh_from_db()
    assert (theirs.name, lead.agency.name) == ("Theirs", "New")


def test_a_pick_in_the_session_is_checked_against_the_memberships() -> None:
    theirs, lead = AgencyFactory(name="Theirs"), MembershipFactory(agency__name="Mine")
    client = Client()
    client.force_login(lead.user)
    session = client.session
    session["agency"] = theirs.pk
    session.save()
    response = client.get("/my/members/")
    assert response.status_code == 200
    assert response.wsgi_request.agency == lead.agency  # type: ignore[attr-defined]


def test_switching_between_ones_own_agencies() -> None:
    first = MembershipFactory()
    second = MembershipFactory(user=first.user, role=Membership.Role.VIEWER)
    client = Client()
    client.force_login(first.user)

    def acting_for() -> Agency:
        agency: Agency = client.get("/my/agency/").wsgi_request.agency  # type: ignore[attr-defined]
        return agency

    assert acting_for() == first.agency
    client.post("/my/switch/", {"agency": second.agency.public_id})
    assert acting_for() == second.agency
    # The role there counts, not the one at the other agency.
    assert client.get(reverse("agencies:remove", args=[second.pk])).status_code == 403
    actions.remove_member(membership=second, by=first.user)
    assert acting_for() == first.agency


def remove(member: Membership, lead: Membership) -> None:
    actions.remove_member(membership=member, by=lead.user)


def demote(member: Membership, lead: Membership) -> None:
    actions.change_role(membership=member, role="viewer", by=lead.user)


def suspend(member: Membership, lead: Membership) -> None:
    from tests.factories.accounts import AdministratorFactory

    actions.suspend(agency=member.agency, by=AdministratorFactory())


@pytest.mark.parametrize(("event", "after"), [(remove, 403), (demote, 200), (suspend, 403)])
def test_what_was_taken_away_is_gone_on_the_next_request(event: Any, after: int) -> None:
    lead = MembershipFactory()
    member = MembershipFactory(agency=lead.agency, role=Membership.Role.EDITOR)
    client = Client()
    client.force_login(member.user)
    assert [client.get(page).status_code for page in ("/my/agency/", "/my/policies/add/")] == [200, 200]
    event(member, lead)
    assert client.get("/my/agency/").status_code == after
    assert client.get("/my/policies/add/").status_code == 403


def test_a_person_without_an_agency_is_told_what_to_do() -> None:
    response = client_of("stranger", AgencyFactory()).get("/my/members/")
    assert (response.status_code, b"nobody has invited you yet" in response.content) == (403, True)


def test_a_member_of_a_suspended_agency_is_told_so() -> None:
    agency = AgencyFactory(name="Springfield PD", is_suspended=True)
    response = client_of("lead", agency).get("/my/members/")
    assert (response.status_code, b"has suspended Springfield PD" in response.content) == (403, True)


def test_a_role_that_may_not_is_told_whom_to_ask() -> None:
    response = client_of("editor", AgencyFactory()).post("/my/members/invite/", SENT["invite"])
    assert (response.status_code, b"Only a lead of the agency can do this." in response.content) == (
        403,
        True,
    )


def test_posts_without_a_token_are_refused() -> None:
    scene = Scene()
    client = Client(enforce_csrf_checks=True)
    client.force_login(MembershipFactory(agency=scene.agency).user)
    before = rows()
    posts = [name for method, name in TABLE if method == "POST" and name not in {"regions", "members"}]
    assert {
        name: client.post(scene.path(name), SENT.get(name, {})).status_code for name in posts
    } == dict.fromkeys(posts, 403)
    assert rows() == before
