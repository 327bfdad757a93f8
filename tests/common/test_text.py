"""Email addresses in one spelling, however they were pasted."""

import pytest

from common.text import folded_address, tidy_address


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
