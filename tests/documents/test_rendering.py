"""What papers say, in each of the shapes that their content takes, and how long they may be."""

import logging
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from documents.content import (
    Figure,
    LetterContent,
    Letterhead,
    Partnership,
    Policy,
    Signatory,
)
from documents.rendering import PaperTooLong, render_pdf
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
