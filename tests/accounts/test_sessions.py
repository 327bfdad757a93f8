"""How long a session lasts, and what ends it before."""

import time
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.models import User
from audit.models import Entry
from outbox.dispatch import deliver_due
from rehearsal.factories.accounts import (
    PASSWORD,
    AdministratorFactory,
    ReviewerFactory,
    UserFactory,
    totp_code,
)

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("America/New_York"))
PROFILE = "/account/profile/"


def is_in(client: Client) -> bool:
    """Whether a closed page opens."""
    return client.get(PROFILE).status_code == 200


@pytest.mark.parametrize(
    ("pause", "expected"), [(29 * 60 + 59, True), (30 * 60, False), (30 * 60 + 1, False)]
)
def test_session_ends_after_half_an_hour_without_a_request(pause: int, expected: bool) -> None:
    client = Client()
    client.force_login(UserFactory())
    with time_machine.travel(START, tick=False) as clock:
        assert is_in(client)
        clock.shift(pause)
        assert is_in(client) is expected


def test_requests_keep_a_session_alive() -> None:
    client = Client()
    client.force_login(UserFactory())
    with time_machine.travel(START, tick=False) as clock:
        for _ in range(5):
            assert is_in(client)
            clock.shift(timedelta(minutes=25))
        assert is_in(client)


@pytest.mark.parametrize(("seconds", "expected"), [(12 * 3600 - 1, True), (12 * 3600, False)])
def test_session_ends_twelve_hours_after_signing_in(seconds: int, expected: bool) -> None:
    client = Client()
    client.force_login(UserFactory())
    with time_machine.travel(START, tick=False) as clock:
        for _ in range(seconds // 900):
            assert is_in(client)
            clock.shift(900)
        clock.shift(seconds % 900)
        assert is_in(client) is expected


def test_the_person_is_told_why_and_comes_back_to_where_they_were() -> None:
    client = Client()
    client.force_login(UserFactory())
    with time_machine.travel(START, tick=False) as clock:
        assert is_in(client)
        clock.shift(3600)
        response = client.get(PROFILE, follow=True)
    assert response.redirect_chain == [("/account/login/?next=/account/profile/", 302)]
    assert "You were signed out because you were inactive." in response.content.decode()


def test_a_session_is_not_saved_with_every_page() -> None:
    client = Client()
    client.force_login(UserFactory())
    with time_machine.travel(START, tick=False) as clock:
        assert is_in(client)
        clock.shift(59)
        assert client.get(PROFILE).cookies.get("sessionid") is None
        clock.shift(1)
        assert client.get(PROFILE).cookies.get("sessionid") is not None


def test_change_of_password_ends_every_session() -> None:
    user = UserFactory()
    here, elsewhere = Client(), Client()
    here.post("/account/login/", {"login": user.email, "password": PASSWORD})
    elsewhere.force_login(user)
    new = "a-different-long-password"
    here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert (is_in(here), is_in(elsewhere)) == (False, False)
    deliver_due()
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([user.email], "Your password was changed")
    ]
    assert Entry.objects.get().verb == "accounts.password_changed"


def switch_second_step_on(client: Client) -> None:
    """Set up an authenticator app through its page, as the person would."""
    client.get("/account/2fa/totp/activate/")
    session = client.session
    session["mfa.totp.secret"] = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    session["address_shown"] = {"user": int(session["_auth_user_id"]), "at": int(time.time())}
    session.save()
    client.post("/account/2fa/totp/activate/", {"code": totp_code()})


def signed_in_afresh(user: User) -> Client:
    """A client that has just given the password, so that it isn't asked for it again."""
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.django_db(transaction=True)
def test_switching_the_second_step_on_ends_every_other_session() -> None:
    user = UserFactory()
    here, elsewhere = signed_in_afresh(user), Client()
    elsewhere.force_login(user)
    switch_second_step_on(here)
    assert list(user.authenticator_set.order_by("type").values_list("type", flat=True)) == [
        "recovery_codes",
        "totp",
    ]
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    deliver_due()
    assert [message.subject for message in mail.outbox] == ["Two-step sign-in is on"]


def test_switching_the_second_step_off_ends_every_other_session() -> None:
    user = UserFactory(second_step=True)
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.force_login(user)
    here.post("/account/reauthenticate/", {"password": PASSWORD})
    here.post("/account/2fa/totp/deactivate/")
    assert not user.authenticator_set.exists()
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    deliver_due()
    assert [message.subject for message in mail.outbox] == ["Two-step sign-in is off"]


def closed(user: User) -> None:
    actions.deactivate(user=user, by=AdministratorFactory())


def closed_and_opened(user: User) -> None:
    closed(user)
    actions.reactivate(user=user, by=AdministratorFactory())


def made_reviewer(user: User) -> None:
    actions.set_staff_role(user=user, role=User.StaffRole.REVIEWER, by=AdministratorFactory())


@pytest.mark.parametrize("event", [closed, closed_and_opened, made_reviewer])
def test_old_cookies_are_worth_nothing_after(event: Any) -> None:
    user = UserFactory()
    client = Client()
    client.force_login(user)
    assert is_in(client)
    event(user)
    assert not is_in(client)


def test_a_reviewer_who_is_none_any_more_is_refused_on_the_next_request() -> None:
    reviewer = ReviewerFactory()
    client = Client()
    client.force_login(reviewer)
    assert client.get(reverse("reviews:desk")).status_code == 200
    actions.set_staff_role(user=reviewer, role=User.StaffRole.NONE, by=AdministratorFactory())
    assert client.get(reverse("reviews:desk")).status_code == 302
    client.force_login(User.objects.get(pk=reviewer.pk))
    assert client.get(reverse("reviews:desk")).status_code == 403
