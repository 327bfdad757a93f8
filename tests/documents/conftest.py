"""Papers to read, rendered once, and rendered without their engraving."""

from pathlib import Path

import pytest

from documents import rendering
from documents.rendering import render_pdf
from tests.documents.samples import PAPERS


@pytest.fixture(scope="session")
def pdfs() -> dict[str, bytes]:
    """Each kind of paper as PDF, by kind."""
    return {paper.KIND: render_pdf(paper) for paper in PAPERS}


@pytest.fixture
def plain_art(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engraving left out, where hundreds of papers are rendered and their text is what counts."""
    blank = tmp_path / "blank.svg"
    blank.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"></svg>')
    allowed = dict(rendering._allowed())
    for name in ("border", "rosette", "seal"):
        allowed[f"papers:{name}.svg"] = (blank, "image/svg+xml")
    monkeypatch.setattr(rendering, "_allowed", lambda: allowed)
