"""A name's doubtful characters are named before anyone decides on it; plain names raise nothing."""

import pytest

from common.characters import cautions, look_alikes, missing_glyphs, named


@pytest.mark.parametrize(
    ("name", "doubtful"),
    [
        ("Los Angeles Police Department", []),
        ("Cañon City – Sheriff’s Office № 5, Zone 10", []),
        ("Hawaiʻi, Québec, Łódź, Ấp", []),
        ("McIntosh and MacIntyre Counties", []),
        ("Area51 Security, 1st District, I-10", []),
        ("L\u043es Angeles", ["\u043e"]),
        ("\u039fmaha", ["\u039f"]),
        ("\uff2cos", ["\uff2c"]),
        ("\U0001d40bos Angeles", ["\U0001d40b"]),
        ("P\u0251lice", ["\u0251"]),
        ("L0s Angeles", ["0"]),
        ("Po|ice and Pol1ce", ["|", "1"]),
        ("PoIice", ["I"]),
    ],
)
def test_look_alikes(name: str, doubtful: list[str]) -> None:
    assert look_alikes(name) == doubtful


def test_cautions_say_where_which_and_why() -> None:
    assert cautions(
        {
            "the agency's name": "L\u043es\u200b Angeles",
            "the agency's city": "Denver",
            "the name of the agency's head": "警 Lee",
        }
    ) == (
        "In the agency's name, look closely at “\u043e” (U+043E Cyrillic small letter o): "
        "a reader may take them for other letters.",
        "In the agency's name, there are characters that no one sees: “\u200b” (U+200B Zero width space).",
        "In the name of the agency's head, look closely at “警” (U+8B66 Cjk unified ideograph-8b66): "
        "a reader may take them for other letters.",
        "In the name of the agency's head, the font of certificates lacks “警” (U+8B66 Cjk unified ideograph-8b66). "
        "Agree on a spelling with the agency.",
    )


def test_of_many_characters_the_first_are_named() -> None:
    (said, *_rest) = cautions({"the agency's name": "Αθήνα πόλη"})
    assert said.count("U+") == 5
    assert " more: a reader" in said


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
