"""The second step: who may set up the first one, a code that works once, and what becomes of a lost one."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import actions, second_step
from accounts.models import User
from accounts.permissions import Actor
from agencies import actions as agencies
from agencies.models import INVITATION_LINK
from audit.models import Entry, SecurityEvent
from common.problems import NotAllowed, Refused
from outbox.dispatch import deliver_due
from rehearsal.factories.accounts import (
    PASSWORD,
    TOTP_SECRET,
    AdministratorFactory,
    EditorFactory,
    ReviewerFactory,
    UserFactory,
    totp_code,
)
from rehearsal.factories.agencies import AgencyFactory
from tests.accounts.mailbox import link_in_last, text_of

pytestmark = pytest.mark.django_db
SET_UP = "/account/2fa/totp/activate/"
SHOW = "/account/second-step/"
SEND = "/account/second-step/code/"


def with_password(user: User) -> Client:
    """A client that has given the password and has nothing else to show."""
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def set_up(client: Client) -> int:
    """Try to set up an app with TOTP_SECRET; the answer's status."""
    client.get(SET_UP)
    session = client.session
    session["mfa.totp.secret"] = TOTP_SECRET
    session.save()
    return client.post(SET_UP, {"code": totp_code()}).status_code


def has_step(user: User) -> bool:
    return bool(user.authenticator_set.filter(type="totp").exists())


def mailed_code() -> str:
    deliver_due()
    found = re.search(r"\b[0-9]{4}-[0-9]{4}\b", text_of(mail.outbox[-1]))
    assert found is not None
    return found[0]


@pytest.mark.parametrize("factory", [UserFactory, ReviewerFactory], ids=["member", "reviewer"])
def test_the_password_alone_sets_up_no_second_step(factory: type[UserFactory]) -> None:
    user = factory.create(second_step=False)
    client = with_password(user)
    assert client.get(SET_UP)["Location"] == SHOW
    set_up(client)
    assert not has_step(user)
    assert client.get(SHOW).status_code == 200


def test_a_mailed_code_within_the_hour_does() -> None:
    user = ReviewerFactory.create(second_step=False)
    client = with_password(user)
    assert client.post(SEND)["Location"] == f"{SHOW}?sent"
    code = mailed_code()
    assert mail.outbox[-1].to == [user.email]
    assert client.post(SHOW, {"code": code.upper().replace("-", " ")})["Location"] == SET_UP
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        late = with_password(user)
        assert late.get(SET_UP)["Location"] == SHOW
    assert set_up(client) == 302
    assert has_step(user)


def test_a_mailed_code_works_once_for_its_own_person_and_for_an_hour() -> None:
    user, other = UserFactory.create(), UserFactory.create()
    client = with_password(user)
    client.post(SEND)
    code = mailed_code()
    with pytest.raises(Refused):
        second_step.use_mailed_code(user=other, code=code)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)), pytest.raises(Refused):
        second_step.use_mailed_code(user=user, code=code)
    second_step.use_mailed_code(user=user, code=code)
    with pytest.raises(Refused):
        second_step.use_mailed_code(user=user, code=code)


def test_the_right_code_is_refused_after_five_wrong_ones() -> None:
    user = UserFactory.create()
    client = with_password(user)
    client.post(SEND)
    code = mailed_code()
    for _ in range(5):
        assert client.post(SHOW, {"code": "aaaa-aaaa"}).status_code == 422
    assert client.post(SHOW, {"code": code}).status_code == 422
    assert client.get(SET_UP)["Location"] == SHOW


def test_the_mailed_code_stands_in_no_row() -> None:
    user = UserFactory.create()
    second_step.send_code(user=user)
    code = mailed_code().replace("-", "")
    from accounts.models import AddressCode

    assert code not in str(AddressCode.objects.values().get())


def test_whoever_came_by_the_mailed_link_sets_up_the_second_step_at_once() -> None:
    accounts_admin = AdministratorFactory.create()
    actions.invite_staff(email="new@example.org", name="Nia", role="reviewer", by=accounts_admin)
    deliver_due()
    client = Client()
    form = client.get(link_in_last("/account/password/reset/key/"))["Location"]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    client.post("/account/login/", {"login": "new@example.org", "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert set_up(client) == 302
    assert has_step(User.objects.get(email="new@example.org"))


def test_whoever_accepts_an_invitation_sets_up_the_second_step_at_once() -> None:
    offered = agencies.invite(
        agency=AgencyFactory.create(), email="bo@example.org", name="Bo", role="lead", by=Actor.SYSTEM
    )
    client = Client()
    client.post(
        f"/invitation/{INVITATION_LINK.token(offered.public_id)}/",
        {"name": "Bo", "password": PASSWORD, "again": PASSWORD},
    )
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert set_up(client) == 302


# The app's clock


def code_of(step: int) -> str:
    return format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // 30 + step))


def signs_in(user: User, code: str) -> bool:
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/account/2fa/authenticate/", {"code": code})
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(("step", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_one_step_of_drift_is_taken_and_no_more(step: int, taken: bool) -> None:
    reviewer = ReviewerFactory.create()
    with time_machine.travel(timezone.now(), tick=False):
        assert signs_in(reviewer, code_of(step)) == taken


def test_a_used_code_is_refused_for_as_long_as_it_could_be_taken() -> None:
    from django.core.cache import cache

    reviewer = ReviewerFactory.create()
    start = timezone.now().replace(second=0, microsecond=0)
    with time_machine.travel(start, tick=False) as clock:
        code = code_of(1)
        assert signs_in(reviewer, code)
        for _ in range(5):
            clock.shift(timedelta(seconds=14))
            cache.clear()
            assert not signs_in(reviewer, code)
        assert not signs_in(reviewer, f" {code[:3]} {code[3:]} ")


@pytest.mark.django_db(transaction=True)
def test_the_code_that_switched_it_on_signs_nobody_in() -> None:
    user = UserFactory.create()
    client = with_password(user)
    client.post(SEND)
    client.post(SHOW, {"code": mailed_code()})
    with time_machine.travel(timezone.now(), tick=False):
        assert set_up(client) == 302
        assert not signs_in(user, totp_code())


# A lost one


def path_of(user: User) -> str:
    return f"/admin/accounts/user/{user.pk}/second-step/"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_administrator_resets_a_lost_second_step_with_a_reason_and_both_are_told() -> None:
    reviewer, administrator = ReviewerFactory.create(), AdministratorFactory.create()
    theirs, client = client_of(reviewer), client_of(administrator)
    page = client.get(f"/admin/accounts/user/{reviewer.pk}/change/").content.decode()
    assert f'href="{path_of(reviewer)}"' in page
    assert client.get(path_of(reviewer)).status_code == 200
    assert client.post(path_of(reviewer), {"reason": " "}).status_code == 422
    assert has_step(reviewer)
    assert client.post(path_of(reviewer), {"reason": "Lost phone; called back."}).status_code == 302
    assert not reviewer.authenticator_set.exists()
    assert theirs.get("/account/profile/").status_code == 302
    entry = Entry.objects.get(verb="accounts.second_step_reset")
    assert (entry.actor_ref, entry.subject) == (administrator.pk, f"accounts.User:{reviewer.pk}")
    assert entry.details == {"reset": reviewer.second_step_resets.get().pk}
    assert (
        "Lost phone; called back."
        in client.get(f"/admin/accounts/user/{reviewer.pk}/change/").content.decode()
    )
    deliver_due()
    assert {(message.to[0], message.subject) for message in mail.outbox} == {
        (reviewer.email, "Your second step was reset"),
        (administrator.email, "You reset a second step"),
    }
    again = with_password(reviewer)
    assert again.get("/desk/")["Location"] == SET_UP
    assert again.get(SET_UP)["Location"] == SHOW


def test_nobody_resets_their_own_or_without_the_role() -> None:
    administrator, reviewer = AdministratorFactory.create(), ReviewerFactory.create()
    with pytest.raises(Refused):
        second_step.reset(user=administrator, reason="Lost.", by=administrator)
    for by in (ReviewerFactory.create(), EditorFactory.create(), UserFactory.create()):
        with pytest.raises(NotAllowed):
            second_step.reset(user=reviewer, reason="Lost.", by=by)
        assert client_of(by).post(path_of(reviewer), {"reason": "Lost."}).status_code in {302, 403}
    chief = AdministratorFactory.create(is_superuser=True)
    with pytest.raises(NotAllowed):
        second_step.reset(user=chief, reason="Lost.", by=administrator)
    assert client_of(administrator).post(path_of(chief), {"reason": "Lost."}).status_code == 403
    assert [has_step(user) for user in (chief, reviewer, administrator)] == [True] * 3
    with pytest.raises(Refused):
        second_step.reset(user=UserFactory.create(), reason="Has none.", by=administrator)


def test_the_page_that_asks_for_the_code_says_what_to_do_when_all_is_lost() -> None:
    client = Client()
    client.post("/account/login/", {"login": ReviewerFactory.create().email, "password": PASSWORD})
    page = client.get("/account/2fa/authenticate/").content.decode()
    assert "A campaign administrator makes sure that it is you, then resets your second step." in page


def with_new_address(user: User) -> Client:
    """Someone with the password sets an address of their own and confirms it."""
    client = with_password(user)
    client.post("/account/email/", {"email": "thief@example.net", "action_add": ""})
    deliver_due()
    sent = next(message for message in mail.outbox if message.to == ["thief@example.net"])
    found = re.search(r"http://localhost:8000(/account/confirm-email/\S+)", text_of(sent))
    assert found is not None
    client.post(found[1])
    user.refresh_from_db()
    assert user.email == "thief@example.net"
    return client


def test_an_address_set_with_the_password_alone_shows_nothing_for_a_week() -> None:
    user = UserFactory.create(second_step=False)
    client = with_new_address(user)
    sent = len(mail.outbox)
    assert client.post(SEND)["Location"] == SHOW
    deliver_due()
    assert [message for message in mail.outbox[sent:] if "code" in text_of(message)] == []
    assert "within the last seven days" in client.get(SHOW).content.decode()
    session = client.session
    session["address_shown"] = {"user": user.pk, "at": int(time.time())}
    session.save()
    assert client.get(SET_UP)["Location"] == SHOW
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        later = with_password(user)
        assert later.post(SEND)["Location"] == f"{SHOW}?sent"


def test_an_address_changed_behind_a_second_step_is_no_reason_to_wait() -> None:
    user = UserFactory.create(second_step=True)
    actions.security_changed(user=user, what="email_changed")
    assert not second_step.is_address_new(user)


@pytest.mark.parametrize("path", ["/account/2fa/authenticate/", "/account/2fa/reauthenticate/", SHOW])
def test_a_code_that_is_refused_is_noted(path: str) -> None:
    user = UserFactory.create(second_step=path != SHOW)
    client = Client(REMOTE_ADDR="198.51.100.7")
    if "reauthenticate" in path or path == SHOW:
        client.force_login(user)
    else:
        client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    client.post(path, {"code": "000000"})
    failed = SecurityEvent.objects.filter(label="accounts.second_step_failed")
    assert list(failed.values_list("subject", "address")) == [(f"accounts.User:{user.pk}", "198.51.100.7")]


def test_tries_beyond_the_limit_are_noted_and_cannot_fill_the_log() -> None:
    user = UserFactory.create()
    client = Client(REMOTE_ADDR="198.51.100.7")
    for _ in range(30):
        client.post("/account/login/", {"login": user.email, "password": "wrong"})
    labels = list(SecurityEvent.objects.values_list("label", flat=True))
    assert (labels.count("accounts.sign_in_failed"), labels.count("accounts.sign_in_limited")) == (5, 20)
