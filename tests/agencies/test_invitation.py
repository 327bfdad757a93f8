"""The page that an invitation's link leads to."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Actor
from agencies import actions
from agencies.models import INVITATION_LINK, Agency, Invitation, Membership
from rehearsal.factories.accounts import PASSWORD, AdministratorFactory, UserFactory
from rehearsal.factories.agencies import AgencyFactory, lead_of
from tests.clients import AgencyClient, agency_page_of

pytestmark = pytest.mark.django_db
SENT = {"name": "Bo Li", "password": PASSWORD, "again": PASSWORD}


def invited(email: str = "bo@example.org") -> tuple[Invitation, str]:
    """An open invitation of a new agency, and the address of its page."""
    agency = AgencyFactory(name="Springfield PD")
    invitation = actions.invite(agency=agency, email=email, name="Bo", role="editor", by=Actor.SYSTEM)
    return invitation, f"/invitation/{INVITATION_LINK.token(invitation.public_id)}/"


def test_a_new_person_makes_an_account_and_is_in() -> None:
    invitation, path = invited()
    client = AgencyClient()
    page = client.get(path)
    assert page.status_code == 200
    assert b"Join Springfield PD" in page.content
    assert page.context["form"].initial == {"name": "Bo"}
    response = client.post(path, SENT)
    assert (response.status_code, response["Location"]) == (302, agency_page_of(invitation.agency))
    user = User.objects.get()
    assert (user.email, user.name, client.session["_auth_user_id"]) == (
        "bo@example.org",
        "Bo Li",
        str(user.pk),
    )
    assert list(Membership.objects.values_list("agency", "user", "role")) == [
        (invitation.agency_id, user.pk, "editor")
    ]
    assert client.get("members/").status_code == 200
    # And may sign in with the password, without confirming the address once more.
    fresh = AgencyClient()
    assert (
        fresh.post("/account/login/", {"login": user.email, "password": PASSWORD})["Location"]
        == "/account/home/"
    )


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"name": ""}, {"name": ["Fill in this field."]}),
        (
            {"password": "", "again": ""},
            {"password": ["Fill in this field."], "again": ["Fill in this field."]},
        ),
        ({"again": "other"}, {"again": ["The two passwords differ. Type the same one twice."]}),
        (
            {"password": "short", "again": "short"},
            {"password": ["This password is too short. It must contain at least 12 characters."]},
        ),
        (
            {"password": "bo@example.org", "again": "bo@example.org"},
            {"password": ["The password is too similar to the email address."]},
        ),
        ({"password": "123456789012", "again": "123456789012"}, {"password": None}),
    ],
)
def test_a_bad_form_keeps_what_was_typed_and_makes_nothing(
    changed: dict[str, str], errors: dict[str, list[str] | None]
) -> None:
    _, path = invited()
    response = AgencyClient().post(path, SENT | changed)
    found = response.context["form"].errors
    assert response.status_code == 200
    assert set(found) == set(errors)
    assert all(expected is None or found[name] == expected for name, expected in errors.items())
    assert response.context["form"]["name"].value() == (SENT | changed)["name"]
    assert PASSWORD not in response.content.decode()
    assert not User.objects.exists()


def test_somebody_with_an_account_is_sent_to_sign_in_and_comes_back() -> None:
    user = UserFactory(email="bo@example.org")
    _, path = invited()
    client = AgencyClient()
    page = client.get(path)
    assert f'href="/account/login/?next={path.replace("/", "%2F")}"' in page.content.decode()
    # No one takes an account over by following the link and naming a new password.
    assert client.post(path, SENT).status_code == 200
    assert not Membership.objects.exists()
    assert User.objects.get().check_password(PASSWORD)
    signed_in = client.post("/account/login/", {"login": user.email, "password": PASSWORD, "next": path})
    assert signed_in["Location"] == path
    assert b"Join" in client.get(path).content
    assert not Membership.objects.exists()
    assert client.post(path)["Location"] == agency_page_of(Agency.objects.get())
    assert Membership.objects.get().user == user


def test_somebody_else_who_is_signed_in_is_told_so() -> None:
    _, path = invited()
    client = AgencyClient()
    client.force_login(UserFactory(email="eve@example.org"))
    for response in (client.get(path), client.post(path)):
        assert response.status_code == 403
        assert b"You are signed in as eve@example.org" in response.content
    assert not Membership.objects.exists()


def test_a_used_link_says_so_to_anybody() -> None:
    _, path = invited()
    client = AgencyClient()
    client.post(path, SENT)
    for visitor in (AgencyClient(), client):
        for response in (visitor.get(path), visitor.post(path, SENT)):
            assert (response.status_code, b"This invitation has been used." in response.content) == (
                410,
                True,
            )
    assert User.objects.count() == 1


def test_a_link_that_has_run_out_says_how_to_get_another() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        _, path = invited()
        clock.shift(timedelta(days=14))
        response = AgencyClient().post(path, SENT)
    assert response.status_code == 410
    assert b"Ask your agency&#x27;s lead for a new one." in response.content
    assert not User.objects.exists()


def test_a_link_that_was_taken_back_says_so() -> None:
    invitation, path = invited()
    actions.revoke_invitation(invitation=invitation, by=lead_of(invitation.agency))
    response = AgencyClient().get(path)
    assert (response.status_code, b"revoked or replaced" in response.content) == (410, True)


def test_a_link_of_a_suspended_agency_waits() -> None:
    invitation, path = invited()
    administrator = AdministratorFactory()
    actions.suspend(agency=invitation.agency, by=administrator)
    assert AgencyClient().post(path, SENT).status_code == 410
    actions.unsuspend(agency=invitation.agency, by=administrator)
    assert AgencyClient().post(path, SENT).status_code == 302


@pytest.mark.parametrize("token", ["a" * 32, "short", "A" * 32, "a" * 500, "%00", "é"])
def test_a_link_that_is_none_of_ours_is_not_found(token: str) -> None:
    invited()
    response = AgencyClient().get(f"/invitation/{token}/")
    assert (response.status_code, b"isn&#x27;t one of ours" in response.content) == (404, True)


def test_the_page_tells_nobody_its_address() -> None:
    _, path = invited()
    response = AgencyClient().get(path)
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
    assert b'<meta name="robots" content="noindex">' in response.content
    assert path.encode() not in response.content
