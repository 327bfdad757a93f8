"""The questions: all ten, each with an anchor that forms lead to, and the search."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from campaign.content.models import Question
from campaign.content.queries.questions import answers
from rehearsal.factories.accounts import AdministratorFactory

pytestmark = pytest.mark.django_db


def numbers(words: str) -> list[int]:
    return [answer.number for answer in answers(words)]


def test_the_ten_questions_stand_in_their_order() -> None:
    assert numbers("") == list(range(1, 11))
    assert [answer.anchor for answer in answers()] == [f"faq-{number}" for number in range(1, 11)]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, ("Mental Health First Aid for Public Safety", "8 hours")),
        (2, ("Memphis Model", "40 hours")),
        (3, ("No.", "Integrating Communications, Assessment, and Tactics")),
        (4, ("No.", "Question, Persuade, and Refer")),
        (5, ("in person is preferred", "Recorded")),
        (6, ("100 sworn officers trains at least 20",)),
        (7, ("up to your agency", "dispatchers")),
        (8, ("still count", "refresher")),
        (9, ("letterhead", "command staff", "main components of your policy", "memorandum of understanding")),
        (10, ("aren't required", "head counts alone")),
    ],
)
def test_answers_say_what_the_rule_says(number: int, words: tuple[str, ...]) -> None:
    answer = answers()[number - 1].answer

    assert [word in answer for word in words] == [True] * len(words)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ICAT", [3]),
        ("icat", [3]),
        ("qpr aid", [4]),
        ("aid qpr", [4]),
        ("letterhead", [9]),
        ("expired refresher", [8]),
        ("20 percent", [6]),
        ("nothing like it", []),
        ("  ", list(range(1, 11))),
        ("%", []),
    ],
)
def test_search(words: str, found: list[int]) -> None:
    assert numbers(words) == found


def test_unpublished_question_is_not_shown_nor_found(client: Client) -> None:
    Question.objects.filter(number=3).update(is_published=False)

    assert (numbers("icat"), b"faq-3" in client.get("/faq/").content) == ([], False)


def test_draft_answer_shows_in_the_preview_alone(client: Client) -> None:
    Question.objects.create(number=11, question="May we?", answer="DRAFTED", is_published=False)
    assert "DRAFTED" not in client.get("/faq/?preview=1").content.decode()
    client.force_login(AdministratorFactory())
    assert ["DRAFTED" in client.get(path).content.decode() for path in ("/faq/", "/faq/?preview=1")] == [
        False,
        True,
    ]
    question = Question.objects.get(number=11)
    page = client.get(f"/admin/content/question/{question.pk}/change/").content.decode()
    assert f"/admin/r/{ContentType.objects.get_for_model(Question).pk}/{question.pk}/" not in page
    assert 'href="/faq/?preview=1#faq-11"' in page


def test_page_has_an_anchor_for_each_and_paragraphs(client: Client) -> None:
    page = client.get("/faq/").content.decode()

    assert [f'id="faq-{number}"' in page for number in range(1, 11)] == [True] * 10
    assert "<p>Another course of at least 8 hours" in page


def test_search_on_the_page_keeps_what_was_typed(client: Client) -> None:
    page = client.get("/faq/", {"q": 'icat "<b>'}).content.decode()
    assert ('value="icat &quot;&lt;b&gt;"' in page, "No question matches" in page) == (True, True)
    assert client.get("/faq/", {"q": "icat"}).content.decode().count('class="faq-entry"') == 1


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 5000, "q=%F0%9F%98%80", "q[]=1", "q=a&q=b"])
def test_page_takes_any_nonsense(client: Client, query: str) -> None:
    assert client.get(f"/faq/?{query}").status_code == 200


def test_answer_is_text_and_no_markup(client: Client) -> None:
    Question.objects.filter(number=1).update(answer="<script>alert(1)</script>")

    page = client.get("/faq/").content.decode()

    assert ("<script>alert(1)" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_page_is_two_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """The page's own words, and the questions."""
    with django_assert_num_queries(2):
        client.get("/faq/")


def test_page_is_read_only(client: Client) -> None:
    assert (client.post("/faq/").status_code, client.head("/faq/").status_code) == (405, 200)
