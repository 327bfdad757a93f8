"""A first mapping of a file, from its headings, its content, and what the agency answered before."""

from collections.abc import Iterable
from typing import Any

from roster_import.reading import content
from roster_import.reading.columns import (
    IGNORED,
    NAME_TARGETS,
    OFFICER_ID,
    RECORD_TARGETS,
    TAKEN,
    TARGETS,
    Kind,
    Target,
    is_officer_target,
    meanings_of,
)
from roster_import.reading.days import Order
from roster_import.reading.mapping import Mapping, TableMapping
from roster_import.reading.values import DELIVERY_WORDS, STATUS_WORDS, SWORN_WORDS
from training.course_titles import CatalogueCourse, Suggestions, fold

# Where at least so many of a hundred different cells can be read as days or hours, the column holds them.
ENOUGH = 50
# So many different codes can stand for sworn or not, or how a course ended; what has more of them is something else.
MOST_CODES = 12
_RECORD_KEYS = frozenset(target.key for target in RECORD_TARGETS)
_WORDS: dict[Kind, dict[str, Any]] = {
    Kind.SWORN: SWORN_WORDS,
    Kind.STATUS: STATUS_WORDS,
    Kind.DELIVERY: DELIVERY_WORDS,
}


def guess(
    shapes: Iterable[tuple[int, int, dict[str, Any]]],
    catalogue: Iterable[CatalogueCourse],
    *,
    remembered: dict[str, str] | None = None,
    pseudonymous: bool = False,
    shown: bool = False,
) -> Mapping:
    """A mapping to show. ``shapes`` are file, index and the table's shape as JSON; ``remembered`` folded heading -> key.

    Tables without an officer's ID are left out. Where the agency's roster is pseudonymous, no column is a name. With
    ``shown`` a person looks at it before anything happens: where no heading tells which column has the IDs, the cells are
    asked, and what is known of the other columns is proposed all the same.
    """
    suggestions = Suggestions(catalogue)
    tables = []
    for file, index, shape in shapes:
        columns = columns_of(shape, suggestions, remembered or {})
        tables.append((file, index, shape, _nameless(columns) if pseudonymous else columns))
    whole = [table_mapping(*table) for table in tables if OFFICER_ID.key in table[3].values()]
    if shown and not whole:
        proposed = [(*table[:2], table[2], _by_content(table[2], table[3], suggestions)) for table in tables]
        whole = [table_mapping(*table) for table in proposed if table[3]]
    return Mapping(tables=tuple(whole))


def table_mapping(file: int, index: int, shape: dict[str, Any], columns: dict[int, str]) -> TableMapping:
    """The mapping of one table, with the order of day and month as far as its cells tell it."""
    return TableMapping(
        file=file,
        index=index,
        columns=columns,
        heading_line=shape["heading_line"],
        width=len(shape["columns"]),
        name=shape["name"],
        first_column=shape["first_column"],
        order=order_of(shape, columns)[0],
    )


def columns_of(shape: dict[str, Any], suggestions: Suggestions, remembered: dict[str, str]) -> dict[int, str]:
    """Column index -> target key, each target once."""
    columns = shape["columns"]
    found: dict[int, str] = {}
    for index, column in enumerate(columns):
        key = remembered.get(fold(column["heading"]))
        if key and key not in found.values():
            found[index] = key
        elif key == IGNORED:
            found[index] = IGNORED
    candidates = [
        (place, index, target)
        for index, column in enumerate(columns)
        if index not in found
        for target, place in meanings_of(column["heading"])
        if _fits(column, target)
    ]
    is_training = "course" in found.values() or any(
        target.key == "course" and place < 14 for place, _index, target in candidates
    )

    def rank(candidate: tuple[int, int, Target]) -> tuple[bool, int, int]:
        place, index, target = candidate
        # In a list of trainings "title" is the course and "start date" that of the class, elsewhere the officer's.
        of_the_other_kind = target.key in _RECORD_KEYS if not is_training else is_officer_target(target.key)
        return of_the_other_kind, place, index

    for _place, index, target in sorted(candidates, key=rank):
        if not is_training and target.key in _RECORD_KEYS:
            continue
        if index not in found and target.key not in found.values():
            found[index] = target.key
    if not is_training:
        _add_taken(columns, found, suggestions)
    return {index: key for index, key in sorted(found.items()) if key != IGNORED}


def order_of(shape: dict[str, Any], columns: dict[int, str]) -> tuple[Order | None, bool]:
    """Which number is the day in a table's dates, and whether that has to be asked.

    Nothing has to be asked where a cell such as 13/2/2024 tells it, or where no date is written in such a way.
    """
    month_first = day_first = unclear = 0
    for index, key in columns.items():
        if key.startswith(TAKEN) or TARGETS[key].kind is Kind.DAY:
            _days, in_month_first, in_day_first, in_unclear, _serials = shape["columns"][index]["days"]
            month_first, day_first, unclear = (
                month_first + in_month_first,
                day_first + in_day_first,
                unclear + in_unclear,
            )
    if bool(month_first) != bool(day_first):
        return (Order.MONTH_FIRST if month_first else Order.DAY_FIRST), False
    return None, bool(month_first or unclear)


def columns_with_names(shape: dict[str, Any]) -> list[int]:
    """The columns whose headings, or whose content, may be people's names."""
    return [
        index
        for index, column in enumerate(shape["columns"])
        if any(target.key in NAME_TARGETS for target, _place in meanings_of(column["heading"]))
        or "name" in fold(column["heading"]).split()
    ]


def _fits(column: dict[str, Any], target: Target) -> bool:
    """Whether a column's cells can be what its heading says. An empty column can be anything."""
    seen = column["seen"]
    if not seen:
        return True
    days = sum(column["days"][:4])
    if target.kind in {Kind.DAY, Kind.HOURS}:
        good = days + column["days"][4] if target.kind is Kind.DAY else column["hours"]
        # A heading that can't mean anything else is believed, so that bad cells are told instead of ignored.
        return bool(good * 100 >= ENOUGH * seen) or (
            len(meanings_of(column["heading"])) == 1 and not _is_words(column)
        )
    if target.kind in _WORDS:
        values = column["values"]
        if values is None:
            return False
        known = sum(fold(value) in _WORDS[target.kind] for value, _times in values)
        # Here too a heading with one meaning is believed: a person is asked what the codes below it stand for.
        only_meaning = len(meanings_of(column["heading"])) == 1 and len(values) <= MOST_CODES
        return bool(known * 2 >= len(values) or only_meaning)
    if days * 100 >= ENOUGH * seen:
        return False
    examples = column["examples"]
    with_digits = sum(any(map(str.isdigit, example)) for example in examples) * 2
    digits = with_digits >= len(examples)
    if target.key in NAME_TARGETS:
        return with_digits <= len(examples)
    if target is OFFICER_ID and fold(column["heading"]) in {"officer", "employee", "member"}:
        return digits
    if target.kind is Kind.COURSE:
        return column["values"] is not None
    return True


def _is_words(column: dict[str, Any]) -> bool:
    """Whether a column holds status words and the like rather than what its heading says."""
    values = column["values"]
    return values is not None and all(
        any(fold(value) in words for words in _WORDS.values()) for value, _times in values
    )


def _nameless(columns: dict[int, str]) -> dict[int, str]:
    return {at: key for at, key in columns.items() if key not in NAME_TARGETS}


def _by_content(shape: dict[str, Any], columns: dict[int, str], suggestions: Suggestions) -> dict[int, str]:
    """The columns with what cells tell: the officers' IDs beside columns that are known; more where no heading is."""
    found = dict(columns)
    if not shape["heading_line"]:
        content.add_training(shape["columns"], found, suggestions)
    if found:
        content.add_officer_id(shape["columns"], found)
    return dict(sorted(found.items()))


def _add_taken(columns: list[dict[str, Any]], found: dict[int, str], suggestions: Suggestions) -> None:
    """Columns such as "CIT date" in a list with one row an officer."""
    for index, column in enumerate(columns):
        course = suggestions.of_date_heading(column["heading"])
        if index in found or course is None:
            continue
        if column["seen"] and sum(column["days"]) * 100 >= ENOUGH * column["seen"]:
            key = TAKEN + course.code
            if key not in found.values():
                found[index] = key
