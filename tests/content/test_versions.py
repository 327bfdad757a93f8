"""The history of content: who changed what, where versions differ, and the way back."""

import pytest
from django.contrib import admin
from django.test import Client

from audit.models import Entry
from campaign.content.actions import versions
from campaign.content.admin.editing import ContentAdmin
from campaign.content.models import (
    Association,
    Disclaimer,
    Milestone,
    Note,
    Post,
    Question,
    Statistic,
    Supporter,
    Version,
)
from campaign.content.models.published import Published
from campaign.content.queries import disclaimers
from campaign.content.queries.versions import Piece, differences
from common.problems import Refused
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory
from rehearsal.factories.campaign import AssociationFactory, MilestoneFactory, PostFactory, SupporterFactory
from tests.content.pages import mark

pytestmark = pytest.mark.django_db


def staff() -> Client:
    client = Client()
    client.force_login(AdministratorFactory(name="Ana Diaz"))
    return client


def edit(client: Client, row: Milestone, **changes: object) -> None:
    values = {
        "year": row.year,
        "text": row.text,
        "url": row.url,
        "is_published": "on",
        **mark(row),
        **changes,
    }
    path = f"/admin/content/milestone/{row.pk}/change/"
    assert client.post(path, {name: value for name, value in values.items() if value}).status_code == 302


def test_all_content_has_versions_and_a_preview() -> None:
    content = [model for model in admin.site._registry if issubclass(model, Published)]
    assert len(content) >= 11
    for model in content:
        assert isinstance(admin.site._registry[model], ContentAdmin), model
        assert admin.site._registry[model].page, model


def test_edits_are_kept_with_who_made_them_and_what_stood_before(client: Client) -> None:
    row = MilestoneFactory(text="The first words")
    client = staff()
    edit(client, row, text="The second words")
    edit(client, row, text="The second words")
    edit(client, row, text="The third words", year=2022)
    kept = list(Version.objects.order_by("number").values_list("number", "made_by__name", "fields__text"))
    assert kept == [
        (1, None, "The first words"),
        (2, "Ana Diaz", "The second words"),
        (3, "Ana Diaz", "The third words"),
    ]
    entries = Entry.objects.filter(verb="campaign.content_edited").order_by("pk")
    assert [entry.details for entry in entries] == [{"version": 2}, {"version": 3}]
    history = client.get(f"/admin/content/milestone/{row.pk}/history/").content.decode()
    assert history.count("/versions/") == 3
    page = client.get(f"/admin/content/milestone/{row.pk}/versions/3/").content.decode()
    assert ("<del>second</del><ins>third</ins>" in page, "<del>2021</del><ins>2022</ins>" in page) == (
        True,
        True,
    )


def test_going_back_is_a_new_version_and_leaves_what_is_published_alone() -> None:
    row = MilestoneFactory(text="Good")
    client = staff()
    edit(client, row, text="Bad")
    edit(client, row, text="Worse", is_published="")
    response = client.post(f"/admin/content/milestone/{row.pk}/versions/1/")
    assert response["Location"] == f"/admin/content/milestone/{row.pk}/history/"
    row.refresh_from_db()
    assert (row.text, row.is_published) == ("Good", False)
    assert Version.objects.filter(back_to=1).values_list("number", flat=True).get() == 4
    assert "Restored from version 1" in client.get(response["Location"]).content.decode()
    client.post(f"/admin/content/milestone/{row.pk}/versions/1/")
    assert Version.objects.count() == 4


def test_publishing_many_at_once_is_in_the_history() -> None:
    row = MilestoneFactory(is_published=False)
    staff().post("/admin/content/milestone/", {"action": "publish", "_selected_action": [row.pk]})
    kept = Version.objects.order_by("number").values_list("fields__is_published", flat=True)
    assert list(kept) == [False, True]


def test_going_back_to_what_another_row_has_taken_is_refused() -> None:
    row = AssociationFactory(name="First")
    by = AdministratorFactory()
    before = Association.objects.get(pk=row.pk)
    row.name = "Second"
    row.save()
    versions.keep(before=before, row=row, by=by)
    AssociationFactory(name="First")
    with pytest.raises(Refused):
        versions.go_back(row=row, number=1, by=by)
    row.refresh_from_db()
    assert row.name == "Second"


def test_going_back_leaves_the_address_that_people_link_to() -> None:
    row = PostFactory(slug="first", title="Before", is_published=False)
    by = AdministratorFactory()
    before = Post.objects.get(pk=row.pk)
    row.slug, row.title, row.is_published = "second", "After", True
    row.save()
    versions.keep(before=before, row=row, by=by)
    versions.go_back(row=row, number=1, by=by)
    row.refresh_from_db()
    assert (row.slug, row.title, row.is_published) == ("second", "Before", True)


def test_addresses_of_people_are_in_no_version() -> None:
    row = SupporterFactory(contact_email="robin.hale@example.org")
    values = {
        "name": "Other",
        "city": "Atlanta",
        "state": "GA",
        "contact_name": "R",
        "contact_email": "x@example.org",
    }
    staff().post(f"/admin/content/supporter/{row.pk}/change/", values | mark(row))
    assert Supporter.objects.get(pk=row.pk).name == "Other"
    held = str(list(Version.objects.values_list("fields", flat=True)))
    assert ("Other" in held, "example.org" in held, "contact" in held) == (True, False, False)


@pytest.mark.parametrize("path", ["history/", "versions/1/"])
def test_others_reach_no_version(client: Client, path: str) -> None:
    row = MilestoneFactory()
    edit(staff(), row, text="Other")
    client.force_login(ReviewerFactory())
    for answer in (client.get, client.post):
        assert answer(f"/admin/content/milestone/{row.pk}/{path}").status_code == 403
    row.refresh_from_db()
    assert row.text == "Other"


def test_versions_that_are_not_there() -> None:
    row, client = MilestoneFactory(), staff()
    assert client.get(f"/admin/content/milestone/{row.pk}/versions/1/").status_code == 404
    assert client.get("/admin/content/milestone/0/versions/1/").status_code == 404


def test_differences_are_word_by_word_and_escaped() -> None:
    found = differences(Question, {"answer": "one two three"}, {"answer": "one 2 three <b>"})
    assert found[0].pieces == (
        Piece("same", "one "), Piece("gone", "two"), Piece("new", "2"), Piece("same", " three"), Piece("new", " <b>"),
    )  # fmt: skip


def test_where_the_documents_disagree_it_stays_visible_and_editable() -> None:
    client = staff()
    page = client.get("/why/").content.decode()
    first = Statistic.objects.get(figure="21%")
    assert "68 million" in page
    assert first.remark in page.replace("&#x27;", "'")
    assert "2,700" in page
    assert "Crisis Intervention Training" in page
    assert client.get(f"/admin/content/statistic/{first.pk}/change/").status_code == 200
    assert Note.objects.count() == 7
    news = client.get("/news/posts/more-than-550-agencies/").content.decode()
    assert ("more than 600" in news, "650" in news) == (True, True)


def test_the_small_print_is_edited_and_costs_no_query() -> None:
    disclaimers.forget()
    client = Client()
    page = " ".join(client.get("/faq/").content.decode().split())
    assert ("2019-NT-BX-K002" in page, "Local discretion should be utilized" in page) == (True, True)
    row = Disclaimer.objects.order_by("position").first()
    assert row is not None
    values = {"position": row.position, "text": "CHANGED WORDS", "is_published": "on"}
    editor = staff()
    editor.post(f"/admin/content/disclaimer/{row.pk}/change/", values | mark(row))
    assert "CHANGED WORDS" in client.get("/faq/").content.decode()
    Disclaimer.objects.create(text="DRAFTED WORDS")
    assert "DRAFTED WORDS" not in client.get("/?preview=1").content.decode()
    assert "DRAFTED WORDS" in editor.get("/?preview=1").content.decode()


def test_the_small_print_is_read_again_when_it_is_old(settings: object) -> None:
    settings.EVERY_PAGE_SECONDS = 0  # type: ignore[attr-defined]
    disclaimers.forget()
    before = disclaimers.disclaimers()
    Disclaimer.objects.create(text="New", is_published=True, position=9)
    assert disclaimers.disclaimers() == (*before, "New")
