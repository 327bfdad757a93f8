"""What papers say, in each of the shapes that their content takes, and how long they may be."""

import logging
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from django.test import Client

from compliance.editions import EDITIONS
from documents.content import Claim, LetterContent, Letterhead, Section, Signatory, paper_from_data
from documents.rendering import PaperTooLong, render_pdf
from rehearsal.factories.documents import issued
from tests.documents import samples
from tests.documents.reading import pages_of, text_of


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
                "June 18, 2025 Letter no. 2025-0012 One Mind Campaign International Association of Chiefs of Police",
                "To the One Mind Campaign:",
                "On March 4, 2023, Saranac Lake Police Department took the One Mind Pledge.",
                "As of June 15, 2025, our agency has 40 sworn officers. 9 of 40 have completed crisis-intervention training.",
                "Crisis Intervention Team (CIT), Memphis Model, 40 hours: 9 officers",
                "an approved equivalent, 13.5 hours: 2 officers",
                "We also selected and trained 6 non-sworn staff members.",
                "All classes were held in person",
                "Since September 1, 2023, we have worked with Adirondack Behavioral Health. A clinician of the center answers",
                "General Order 12-4, Response to Individuals in Crisis, adopted on February 1, 2024, has",
                "Response and de-escalation on scene: pp. 3–6",
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
                "July 1, 2025 Letter no. 2025-0015 Dana R. Rivera Chief of Police Saranac Lake Police Department 1 Main Street",
                "Dear Chief Rivera:",
                "I congratulate Saranac Lake Police Department on fulfilling the One Mind Pledge, which it took on "
                "March 4, 2023.",
                "Policy: In force; Crisis intervention: 9 of 40; Mental health first aid: 40 of 40.",
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


def test_letter_says_each_claim_once() -> None:
    text = text_of(render_pdf(samples.LETTER))
    sentences = [claim.text for section in samples.LETTER.sections for claim in section.claims]
    assert [text.count(sentence) for sentence in sentences] == [1] * len(sentences)
    assert text.count("40 sworn officers") == 1


def test_letter_of_another_member_of_command_staff_says_so() -> None:
    letter = replace(samples.LETTER, signatory=Signatory("Kim Osei", "Deputy Chief", is_head=False))
    assert "as a member of the command staff of Saranac Lake Police Department" in text_of(render_pdf(letter))


def test_letter_of_an_agency_that_left_everything_optional_out_still_reads() -> None:
    letter = replace(
        samples.LETTER,
        agency=Letterhead("Perry Police Department"),
        sections=tuple(Section(one.practice, one.heading, ()) for one in samples.LETTER.sections),
        enclosures=(),
    )
    pdf = render_pdf(letter)
    assert "Enclosure" not in text_of(pdf)
    assert text_of(pdf).startswith(
        "Perry Police Department June 18, 2025 Letter no. 2025-0012 One Mind Campaign"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"practices": samples.practices(partnerships=1)}, "In place"),
        (
            {"practices": samples.practices(partnerships=1)},
            "a sustained partnership with a community mental health organization",
        ),
        ({"practices": samples.practices(sworn=1250)}, "1,250 of 1,250"),
        ({"basis": replace(samples.BASIS, self_reported=True)}, "Head counts as reported by the agency."),
        ({"replaces": "OM-2024-000007"}, "Replaces certificate OM-2024-000007."),
        (
            {"practices": samples.practices(EDITIONS["2016"])},
            "sworn officers trained in Mental Health First Aid",
        ),
    ],
)
def test_certificate_follows_its_content(change: dict[str, Any], said: str) -> None:
    assert said in text_of(render_pdf(replace(samples.CERTIFICATE, **change)))


def test_letter_of_the_greatest_length_is_rendered_and_has_fewer_pages_than_it_may(tmp_path: Path) -> None:
    nature = "Our clinicians and officers answer calls together. " * 115
    letter = replace(
        samples.LETTER, sections=(replace(samples.PARTNERSHIPS, claims=(Claim("a", "A", "b", nature),) * 9),)
    )
    begun = time.perf_counter()
    pages = pages_of(render_pdf(letter), tmp_path)
    assert 10 < len(pages) <= LetterContent.MAX_PAGES
    assert time.perf_counter() - begun < 30


def test_paper_of_too_many_pages_is_told_and_not_made() -> None:
    lines = "\n".join("x" for _ in range(1_000))
    with pytest.raises(PaperTooLong) as error:
        render_pdf(replace(samples.LETTER, sections=(replace(samples.TRAINING, words=lines),) * 3))
    assert error.value.kind == "letter"
    assert error.value.pages > error.value.limit == LetterContent.MAX_PAGES


def test_rendering_says_nothing_of_what_is_on_the_paper(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        render_pdf(samples.LETTER)
    assert caplog.records == []


@pytest.mark.django_db
@pytest.mark.parametrize("scale", [1.5, 3])
def test_the_symbol_on_the_drawn_page_opens_verification(client: Client, scale: float) -> None:
    certificate = issued(name="Methuen Police Department").certificate
    pdf = render_pdf(paper_from_data(certificate.kind, certificate.content))

    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=scale).to_pil()
    (symbol,) = zxingcpp.read_barcodes(picture)

    assert symbol.text == f"http://localhost:8000/verify/{certificate.code}/"
    page = client.get(urlsplit(symbol.text).path).content.decode()
    assert ("This certificate is valid" in page, f"Certificate {certificate.number}" in page) == (True, True)
