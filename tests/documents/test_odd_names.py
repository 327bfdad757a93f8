"""An agency's name, whatever it is, fits on one certificate."""

import subprocess
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from documents import rendering
from documents.fitting import settings_for
from documents.rendering import PaperFetcher, images
from tests.documents import odd_names, samples
from tests.documents.reading import letters, pages_of


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
        # The processor's time: a busy machine takes nothing from it.
        begun = time.process_time()
        documents.append(rendering._laid_out(paper, PaperFetcher(images(paper))))
        assert time.process_time() - begun < 10, name
    assert [len(document.pages) for document in documents] == [1] * len(names)
    joined = documents[0].copy([page for document in documents for page in document.pages]).write_pdf()
    for name, page in zip(names, pages_of(joined, tmp_path), strict=True):
        drawn, read = letters(replace(samples.CERTIFICATE, agency=name).agency), letters(page.text)
        assert Counter(drawn) <= Counter(read), name
        if not odd_names.is_read_in_another_order(name):
            assert drawn in read, name
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
    assert [setting.size for setting in settings_for("W" * 500)] == ["name-9", "name-10"]


def _has_the_images_fonts() -> bool:
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout
    return all(family in listed for family in ("Noto Sans Thai", "Noto Serif CJK", "Symbola"))


@pytest.mark.skipif(not _has_the_images_fonts(), reason="The fonts that the image has aren't installed here.")
@pytest.mark.parametrize("script", sorted(odd_names.SCRIPTS))
def test_every_script_has_its_letters(script: str, caplog: pytest.LogCaptureFixture) -> None:
    paper = replace(samples.CERTIFICATE, agency=odd_names.SCRIPTS[script])
    rendering._laid_out(paper, PaperFetcher(images(paper))).write_pdf()

    assert [record.getMessage() for record in caplog.records if "notdef" in record.getMessage()] == []
