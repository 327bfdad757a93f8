"""Papers as files: fonts, tags, titles, sizes, links and symbols."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import segno
from PIL import Image

from documents.content import (
    Paper,
)
from documents.rendering import render_pdf
from tests.documents import samples
from tests.documents.reading import fonts_of, pages_of, squeezed, symbol_of, text_of

every_paper = pytest.mark.parametrize("paper", samples.PAPERS, ids=lambda paper: paper.KIND)


def test_certificate_shows_the_address_that_its_symbol_opens(pdfs: dict[str, bytes]) -> None:
    assert squeezed(samples.URL) in squeezed(text_of(pdfs["certificate"]))
    with pikepdf.open(io.BytesIO(pdfs["certificate"])) as document:
        links = [str(note.A.URI) for note in document.pages[0].Annots if "/A" in note]
    symbol = segno.make(samples.URL, error="m", boost_error=False, micro=False)
    assert set(links) == {samples.URL}
    assert _modules(symbol_of(pdfs["certificate"])) == [[bool(cell) for cell in row] for row in symbol.matrix]


def test_symbol_of_another_address_differs(pdfs: dict[str, bytes]) -> None:
    other = render_pdf(replace(samples.CERTIFICATE, verification_url=samples.URL[:-1] + "b"))
    assert _modules(symbol_of(other)) != _modules(symbol_of(pdfs["certificate"]))


def _modules(picture: Image.Image) -> list[list[bool]]:
    """The dark modules of a QR symbol that fills a picture but for its quiet zone."""
    dark = picture.point(lambda value: 255 if value < 128 else 0)
    left, top, right, _ = dark.getbbox() or (0, 0, 0, 0)
    count = round((right - left) / 8)
    each = (right - left) / count
    return [
        [
            dark.getpixel((int(left + (x + 0.5) * each), int(top + (y + 0.5) * each))) == 255
            for x in range(count)
        ]
        for y in range(count)
    ]


@every_paper
def test_every_font_is_embedded_and_the_words_are_in_our_serif(pdfs: dict[str, bytes], paper: Paper) -> None:
    fonts = fonts_of(pdfs[paper.KIND])
    assert all(fonts.values()), fonts
    assert {name.partition("-Pro")[0] for name in fonts} == {"Source-Serif"}


@every_paper
def test_paper_is_tagged_titled_and_in_its_language(pdfs: dict[str, bytes], paper: Paper) -> None:
    with pikepdf.open(io.BytesIO(pdfs[paper.KIND])) as document:
        root = document.Root
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        assert (str(root.Lang), bool(root.MarkInfo.Marked), bool(root.ViewerPreferences.DisplayDocTitle)) == (
            "en",
            True,
            True,
        )
        tags = list(_tags(root.StructTreeRoot.K))
        assert [tag for tag, alt in tags if tag == "/Figure" and not alt] == []
        assert [tag for tag, _ in tags if tag == "/H1"] == ["/H1"]
        assert _bad_lists(root.StructTreeRoot.K) == []
        assert {"/OpenAction", "/AA", "/Names"}.isdisjoint(root.keys())


@pytest.mark.parametrize(
    ("paper", "title", "author"),
    [
        (
            samples.CERTIFICATE,
            "One Mind certificate OM-2025-000123",
            "International Association of Chiefs of Police",
        ),
        (samples.LETTER, f"Completion of the One Mind Pledge: {samples.AGENCY}", samples.AGENCY),
        (
            samples.ACKNOWLEDGMENT,
            f"Letter of acknowledgment: {samples.AGENCY}",
            "International Association of Chiefs of Police",
        ),
    ],
    ids=lambda value: getattr(value, "KIND", ""),
)
def test_paper_has_a_title_and_an_author(
    pdfs: dict[str, bytes], paper: Paper, title: str, author: str
) -> None:
    with pikepdf.open(io.BytesIO(pdfs[paper.KIND])) as document:
        assert (str(document.docinfo["/Title"]), str(document.docinfo["/Author"])) == (title, author)


def test_language_of_the_content_is_the_language_of_the_paper() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(replace(samples.ACKNOWLEDGMENT, language="fr-CA")))) as document:
        assert str(document.Root.Lang) == "fr-CA"


@pytest.mark.parametrize(
    ("kind", "size", "pages"),
    [("certificate", (792, 612), 1), ("letter", (612, 792), 2), ("acknowledgment", (612, 792), 1)],
)
def test_papers_are_us_letter(
    pdfs: dict[str, bytes], tmp_path: Path, kind: str, size: tuple[int, int], pages: int
) -> None:
    found = pages_of(pdfs[kind], tmp_path)
    assert [(page.width, page.height) for page in found] == [size] * pages


@every_paper
def test_paper_printed_on_a4_at_full_size_loses_nothing(
    pdfs: dict[str, bytes], tmp_path: Path, paper: Paper
) -> None:
    upright = paper.KIND != "certificate"
    a4 = (595.28, 841.89) if upright else (841.89, 595.28)
    found = pages_of(pdfs[paper.KIND], tmp_path)
    assert found
    for page in found:
        assert page.words
        aside, above = (page.width - a4[0]) / 2, (page.height - a4[1]) / 2
        assert all(word.left > aside + 12 and word.right < page.width - aside - 12 for word in page.words)
        assert all(word.top > above + 12 and word.bottom < page.height - above - 12 for word in page.words)


@every_paper
def test_same_content_gives_the_same_words_and_date(paper: Paper) -> None:
    first, second = render_pdf(paper), render_pdf(paper)
    assert text_of(first) == text_of(second)
    with pikepdf.open(io.BytesIO(first)) as document:
        assert str(document.docinfo["/CreationDate"]).startswith(("D:20250701", "D:20250618", "D:20250624"))


def _tags(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S), str(node.get("/Alt", ""))
        yield from _tags(node.get("/K", pikepdf.Array()))


def _bad_lists(node: Any, parent: str = "") -> list[str]:
    """Lists that hold something else than items: a reader would lose count."""
    if isinstance(node, pikepdf.Array):
        return [found for child in node for found in _bad_lists(child, parent)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    tag = str(node.S)
    bad = [f"{parent} > {tag}"] if parent == "/L" and tag not in {"/LI", "/Caption"} else []
    return bad + _bad_lists(node.get("/K", pikepdf.Array()), tag)
