"""A typed page number says that it is one; what isn't a number stays as it was typed."""

import pytest

from common.page_references import page_reference


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1", "page 1"),
        (" 12 ", "page 12"),
        ("2-3", "pages 2–3"),
        ("2 – 3", "pages 2–3"),
        ("2, 5-7", "pages 2, 5–7"),
        ("2 and 5", "pages 2, 5"),
        ("2; 4 & 9", "pages 2, 4, 9"),
        ("", ""),
        ("p. 2", "p. 2"),
        ("§ 5.2", "§ 5.2"),
        ("5.2", "5.2"),
        ("12-4", "12-4"),
        ("2, and 5", "2, and 5"),
        ("II", "II"),
        ("2, section 5", "2, section 5"),
        ("20251", "20251"),
    ],
)
def test_page_reference(typed: str, said: str) -> None:
    assert page_reference(typed) == said
