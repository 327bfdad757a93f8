"""What the papers' fonts can't draw is known before anything is printed."""

import pytest

from common.glyphs import missing_glyphs, named


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Thornton Police Department", []),
        ("Cañon City – Sheriff’s Office № 5", []),
        ("Hawaiʻi, Québec, Łódź, Ấp", []),
        ("Cafe\u0301", []),
        ("Police\u00a0\u200bDepartment", []),
        ("Musqueam ʔəm", ["ʔ"]),
        ("警察 Police", ["警", "察"]),
        ("Police 🚓 🚓", ["🚓"]),
    ],
)
def test_missing_glyphs(text: str, lacking: list[str]) -> None:
    assert missing_glyphs(text) == lacking


def test_a_character_is_named_so_that_it_is_found() -> None:
    assert named("ʔ") == "“ʔ” (U+0294 Latin letter glottal stop)"
