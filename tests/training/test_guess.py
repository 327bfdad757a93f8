"""The first guess at a file's columns."""

from typing import Any

import pytest

from training.roster_import.courses import CatalogueCourse, Suggestions
from training.roster_import.guess import columns_of

CATALOGUE = [CatalogueCourse(1, "CIT", "Crisis Intervention Team (CIT), Memphis Model", 4000, counts=True)]


def column(heading: str, *cells: str, days: int = 0, hours: int = 0) -> dict[str, Any]:
    """A column as the file's shape describes it."""
    return {
        "heading": heading,
        "seen": len(cells),
        "days": [days, 0, 0, 0, 0],
        "hours": hours,
        "values": [[cell, 1] for cell in dict.fromkeys(cells)],
        "examples": list(cells),
    }


RECORDS = [
    column("Badge #", "P1", "P2"),
    column("Course Title", "CIT", "CIT"),
    column("Date", "2024-03-01", "2024-03-02", days=2),
    column("Hours", "40", "40", hours=2),
]


@pytest.mark.parametrize("remembered", [{}, {"course title": "course"}, {"badge number": "officer_id"}])
def test_date_is_the_courses_whether_its_column_is_guessed_or_remembered(remembered: dict[str, str]) -> None:
    found = columns_of({"columns": RECORDS}, Suggestions(CATALOGUE), remembered)
    assert (found[1], found[2], found[3]) == ("course", "completed_on", "hours")


def test_date_means_nothing_in_a_list_of_officers() -> None:
    columns = [RECORDS[0], column("Rank", "Sgt", "Sgt"), RECORDS[2]]
    found = columns_of({"columns": columns}, Suggestions(CATALOGUE), {})
    assert 2 not in found
