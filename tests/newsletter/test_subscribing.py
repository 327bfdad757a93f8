"""Signing up, confirming and leaving: links by state and key, the headers, and no address anywhere but where it belongs."""

from datetime import timedelta
from email import message_from_string

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from audit.models import Entry
from campaign.newsletter import consent as newsletter_consent
from campaign.newsletter import tasks
from campaign.newsletter.actions import subscribers as people
from campaign.newsletter.models import Subscriber, SubscriberCount
from campaign.newsletter.queries import subscribers as queries
from common import tokens
from common.problems import Refused
from common.retention import delete_expired
from outbox.dispatch import deliver_due
from outbox.models import Message
from rehearsal.factories.accounts import AdministratorFactory
from tests.newsletter.issues import (
    READER,
    SENDER,
    asked,
    begin,
    confirm_path,
    deliver_everything,
    draft,
    leave_path,
    links_in,
    said,
    subscribed,
)

pytestmark = pytest.mark.django_db
SIGN_UP = "/newsletter/sign-up/"


def test_somebody_signs_up_confirms_and_leaves(client: Client) -> None:
    assert client.post(SIGN_UP, said(), follow=True).redirect_chain == [("/newsletter/thanks/", 302)]
    deliver_due()
    assert [message.to for message in mail.outbox] == [[READER]]
    (link,) = [path for path in links_in(mail.outbox[0]) if "confirm" in path]
    assert "Confirm" in client.get(link).content.decode()
    assert queries.confirmed_count() == 0
    assert "You are subscribed" in client.post(link, follow=True).content.decode()
    subscriber = Subscriber.objects.get()
    assert subscriber.confirmed_at is not None
    assert (subscriber.email, subscriber.consent_wording) == (READER, newsletter_consent.CURRENT)
    leave = leave_path(subscriber)
    assert "Unsubscribe" in client.get(leave).content.decode()
    assert Subscriber.objects.count() == 1
    assert client.post(leave).status_code == 200
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize("changes", [{"consent": ""}, {"email": "no address"}, {"nickname": "robot"}])
def test_a_form_that_is_not_in_order_keeps_nothing_but_what_was_typed(
    client: Client, changes: dict[str, str]
) -> None:
    response = client.post(SIGN_UP, said(**changes))
    assert response.status_code == 422
    assert changes.get("email", READER) in response.content.decode()
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize("spelling", ["Quinn.Reader@Example.NET", "  quinn.reader@example.net ", READER])
def test_an_address_is_kept_once_however_it_is_spelled(spelling: str) -> None:
    subscribed()
    people.sign_up(email=spelling)
    assert list(Subscriber.objects.values_list("email", flat=True)) == [READER]


def test_the_answer_is_the_same_for_known_and_unknown_addresses() -> None:
    subscribed("known@example.net")
    asked("waiting@example.net")
    answers = set()
    for email in ("known@example.net", "waiting@example.net", "new@example.net"):
        response = Client().post(SIGN_UP, said(email=email))
        page = Client().get(response["Location"])
        answers.add((response.status_code, response["Location"], response.content, page.content))
    assert len(answers) == 1


def test_a_known_address_gets_no_second_e_mail_and_a_new_link_only_after_an_hour() -> None:
    first = asked()
    old = confirm_path(first)
    people.sign_up(email=READER)
    deliver_due()
    assert len(mail.outbox) == 1
    Subscriber.objects.update(asked_at=timezone.now() - timedelta(minutes=61))
    people.sign_up(email=READER)
    deliver_due()
    assert len(mail.outbox) == 2
    new = confirm_path(Subscriber.objects.get())
    assert old != new
    assert [Client().get(path).status_code for path in (old, new)] == [404, 200]
    people.confirm(subscriber=Subscriber.objects.get())
    Subscriber.objects.update(asked_at=timezone.now() - timedelta(days=1))
    people.sign_up(email=READER)
    deliver_due()
    assert len(mail.outbox) == 2


def test_a_network_that_signs_up_very_often_is_asked_to_wait(client: Client) -> None:
    codes = [client.post(SIGN_UP, said(email=f"r{n}@example.net")).status_code for n in range(11)]
    assert codes == [302] * 10 + [429]


# What a link answers to GET and to POST, and how many are confirmed after that, by the state it is opened in.
CONFIRM = {
    "fresh": (200, 302, 1),
    "used": (200, 200, 1),
    "expired": (410, 410, 0),
    "tampered": (404, 404, 0),
    "of another purpose": (404, 404, 0),
    "no key at all": (404, 404, 0),
}


@pytest.mark.parametrize("state", CONFIRM)
def test_the_link_that_confirms(state: str) -> None:
    subscriber = asked()
    path = confirm_path(subscriber)
    if state == "used":
        people.confirm(subscriber=subscriber)
    elif state == "expired":
        Subscriber.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif state == "tampered":
        path = path[:-2] + ("a/" if path[-2] != "a" else "b/")
    elif state == "of another purpose":
        path = f"/newsletter/confirm/{queries.leave_key(subscriber)}/"
    elif state == "no key at all":
        path = "/newsletter/confirm/%00..;/"
    client = Client()
    assert (client.get(path).status_code, client.post(path).status_code, queries.confirmed_count()) == (
        CONFIRM[state]
    )


def test_a_link_that_has_run_out_between_page_and_button_confirms_nothing() -> None:
    subscriber = asked()
    Subscriber.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused):
        people.confirm(subscriber=subscriber)
    assert queries.confirmed_count() == 0


# What the link to unsubscribe answers to GET and POST, and how many are left.
LEAVE = {
    "subscribed": (200, 200, 0),
    "not yet confirmed": (200, 200, 0),
    "gone already": (200, 200, 0),
    "tampered": (200, 200, 1),
    "of another purpose": (200, 200, 1),
}


@pytest.mark.parametrize("state", LEAVE)
def test_the_link_to_unsubscribe_needs_no_cookie_and_no_token(state: str) -> None:
    subscriber = asked() if state == "not yet confirmed" else subscribed()
    path = leave_path(subscriber)
    if state == "gone already":
        people.leave(subscriber=subscriber)
    elif state == "tampered":
        path = path[:-2] + ("a/" if path[-2] != "a" else "b/")
    elif state == "of another purpose":
        path = f"/newsletter/unsubscribe/{queries.confirm_key(subscriber)}/"
    program = Client(enforce_csrf_checks=True)
    get = program.get(path).status_code
    assert Subscriber.objects.count() == (state != "gone already")
    one_click = program.post(
        path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert (get, one_click.status_code, Subscriber.objects.count()) == LEAVE[state]


def test_signing_up_and_confirming_need_a_token_against_forgery() -> None:
    client, subscriber = Client(enforce_csrf_checks=True), asked()
    assert client.post(SIGN_UP, said(email="new@example.net")).status_code == 403
    assert client.post(confirm_path(subscriber)).status_code == 403
    assert list(Subscriber.objects.values_list("email", "confirmed_at")) == [(READER, None)]


def test_an_issue_has_the_headers_of_one_click_and_a_link_for_people() -> None:
    subscriber = subscribed()
    begin(draft())
    mail.outbox.clear()
    deliver_everything()
    (message,) = [found for found in mail.outbox if found.subject == "Winter news"]
    parsed = message_from_string(message.message().as_string())
    leave = f"http://localhost:8000{leave_path(subscriber)}"
    assert parsed["List-Unsubscribe"].replace("\n", "").replace(" ", "") == f"<{leave}>"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsed["List-Id"] == "<newsletter.localhost>"
    assert parsed["To"] == READER
    assert (parsed["Cc"], parsed["Bcc"]) == (None, None)
    html = str(message.alternatives[0][0])
    assert leave in str(message.body)
    assert leave in html
    assert "<img" not in html
    assert READER not in html + str(message.body)


def test_a_changed_secret_leaves_the_link_in_the_next_issue_working(settings: Settings) -> None:
    subscriber = subscribed()
    old = leave_path(subscriber)
    settings.SECRET_KEY = "another secret, long enough to be one"
    begin(draft())
    deliver_everything()
    new = leave_path(subscriber)
    assert new != old
    assert new in str(mail.outbox[-1].body)
    Client().post(new)
    assert Subscriber.objects.count() == 0


def test_the_messages_id_is_the_same_at_each_attempt_and_another_for_each_reader() -> None:
    from campaign.newsletter.emails import issue_message
    from campaign.newsletter.queries.issues import page_of

    first, second, page = subscribed(), subscribed("b@example.net"), page_of(draft())
    ids = [issue_message(page, each, SENDER).extra_headers["Message-ID"] for each in (first, first, second)]
    assert ids[0] == ids[1] != ids[2]


def test_no_address_or_key_in_trail_outbox_or_database_but_the_subscriber(
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = Client()
    client.post(SIGN_UP, said())
    deliver_due()
    subscriber = Subscriber.objects.get()
    confirm, leave = queries.confirm_key(subscriber), queries.leave_key(subscriber)
    client.post(f"/newsletter/confirm/{confirm}/")
    begin(draft())
    deliver_everything()
    client.get(f"/newsletter/confirm/{leave}/")
    staff = Client()
    staff.force_login(AdministratorFactory())
    staff.post("/desk/newsletter/addresses/", {"email": READER, "step": "remove"})
    kept = [str(row) for row in Entry.objects.values()] + [str(row) for row in Message.objects.values()]
    assert len(kept) > 8
    secrets = (READER, "quinn", confirm, leave)
    assert [text for text in kept for secret in secrets if secret in text] == []
    assert [text for secret in secrets for text in [caplog.text] if secret in text] == []
    assert tokens.hash_of(confirm) == subscriber.confirm_hash


def test_sign_ups_that_are_never_confirmed_are_forgotten_and_subscribers_counted() -> None:
    asked("late@example.net")
    Subscriber.objects.update(expires_at=timezone.now() - people.KEPT - timedelta(minutes=1))
    asked("new@example.net")
    subscribed()
    assert [delete_expired(is_hourly=False)["newsletter.unconfirmed"] for _time in range(2)] == [1, 0]
    tasks.count_subscribers()
    tasks.count_subscribers()
    assert set(Subscriber.objects.values_list("email", flat=True)) == {"new@example.net", READER}
    assert list(SubscriberCount.objects.values_list("day", "confirmed")) == [(timezone.localdate(), 1)]
    assert Entry.objects.filter(verb="campaign.newsletter_expired", actor_ref=None).count() == 1


def test_staff_look_an_address_up_hand_out_what_is_kept_and_remove_it() -> None:
    subscriber = subscribed()
    staff = Client()
    staff.force_login(AdministratorFactory())
    path = "/desk/newsletter/addresses/"
    assert "Remove it" not in staff.post(path, {"email": "other@example.net"}).content.decode()
    assert "Remove it" in staff.post(path, {"email": READER.upper()}).content.decode()
    kept = staff.post(path, {"email": READER, "step": "export"})
    assert kept.json()["email"] == READER
    assert kept.json()["consent_text"] == newsletter_consent.wording(newsletter_consent.CURRENT)
    assert staff.post(path, {"email": READER, "step": "remove"}).status_code == 302
    assert Subscriber.objects.count() == 0
    verbs = Entry.objects.filter(subject=f"campaign.Subscriber:{subscriber.pk}").values_list(
        "verb", flat=True
    )
    assert list(verbs.order_by("id")) == [
        "campaign.newsletter_asked",
        "campaign.newsletter_confirmed",
        "campaign.newsletter_exported",
        "campaign.newsletter_removed",
    ]


@pytest.mark.parametrize("action", ["remove", "export"])
def test_the_admin_removes_and_exports(action: str) -> None:
    subscribed()
    kept = subscribed("stays@example.net")
    staff = Client()
    staff.force_login(AdministratorFactory())
    chosen = Subscriber.objects.get(email=READER).pk
    response = staff.post("/admin/newsletter/subscriber/", {"action": action, "_selected_action": [chosen]})
    if action == "export":
        assert [row["email"] for row in response.json()] == [READER]
        assert Subscriber.objects.count() == 2
    else:
        assert list(Subscriber.objects.all()) == [kept]
