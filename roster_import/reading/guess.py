"""Which column is what, by its heading as far as its cells agree. What they leave open is asked elsewhere."""

from typing import Any

from roster_import.reading.columns import (
    NAME_TARGETS,
    OFFICER_ID,
    RECORD_TARGETS,
    Kind,
    Target,
    is_officer_target,
    meanings_of,
)
from roster_import.reading.matrix import days_share, hours_share, results_share, titles_share
from roster_import.reading.values import DELIVERY_WORDS
from roster_import.reading.words import SWORN, proposed_employment
from training.course_titles import Suggestions, fold

# So many different codes can stand for sworn or not, or how a course ended; what has more of them is something else.
MOST_CODES = 12
# A file may tell in several columns how a training ended: the worst of them holds.
_SEVERAL = frozenset({"status"})
# Beside the titles of courses these are days of the class, never the day on which the officer came or left.
_DAYS_OF_THE_CLASS = frozenset({"start date", "end date"})
_ASSIGNMENTS = frozenset(
    map(
        fold,
        (
            "assignment",
            "current assignment",
            "duty assignment",
            "job",
            "job function",
            "unit",
            "division",
            "bureau",
        ),
    )
)
_RECORD_KEYS = frozenset(target.key for target in RECORD_TARGETS)
# Behind this place, a heading means a course only if its cells do.
_CLEARLY = 22


def columns_of(shape: dict[str, Any], suggestions: Suggestions) -> dict[int, str]:
    """Column index -> target key, each target once."""
    columns = shape["columns"]
    candidates = [
        (place, index, target)
        for index, column in enumerate(columns)
        for target, place in meanings_of(column["heading"])
        if _fits(column, target)
    ]
    found: dict[int, str] = {}
    course = _course_column(columns, candidates, suggestions)
    if course is not None:
        found[course] = "course"

    def rank(candidate: tuple[int, int, Target]) -> tuple[bool, int, int]:
        place, index, target = candidate
        # In a list of trainings "start date" is that of the class, elsewhere the officer's.
        return course is not None and is_officer_target(target.key), place, index

    for _place, index, target in sorted(candidates, key=rank):
        if target.key == "course" or (course is None and target.key in _RECORD_KEYS):
            continue
        if course is not None and is_officer_target(target.key) and is_day_of_a_class(columns[index]):
            continue
        if index not in found and (target.key in _SEVERAL or target.key not in found.values()):
            found[index] = target.key
    if not {"rank", "category", "sworn"} & set(found.values()):
        _add_assignment(columns, found)
    return dict(sorted(found.items()))


def _add_assignment(columns: list[dict[str, Any]], found: dict[int, str]) -> None:
    """Where no title says who people are, what they are assigned to may: it is asked about word by word."""
    for index, column in enumerate(columns):
        values = column["values"]
        if (
            index not in found
            and fold(column["heading"]) in _ASSIGNMENTS
            and values
            and len(values) <= MOST_CODES
            and column["digit_cells"] * 2 < column["filled"]
            and results_share(column) < 0.3
        ):
            found[index] = "category"
            return


def is_day_of_a_class(column: dict[str, Any]) -> bool:
    """Whether a heading beside a course is a day of the class, and none of the officer's service."""
    return fold(column["heading"]) in _DAYS_OF_THE_CLASS


def columns_with_names(shape: dict[str, Any]) -> list[int]:
    """The columns whose headings, or whose content, may be people's names."""
    return [
        index
        for index, column in enumerate(shape["columns"])
        if any(target.key in NAME_TARGETS for target, _place in meanings_of(column["heading"]))
        or "name" in fold(column["heading"]).split()
    ]


def _course_column(
    columns: list[dict[str, Any]], candidates: list[tuple[int, int, Target]], suggestions: Suggestions
) -> int | None:
    """The column with the titles of courses, where the table is a list of trainings."""
    best: list[tuple[bool, bool, int, int]] = []
    for place, index, target in candidates:
        if target.key != "course":
            continue
        # Of more titles than are kept the examples must do.
        titles = [value for value, _times in columns[index]["values"] or ()] or columns[index]["examples"]
        tells = any(map(suggestions.may_count, titles))
        if tells or place < _CLEARLY:
            is_number = columns[index]["digit_cells"] * 2 > columns[index]["filled"] and not tells
            best.append((not tells, is_number, place, index))
    return min(best)[-1] if best else None


def _fits(column: dict[str, Any], target: Target) -> bool:
    """Whether a column's cells can be what its heading says. An empty column can be anything."""
    filled = column["filled"]
    if not filled:
        return True
    days = days_share(column)
    only_meaning = len(meanings_of(column["heading"])) == 1
    values = column["values"]
    few = values is not None and len(values) <= MOST_CODES
    if target.kind is Kind.DAY:
        # A heading that can't mean anything else is believed, so that bad cells are told instead of ignored.
        return days >= 0.5 or (only_meaning and results_share(column) < 0.5 and hours_share(column) < 0.5)
    if target.kind is Kind.HOURS:
        return hours_share(column) >= 0.5 or (only_meaning and days < 0.5 and results_share(column) < 0.5)
    if target.kind is Kind.STATUS:
        return results_share(column) >= 0.5 or (days < 0.5 and only_meaning and few)
    if target.kind is Kind.ROLE:
        return results_share(column) > 0 or (days < 0.5 and only_meaning and few)
    if target.kind is Kind.SWORN:
        return _share(column, SWORN) >= 0.5 or (only_meaning and few and days < 0.5)
    if target.kind is Kind.DELIVERY:
        return _share(column, DELIVERY_WORDS) >= 0.5 or (only_meaning and few)
    if target.kind is Kind.EMPLOYMENT:
        # One cell that says who left or is away is enough: what the other words mean is asked.
        known = sum(times for value, times in values or () if proposed_employment(fold(value))) / filled
        return 0 < known >= results_share(column) or (only_meaning and few and days < 0.5)
    if days >= 0.5:
        return False
    with_digits = column["digit_cells"] * 2 > filled
    if target.key in NAME_TARGETS:
        return not with_digits
    if target is OFFICER_ID and fold(column["heading"]) in {"officer", "employee", "member"}:
        return bool(with_digits)
    if target.kind is Kind.COURSE:
        # "Patrol Rifle" and "Officer Survival" are courses below "Course"; below "Title" they may be job titles.
        return values is None or only_meaning or titles_share(column) < 0.5
    if target.key in {"rank", "category"} and results_share(column) >= 0.3:
        # "Type: Student, Instructor" is about the training.
        return False
    if target.key == "rank":
        return not with_digits or titles_share(column) >= 0.5
    return True


def _share(column: dict[str, Any], words: dict[str, Any]) -> float:
    known = sum(times for value, times in column["values"] or () if fold(value) in words)
    return float(known / column["filled"])
