"""Signing in, its limits, and what it tells a stranger: nothing."""

from datetime import timedelta
from unicodedata import normalize

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.forms import Form
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.forms import AddressCodeForm, AuthenticateForm, ReauthenticateForm, SetUpAppForm
from accounts.models import User
from outbox.dispatch import deliver_due
from outbox.models import Message
from rehearsal.factories.accounts import PASSWORD, ReviewerFactory, UserFactory, recovery_codes, totp_code
from tests.accounts.mailbox import link_in_last

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def sign_in(client: Client, email: str, password: str = PASSWORD, **headers: str) -> bool:
    """Send the form; whether the person is signed in afterwards."""
    client.post(LOGIN, {"login": email, "password": password}, headers=headers)
    return "_auth_user_id" in client.session


def test_sign_in_with_address_in_any_case() -> None:
    user = UserFactory(email="ana.diaz@example.org")
    client = Client()
    response = client.post(LOGIN, {"login": "Ana.Diaz@Example.org", "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, reverse("accounts:home"))
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("kept", ["ana@example.org\u200b", "ana@sûreté.example"])
@pytest.mark.parametrize("asked", ["ascii", "pasted"])
def test_an_account_opens_by_its_address_however_it_was_pasted(kept: str, asked: str) -> None:
    user = User.objects.create_user(kept, PASSWORD, name="Ana")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    assert user.email in {"ana@example.org", "ana@xn--sret-epa8h.example"}
    assert sign_in(Client(), user.email if asked == "ascii" else f" Ana Diaz <{kept}>\u2060")
    Client().post("/account/password/reset/", {"email": kept})
    deliver_due()
    assert [message.to for message in mail.outbox] == [[user.email]]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_a_password_is_the_same_however_its_accents_are_written(form: str) -> None:
    user = UserFactory()
    user.set_password(normalize("NFD", "sûreté-générale"))
    user.save()
    assert sign_in(Client(), user.email, normalize(form, "sûreté-générale"))
    assert not sign_in(Client(), user.email, "surete-generale")


def test_a_password_that_was_set_before_in_another_form_still_opens() -> None:
    typed = normalize("NFD", "sûreté-générale")
    user = UserFactory()
    User.objects.filter(pk=user.pk).update(password=make_password(typed))
    assert sign_in(Client(), user.email, typed)


def test_sign_in_gives_the_session_a_new_key() -> None:
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["kept"] = 1
    session.save()
    before = client.session.session_key
    assert sign_in(client, UserFactory().email)
    assert client.session.session_key != before


def test_sign_in_is_refused_while_the_address_is_unconfirmed() -> None:
    user = UserFactory()
    EmailAddress.objects.filter(user=user).update(verified=False)
    client = Client()
    assert not sign_in(client, user.email)
    deliver_due()
    assert [message.to for message in mail.outbox] == [[user.email]]
    link = link_in_last("/account/confirm-email/")
    # Opening the link confirms nothing, as mail scanners open links; pressing its button does.
    client.get(link)
    assert not EmailAddress.objects.get(user=user).verified
    client.post(link)
    assert EmailAddress.objects.get(user=user).verified
    assert sign_in(client, user.email)


def test_sign_in_is_refused_to_a_closed_account() -> None:
    assert not sign_in(Client(), UserFactory(is_active=False).email)


def test_five_wrong_passwords_close_the_account_for_a_quarter_of_an_hour() -> None:
    victim, colleague = UserFactory(), UserFactory()
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(5):
            assert not sign_in(client, victim.email, "wrong")
        assert not sign_in(client, victim.email)
        # From elsewhere too, whatever the request says of its origin.
        assert not sign_in(
            Client(REMOTE_ADDR="203.0.113.7"), victim.email, **{"X-Forwarded-For": "198.51.100.9"}
        )
        # A colleague behind the same address is not held up.
        assert sign_in(Client(), colleague.email)
        clock.shift(timedelta(minutes=15, seconds=1))
        assert sign_in(Client(), victim.email)


def test_signing_in_between_guesses_does_not_reset_the_limit() -> None:
    attacker, victim = UserFactory(), UserFactory()
    for _ in range(5):
        assert not sign_in(Client(), victim.email, "wrong")
        assert sign_in(Client(), attacker.email)
    assert not sign_in(Client(), victim.email)


def test_two_hundred_guesses_on_one_account_hold_up_nobody_else() -> None:
    victim = UserFactory()
    client = Client()
    for number in range(200):
        client.post(LOGIN, {"login": victim.email, "password": f"guess {number}"})
    assert all(sign_in(Client(), UserFactory().email) for _ in range(20))


@pytest.mark.parametrize("known", [True, False], ids=["known address", "unknown address"])
def test_wrong_password_says_the_same_for_known_and_unknown_addresses(known: bool) -> None:
    email = UserFactory().email if known else "nobody@example.org"
    response = Client().post(LOGIN, {"login": email, "password": "wrong"})
    assert response.status_code == 200
    errors = response.context["form"].non_field_errors()
    assert errors == ["The email address or the password isn't right. Check both, or choose a new password."]
    assert errors[0].replace("'", "&#x27;") in response.content.decode()


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    ],
)
def test_sign_in_leads_nowhere_else(target: str) -> None:
    response = Client().post(LOGIN, {"login": UserFactory().email, "password": PASSWORD, "next": target})
    assert response["Location"] == reverse("accounts:home")


def test_sign_up_is_closed() -> None:
    response = Client().post(
        "/account/signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert response.status_code == 200
    assert not User.objects.exists()


def ask_for_password(email: str) -> tuple[int, str, int]:
    """Ask for a new password; the answer's status and target, and how many rows it wrote to the outbox."""
    before = Message.objects.count()
    response = Client().post("/account/password/reset/", {"email": email})
    return response.status_code, response.get("Location", ""), Message.objects.count() - before


def test_asking_for_a_password_is_answered_alike_for_known_and_unknown_addresses() -> None:
    known = ask_for_password(UserFactory().email)
    assert (
        known
        == ask_for_password("nobody@example.org")
        == ask_for_password(UserFactory(is_active=False).email)
    )
    assert known == (302, "/account/password/reset/done/", 1)
    deliver_due()
    assert len(mail.outbox) == 1


def test_outbox_holds_no_address_and_no_key() -> None:
    user = UserFactory()
    ask_for_password(user.email)
    assert Message.objects.get().payload == {"user_id": user.pk}


def test_a_new_password_through_the_mailed_link_ends_every_session() -> None:
    user = UserFactory()
    elsewhere = Client()
    elsewhere.force_login(user)
    ask_for_password(user.email)
    deliver_due()
    link = link_in_last("/account/password/reset/key/")
    client = Client()
    form = client.get(link, follow=True)
    new = "a-different-long-password"
    done = client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert done["Location"] == "/account/password/reset/key/done/"
    assert "_auth_user_id" not in client.session
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302
    assert sign_in(Client(), user.email, new)
    # The link works once.
    again = Client().get(link, follow=True)
    assert "form" not in again.context or again.context.get("token_fail")
    deliver_due()
    assert mail.outbox[-1].subject == "Your password was changed"


def test_a_fourth_request_for_a_password_within_a_quarter_of_an_hour_is_refused() -> None:
    email = UserFactory().email
    assert [ask_for_password(email)[0] for _ in range(4)] == [302, 302, 302, 429]


def test_reset_of_a_password_does_not_go_around_the_second_step() -> None:
    reviewer = ReviewerFactory()
    ask_for_password(reviewer.email)
    deliver_due()
    link = link_in_last("/account/password/reset/key/")
    client = Client()
    form = client.get(link, follow=True)
    new = "a-different-long-password"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert not sign_in(client, reviewer.email, new)
    client.post("/account/2fa/authenticate/", {"code": totp_code()})
    assert "_auth_user_id" in client.session


def with_password(user: User) -> Client:
    """A client that has given the password and is asked for the code."""
    client = Client()
    response = client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert response["Location"] == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    return client


def test_a_code_works_once() -> None:
    reviewer = ReviewerFactory()
    first, second = with_password(reviewer), with_password(reviewer)
    with time_machine.travel(timezone.now(), tick=False):
        code = totp_code()
        first.post("/account/2fa/authenticate/", {"code": code})
        second.post("/account/2fa/authenticate/", {"code": code})
    assert ("_auth_user_id" in first.session, "_auth_user_id" in second.session) == (True, False)


def test_a_recovery_code_works_once() -> None:
    reviewer = ReviewerFactory()
    code = recovery_codes(reviewer)[0]
    first, second = with_password(reviewer), with_password(reviewer)
    first.post("/account/2fa/authenticate/", {"code": code})
    second.post("/account/2fa/authenticate/", {"code": code})
    assert ("_auth_user_id" in first.session, "_auth_user_id" in second.session) == (True, False)


def test_five_wrong_codes_close_the_second_step() -> None:
    reviewer = ReviewerFactory()
    for _ in range(5):
        with_password(reviewer).post("/account/2fa/authenticate/", {"code": "000000"})
    client = with_password(reviewer)
    client.post("/account/2fa/authenticate/", {"code": totp_code()})
    assert "_auth_user_id" not in client.session


# Words


@pytest.mark.parametrize("path", ["/account/login/", "/account/password/reset/"])
def test_the_address_is_called_what_it_is_called_everywhere(path: str) -> None:
    page = Client().get(path)

    assert [field.label for field in page.context["form"] if "mail" in field.label.lower()] == [
        "Email address"
    ]


def test_a_new_address_is_asked_for_as_such() -> None:
    client = Client()
    client.force_login(UserFactory.create())

    assert client.get("/account/email/").context["form"].fields["email"].label == "New email address"


def test_a_lockout_says_how_long_and_a_new_password_opens_the_account() -> None:
    user, client = UserFactory(), Client()
    for _ in range(5):
        sign_in(client, user.email, "wrong")
    page = client.post(LOGIN, {"login": user.email, "password": PASSWORD}).content.decode()
    assert "Wait 15 minutes, or choose a new password and sign in right away." in page
    client.post("/account/password/reset/", {"email": user.email})
    deliver_due()
    form = client.get(link_in_last("/account/password/reset/"))["Location"]
    page = client.get(form).content.decode()
    assert f'type="email" value="{user.email}" autocomplete="username"' in page
    client.post(form, {"password1": "a-different-long-password", "password2": "a-different-long-password"})
    assert sign_in(Client(), user.email, "a-different-long-password")


def test_a_code_is_typed_on_a_keyboard_of_digits() -> None:
    client, reviewer = Client(), ReviewerFactory()
    client.post(LOGIN, {"login": reviewer.email, "password": PASSWORD})
    page = client.get("/account/2fa/authenticate/").content.decode()
    assert 'inputmode="numeric"' in page
    assert 'autocomplete="one-time-code"' in page


@pytest.mark.parametrize("form", [AddressCodeForm, AuthenticateForm, ReauthenticateForm, SetUpAppForm])
def test_every_code_of_digits_has_their_keyboard(form: type[Form]) -> None:
    found = ReviewerFactory.create()
    given = {SetUpAppForm: {"user": found}, AddressCodeForm: {}}.get(form, {"user": found})
    rf = RequestFactory().get("/")
    rf.session = {}  # type: ignore[assignment]
    with request_context(rf):
        attrs = form(**given).fields["code"].widget.attrs

    assert (attrs["inputmode"], attrs["autocomplete"]) == ("numeric", "one-time-code")


def test_a_page_that_sets_a_password_says_whose_it_is() -> None:
    user = UserFactory.create()
    client = Client()
    client.force_login(user)
    named = f'type="email" value="{user.email}" autocomplete="username"'

    assert named in client.get("/account/password/change/", follow=True).content.decode()
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    assert named in client.get("/account/password/set/", follow=True).content.decode()
