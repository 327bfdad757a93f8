"""The campaign's one-pager: what it says, how it is drawn, and who gets it."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from campaign.content.queries import disclaimers
from documents.rendering import render_pdf
from portal import one_pager
from portal.tasks import draw_one_pager
from rehearsal.factories.directory import certified, pledged
from tests.documents.reading import fonts_of, pages_of, text_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)
SHEETS = {"letter": (612, 792), "a4": (595.28, 841.89)}


@pytest.fixture(autouse=True)
def _empty_cache(settings: Any) -> Iterator[None]:
    settings.SITE_URL = "https://onemind.example"
    cache.clear()
    yield
    cache.clear()


def _pdf(size: str) -> bytes:
    return render_pdf(one_pager.content(size, on=DAY))


@pytest.mark.parametrize("size", SHEETS)
def test_it_is_one_tagged_page_of_its_sheet(size: str, tmp_path: Path) -> None:
    pdf = _pdf(size)
    [page] = pages_of(pdf, tmp_path)
    assert (page.width, page.height) == pytest.approx(SHEETS[size], abs=0.1)
    assert all(
        word.left >= 0 and word.right <= page.width and word.bottom <= page.height for word in page.words
    )
    assert all(fonts_of(pdf).values())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang) == "en"
        assert 'pdfuaid:part="1"' in document.Root.Metadata.read_bytes().decode() or (
            "<pdfuaid:part>1" in document.Root.Metadata.read_bytes().decode()
        )


def test_pledged_and_certified_are_two_figures_with_their_day() -> None:
    certified("Denver", region="US-CO")
    pledged("Belton", region="US-MO")
    pledged("Aurora", region="US-CO")
    text = text_of(_pdf("letter"))
    assert "As of November 22, 2026" in text
    assert "3 agencies took the pledge" in text
    assert "1 of them is One Mind Certified" in text
    assert "2 states and provinces" in text


def test_it_names_the_practices_the_way_and_the_address() -> None:
    text = text_of(_pdf("letter"))
    wanted = [
        "Partner",
        "Set a policy",
        "Train for crisis",
        "Train everyone",
        "/pledge/",
        disclaimers.disclaimers()[0][:40],
    ]
    assert [words for words in wanted if words not in text] == []
    with pikepdf.open(io.BytesIO(_pdf("letter"))) as document:
        links = {str(note.A.URI) for note in document.pages[0].Annots if "/A" in note}
    assert {"https://onemind.example/", "https://onemind.example/pledge/"} <= links


def test_figures_of_five_digits_fit(tmp_path: Path) -> None:
    for size in SHEETS:
        paper = replace(
            one_pager.content(size, on=DAY), took_the_pledge=18_345, certified=17_456, regions=1_064
        )
        assert len(pages_of(render_pdf(paper), tmp_path)) == 1


def test_it_is_drawn_when_it_says_something_else_and_only_then() -> None:
    with time_machine.travel("2026-11-22 12:00+00:00", tick=False):
        assert [one_pager.draw(), one_pager.draw()] == [2, 0]
        pledged("Belton")
        assert [one_pager.draw(), one_pager.draw()] == [2, 0]
    with time_machine.travel("2026-11-23 12:00+00:00", tick=False):
        assert one_pager.draw() == 2


def test_the_page_offers_what_is_drawn_and_the_file_is_it() -> None:
    pledged("Belton")
    waiting = Client().get("/one-pager/letter.pdf")
    assert (waiting.status_code, waiting["Retry-After"]) == (503, "60")
    assert "is being made" in Client().get("/one-pager/").content.decode()

    draw_one_pager()

    page = Client().get("/one-pager/").content.decode()
    assert 'href="/one-pager/letter.pdf"' in page
    assert 'href="/one-pager/a4.pdf"' in page
    response = Client().get("/one-pager/letter.pdf")
    kept = one_pager.drawn("letter")
    assert kept is not None
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.content == kept.pdf
    assert "agency took the pledge" in text_of(response.content)
    assert Client().get("/one-pager/a5.pdf").status_code == 404


def test_a_reader_draws_nothing(django_assert_num_queries: Any) -> None:
    draw_one_pager()
    with django_assert_num_queries(0):
        assert Client().get("/one-pager/a4.pdf").status_code == 200


@pytest.mark.parametrize("path", ["/", "/why/", "/faq/"])
def test_it_is_found_from(path: str) -> None:
    assert 'href="/one-pager/"' in Client().get(path).content.decode()
