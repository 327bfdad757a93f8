"""The search of the whole site: what people type gives its answer among the first three.

``searches/searches.tsv`` holds what is typed and the address that stands among the best matches; ``agency:`` an agency's.
"""

import csv
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from campaign.content.models import Post, Question
from common.word_search import Text, matching, passage, ranked
from compliance.terms import SAME
from portal import findable, sitemaps
from portal.site_search import search
from rehearsal.factories.campaign import ResourceFactory
from rehearsal.factories.directory import certified, pledged
from rehearsal.factories.training import CourseFactory

FOLDER = Path(__file__).parent / "searches"
PLACES = {
    "Denver Police Department": ("US-CO", "Denver"),
    "St. Louis Police Department": ("US-MO", "St. Louis"),
    "Los Angeles Police Department": ("US-CA", "Los Angeles"),
    "Milwaukee Police Department": ("US-WI", "Milwaukee"),
    "Costa Mesa Police Department": ("US-CA", "Costa Mesa"),
    "Citrus County Sheriff's Office": ("US-FL", "Inverness"),
}


def said(text: str) -> Text:
    return Text(text)


@pytest.fixture
def agencies(db: None) -> dict[str, str]:
    """A few agencies, and where their pages are."""
    every = [pledged(name, region=region, city=city) for name, (region, city) in PLACES.items()]
    every.append(pledged("Toronto Police Service", region="CA-ON", country="CA", city="Toronto"))
    return {
        pledge.agency.name: reverse("directory:agency", args=[pledge.agency.public_id, pledge.agency.slug])
        for pledge in every
    }


def test_realistic_searches_give_their_answer_among_the_first_three(agencies: dict[str, str]) -> None:
    with (FOLDER / "searches.tsv").open(encoding="utf-8") as lines:
        searches = list(csv.DictReader(lines, delimiter="\t"))
    missed = []
    for row in searches:
        wanted = agencies[row["address"][7:]] if row["address"].startswith("agency:") else row["address"]
        first = [hit.url for hit in search(row["typed"]).best]
        if wanted not in first:
            missed.append((row["typed"], wanted, first))

    assert len(searches) > 75
    assert missed == [], "\n".join(map(str, missed))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("is belton certified", "Belton"),
        ("has Belton taken the pledge", "Belton"),
        ("Texas", "Agencies in Texas"),
        ("forgot password", "Reset your password"),
        ("log in", "Sign in"),
        ("cookies", "Privacy"),
        ("hotline", "For residents"),
    ],
)
def test_what_residents_and_members_ask(typed: str, first: str, agencies: dict[str, str]) -> None:
    pledged("Belton Police Department", region="US-MO", city="Belton")

    assert search(typed).best[0].title.startswith(first)


def test_a_term_of_the_campaign_is_not_how_a_citys_name_begins(db: None) -> None:
    pledged("Lincoln City University Police Department", region="US-MO", city="Jefferson City")

    answer = search("CIT")

    assert answer.best
    assert "Agencies" not in {str(group.label) for group in answer.groups}
    assert [hit.title for hit in search("Lincoln City").best][:1] == [
        "Lincoln City University Police Department"
    ]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("icat", ["ICAT for officers"]),
        ("ICAT officer", ["ICAT for officers"]),
        ("cert", ["Recertification course", "Certificates that expired"]),
        ("certificate", ["Certificates that expired"]),
        ("recertification", ["Recertification course", "Certificates that expired"]),
        ("the", []),
        ("%", []),
        ("2", []),
        ("20%", ["At least 20 percent"]),
        (
            " ",
            [
                "ICAT for officers",
                "Recertification course",
                "Certificates that expired",
                "At least 20 percent",
                "2020",
            ],
        ),
    ],
)
def test_words_are_found_whole_in_their_forms_and_readings(typed: str, titles: list[str]) -> None:
    rows = [
        "ICAT for officers",
        "Recertification course",
        "Certificates that expired",
        "At least 20 percent",
        "2020",
    ]
    same = (("recertification", "expired"),)
    expected = [title for title in titles if title != "Recertification course" or typed != "cert"]

    assert matching(typed, rows, said, same) == expected


def test_who_asks_with_all_the_words_is_before_who_asks_with_some_and_misspelled_words_are_guessed() -> None:
    rows = ["Letter", "Signed letter of completion", "Nothing of it"]

    whole, some, guessed = (
        ranked(typed, rows, said) for typed in ("signed letter", "signed nothing", "ledter")
    )

    assert ([row for row, _ in whole.found], whole.is_partial, whole.guessed) == ([rows[1]], False, ())
    assert ([row for row, _ in some.found], some.is_partial) == ([rows[1], "Nothing of it"], True)
    assert ([row for row, _ in guessed.found], guessed.guessed) == ([rows[0], rows[1]], ("letter",))


def test_passage_is_the_sentence_that_says_it_and_is_cut_between_words() -> None:
    text = "First of all. A memorandum of understanding says who does what. " + "Then more " * 60

    assert passage("MOU", text, SAME) == "A memorandum of understanding says who does what."
    assert passage("more", text, SAME, length=20) == "Then more Then more…"


def test_every_page_of_the_sitemap_is_found_by_its_title(db: None) -> None:
    missed = []
    for name in sitemaps.PAGES:
        title = str(findable.PAGES[name][0])
        if reverse(name) not in [hit.url for hit in search(title).best]:
            missed.append(title)

    assert (missed, findable.PAGES.keys() - sitemaps.PAGES.keys()) == ([], set())


def test_nothing_is_found_that_the_public_may_not_see(db: None) -> None:
    Question.objects.filter(number=3).update(is_published=False)
    Post.objects.update(is_members_only=True, body="Zebrafish swim here.")
    ResourceFactory(title="Quokka", is_published=False)
    ResourceFactory(
        title="Open", is_published=True, is_members_only=True, body="Axolotl", url="https://axolotl.example"
    )

    assert [search(word).best for word in ("zebrafish", "quokka", "axolotl")] == [(), (), ()]
    assert "/faq/#faq-3" not in [hit.url for hit in search("icat").best]


def test_the_number_of_statements_does_not_grow(
    client: Client, agencies: dict[str, str], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    certified("Springfield Police Department", region="US-IL", city="Springfield")
    client.get("/search/", {"q": "police"})
    with django_assert_max_num_queries(40) as first:
        client.get("/search/", {"q": "police"})
    for number in range(4):
        pledged(f"Police of Town {number}", region="US-TX", city=f"Town {number}")
        ResourceFactory(title=f"Police paper {number}", is_published=True)
        CourseFactory(code=f"P{number}", title=f"Police course {number}")
        Question.objects.create(
            number=50 + number, question=f"Police {number}?", answer="Yes.", is_published=True
        )
    client.get("/search/", {"q": "police"})
    with django_assert_max_num_queries(40) as then:
        page = client.get("/search/", {"q": "police"}).content.decode()

    assert len(then) == len(first)
    assert ("Police paper 3" in page, "Police course 3" in page, "Police 3?" in page) == (True, True, True)


def test_page_shows_the_best_then_the_kinds_and_keeps_what_was_typed(
    client: Client, agencies: dict[str, str]
) -> None:
    page = client.get("/search/", {"q": 'training "<b>'}).content.decode()
    assert 'value="training &quot;&lt;b&gt;"' in page
    assert page.index("Best matches") < page.index(">Resources</h2>")
    assert '<meta name="robots" content="noindex">' in page
    assert "Nothing matches" in client.get("/search/", {"q": "zzzzqqqq"}).content.decode()
    assert "Best matches" not in client.get("/search/").content.decode()


@pytest.mark.parametrize(
    "query", ["q=%00", "q=" + "x" * 5000, "q=%F0%9F%98%80", "q[]=1", "q=a&q=b", "q=%", "q=%C3%A9"]
)
def test_page_takes_any_nonsense(client: Client, db: None, query: str) -> None:
    assert client.get(f"/search/?{query}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/faq/", "/agencies/", "/resources/", "/verify/", "/pledge/", "/account/login/"]
)
def test_every_page_has_the_search_in_its_header(client: Client, db: None, path: str) -> None:
    page = client.get(path).content.decode()

    assert 'action="/search/" role="search"' in " ".join(page.split())


def test_the_register_finds_words_and_no_pieces(client: Client, db: None) -> None:
    CourseFactory(code="ARD", title="Annual recertification day")
    CourseFactory(code="IB", title="ICAT basics")

    page = client.get("/equivalency/", {"q": "icat"}).content.decode()

    assert ("ICAT basics" in page, "Annual recertification" in page) == (True, False)
