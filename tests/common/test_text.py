"""Email addresses in one spelling and names in one form, however they were typed or pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text import folded, folded_address, page_reference, tidy_address

SAME = [
    ("Sheriff's Office", "Sheriff’s Office", "SHERIFF`S  OFFICE", "Sheriff\u02bcs Office", "Sheriffs Office"),
    ("Québec", "QUEBEC", "Que\u0301bec", "Quebec\u200b", "\uff31uebec"),
    ("Winston-Salem", "Winston\u2013Salem", "winston salem", "Winston \u2010 Salem", "Win\u00adston-Salem"),
    ("José Peña-O’Neill", "Jose\u0301 Pen\u0303a O'Neill", "JOSE PENA ONEILL"),
    ("Sønderød", "Sonderod", "SØNDERØD"),
    ("Straße", "strasse", "STRASSE"),
    ("İstanbul", "istanbul", "ISTANBUL"),
    ("Hawaiʻi", "Hawaii", "Hawai'i"),
    ("Bryan & Snook", "bryan and snook"),
    ("St. Louis", "St.Louis", "ST LOUIS"),
    ("ﬁre", "Fire"),
    ("京都府警察", "京都府警察 "),
]


@pytest.mark.parametrize("written", SAME)
def test_names_are_compared_by_one_form(written: tuple[str, ...]) -> None:
    assert len({folded(name) for name in written}) == 1
    assert folded(written[0])


@pytest.mark.parametrize(("one", "other"), [("Ann", "Anne"), ("Ward", "Edwards"), ("é", "o"), ("東", "京")])
def test_other_names_stay_other_names(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text(max_size=60))
def test_folding_again_changes_nothing(text: str) -> None:
    once = folded(text)
    assert (folded(once), once.split(" ") == once.split() or once == "") == (once, True)


@pytest.mark.parametrize(
    "typed",
    [
        "chief@example.org",
        " Chief@Example.ORG ",
        "chief@example.org\u200b",
        "\ufeffchief@example.org",
        "chief\u00ad@example.org",
        "chief @ example.org",
        "chief@example.org.",
        "Ann Fox <chief@example.org>",
        '"Fox, Ann" <Chief@example.org>',
        "<chief@example.org>",
        "mailto:chief@example.org",
        "\uff43hief@example.org",
        "chief\u2060@example.org\u200d",
    ],
)
def test_one_spelling_is_kept(typed: str) -> None:
    assert tidy_address(typed) == "chief@example.org"


@pytest.mark.parametrize(
    "typed", ["chef@sûreté.example", "chef@su\u0302rete\u0301.example", "Chef@XN--SRET-EPA8H.example"]
)
def test_a_host_name_is_the_same_in_both_spellings(typed: str) -> None:
    assert tidy_address(typed) == "chef@xn--sret-epa8h.example"


@pytest.mark.parametrize("typed", ["", "chief", "a@b@c", "@", "x" * 300 + "@example.org"])
def test_what_is_no_address_stays_for_a_validator_to_refuse(typed: str) -> None:
    assert tidy_address(typed) == typed


def test_a_tag_is_the_same_person_and_another_address() -> None:
    assert (tidy_address("ann+work@example.org"), folded_address("Ann+work@example.org")) == (
        "ann+work@example.org",
        "ann@example.org",
    )


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
