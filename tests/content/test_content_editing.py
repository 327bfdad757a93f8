"""Editing content in the admin: looking before saving, and two people at once."""

import re
from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from campaign.content.admin.editing import ContentAdmin
from campaign.content.models import ClassListing, Disclaimer, Note, Post, Question, Statistic, Version
from campaign.content.queries import disclaimers
from campaign.content.queries.reasons import sources_wanting
from common.models import TimeStamped
from rehearsal.factories.accounts import AdministratorFactory, EditorFactory, ReviewerFactory
from rehearsal.factories.campaign import PostFactory
from tests.content.pages import mark

pytestmark = pytest.mark.django_db
STALE = "Another person changed this too"


def signed_in(factory: type = EditorFactory) -> Client:
    client = Client()
    client.force_login(factory())
    return client


def path_of(post: Post) -> str:
    return f"/admin/content/post/{post.pk}/change/"


def form_of(post: Post, **changes: str) -> dict[str, str]:
    """The form of a post as the page sends it."""
    return {
        "title": post.title,
        "slug": post.slug,
        "teaser": post.teaser,
        "body": post.body,
        "published_on": post.published_on.isoformat(),
        "initial-published_on": post.published_on.isoformat(),
        **({"is_published": "on"} if post.is_published else {}),
        **mark(post),
        **changes,
    }


def read_at(page: str) -> str:
    """When the page says that the row was read."""
    found = re.search(r'name="read_at" value="([^"]+)"', page)
    assert found
    return found.group(1)


def test_a_change_is_looked_at_where_it_will_stand_and_nothing_is_kept() -> None:
    post = PostFactory(title="Before", is_published=True)
    client = signed_in()
    assert 'name="_look"' in client.get(path_of(post)).content.decode()
    seen = client.post(path_of(post), form_of(post, title="After <b>", _look="1"))
    page = seen.content.decode()
    assert (seen.status_code, "After &lt;b&gt;" in page, "This is a preview" in page) == (200, True, True)
    post.refresh_from_db()
    assert post.title == "Before"
    assert (Version.objects.count(), Entry.objects.filter(verb="campaign.content_edited").count()) == (0, 0)
    assert "Before" in Client().get(f"/news/posts/{post.slug}/").content.decode()


def test_a_new_row_is_looked_at_before_it_exists() -> None:
    values = form_of(PostFactory.build(title="Not yet", slug="not-yet"), _look="1")
    seen = signed_in().post("/admin/content/post/add/", values)
    assert (seen.status_code, "Not yet" in seen.content.decode()) == (200, True)
    assert not Post.objects.filter(slug="not-yet").exists()


def test_looking_at_what_is_wrong_shows_the_form_and_saves_nothing() -> None:
    post = PostFactory(title="Before")
    seen = signed_in().post(path_of(post), form_of(post, title="", teaser="Changed", _look="1"))
    assert "Fill in this field" in seen.content.decode()
    post.refresh_from_db()
    assert post.teaser != "Changed"


def test_looking_at_the_small_print_shows_it_to_nobody_else() -> None:
    row = Disclaimer.objects.order_by("position")[0]
    values = {"position": row.position, "text": "LOOKED AT", "is_published": "on", "_look": "1"}
    seen = signed_in().post(f"/admin/content/disclaimer/{row.pk}/change/", values)
    assert "LOOKED AT" in seen.content.decode()
    assert "LOOKED AT" not in Client().get("/faq/").content.decode()
    disclaimers.forget()


@pytest.mark.parametrize(
    "name", [m._meta.model_name for m, a in admin.site._registry.items() if isinstance(a, ContentAdmin)]
)
def test_every_kind_of_content_can_be_looked_at(name: str) -> None:
    client = signed_in(AdministratorFactory)
    kind = next(model for model in admin.site._registry if model._meta.model_name == name)
    row = kind._default_manager.first() if kind is not ClassListing else None
    if row is None:
        assert 'name="_look"' in client.get(f"/admin/content/{name}/add/").content.decode()
        return
    path = f"/admin/content/{name}/{row.pk}/change/"
    form = client.get(path).context["adminform"].form
    values = {key: form.get_initial_for_field(field, key) for key, field in form.fields.items()}
    kept = {
        key: "on" if value is True else value for key, value in values.items() if value not in (None, False)
    }
    seen = client.post(path, {**kept, "_look": "1"})
    assert (seen.status_code, "adminform" in (seen.context or {})) == (200, False)


def test_two_who_edit_at_once_do_not_undo_each_other() -> None:
    post = PostFactory(title="Before")
    ana, ben = signed_in(), signed_in(AdministratorFactory)
    opened = read_at(ana.get(path_of(post)).content.decode())
    assert read_at(ben.get(path_of(post)).content.decode()) == opened
    assert ana.post(path_of(post), form_of(post, title="Of Ana", read_at=opened)).status_code == 302
    late = ben.post(path_of(post), form_of(post, title="Of Ben", read_at=opened))
    page = late.content.decode()
    assert (late.status_code, STALE in page, "Of Ben" in page) == (200, True, True)
    post.refresh_from_db()
    assert post.title == "Of Ana"
    again = read_at(ben.get(path_of(post)).content.decode())
    assert ben.post(path_of(post), form_of(post, title="Of Ben", read_at=again)).status_code == 302


def test_publishing_from_the_list_counts_as_a_save() -> None:
    post = PostFactory(is_published=False)
    ana, ben = signed_in(), signed_in(AdministratorFactory)
    opened = read_at(ana.get(path_of(post)).content.decode())
    ben.post("/admin/content/post/", {"action": "publish", "_selected_action": [post.pk]})
    assert STALE in ana.post(path_of(post), form_of(post, read_at=opened)).content.decode()
    post.refresh_from_db()
    assert post.is_published


def test_no_list_writes_rows_that_were_read_long_ago() -> None:
    for model, found in admin.site._registry.items():
        if isinstance(found, ContentAdmin):
            assert issubclass(model, TimeStamped)
            assert not found.list_editable, model


def test_the_form_says_that_saving_is_live() -> None:
    words = "what you save appears at once"
    client = signed_in()
    assert words in client.get(path_of(PostFactory(is_published=True))).content.decode()
    assert words not in client.get(path_of(PostFactory(is_published=False))).content.decode()
    tomorrow = timezone.localdate() + timedelta(days=1)
    scheduled = client.get(path_of(PostFactory(is_published=True, published_on=tomorrow))).content.decode()
    assert (words in scheduled, "not on the website today" in scheduled) == (False, True)


def test_how_a_browser_ends_lines_is_no_change() -> None:
    post = PostFactory(body="One.\n\nTwo.")
    client = signed_in()
    client.post(path_of(post), form_of(post, body="One.\r\n\r\nTwo."))
    post.refresh_from_db()
    assert (post.body, Version.objects.count()) == ("One.\n\nTwo.", 1)
    assert LogEntry.objects.get().get_change_message() == "No fields changed."
    client.post(path_of(post), form_of(post, body="One.\r\n\r\nThree."))
    assert Version.objects.first().fields["body"] == "One.\n\nThree."  # type: ignore[union-attr]


def test_others_look_at_nothing() -> None:
    post = PostFactory()
    answers = [
        client.post(path_of(post), form_of(post, _look="1"))
        for client in (Client(), signed_in(ReviewerFactory))
    ]
    assert [answer.status_code for answer in answers] == [302, 403]


def statistic_form(row: Statistic, **changes: str) -> dict[str, str]:
    return {
        "position": str(row.position),
        "figure": row.figure,
        "statement": row.statement,
        "is_published": "on",
        **mark(row),
        **changes,
    }


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("Three in ten calls.", "Name its source"),
        ("Three in ten calls. [99]", "Publish its source first: note 99."),
        ("Three in ten calls. [1] [99]", "Publish its source first: note 99."),
        ("Three in ten calls. [1]", ""),
    ],
)
def test_no_figure_is_published_without_its_source(statement: str, words: str) -> None:
    row, client = Statistic.objects.order_by("position")[0], signed_in()
    path = f"/admin/content/statistic/{row.pk}/change/"
    answer = client.post(path, statistic_form(row, statement=statement))
    assert (answer.status_code, words in answer.content.decode()) == (200 if words else 302, True)
    draft = {**statistic_form(row, statement=statement), "is_published": ""}
    assert client.post(path, draft).status_code == 302
    client.post("/admin/content/statistic/", {"action": "publish", "_selected_action": [row.pk]})
    row.refresh_from_db()
    assert row.is_published is (not words)


def test_a_source_that_is_named_stays_and_keeps_its_number() -> None:
    note, client = Note.objects.get(number=1), signed_in()
    path = f"/admin/content/note/{note.pk}/"
    values = {"number": "1", "text": note.text, "url": note.url, "is_published": "on"}
    for change in ({"is_published": ""}, {"number": "50"}):
        assert (
            "It is the source of"
            in client.post(f"{path}change/", {**values, **mark(note), **change}).content.decode()
        )
    client.post("/admin/content/note/", {"action": "withdraw", "_selected_action": [note.pk]})
    assert client.post(f"{path}delete/", {"post": "yes"}).status_code == 403
    every = {"action": "delete_selected", "_selected_action": [note.pk], "post": "yes"}
    client.post("/admin/content/note/", every)
    note.refresh_from_db()
    assert (note.is_published, note.number) == (True, 1)
    assert client.post(f"{path}change/", {**values, **mark(note), "text": "Corrected"}).status_code == 302
    Statistic.objects.update(is_published=False)
    client.post("/admin/content/note/", {"action": "withdraw", "_selected_action": [note.pk]})
    assert client.post(f"{path}delete/", {"post": "yes"}).status_code == 302


def test_what_is_published_is_taken_back_before_it_is_deleted() -> None:
    post, client = PostFactory(is_published=True), signed_in()
    delete = path_of(post).replace("change", "delete")
    page = client.get(path_of(post)).content.decode()
    assert ("uncheck “Published”" in page, delete in page) == (True, False)
    assert (client.get(delete).status_code, client.post(delete, {"post": "yes"}).status_code) == (403, 403)
    assert client.post(path_of(post), {**form_of(post), "is_published": ""}).status_code == 302
    assert delete in client.get(path_of(post)).content.decode()
    assert "It is a draft that visitors" in client.get(delete).content.decode()
    assert client.post(delete, {"post": "yes"}).status_code == 302
    assert not Post.objects.filter(pk=post.pk).exists()


def test_of_many_the_drafts_alone_are_deleted() -> None:
    shown, draft = PostFactory(is_published=True), PostFactory(is_published=False)
    client, every = signed_in(), {"action": "delete_selected", "_selected_action": [shown.pk, draft.pk]}
    asked = client.post("/admin/content/post/", every).content.decode()
    assert f'name="_selected_action" value="{draft.pk}"' in asked
    assert f'name="_selected_action" value="{shown.pk}"' not in asked
    told = client.post("/admin/content/post/", {**every, "post": "yes"}, follow=True).content.decode()
    assert "1 is published and was kept. Return it to draft first." in told
    assert set(Post.objects.filter(pk__in=[shown.pk, draft.pk])) == {shown}


def test_every_published_figure_names_its_source() -> None:
    for row in Statistic.objects.shown():
        assert sources_wanting(row.statement) == [], row


def test_the_state_of_a_class_is_chosen_by_name() -> None:
    client = signed_in()
    page = client.get("/admin/content/classlisting/add/").content.decode()
    assert '<option value="US-GA">Georgia</option>' in page
    day = timezone.localdate().isoformat()
    values = {
        "course": "cit",
        "title": "A class",
        "provider": "Macon PD",
        "delivery": "in_person",
        "region": "US-ZZ",
        "starts_on": day,
        "ends_on": day,
        "url": "https://example.org/",
    }
    assert client.post("/admin/content/classlisting/add/", values).status_code == 200
    assert client.post("/admin/content/classlisting/add/", {**values, "region": "US-GA"}).status_code == 302
    assert ClassListing.objects.get().region == "US-GA"


def test_a_question_keeps_the_number_by_which_forms_lead_to_it() -> None:
    row, client = Question.objects.get(number=6), signed_in()
    values = {"number": "60", "question": row.question, "answer": "Other words.", "is_published": "on"}
    assert client.post(f"/admin/content/question/{row.pk}/change/", values | mark(row)).status_code == 302
    row.refresh_from_db()
    assert (row.number, row.answer) == (6, "Other words.")
    assert client.post("/admin/content/question/add/", values).status_code == 302
    assert Question.objects.filter(number=60).exists()
