"""The content that the portal begins with, and what becomes of it once staff have been at it."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from campaign.content import seeding
from campaign.content.actions import seeds
from campaign.content.models import Page, Post, Question, Resource, Seed
from campaign.content.seeding import KINDS
from compliance.editions import Track, edition_on

pytestmark = pytest.mark.django_db
ROWS = {
    "Question": 10,
    "Note": 7,
    "Statistic": 6,
    "Milestone": 7,
    "Resource": 31,
    "LearningSite": 10,
    "Supporter": 3,
    "Spotlight": 1,
    "Post": 2,
    "Disclaimer": 2,
    "Page": 24,
}
# What staff complete with an address before anyone sees it.
HIDDEN = [
    "IACP Blog: One Mind Campaign: Improving Police Response to Persons in Crisis with Mental Health Disorders and/or "
    "Intellectual and Developmental Disabilities",
    "Video: Chief Don De Lucca on the importance of this issue",
]


def kept() -> dict[str, int]:
    return {kind.model: apps.get_model("content", kind.model).objects.count() for kind in KINDS}


def other(monkeypatch: pytest.MonkeyPatch, tmp_path: Any, kind: str, old: str, new: str) -> None:
    """The files of another day, in which a kind says something else."""
    for one in KINDS:
        text = one.path.read_text()
        (tmp_path / one.path.name).write_text(text.replace(old, new) if one.model == kind else text)
    monkeypatch.setattr(seeding, "FOLDER", tmp_path)


def test_a_new_database_has_every_row_published_and_a_second_loading_writes_none() -> None:
    assert kept() == ROWS
    assert {
        kind.model: apps.get_model("content", kind.model).objects.filter(is_published=True).count()
        for kind in KINDS
    } == {**ROWS, "Resource": ROWS["Resource"] - len(HIDDEN)}
    assert seeds.load() == 0
    assert kept() == ROWS


def test_rows_say_what_their_files_say() -> None:
    post = Post.objects.get(slug="the-one-mind-campaign-begins")
    assert (post.title, str(post.published_on)) == ("The One Mind Campaign begins", "2016-10-01")
    assert post.body.startswith("The campaign was launched at")
    assert "\n\nIt goes back" in post.body
    course = Resource.objects.get(title="Find a Crisis Intervention Team (CIT) course")
    assert (course.year, course.url, course.is_historical) == (
        None,
        "https://www.citinternational.org/",
        False,
    )


def test_what_staff_edited_or_deleted_stays_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    Question.objects.filter(number=3).update(answer="No, not at all.")
    Question.objects.filter(number=4).delete()
    other(monkeypatch, tmp_path, "Question", "is not equivalent to", "differs from")
    assert seeds.load() == 0
    assert Question.objects.get(number=3).answer == "No, not at all."
    assert not Question.objects.filter(number=4).exists()


def test_a_row_that_nobody_edited_follows_its_seed_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    other(monkeypatch, tmp_path, "Question", "is not equivalent to", "differs from")
    assert seeds.load() == 2
    assert Question.objects.get(number=3).answer.endswith("Tactics differs from Mental Health First Aid.")
    assert seeds.load() == 0


def test_a_seed_that_is_new_is_added(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    added = "---\nnumber: 1\n"
    other(
        monkeypatch,
        tmp_path,
        "Question",
        added,
        "---\nnumber: 77\nquestion: A new one?\n---\n\nYes.\n\n" + added,
    )
    assert seeds.load() == 1
    assert Question.objects.get(number=77).answer == "Yes."


def test_a_database_of_before_gets_nothing_back_that_staff_deleted() -> None:
    """Its rows came with migrations, and nothing remembers that they did."""
    Seed.objects.all().delete()
    Question.objects.filter(number=4).delete()
    Post.objects.all().delete()
    assert seeds.load() == 0
    assert kept() == {**ROWS, "Question": 9, "Post": 0}
    assert Seed.objects.count() == sum(ROWS.values())


def test_a_database_of_before_gets_a_kind_that_came_later() -> None:
    Seed.objects.all().delete()
    Page.objects.all().delete()
    assert seeds.load() == ROWS["Page"]
    Page.objects.filter(address="terms").delete()
    assert seeds.load() == 0


def test_the_command_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    Seed.objects.all().delete()
    for kind in KINDS:
        apps.get_model("content", kind.model).objects.all().delete()
    call_command("seed_content")
    assert capsys.readouterr().out == "103 rows written.\n"
    assert kept() == ROWS


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "Disclaimer",
            "do not necessarily represent the official position or policies of the U.S. Department of Justice",
        ),
        (
            "Disclaimer",
            "Local discretion should be utilized regarding any associated funding and/or training costs.",
        ),
        ("Resource", "JEHT Foundation"),
        ("Resource", "Bureau of Justice Assistance of the U.S. Department of Justice"),
        ("Resource", "Resource Development and Dissemination"),
        ("Resource", "The IACP's report of 2010"),
        ("Resource", "intellectual and developmental disabilities"),
        ("Resource", "https://www.theiacp.org/projects/one-mind-campaign"),
        ("Spotlight", "Director Scott Snow"),
        ("Spotlight", "one of the fastest growing"),
        ("Post", "“Bureau of Justice Affairs”"),
        ("Question", "“Crisis Response Training (CIT)”"),
        ("Question", "memorandum of understanding (MOU)"),
        ("Question", "remaining sworn officers"),
        ("Page", "at least {percent}% of sworn officers"),
        ("Page", "within {guide-months} to {limit-months} months"),
        ("Page", "Selected non-sworn staff, such as dispatchers"),
        ("Page", "**Professionalism:**"),
        ("Page", "**Officer safety:**"),
        ("Page", "**Welfare of vulnerable people:**"),
        ("Page", "# Six resources that support you"),
        ("Page", "more than 550, more than 600 and more than 650 agencies"),
    ],
)
def test_what_the_source_documents_say_is_there(kind: str, words: str) -> None:
    model = apps.get_model("content", kind)
    said = [str(getattr(row, field.name)) for row in model.objects.all() for field in model._meta.fields]

    assert [text for text in said if words in text] != []


def test_what_staff_have_to_complete_is_hidden_until_then() -> None:
    hidden = Resource.objects.filter(is_published=False).order_by("title")

    assert [row.title for row in hidden] == HIDDEN
    assert not any(row.url for row in hidden)


@pytest.mark.parametrize("sworn", [10, 100])
def test_officer_hours_are_those_of_the_edition(sworn: int) -> None:
    edition = edition_on(timezone.localdate())
    crisis = edition.crisis_intervention.needed(sworn)
    hours = (
        crisis * edition.tracks[Track.CIT].least_hours
        + (sworn - crisis) * edition.tracks[Track.MHFA].least_hours
    )

    said = (
        f"An agency with {sworn} sworn officers: {crisis} officers take CIT and {sworn - crisis} take MHFA."
    )
    body = Page.objects.get(address="commitment").body
    assert f"{said} With the shortest courses, that is {hours:,} officer-hours." in body
