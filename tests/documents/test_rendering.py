"""Papers as PDF: what they say, that they are accessible, and that nothing that people type is more than text."""

import io
import logging
import socket
import time
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import segno
from django.core.checks import Error as CheckError
from django.core.checks import Warning as CheckWarning
from PIL import Image
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from documents import checks, rendering
from documents.content import (
    AcknowledgmentContent,
    Addressee,
    CertificateContent,
    Component,
    Course,
    Figure,
    LetterContent,
    Letterhead,
    Paper,
    Partnership,
    Policy,
    Signatory,
    Signer,
    Training,
)
from documents.fitting import settings_for
from documents.rendering import FetchRefused, PaperFetcher, PaperTooLong, images, render_pdf
from tests.documents import odd_names, samples
from tests.documents.reading import fonts_of, letters, pages_of, squeezed, symbol_of, text_of
from tools import paper_art

SAMPLES: list[Paper] = [samples.LETTER, samples.CERTIFICATE, samples.ACKNOWLEDGMENT]
every_paper = pytest.mark.parametrize("paper", SAMPLES, ids=lambda paper: paper.KIND)


@pytest.fixture(scope="module")
def pdfs() -> dict[str, bytes]:
    return {paper.KIND: render_pdf(paper) for paper in SAMPLES}


@pytest.fixture
def plain_art(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The engraving left out, where hundreds of papers are rendered and their text is what counts."""
    blank = tmp_path / "blank.svg"
    blank.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"></svg>')
    allowed = dict(rendering._allowed())
    for name in ("border", "rosette", "seal"):
        allowed[f"papers:{name}.svg"] = (blank, "image/svg+xml")
    monkeypatch.setattr(rendering, "_allowed", lambda: allowed)
    return iter(())


@pytest.mark.parametrize(
    ("kind", "sentences"),
    [
        (
            "certificate",
            [
                "One Mind Certified",
                "This certifies that Saranac Lake Police Department Saranac Lake, New York has fulfilled",
                "taken on March 4, 2023",
                "9 of 40",
                "sworn officers trained in crisis intervention; 8 needed",
                "40 of 40",
                "sworn officers trained in crisis intervention or in first aid",
                "sustained partnerships with community mental health organizations",
                "Judged by the 2022 edition of the requirements, as of June 15, 2025.",
                "Jordan A. Whitfield President, International Association of Chiefs of Police",
                "OM-2025-000123 Issued July 1, 2025",
            ],
        ),
        (
            "letter",
            [
                "Saranac Lake Police Department Dana R. Rivera, Chief of Police",
                "1 Main Street · Saranac Lake, NY 12983 · (518) 555-0142",
                "June 18, 2025 One Mind Campaign International Association of Chiefs of Police",
                "To the One Mind Campaign:",
                "On March 4, 2023, Saranac Lake Police Department took the One Mind Pledge.",
                "As of June 15, 2025, our agency has 40 sworn officers. In crisis intervention, 9 of 40 are trained; "
                "8 are needed. In crisis intervention or Mental Health First Aid, 40 of 40 are trained.",
                "Crisis Intervention Team (CIT), Memphis Model, 40 hours: 9 officers",
                "an approved equivalent, 13.5 hours: 2 officers",
                "We also selected and trained 6 non-sworn staff members. The figures above do not include them.",
                "All classes were held in person",
                "Adirondack Behavioral Health, since September 1, 2023 A clinician of the center answers calls",
                "General Order 12-4, Response to Individuals in Crisis, adopted on February 1, 2024",
                "Response and de-escalation on scene pp. 3–6",
                "I sign this letter as the head of Saranac Lake Police Department",
                "Sincerely, Dana R. Rivera Chief of Police Saranac Lake Police Department",
                "Enclosures: General Order 12-4 Memorandum of Understanding with Adirondack Behavioral Health",
                "Saranac Lake Police Department Page 2 / 2",
            ],
        ),
        (
            "acknowledgment",
            [
                "International Association of Chiefs of Police The One Mind Campaign · Office of the President",
                "July 1, 2025 Dana R. Rivera Chief of Police Saranac Lake Police Department 1 Main Street",
                "Dear Chief Rivera:",
                "I congratulate Saranac Lake Police Department on fulfilling the One Mind Pledge, which it took on "
                "March 4, 2023.",
                "9 of 40 sworn officers are trained in crisis intervention, where 8 were needed.",
                "the training has reached 40 of 40.",
                "work beside your officers: Adirondack Behavioral Health; NAMI of the North Country.",
                "Certificate OM-2025-000123 accompanies this letter.",
                "Jordan A. Whitfield President, International Association of Chiefs of Police",
                f"Anyone can verify certificate OM-2025-000123 at {samples.URL}.",
            ],
        ),
    ],
)
def test_paper_says_what_its_content_says(pdfs: dict[str, bytes], kind: str, sentences: list[str]) -> None:
    text = text_of(pdfs[kind])
    assert [sentence for sentence in sentences if sentence not in text] == []


@pytest.mark.parametrize(
    ("change", "said", "unsaid"),
    [
        ({"self_reported": True}, "head counts that our agency reports itself", "Nothing"),
        ({"non_sworn": 1}, "trained 1 non-sworn staff member.", "staff members"),
        ({"non_sworn": None}, "our agency has 40", "non-sworn"),
        ({"courses": ()}, "40 of 40 are trained", "The courses that count"),
        (
            {"crisis_training_covers_first_aid": False},
            "In Mental Health First Aid, 40 of 40 are trained.",
            "In crisis intervention or Mental Health First Aid",
        ),
        ({"sworn": 1250, "first_aid": Figure(1250, 1250, 1250)}, "1,250 of 1,250 are trained", "1250"),
    ],
)
def test_letter_follows_the_training(change: dict[str, Any], said: str, unsaid: str) -> None:
    text = text_of(render_pdf(replace(samples.LETTER, training=replace(samples.TRAINING, **change))))
    assert said in text
    assert unsaid not in text


def test_letter_of_another_member_of_command_staff_says_so() -> None:
    letter = replace(samples.LETTER, signatory=Signatory("Kim Osei", "Deputy Chief", is_head=False))
    assert "as a member of the command staff of Saranac Lake Police Department" in text_of(render_pdf(letter))


def test_letter_of_an_agency_that_left_everything_optional_out_still_reads() -> None:
    letter = replace(
        samples.LETTER,
        agency=Letterhead("Perry Police Department"),
        partnerships=(Partnership("County Health"),),
        policies=(Policy("GO 7"),),
        training=replace(samples.TRAINING, courses=(), non_sworn=None),
        training_statement="",
        enclosures=(),
    )
    pdf = render_pdf(letter)
    assert "Enclosure" not in text_of(pdf)
    assert text_of(pdf).startswith("Perry Police Department June 18, 2025 One Mind Campaign")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"partnerships": 1}, "In place"),
        ({"partnerships": 1}, "a sustained partnership with a community mental health organization"),
        (
            {"training": replace(samples.TRAINING, self_reported=True)},
            "Head counts as reported by the agency.",
        ),
        ({"replaces": "OM-2024-000007"}, "Replaces certificate OM-2024-000007."),
        (
            {"training": replace(samples.TRAINING, crisis_training_covers_first_aid=False)},
            "sworn officers trained in Mental Health First Aid",
        ),
    ],
)
def test_certificate_follows_its_content(change: dict[str, Any], said: str) -> None:
    assert said in text_of(render_pdf(replace(samples.CERTIFICATE, **change)))


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
    for page in pages_of(pdfs[paper.KIND], tmp_path):
        aside, above = (page.width - a4[0]) / 2, (page.height - a4[1]) / 2
        assert all(word.left > aside + 12 and word.right < page.width - aside - 12 for word in page.words)
        assert all(word.top > above + 12 and word.bottom < page.height - above - 12 for word in page.words)


@every_paper
def test_same_content_gives_the_same_words_and_date(paper: Paper) -> None:
    first, second = render_pdf(paper), render_pdf(paper)
    assert text_of(first) == text_of(second)
    with pikepdf.open(io.BytesIO(first)) as document:
        assert str(document.docinfo["/CreationDate"]).startswith(("D:20250701", "D:20250618"))


# What people type


def _everywhere(payload: str) -> list[tuple[Paper, int]]:
    """Every paper with a text in every field that a person's text can reach, and how often it must be read on it."""
    training = Training(
        as_of=date(2025, 6, 15),
        edition=payload,
        sworn=5,
        crisis_intervention=Figure(1, 1, 5),
        first_aid=Figure(5, 5, 5),
        courses=(Course(payload, 40, 1),),
    )
    addressee = Addressee(payload, payload, payload, (payload,))
    signer = Signer(payload, payload)
    letter = LetterContent(
        language="en",
        written_on=date(2025, 6, 18),
        pledged_on=date(2023, 3, 4),
        agency=Letterhead(payload, (payload, payload), payload, payload, payload, payload),
        addressee=addressee,
        training=training,
        partnerships=(Partnership(payload, payload),),
        policies=(Policy(payload, None, (Component(payload, payload),)),),
        signatory=Signatory(payload, payload, is_head=True),
        training_statement=payload,
        partnership_statement=payload,
        policy_statement=payload,
        enclosures=(payload,),
    )
    certificate = CertificateContent(
        language="en",
        number=payload,
        agency=payload,
        place=payload,
        pledged_on=date(2023, 3, 4),
        issued_on=date(2025, 7, 1),
        training=training,
        partnerships=1,
        policies=1,
        president=signer,
        verification_url=payload,
        replaces=payload,
    )
    acknowledgment = AcknowledgmentContent(
        language="en",
        written_on=date(2025, 7, 1),
        pledged_on=date(2023, 3, 4),
        agency=payload,
        addressee=addressee,
        salutation=payload,
        training=training,
        partners=(payload, payload),
        certificate_number=payload,
        verification_url=payload,
        president=signer,
        contact_email=payload,
    )
    # Letter: letterhead 6, addressee 4 and salutation, opening, course, partnership 2, policy 3, statements 3, closing,
    # signature 3, enclosure. Certificate: number, agency, place, edition, signer 2, address, replaces. Acknowledgment:
    # addressee 4, salutation, agency, partners 2, number 2, address, e-mail, signer 2.
    return [(letter, 27), (certificate, 8), (acknowledgment, 14)]


PAYLOADS = [
    '<img src="file:///etc/passwd">',
    "<img src=http://127.0.0.1:9/x.png>",
    "<img src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\"/>'>",
    "<link rel=attachment href=file:///etc/passwd>",
    "<link rel=stylesheet href=http://127.0.0.1:9/x.css>",
    "<style>@import url(file:///etc/passwd);</style>",
    "<style>*{background:url(http://127.0.0.1:9/b)}</style>",
    "</style><style>@font-face{font-family:x;src:url(file:///etc/passwd)}",
    "</title><script>document.write(1)</script>",
    "<script src=http://127.0.0.1:9/x.js></script>",
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "<svg><use href='http://127.0.0.1:9/x.svg#a'/></svg>",
    "<svg><style>@import 'http://127.0.0.1:9/x.css'</style></svg>",
    "<svg><foreignObject><iframe src=file:///etc/hosts></iframe></foreignObject></svg>",
    "<object data=file:///etc/passwd></object>",
    "<embed src=file:///etc/passwd>",
    "<iframe src=file:///etc/passwd></iframe>",
    "<base href=file:///etc/>",
    "<meta http-equiv=refresh content='0;url=file:///etc/passwd'>",
    "<body background=http://127.0.0.1:9/x>",
    "<table background=file:///etc/passwd><tr><td>x</table>",
    '<a href="file:///etc/passwd">x</a>',
    '<p style="background:url(file:///etc/passwd)">x</p>',
    "<div style=content:url(http://127.0.0.1:9/x)>x</div>",
    '" onload="alert(1)',
    "' style='background:url(file:///etc/passwd)",
    '"><img src=file:///etc/passwd>',
    "url(file:///etc/passwd)",
    "attr(href) counter(page) string(running)",
    "{{ settings.SECRET_KEY }}",
    "{% include 'documents/letter.html' %}",
    "{# hidden #} {% debug %}",
    "%(agency)s %s %%s {agency} {0}",
    "&lt;b&gt; &amp; &#60; &#x3c;",
    "<!-- --><![CDATA[ <b>x</b> ]]>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;",
    "papers:border.svg papers:../../manage.py",
    "javascript:alert(1)",
    "\\3c img src=file:///etc/passwd\\3e",
    "</p></main></body></html><html><body>x",
    '=HYPERLINK("http://127.0.0.1:9","x")',
    "\u202e<gmi crs=x>\u202c",
]


@pytest.mark.usefixtures("plain_art")
@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_stays_text_and_fetches_nothing(payload: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda *called: opened.append(called))
    for paper, times in _everywhere(payload):
        fetcher = PaperFetcher(images(paper))
        pdf = render_pdf(paper, fetcher=fetcher)
        assert (fetcher.refused, opened) == ([], [])
        assert set(fetcher.log) <= {*rendering._allowed(), "data:image/png"}
        wanted = squeezed(payload)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            # A letter names its agency at the foot of every page but the first.
            feet = len(document.pages) - 1 if paper.KIND == "letter" else 0
            assert squeezed(text_of(pdf)).count(wanted) == times + feet, paper.KIND
            assert "/Names" not in document.Root or "/EmbeddedFiles" not in document.Root.Names
            assert wanted in squeezed(str(document.docinfo["/Title"]))


HOSTILE = [
    "<img src='file:///etc/passwd'>",
    "<img src='http://127.0.0.1:9/x.png'>",
    "<link rel=attachment href='file:///etc/passwd'>",
    "<link rel=stylesheet href='papers:../certificate.css'>",
    "<style>p { background: url(file:///etc/passwd) }</style><p>x</p>",
    "<object data='file:///etc/passwd'></object>",
    "<embed src='file:///etc/passwd'>",
    "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='file:///etc/passwd' width='9' height='9'/></svg>",
    "<img src='data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>'>",
    "<img src='papers:%2e%2e/%2e%2e/manage.py'>",
    "<img src='PAPERS:seal.svg'>",
    "<img src='papers:seal.svg?x'>",
    "<img src='papers://elsewhere/seal.svg'>",
]


@pytest.mark.parametrize("markup", HOSTILE)
def test_markup_that_asks_for_more_makes_no_paper(markup: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control to the test above: were a text taken for markup, the fetcher would refuse, be it inside an SVG."""
    whole = f"<!doctype html><html lang=en><title>x</title><body>{markup}</body></html>"
    monkeypatch.setattr(rendering, "markup", lambda *_: whole)
    fetcher = PaperFetcher()
    with pytest.raises(FetchRefused):
        render_pdf(samples.ACKNOWLEDGMENT, fetcher=fetcher)
    assert len(fetcher.refused) == 1


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://localhost/",
        "ftp://localhost/x",
        "data:text/html,x",
        "data:image/png;base64,AAAA",
        "papers:",
        "papers:../../../etc/passwd",
        "papers:/etc/passwd",
        "papers:border.svg#x",
        "papers:paper_art.py",
        "border.svg",
        "",
    ],
)
def test_fetcher_refuses_what_is_not_on_its_list(url: str) -> None:
    fetcher = PaperFetcher(images(samples.CERTIFICATE))
    with pytest.raises(FatalURLFetchingError):
        fetcher.fetch(url)
    assert fetcher.refused == [url]


def test_fetcher_hands_out_what_is_on_its_list() -> None:
    made = images(samples.CERTIFICATE)
    fetcher = PaperFetcher(made)
    assert fetcher.fetch("papers:seal.svg").read().startswith(b"<svg")
    assert fetcher.fetch(next(iter(made))).read().startswith(b"\x89PNG")
    assert (fetcher.log, fetcher.refused) == (["papers:seal.svg", "data:image/png"], [])


# Names of all kinds


def test_there_are_three_hundred_odd_names() -> None:
    assert len(set(odd_names.NAMES)) >= 300


@pytest.mark.usefixtures("plain_art")
@pytest.mark.parametrize("part", range(8))
def test_odd_names_fit_on_one_page(tmp_path: Path, part: int) -> None:
    """Laid out one by one as always, then joined into one document so that they are read in one go."""
    names = odd_names.NAMES[part::8]
    documents = []
    for name in names:
        paper = replace(samples.CERTIFICATE, agency=name)
        begun = time.perf_counter()
        documents.append(rendering._laid_out(paper, PaperFetcher(images(paper))))
        assert time.perf_counter() - begun < 10, name
    assert [len(document.pages) for document in documents] == [1] * len(names)
    joined = documents[0].copy([page for document in documents for page in document.pages]).write_pdf()
    for name, page in zip(names, pages_of(joined, tmp_path), strict=True):
        if not odd_names.is_right_to_left(name):
            assert letters(replace(samples.CERTIFICATE, agency=name).agency) in letters(page.text), name
        assert all(word.left > 55 and word.right < 792 - 55 for word in page.words), name
        assert all(word.top > 55 and word.bottom < 612 - 55 for word in page.words), name
        seal = 612 - 64 - 114
        judged = next(word for word in page.words if word.text == "Judged")
        assert judged.bottom <= seal, name


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("X", ("X",)),
        ("Saranac Lake Police Department", ("Saranac Lake Police Department",)),
        (
            "North Shore Community College Police Department",
            ("North Shore Community", "College Police Department"),
        ),
    ],
)
def test_names_are_set_in_even_lines(name: str, lines: tuple[str, ...]) -> None:
    assert next(settings_for(name)).lines == lines


def test_longest_name_still_has_a_setting() -> None:
    assert [setting.size for setting in settings_for("W" * 500)] == ["name-9"]


# Limits


def test_letter_of_the_greatest_length_is_rendered_and_has_fewer_pages_than_it_may(tmp_path: Path) -> None:
    nature = "Our clinicians and officers answer calls together. " * 115
    letter = replace(samples.LETTER, partnerships=tuple(Partnership("A", nature) for _ in range(9)))
    begun = time.perf_counter()
    pages = pages_of(render_pdf(letter), tmp_path)
    assert 10 < len(pages) <= LetterContent.MAX_PAGES
    assert time.perf_counter() - begun < 30


def test_paper_of_too_many_pages_is_told_and_not_made() -> None:
    lines = "\n".join("x" for _ in range(1_000))
    with pytest.raises(PaperTooLong) as error:
        render_pdf(replace(samples.LETTER, training_statement=lines, policy_statement=lines))
    assert error.value.kind == "letter"
    assert error.value.pages > error.value.limit == LetterContent.MAX_PAGES


def test_rendering_says_nothing_of_what_is_on_the_paper(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        render_pdf(samples.LETTER)
    assert caplog.records == []


# The art


def test_art_in_the_repository_is_what_the_program_draws() -> None:
    for name, drawing in paper_art.drawings():
        assert (paper_art.FOLDER / name).read_text() == drawing, f"run python -m tools.paper_art: {name}"


def test_art_draws_on_its_own_without_reading_anything() -> None:
    for name, _ in paper_art.drawings():
        fetcher = PaperFetcher()
        HTML(string=f"<img src='papers:{name}' alt='x'>", base_url="papers:", url_fetcher=fetcher).write_pdf()
        assert (fetcher.log, fetcher.refused) == ([f"papers:{name}"], [])


# The machine


def test_this_machine_can_render_and_quickly() -> None:
    assert checks.check_rendering() == []


def test_missing_library_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_WANTED", {"libnosuch.so.7": "libnosuch7"})
    monkeypatch.setattr(checks, "_NEEDED", {"libneither.so.1": "libneither1"})
    found = checks.check_rendering()
    assert [(type(message), message.id) for message in found] == [
        (CheckError, "documents.E001"),
        (CheckWarning, "documents.W001"),
    ]
    assert "libneither1" in str(found[0].hint)
    assert "libnosuch7" in str(found[1].hint)


def test_every_text_of_every_content_is_in_the_payload_test() -> None:
    """So that a field added to a content is put to that test too."""
    counted = {"LetterContent": 13, "CertificateContent": 12, "AcknowledgmentContent": 12}
    assert {type(paper).__name__: len(fields(paper)) for paper, _ in _everywhere("x")} == counted  # type: ignore[arg-type]


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
