"""What was typed into a form that was refused is offered again to who typed it, and to no one else."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.kept_forms import KEPT_FOR, MOST_KEPT, SESSION_FLAG
from accounts.models import KeptForm, User
from accounts.sealing import signature
from common import retention
from partnerships.models import Partnership
from rehearsal.factories.accounts import PASSWORD, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.reviews import waiting_completion
from rehearsal.factories.training import CourseFactory
from tests.clients import AgencyClient, signed_in

pytestmark = pytest.mark.django_db
ADD = "partnerships/add/"
WORDS = "They answer every third call with us, day & night <b>."


def browser(user: User, **options: Any) -> AgencyClient:
    """A browser in which no one is signed in yet, for the pages of this person's agency."""
    client = AgencyClient(**options)
    client.agency = user.memberships.get().agency
    return client


def sign_in(client: Client, user: User) -> None:
    assert client.post("/account/login/", {"login": user.email, "password": PASSWORD}).status_code == 302


def typed(user: User, **more: str) -> dict[str, str]:
    return {
        "organization": "Fulton Behavioral Health",
        "nature": WORDS,
        "started_on": "2024-03-01",
        "typed_by": signature(user),
        **more,
    }


def hidden_in(page: str) -> dict[str, str]:
    """The hidden fields of the form that sends the kept words."""
    form = re.search(
        r'<form method="post" action="([^"]+)" data-once>(?:(?!</form>).)*name="kept_form".*?</form>',
        page,
        re.DOTALL,
    )
    assert form is not None
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form.group(0))
    return {
        name: value.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">") for name, value in fields
    } | {"action": form.group(1)}


def test_every_form_says_whose_page_it_is_on() -> None:
    client, membership = signed_in()
    assert f'name="typed_by" value="{signature(membership.user)}"' in client.get(ADD).content.decode()
    assert "typed_by" not in Client().get("/contact/").content.decode()


def test_a_form_that_is_sent_after_the_session_ended_is_offered_again_and_saved(settings: Any) -> None:
    client, membership = signed_in()
    session = client.session
    session["seen_at"] = session["signed_in_at"] = 1
    session.save()
    refused = client.post(ADD, typed(membership.user))
    assert (refused.status_code, refused["Location"]) == (302, f"/account/login/?next={client.at(ADD)}")
    assert WORDS not in str(bytes(KeptForm.objects.get().sealed))
    sign_in(client, membership.user)
    page = client.get(ADD).content.decode()
    assert "We kept what you typed" in page
    assert "day &amp; night &lt;b&gt;." in page
    again = hidden_in(page)
    assert client.post(again.pop("action"), again).status_code == 302
    assert Partnership.objects.get().nature == WORDS
    assert not KeptForm.objects.exists()
    assert "We kept what you typed" not in client.get(ADD).content.decode()


def test_an_address_that_is_only_sent_to_leads_back_to_the_page_that_showed_the_form() -> None:
    membership = MembershipFactory.create()
    client = browser(membership.user)
    members = client.at("members/")
    sent = {
        "email": "new@example.org",
        "name": "Pat Lee",
        "role": "editor",
        "typed_by": signature(membership.user),
    }
    refused = client.post("members/invite/", sent, headers={"referer": f"http://testserver{members}"})
    assert refused["Location"] == f"/account/login/?next={members}"
    sign_in(client, membership.user)
    page = client.get("members/").content.decode()
    assert hidden_in(page)["email"] == "new@example.org"


@pytest.mark.parametrize(
    "referer",
    [
        "https://evil.example/contact/",
        "http://testserver/nowhere/",
        "http://testserver/invitation/a-mailed-key/",
        "//evil.example/contact/",
        "/contact/",
        "http://[/contact/",
        "null",
        "",
    ],
)
def test_what_is_no_page_of_ours_is_never_gone_to(referer: str) -> None:
    refused = AgencyClient().post("members/invite/", {"email": "a@example.org"}, headers={"referer": referer})
    assert refused["Location"] == "/account/login/?next=/account/home/"


def test_no_one_else_sees_what_was_typed() -> None:
    writer, other = MembershipFactory.create().user, MembershipFactory.create().user
    client = browser(writer)
    client.post(ADD, typed(writer))
    sign_in(client, other)
    for path in (ADD, browser(other).at(ADD)):
        assert WORDS[:20] not in client.get(path).content.decode()
    client.post("/account/kept/delete/", {"kept_form": KeptForm.objects.get().public_id})
    assert KeptForm.objects.count() == 1


@pytest.mark.parametrize("mark", ["", "1:forged", "0"])
def test_a_form_without_our_signature_is_not_kept(mark: str) -> None:
    AgencyClient().post(ADD, {"nature": WORDS, "typed_by": mark})
    assert not KeptForm.objects.exists()


def test_passwords_codes_and_large_forms_are_not_kept() -> None:
    user = MembershipFactory.create().user
    browser(user).post(ADD, typed(user, new_password="hidden-word", code="123456"))
    client = browser(user)
    sign_in(client, user)
    assert not {"new_password", "code"} & hidden_in(client.get(ADD).content.decode()).keys()
    KeptForm.objects.all().delete()
    browser(user).post(ADD, typed(user) | {"nature": "x" * 300_000})
    Client().post("/account/password/change/", typed(user))
    assert not KeptForm.objects.exists()


def test_an_address_that_is_too_long_keeps_nothing() -> None:
    _, membership = signed_in()
    answer = Client().post(f"/my/{'a' * 600}", typed(membership.user))
    assert (answer.status_code, KeptForm.objects.count()) == (302, 0)


def test_a_page_that_kept_nothing_does_not_say_so() -> None:
    _, membership = signed_in()
    client = browser(membership.user, enforce_csrf_checks=True)
    shown = client.post(ADD, typed(membership.user, nature="x" * 300_000)).content.decode()
    assert (KeptForm.objects.count(), "We keep what you typed" in shown) == (0, False)


def test_an_hour_later_it_is_gone() -> None:
    user = MembershipFactory.create().user
    client = browser(user)
    client.post(ADD, typed(user))
    KeptForm.objects.update(kept_at=timezone.now() - KEPT_FOR - timedelta(seconds=1))
    sign_in(client, user)
    assert "We kept what you typed" not in client.get(ADD).content.decode()
    assert (retention.delete_expired(is_hourly=True)["accounts.kept_forms"], KeptForm.objects.count()) == (
        1,
        0,
    )


def test_it_can_be_deleted() -> None:
    user = MembershipFactory.create().user
    client = browser(user)
    client.post(ADD, typed(user))
    sign_in(client, user)
    client.post("/account/kept/delete/", {"kept_form": KeptForm.objects.get().public_id})
    assert not KeptForm.objects.exists()


def test_a_stale_token_shows_the_words_to_their_writer_with_a_button_to_send_them() -> None:
    user = MembershipFactory.create().user
    client = browser(user, enforce_csrf_checks=True)
    client.force_login(user)
    refused = client.post(ADD, typed(user))
    page = refused.content.decode()
    assert (refused.status_code, "Send it again</button>" in page, "day &amp; night" in page) == (
        403,
        True,
        True,
    )
    assert not KeptForm.objects.exists()


def test_a_stale_token_of_another_persons_page_keeps_the_words_for_them_and_shows_nothing() -> None:
    writer = MembershipFactory.create().user
    client = browser(writer, enforce_csrf_checks=True)
    client.force_login(UserFactory())
    page = client.post(ADD, typed(writer)).content.decode()
    assert ("day &amp; night" in page, KeptForm.objects.get().person_id) == (False, writer.pk)


@pytest.mark.parametrize(
    ("origin", "is_shown"),
    [("http://testserver", True), ("https://evil.example", False), ("null", False), ("", False)],
)
def test_a_visitors_words_come_back_unless_another_site_sent_them(origin: str, is_shown: bool) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.post(
        "/newsletter/sign-up/", {"email": "visitor@example.org"}, headers={"origin": origin} if origin else {}
    ).content.decode()
    assert ("visitor@example.org" in page) is is_shown


def test_a_lowered_role_is_refused_with_the_words_on_the_page() -> None:
    client, membership = signed_in(role="viewer")
    refused = client.post(ADD, typed(membership.user))
    assert (refused.status_code, "day &amp; night" in refused.content.decode()) == (403, True)


def test_a_field_is_left_out_by_its_whole_name_alone() -> None:
    user = MembershipFactory.create().user
    client = browser(user)
    client.post(ADD, typed(user, course_code="CIT-40", postcode="80202", code="123456"))
    sign_in(client, user)
    kept = hidden_in(client.get(ADD).content.decode())
    assert (kept["course_code"], kept["postcode"], "code" in kept) == ("CIT-40", "80202", False)


def test_one_person_fills_no_disk() -> None:
    user = MembershipFactory.create().user
    for number in range(MOST_KEPT + 5):
        Client().post(
            f"/desk/completions/{number}/decide/", {"reasons": "Words", "typed_by": signature(user)}
        )
    newest = [f"/desk/completions/{number}/decide/" for number in range(5, MOST_KEPT + 5)]
    assert list(KeptForm.objects.order_by("pk").values_list("action", flat=True)) == newest


def test_a_session_forgets_that_something_waits_once_nothing_does() -> None:
    user = MembershipFactory.create().user
    client = browser(user)
    client.post(ADD, typed(user))
    sign_in(client, user)
    assert SESSION_FLAG in client.session
    client.post("/account/kept/delete/", {"kept_form": KeptForm.objects.get().public_id})
    client.get(ADD)
    assert SESSION_FLAG not in client.session


def test_no_mailed_key_stands_in_a_row() -> None:
    """Another person is signed in by now at the browser in which the link was opened."""
    writer, client = MembershipFactory.create().user, Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    client.post("/invitation/a-mailed-key/", {"name": "Ann", "typed_by": signature(writer)})
    assert not KeptForm.objects.exists()


def test_a_refusal_that_is_a_redirect_offers_the_words_on_the_page_that_it_leads_to() -> None:
    client, membership = signed_in()
    course = CourseFactory.create(code="OWN-1", standing="pending", proposed_by=membership.agency)
    ask = f"training/courses/{course.public_id}/ask/"
    assert client.get(ask).status_code == 200
    course.standing = "approved"
    course.save()
    sent = {"explanation": WORDS, "typed_by": signature(membership.user)}
    answer = client.post(ask, sent, follow=True)
    assert answer.redirect_chain[0][1] == 302
    page = answer.content.decode()
    assert ("This course already counts." in page, "day &amp; night" in page) == (True, True)


def test_who_was_removed_meanwhile_sees_the_words_on_the_page_that_is_not_there() -> None:
    client, membership = signed_in()
    path = client.at(ADD)
    membership.delete()
    page = client.post(path, typed(membership.user))
    assert (page.status_code, "day &amp; night" in page.content.decode()) == (404, True)
    assert (
        "day &amp; night"
        not in client.post(path, {**typed(membership.user), "typed_by": "1:x"}).content.decode()
    )


def test_a_reviewer_who_has_lost_the_second_step_finds_the_words_after_setting_one_up() -> None:
    completion, reviewer = waiting_completion(), ReviewerFactory.create()
    client = Client()
    client.force_login(reviewer)
    reviewer.authenticator_set.all().delete()
    path = f"/desk/completions/{completion.public_id}/"
    answer = client.post(
        f"{path}decide/",
        {"reasons": WORDS, "typed_by": signature(reviewer)},
        headers={"referer": f"http://testserver{path}"},
    )
    assert answer.status_code == 302
    assert KeptForm.objects.values_list("person", "page").get() == (reviewer.pk, path)


def test_a_form_with_an_old_token_that_is_sent_again_ends_its_draft() -> None:
    user = MembershipFactory.create(role="lead").user
    client = browser(user, enforce_csrf_checks=True)
    client.force_login(user)
    page = client.get(ADD).content.decode()
    token = unescape(re.findall(r'name="draft" value="([^"]*)"', page)[0])
    shown = client.post(ADD, typed(user, draft=token)).content.decode()
    assert re.findall(r'name="draft" value="([^"]*)"', shown) == [token]


@pytest.mark.parametrize("path", ["/desk/completions/x/ask-signed-letter/", "/desk/", "/nowhere/"])
def test_a_form_that_cannot_be_read_is_refused_like_any_other(path: str) -> None:
    client = Client(raise_request_exception=False)
    response = client.post(path, data=b"no boundary", content_type="multipart/form-data")
    assert 400 <= response.status_code < 500 or response.status_code == 302
