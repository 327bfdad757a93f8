"""docs/rule.md says what the engine does: its examples are read by it, its words are the engine's."""

import re
from pathlib import Path

from compliance.editions import EDITIONS, PRACTICES, Track
from compliance.facts import Currency, Delivery, Facts, Standing, Status
from compliance.report import Report, WarningCode
from tests.compliance.facts_file import EXAMPLE

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rule.md").read_text()
FACTS, REPORT = re.findall(r"```json\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_examples_are_read_as_they_stand() -> None:
    assert Facts.from_json(FACTS).to_data() == EXAMPLE
    assert Report.from_json(REPORT).finding("crisis_intervention").percent == 20


def test_every_word_of_the_format_is_on_the_page() -> None:
    words = [*Track, *Standing, *Status, *Delivery, *Currency, *PRACTICES, *WarningCode, *EDITIONS]
    assert [word for word in words if f"`{word}`" not in PAGE] == []


def test_every_reading_is_in_the_table_once_and_named_in_the_text() -> None:
    marked = {int(number) for number in re.findall(r"\*\*\[R(\d+)\]\*\*", PAGE)}
    rows = [int(number) for number in re.findall(r"^\| R(\d+) \|", PAGE, flags=re.MULTILINE)]
    assert rows == list(range(1, len(rows) + 1))
    assert marked == set(rows)


def test_every_place_named_in_the_table_exists() -> None:
    rows = re.findall(r"^\| R\d+ \|.*\| ([^|]*) \|$", PAGE, flags=re.MULTILINE)
    named = re.findall(r"`(\w+\.py)`(?:, `(\w+)`)?", " ".join(rows))
    assert len(named) > len(rows) / 2
    for file, name in named:
        assert name in (ROOT / "compliance" / file).read_text()
