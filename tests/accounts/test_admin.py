"""The admin's page of people: everything goes through the actions, and no one lifts themselves up."""

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from outbox.dispatch import deliver_due
from rehearsal.factories.accounts import PASSWORD, AdministratorFactory, UserFactory
from tests.trail import verbs

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    """Who is signed in."""
    return AdministratorFactory()


@pytest.fixture
def desk(administrator: User) -> Client:
    """The administrator's browser."""
    client = Client()
    client.force_login(administrator)
    return client


def change(user: User) -> str:
    return f"/admin/accounts/user/{user.pk}/change/"


def test_inviting_staff_sends_the_link(desk: Client) -> None:
    sent = {"email": "New@Example.org", "name": "New", "staff_role": "reviewer"}
    assert desk.post("/admin/accounts/user/add/", sent).status_code == 302
    user = User.objects.get(email="new@example.org")
    assert (user.staff_role, user.has_usable_password()) == ("reviewer", False)
    deliver_due()
    assert [message.to for message in mail.outbox] == [["new@example.org"]]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"email": "ANA@example.org", "name": "New", "staff_role": "reviewer"}, "email"),
        ({"email": "new@example.org", "name": "", "staff_role": "reviewer"}, "name"),
        ({"email": "new@example.org", "name": "New", "staff_role": ""}, "staff_role"),
        ({"email": "new@example.org", "name": "New", "staff_role": "emperor"}, "staff_role"),
    ],
)
def test_inviting_staff_is_refused_beside_the_field(desk: Client, sent: dict[str, str], field: str) -> None:
    UserFactory(email="ana@example.org")
    response = desk.post("/admin/accounts/user/add/", sent)
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == [field]
    assert User.objects.count() == 2


def test_roles_names_and_closing_go_through_the_actions(desk: Client) -> None:
    user = UserFactory(name="Ana")
    desk.post(change(user), {"name": "Ana Diaz", "staff_role": "reviewer", "is_active": "on"})
    desk.post(change(user), {"name": "Ana Diaz", "staff_role": "reviewer"})
    user.refresh_from_db()
    assert (user.name, user.staff_role, user.is_active) == ("Ana Diaz", "reviewer", False)
    assert verbs() == ["accounts.renamed", "accounts.staff_role_set", "accounts.account_closed"]


def test_forged_fields_change_nothing(desk: Client) -> None:
    user = UserFactory(name="Ana")
    before = User.objects.values().get(pk=user.pk)
    forged = {
        "email": "x@example.org",
        "is_superuser": "on",
        "password": "x",
        "sessions_ended": "9",
        "groups": "1",
    }
    desk.post(change(user), {"name": "Ana", "is_active": "on", "staff_role": "", **forged})
    assert User.objects.values().get(pk=user.pk) == before


def test_nobody_changes_their_own_role(desk: Client, administrator: User) -> None:
    desk.post(change(administrator), {"name": "Me", "staff_role": "", "is_active": ""})
    administrator.refresh_from_db()
    assert (administrator.name, administrator.staff_role, administrator.is_active) == (
        "Me",
        "administrator",
        True,
    )


def test_a_superuser_is_changed_by_superusers_alone(desk: Client) -> None:
    superuser = AdministratorFactory(is_superuser=True)
    sent = {"name": superuser.name, "staff_role": "", "is_active": "on"}
    assert desk.post(change(superuser), sent).status_code == 403
    other = Client()
    other.force_login(AdministratorFactory(is_superuser=True))
    assert other.post(change(superuser), sent).status_code == 302
    superuser.refresh_from_db()
    assert superuser.staff_role == ""


def test_accounts_are_never_deleted() -> None:
    user, client = UserFactory(), Client()
    client.force_login(AdministratorFactory(is_superuser=True))
    assert client.post(f"/admin/accounts/user/{user.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(
        "/admin/accounts/user/", {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"}
    )
    assert User.objects.filter(pk=user.pk).exists()


def test_the_admin_has_no_door_of_its_own() -> None:
    user = AdministratorFactory(email="chief@example.org")
    client = Client()
    response = client.post("/admin/login/", {"username": user.email, "password": PASSWORD})
    assert response["Location"] == "/account/login/?next=/admin/login/"
    assert "_auth_user_id" not in client.session
    # Nor for someone who is in already and tries another person's password there.
    client.force_login(AdministratorFactory())
    signed_in = client.session["_auth_user_id"]
    assert (
        client.post("/admin/login/", {"username": user.email, "password": PASSWORD})["Location"] == "/admin/"
    )
    assert client.session["_auth_user_id"] == signed_in


def test_the_admin_has_no_page_of_its_own_for_passwords(desk: Client, administrator: User) -> None:
    new = "a-different-long-password"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert desk.post("/admin/password_change/", sent)["Location"] == "/account/password/change/"
    administrator.refresh_from_db()
    assert administrator.check_password(PASSWORD)
