"""Who may do what on an agency's own pages: every route, every role, one's own agency and someone else's."""

from typing import Any

import pytest

from accounts.permissions import Actor
from agencies import actions
from agencies.models import Agency, Invitation, Membership
from agencies.urls import urlpatterns
from common.addresses import reverse
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from tests.accounts.people import ROLES, client_of
from tests.clients import AgencyClient, agency_page, agency_page_of, without_secrets
from tests.clients import client_of as client_of_person

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
            "moved_page": ["members/"],
        }
        return reverse(f"agencies:{name}", arguments.get(name, []), agency=self.agency.public_id)


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
    ("GET", "profile"): [302, 404, 200, 200, 200, 200, 404, 404],
    ("POST", "profile"): [302, 404, 403, 403, 403, 302, 404, 404],
    # Of an agency that isn't verified: back to its profile.
    ("GET", "identity"): [302, 404, 403, 403, 302, 302, 404, 404],
    ("POST", "identity"): [302, 404, 403, 403, 302, 302, 404, 404],
    ("GET", "identity_withdraw"): [302, 404, 403, 403, 405, 405, 404, 404],
    ("POST", "identity_withdraw"): [302, 404, 403, 403, 302, 302, 404, 404],
    ("GET", "regions"): [200, 200, 200, 200, 200, 200, 200, 200],
    ("POST", "regions"): [405, 405, 405, 405, 405, 405, 405, 405],
    # Who has one agency isn't asked for which.
    ("GET", "switch"): [302, 200, 302, 302, 302, 302, 200, 200],
    ("POST", "switch"): [302, 405, 405, 405, 405, 405, 405, 405],
    # Addresses from when no agency stood in them lead on; nothing can be sent to them.
    ("GET", "moved"): [302, 302, 302, 302, 302, 302, 302, 302],
    ("POST", "moved"): [302, 409, 409, 409, 409, 409, 409, 409],
    ("GET", "moved_page"): [302, 302, 302, 302, 302, 302, 302, 302],
    ("POST", "moved_page"): [302, 409, 409, 409, 409, 409, 409, 409],
    ("GET", "members"): [302, 404, 200, 200, 200, 200, 404, 404],
    ("POST", "members"): [302, 404, 405, 405, 405, 405, 404, 404],
    ("GET", "invite"): [302, 404, 403, 403, 403, 405, 404, 404],
    ("POST", "invite"): [302, 404, 403, 403, 403, 302, 404, 404],
    # Of an agency without a letterhead of its own.
    ("GET", "letterhead"): [302, 404, 403, 200, 200, 200, 404, 404],
    ("GET", "letterhead_picture"): [302, 404, 404, 404, 404, 404, 404, 404],
    ("GET", "hand_over"): [302, 404, 403, 403, 403, 200, 404, 404],
    ("POST", "hand_over"): [302, 404, 403, 403, 403, 200, 404, 404],
    ("GET", "keep_one_lead"): [302, 404, 403, 403, 403, 405, 404, 404],
    ("POST", "keep_one_lead"): [302, 404, 403, 403, 403, 302, 404, 404],
    ("GET", "leave"): [302, 404, 200, 200, 200, 200, 404, 404],
    ("POST", "leave"): [302, 404, 302, 302, 302, 302, 404, 404],
    ("GET", "role"): [302, 404, 403, 403, 403, 405, 404, 404],
    ("POST", "role"): [302, 404, 403, 403, 403, 302, 404, 404],
    ("GET", "remove"): [302, 404, 403, 403, 403, 200, 404, 404],
    ("POST", "remove"): [302, 404, 403, 403, 403, 302, 404, 404],
    ("GET", "invite_again"): [302, 404, 403, 403, 403, 405, 404, 404],
    ("POST", "invite_again"): [302, 404, 403, 403, 403, 302, 404, 404],
    ("GET", "revoke"): [302, 404, 403, 403, 403, 405, 404, 404],
    ("POST", "revoke"): [302, 404, 403, 403, 403, 302, 404, 404],
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
    client = AgencyClient()
    client.force_login(lead.user)
    send = client.get if method == "GET" else client.post
    before = rows()
    foreign = send(theirs.path(name), SENT.get(name, {}))
    missing = send(agency_page(f"agencies:{name}", [999_999 if name in {"role", "remove"} else "a" * 26]))
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert b"Page not found" not in foreign.content
    assert rows() == before
    # The same object opens to a lead of its own agency.
    own = client_of("lead", theirs.agency)
    send = own.get if method == "GET" else own.post
    assert send(theirs.path(name), SENT.get(name, {})).status_code == OBJECTS[method, name]


def test_no_form_and_no_address_picks_the_agency() -> None:
    theirs, lead = AgencyFactory(name="Theirs"), MembershipFactory(agency__name="Mine")
    client = AgencyClient()
    client.force_login(lead.user)
    client.post(
        f"profile/?agency={theirs.pk}",
        PROFILE | {"agency": str(theirs.pk), "id": str(theirs.pk), "public_id": theirs.public_id},
    )
    theirs.refresh_from_db()
    lead.agency.refresh_from_db()
    assert (theirs.name, lead.agency.name) == ("Theirs", "New")


def test_anothers_agency_is_answered_like_one_that_is_not_there() -> None:
    theirs, lead = AgencyFactory(name="Theirs"), MembershipFactory(agency__name="Mine")
    client = client_of_person(lead.user)
    session = client.session
    session["agency"] = theirs.pk
    session.save()
    answers = [client.get(agency_page_of(each, "members/")) for each in (theirs, "a" * 26)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert without_secrets(answers[0]) == without_secrets(answers[1])
    assert client.get("/my/members/")["Location"] == agency_page_of(lead.agency, "members/")


def test_each_agency_has_its_own_pages_and_the_role_there_counts() -> None:
    first = MembershipFactory()
    second = MembershipFactory(user=first.user, role=Membership.Role.VIEWER)
    client = client_of_person(first.user)
    pages = [agency_page_of(each.agency, "profile/") for each in (first, second, first)]

    assert [client.get(page).wsgi_request.agency for page in pages] == [  # type: ignore[attr-defined]
        first.agency,
        second.agency,
        first.agency,
    ]
    remove_page = agency_page_of(second.agency, f"members/{second.pk}/remove/")
    assert client.get(remove_page).status_code == 403
    actions.remove_member(membership=second, by=first.user)
    assert [client.get(page).status_code for page in pages] == [200, 404, 200]


def remove(member: Membership, lead: Membership) -> None:
    actions.remove_member(membership=member, by=lead.user)


def demote(member: Membership, lead: Membership) -> None:
    actions.change_role(membership=member, role="viewer", by=lead.user)


def suspend(member: Membership, lead: Membership) -> None:
    from rehearsal.factories.accounts import AdministratorFactory

    actions.suspend(agency=member.agency, by=AdministratorFactory())


@pytest.mark.parametrize(("event", "after"), [(remove, 404), (demote, 200), (suspend, 403)])
def test_what_was_taken_away_is_gone_on_the_next_request(event: Any, after: int) -> None:
    lead = MembershipFactory()
    member = MembershipFactory(agency=lead.agency, role=Membership.Role.EDITOR)
    client = AgencyClient()
    client.force_login(member.user)
    assert [client.get(page).status_code for page in ("profile/", "policies/add/")] == [200, 200]
    event(member, lead)
    assert client.get("profile/").status_code == after
    assert client.get("policies/add/").status_code == (404 if after == 404 else 403)


def test_a_person_without_an_agency_is_told_what_to_do() -> None:
    response = client_of("stranger", AgencyFactory()).get("/my/members/", follow=True)
    assert response.redirect_chain == [("/account/home/", 302)]
    assert "aren't a member of any agency" in response.content.decode()


def test_a_member_of_a_suspended_agency_is_told_so() -> None:
    agency = AgencyFactory(name="Springfield PD", is_suspended=True)
    response = client_of("lead", agency).get("members/")
    assert (response.status_code, b"has suspended Springfield PD" in response.content) == (403, True)


def test_a_role_that_may_not_is_told_whom_to_ask() -> None:
    response = client_of("editor", AgencyFactory()).post("members/invite/", SENT["invite"])
    assert (response.status_code, b"Only a lead of the agency can do this." in response.content) == (
        403,
        True,
    )


def test_posts_without_a_token_are_refused() -> None:
    scene = Scene()
    client = AgencyClient(enforce_csrf_checks=True)
    client.force_login(MembershipFactory(agency=scene.agency).user)
    before = rows()
    posts = [
        name for method, name in TABLE if method == "POST" and name not in {"regions", "members", "switch"}
    ]
    assert {
        name: client.post(scene.path(name), SENT.get(name, {})).status_code for name in posts
    } == dict.fromkeys(posts, 403)
    assert rows() == before
