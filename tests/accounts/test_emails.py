"""Emails about accounts: what they say, to whom, and that no request waits for the mail server."""

from collections.abc import Callable
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from accounts import actions, emails, second_step
from accounts.models import SecondStepReset, User
from common.addresses import absolute
from common.mail import send
from outbox import dispatch, registry
from outbox.models import Message
from rehearsal.factories.accounts import PASSWORD, AdministratorFactory, UserFactory
from rehearsal.factories.pledges import PledgeFactory
from tests.accounts.mailbox import html_of, text_of
from tests.clients import AgencyClient

pytestmark = pytest.mark.django_db


def each(user: User) -> dict[str, Callable[[], None]]:
    """Every email about accounts, as its handler is called."""
    address = EmailAddress.objects.get(user=user)
    address.verified = False
    address.save()
    invited = actions.invite_staff(
        email="new@example.org", name="New", role="reviewer", by=AdministratorFactory()
    )
    second_step.send_code(user=user)
    lost = UserFactory.create(second_step=True)
    reset = SecondStepReset.objects.create(user=lost, by=user, reason="Lost.")
    return {
        "accounts.password_reset": lambda: emails.password_reset(user_id=user.pk),
        "accounts.staff_welcome": lambda: emails.staff_welcome(user_id=invited.pk),
        "accounts.staff_role_changed": lambda: emails.staff_role_changed(user_id=user.pk),
        "accounts.confirm_address": lambda: emails.confirm_address(address_id=address.pk),
        "accounts.second_step_code": lambda: emails.second_step_code(user_id=user.pk),
        "accounts.second_step_reset_done": lambda: emails.second_step_reset_done(reset_id=reset.pk),
        "accounts.notice": lambda: emails.notice(user_id=user.pk, event="totp_activated"),
        "accounts.what_waits": lambda: _what_waits(user),
    }


def _what_waits(user: User) -> None:
    User.objects.filter(pk=user.pk).update(staff_role="reviewer")
    PledgeFactory.create(state="confirmed")
    emails.what_waits(user_id=user.pk)


def test_every_email_has_a_subject_two_parts_and_the_sites_own_address(settings: Any) -> None:
    settings.SITE_URL = "https://onemind.example.org"
    every = each(UserFactory(name="Ana O'Neill <b>"))
    assert {kind for kind in registry.kinds() if kind.startswith("accounts.")} == set(every)
    for deliver in every.values():
        deliver()
    assert len(mail.outbox) == len(every)
    for message in mail.outbox:
        assert "\n" not in message.subject
        assert message.subject
        assert message.extra_headers["Auto-Submitted"] == "auto-generated"
        text, html = text_of(message), html_of(message)
        assert "https://onemind.example.org" in text
        assert "https://onemind.example.org" in html
        assert "localhost" not in text + html
        assert "{{" not in text + html
    # To an address that isn't confirmed goes no name.
    unconfirmed = {"Your account in the One Mind portal", "Confirm your email address"}
    to_ana = [message for message in mail.outbox if message.subject not in unconfirmed]
    assert all("Ana O'Neill <b>" in text_of(message) for message in to_ana)
    assert all("Ana O&#x27;Neill &lt;b&gt;" in html_of(message) for message in to_ana)


def test_links_never_take_the_host_of_a_request() -> None:
    user = UserFactory()
    response = AgencyClient(SERVER_NAME="testserver").post(
        "/account/password/reset/", {"email": user.email}, headers={"X-Forwarded-Host": "evil.example"}
    )
    assert response.status_code == 302
    dispatch.deliver_due()
    assert "evil.example" not in text_of(mail.outbox[0])
    assert "http://localhost:8000/account/password/reset/key/" in text_of(mail.outbox[0])


def test_a_forged_host_is_refused() -> None:
    response = AgencyClient(headers={"Host": "evil.example"}).post(
        "/account/password/reset/", {"email": UserFactory().email}
    )
    assert response.status_code == 400
    assert Message.objects.count() == 0


def test_absolute_is_on_the_sites_own_address(settings: Any) -> None:
    settings.SITE_URL = "https://onemind.example.org"
    assert absolute("/my/") == "https://onemind.example.org/my/"


def test_each_recipient_gets_a_message_of_their_own() -> None:
    context = {"title": "Hello", "happened": "It did.", "link": "/"}
    send(template="accounts/notice", to=["a@example.org", "b@example.org"], context=context)
    assert [message.recipients() for message in mail.outbox] == [["a@example.org"], ["b@example.org"]]


def test_a_subject_takes_one_line() -> None:
    send(
        template="accounts/notice",
        to=["a@example.org"],
        context={"title": "One\r\nBcc: x@example.org", "link": "/"},
    )
    assert mail.outbox[0].subject == "One Bcc: x@example.org"
    assert mail.outbox[0].recipients() == ["a@example.org"]


def test_no_one_is_written_to_who_is_gone_or_closed() -> None:
    closed = UserFactory(is_active=False)
    emails.password_reset(user_id=closed.pk)
    emails.password_reset(user_id=None)
    emails.password_reset(user_id=0)
    emails.staff_role_changed(user_id=closed.pk)
    emails.staff_welcome(user_id=UserFactory().pk)
    emails.confirm_address(address_id=0)
    emails.notice(user_id=0, event="totp_activated")
    assert mail.outbox == []


class RefusingBackend(BaseEmailBackend):
    """A mail server that takes nothing, and quotes the address in saying so."""

    def send_messages(self, email_messages: Any) -> int:
        raise SMTPRecipientsRefused({email_messages[0].to[0]: (550, b"no")})


def test_a_mail_server_that_refuses_stops_no_request_and_leaks_no_address(settings: Any, caplog: Any) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.test_emails.RefusingBackend"
    user = UserFactory(email="canary.address@example.org")
    client = AgencyClient()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    new = "a-different-long-password"
    changed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/account/password/change/", changed).status_code == 302
    assert dispatch.deliver_due() == 0
    message = Message.objects.get()
    assert (message.attempts, message.last_error, message.delivered_at) == (1, "SMTPRecipientsRefused", None)
    assert "SMTPRecipientsRefused" in caplog.text
    assert "canary.address" not in caplog.text


def test_changing_the_address_warns_the_old_one_and_waits_for_the_new() -> None:
    user = UserFactory(email="old@example.org")
    client = AgencyClient()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.post("/account/email/", {"email": "new@example.org", "action_add": ""})
    dispatch.deliver_due()
    assert sorted((message.to[0], message.subject) for message in mail.outbox) == [
        ("new@example.org", "Confirm your email address"),
        ("old@example.org", "A change of your email address was requested"),
    ]
    user.refresh_from_db()
    assert user.email == "old@example.org"
    body = next(text_of(message) for message in mail.outbox if message.to == ["new@example.org"])
    link = next(word for word in body.split() if "/account/confirm-email/" in word)
    client.post(link.removeprefix("http://localhost:8000"))
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary")) == [
        ("new@example.org", True, True)
    ]


def test_an_address_that_is_somebody_elses_is_not_given_away() -> None:
    other, user = UserFactory(email="other@example.org"), UserFactory()
    client = AgencyClient()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.post("/account/email/", {"email": other.email, "action_add": ""})
    dispatch.deliver_due()
    assert [message for message in mail.outbox if message.to == [other.email]] == []
    user.refresh_from_db()
    assert user.email != other.email
