"""News: drafts, days to come, the archive, the feed, comments that staff let through, and what is for members."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from audit.models import Entry
from campaign.content.models import Comment, CommentSwitch, Post, Resource
from common.forms import guard
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.campaign import CommentFactory, PostFactory, ResourceFactory
from tests.content.pages import same_number_of_queries

pytestmark = pytest.mark.django_db
SECRET = "ONLY-FOR-MEMBERS"


@pytest.fixture(autouse=True)
def _no_posts() -> None:
    Post.objects.all().delete()
    CommentSwitch.objects.update_or_create(pk=1, defaults={"is_on": False})


def switch_on() -> None:
    CommentSwitch.objects.update(is_on=True)


def said(**changes: str) -> dict[str, str]:
    values = {"name": "Robin", "text": "Well done.", "nickname": "", "form_key": guard.issue()}
    return {**values, **changes}


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_drafts_and_days_to_come_are_seen_in_the_preview_alone(client: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    PostFactory(slug="now", title="NOW", published_on=timezone.localdate())
    PostFactory(slug="later", title="LATER", published_on=tomorrow)
    PostFactory(slug="draft", title="DRAFT", is_published=False)
    seen = {
        path: ["NOW" in text(client, path), "LATER" in text(client, path), "DRAFT" in text(client, path)]
        for path in ("/news/", "/news/?preview=1", "/news/feed.atom", "/")
    }
    assert seen == {path: [True, False, False] for path in seen}
    assert [
        client.get(f"/news/posts/{slug}/?preview=1").status_code for slug in ("now", "later", "draft")
    ] == [
        200,
        404,
        404,
    ]
    client.force_login(AdministratorFactory())
    assert all(word in text(client, "/news/?preview=1") for word in ("NOW", "LATER", "DRAFT"))
    assert [
        client.get(f"/news/posts/{slug}/?preview=1").status_code for slug in ("now", "later", "draft")
    ] == [200] * 3


def test_the_archive_has_each_year_with_its_posts(client: Client) -> None:
    PostFactory(title="Of 24", published_on=date(2024, 5, 1))
    PostFactory(title="Of 25", published_on=date(2025, 5, 1))
    assert client.get("/news/").context["years"] == [(2025, 1), (2024, 1)]
    page = text(client, "/news/2024/")
    assert ("Of 24" in page, "Of 25" in page) == (True, False)
    assert client.get("/news/1999/").status_code == 404


def test_the_feed_is_atom_with_whole_addresses(client: Client) -> None:
    PostFactory(slug="one", title="A < B\nC")
    response = client.get("/news/feed.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    body = response.content.decode()
    assert "<title>A &lt; B C</title>" in body
    assert "http://localhost:8000/news/posts/one/" in body


@pytest.mark.parametrize(
    ("person", "reads"), [("nobody", False), ("stranger", False), ("member", True), ("reviewer", True)]
)
def test_the_whole_text_of_a_post_is_for_members_and_staff(person: str, reads: bool) -> None:
    client = Client()
    if person == "stranger":
        client.force_login(UserFactory())
    elif person == "member":
        client.force_login(MembershipFactory().user)
    elif person == "reviewer":
        client.force_login(ReviewerFactory())
    PostFactory(slug="ours", title="For ours", teaser="TEASER", body=SECRET, is_members_only=True)
    response = client.get("/news/posts/ours/")
    body = response.content.decode()
    assert ("TEASER" in body, SECRET in body) == (True, reads)
    assert "no-store" in response["Cache-Control"]
    assert ("/account/login/?next=/news/posts/ours/" in body) is (person == "nobody")


@pytest.mark.parametrize(
    "path",
    ["/", "/news/", "/news/2026/", "/news/feed.atom", "/news/posts/ours/", "/resources/", "/resources/?q=ONLY-FOR",
     "/e-learning/", "/find-a-course/", "/sitemap.xml", "/sitemap-pages.xml", "/api/v1/agencies/"],
)  # fmt: skip
def test_no_public_page_feed_or_search_leaks_what_is_for_members(client: Client, path: str) -> None:
    PostFactory(slug="ours", body=SECRET, is_members_only=True)
    address = "https://example.org/ONLY-FOR-MEMBERS"
    for kind in (Resource.Kind.ELEARNING, Resource.Kind.COURSE):
        ResourceFactory(title="Ours", kind=kind, url=address, body=SECRET, is_members_only=True)
    assert SECRET not in text(client, path)


def test_a_member_reads_the_whole_resource_and_finds_its_address(client: Client) -> None:
    ResourceFactory(
        title="Ours", kind="elearning", url="https://example.org/x", body=SECRET, is_members_only=True
    )
    assert "https://example.org/x" not in text(client, "/resources/")
    assert "Sign in to read it" in text(client, "/e-learning/")
    client.force_login(MembershipFactory().user)
    for path in ("/resources/?q=Ours", "/e-learning/"):
        assert ("https://example.org/x" in text(client, path), SECRET in text(client, path)) == (True, True)


@pytest.mark.parametrize(
    ("everywhere", "here", "open_"),
    [(False, False, False), (True, False, False), (False, True, False), (True, True, True)],
)
def test_comments_need_both_switches(client: Client, everywhere: bool, here: bool, open_: bool) -> None:
    CommentSwitch.objects.update(is_on=everywhere)
    post = PostFactory(slug="p", takes_comments=here)
    CommentFactory(post=post, text="LET THROUGH", state=Comment.State.SHOWN)
    page = text(client, "/news/posts/p/")
    assert ("LET THROUGH" in page, 'name="text"' in page) == (open_, open_)
    assert client.post("/news/posts/p/comment/", said()).status_code == (302 if open_ else 404)
    assert Comment.objects.filter(text="Well done.").exists() is open_


def test_comments_are_off_by_default() -> None:
    assert (Post().takes_comments, CommentSwitch().is_on) == (False, False)


def test_a_comment_waits_until_staff_let_it_through(client: Client) -> None:
    switch_on()
    PostFactory(slug="p", takes_comments=True)
    sent = said(text="<b>Bold</b> words")
    for _attempt in range(2):
        assert client.post("/news/posts/p/comment/", sent)["Location"] == "/news/thanks/"
    comment = Comment.objects.get()
    assert comment.state == "waiting"
    assert Entry.objects.get(verb="campaign.comment_sent").details == {}
    assert "Bold" not in text(client, "/news/posts/p/")
    staff = Client()
    staff.force_login(AdministratorFactory())
    assert "Robin" in text(staff, "/admin/content/comment/?state__exact=waiting")
    staff.post("/admin/content/comment/", {"action": "let_through", "_selected_action": [comment.pk]})
    assert "&lt;b&gt;Bold&lt;/b&gt; words" in text(client, "/news/posts/p/")
    staff.post("/admin/content/comment/", {"action": "hide", "_selected_action": [comment.pk]})
    assert "Bold" not in text(client, "/news/posts/p/")


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"name": ""}, "name"), ({"text": ""}, "text"), ({"text": "x" * 2001}, "text"), ({"nickname": "x"}, "nickname"),
     ({"form_key": "forged"}, "form_key")],
)  # fmt: skip
def test_a_comment_that_is_wrong_comes_back_with_what_was_typed(
    client: Client, changes: dict[str, str], field: str
) -> None:
    switch_on()
    PostFactory(slug="p", takes_comments=True)
    response = client.post("/news/posts/p/comment/", said(**{"text": "TYPED", **changes}))
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert changes.get("text", "TYPED") in response.content.decode()
    assert not Comment.objects.exists()


def test_a_network_that_sends_many_comments_is_stopped(client: Client) -> None:
    switch_on()
    PostFactory(slug="p", takes_comments=True)
    codes = [
        client.post("/news/posts/p/comment/", said(text=f"Comment {number}")).status_code
        for number in range(11)
    ]
    assert codes == [302] * 10 + [429]


def test_who_may_read_the_teaser_alone_may_not_comment(client: Client) -> None:
    switch_on()
    PostFactory(slug="p", takes_comments=True, is_members_only=True)
    assert client.post("/news/posts/p/comment/", said()).status_code == 404


def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert same_number_of_queries("/news/", PostFactory)
    switch_on()
    post = PostFactory(slug="p", takes_comments=True)
    assert same_number_of_queries(
        "/news/posts/p/", lambda: CommentFactory(post=post, state=Comment.State.SHOWN)
    )
    with django_assert_num_queries(2):
        client.get("/news/")
