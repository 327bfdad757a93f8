"""Single cells of a file: hours, words, and what spreadsheets put around a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster_import.reading.values import (
    DELIVERY_WORDS,
    Bad,
    excerpt,
    read_hours,
)
from roster_import.reading.words import RESULTS, SWORN
from training.course_titles import fold
from training.officer_ids import plain


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [
        ("", None),
        ("8", 800),
        ("8.0", 800),
        ("13.5", 1350),
        ("13,5", 1350),
        ("8.", 800),
        ("8 h", 800),
        ("8 hrs", 800),
        ("40 Hours", 4000),
        ("7:30", 750),
        ("0:15", 25),
        ("0.25", 25),
        ("2.999", 299),
        ("9999", 999_900),
    ],
)
def test_hours_are_read_and_never_rounded_up(cell: str, hundredths: int | None) -> None:
    assert read_hours(cell) == hundredths


@pytest.mark.parametrize(
    "cell",
    "forty|0|0.00|-8|1e3|NaN|inf|10000|999999|1,040|8 8|8h30|7:75|eight|$8|8;|١٢٣٤٥٦٧|=8|8 days".split("|"),
)
def test_what_is_no_number_of_hours_is_refused_with_words(cell: str) -> None:
    found = read_hours(cell)
    assert isinstance(found, Bad)
    assert cell in found.reason


@given(st.text(max_size=30))
def test_any_text_is_hours_or_refused_and_never_an_error(cell: str) -> None:
    found = read_hours(cell.strip())
    assert found is None or isinstance(found, Bad) or 0 < int(found) <= 999_999


@pytest.mark.parametrize(
    ("words", "cell", "expected"),
    [
        (RESULTS, "Completed", "completed"),
        (RESULTS, " PASS ", "passed"),
        (RESULTS, "Did not pass", "failed"),
        (RESULTS, "No-show", "incomplete"),
        (RESULTS, "Instructor", "instructed"),
        (RESULTS, "Enrolled", "scheduled"),
        (RESULTS, "Zork", None),
        (RESULTS, "not completed", "incomplete"),
        (DELIVERY_WORDS, "Self-Paced", "recorded"),
        (DELIVERY_WORDS, "E-learning", "recorded"),
        (DELIVERY_WORDS, "VILT", "live_online"),
        (DELIVERY_WORDS, "Class Room", "in_person"),
        (SWORN, "Non-Sworn", "not_sworn"),
        (SWORN, "Deputy", None),
        (SWORN, "Perhaps", None),
    ],
)
def test_word_is_certain_or_asked_about(words: dict[str, str], cell: str, expected: str | None) -> None:
    assert words.get(fold(cell)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('="00123"', "00123"),
        ("'00123", "00123"),
        ("'00123'", "'00123'"),
        ("O'Brien", "O'Brien"),
        ("00123", "00123"),
        ('=""', ""),
        ("", ""),
    ],
)
def test_what_spreadsheets_put_around_a_text_goes(cell: str, expected: str) -> None:
    assert plain(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("Badge #", "badge number"), ("  Hire   Date ", "hire date"), ("Ren\u00c9e", "ren\u00e9e"), ("--", "")],
)
def test_headings_are_compared_without_their_dress(cell: str, expected: str) -> None:
    assert fold(cell) == expected


def test_message_never_repeats_a_long_or_unprintable_cell() -> None:
    assert excerpt("x" * 500) == "x" * 40 + "…"
    assert excerpt("P\x001\u202e") == "P\ufffd1\ufffd"
