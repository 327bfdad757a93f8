"""The numbers, and that they stand in one place."""

import io
import re
import tokenize
from datetime import date
from pathlib import Path

import pytest

import compliance
from compliance.clock import due_on, guide_on
from compliance.editions import EDITIONS, UNSTATED, Track, UnknownEdition, edition_by_code, edition_on

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("code", EDITIONS)
def test_cit_needed_is_the_smallest_n_with_five_n_at_least_sworn(code: str) -> None:
    share = EDITIONS[code].crisis_intervention
    for sworn in range(40_001):
        needed = share.needed(sworn)
        assert 5 * needed >= sworn > 5 * (needed - 1)
        assert needed == (sworn + 4) // 5


@pytest.mark.parametrize("code", EDITIONS)
def test_first_aid_needs_everybody(code: str) -> None:
    assert [EDITIONS[code].first_aid.needed(sworn) for sworn in (0, 1, 99, 40_000)] == [0, 1, 99, 40_000]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2010, 1, 1), "2016"),
        (date(2016, 10, 1), "2016"),
        (date(2021, 12, 31), "2016"),
        (date(2022, 1, 1), "2022"),
        (date(2026, 11, 22), "2022"),
        (date(9999, 12, 31), "2022"),
    ],
)
def test_edition_on(day: date, code: str) -> None:
    assert edition_on(day).code == code


def test_what_the_editions_say() -> None:
    for edition in EDITIONS.values():
        assert edition_by_code(edition.code) is edition
        assert (edition.tracks[Track.CIT].least_hours, edition.tracks[Track.CIT].valid_months) == (40, None)
        assert (edition.tracks[Track.MHFA].least_hours, edition.tracks[Track.MHFA].valid_months) == (8, 36)
        assert edition.crisis_intervention.tracks == {Track.CIT}
        assert guide_on(date(2024, 1, 1), edition) == date(2025, 1, 1)
        assert due_on(date(2024, 1, 1), edition) == date(2027, 1, 1)
    assert EDITIONS["2016"].first_aid.tracks == {Track.MHFA}
    assert EDITIONS["2022"].first_aid.tracks == {Track.CIT, Track.MHFA}
    assert UNSTATED == "2022"


def test_an_unknown_edition_is_an_error() -> None:
    with pytest.raises(UnknownEdition):
        edition_by_code("2020")


def test_the_rules_numbers_stand_in_editions_alone() -> None:
    for file in Path(compliance.__file__).parent.glob("*.py"):
        tokens = tokenize.generate_tokens(io.StringIO(file.read_text()).readline)
        numbers = {token.string for token in tokens if token.type == tokenize.NUMBER}
        assert (file.name, numbers & {"20", "36", "40", "8", "0.2"}) == (
            file.name,
            {"20", "36", "40", "8"} if file.name == "editions.py" else set(),
        )


def test_no_text_says_how_many_practices_there_are() -> None:
    """A number in words goes stale with the next edition; the campaign's own content, in its migrations, is its own."""
    counted = re.compile(r"\b(four|five|4|5) practices\b|\ball four\b|\bof the four\b", re.IGNORECASE)
    files = [ROOT / "README.md", *ROOT.glob("docs/*.md"), *ROOT.glob("templates/**/*.*")]
    files += [
        path
        for app in (
            "campaign",
            "common",
            "compliance",
            "demonstration",
            "directory",
            "documents",
            "pledges",
            "reviews",
        )
        for path in ROOT.glob(f"{app}/**/*.py")
        if "migrations" not in path.parts
    ]
    assert [str(path.relative_to(ROOT)) for path in files if counted.search(path.read_text())] == []
