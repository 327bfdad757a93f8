"""What a column seems to hold by its cells, where its heading doesn't say: proposed to a person, who looks at it."""

import re
from typing import Any

from roster_import.reading.columns import OFFICER_ID
from training.course_titles import Suggestions, fold

_ENOUGH = 50
_ID = re.compile(r"[A-Za-z]{0,5}[-./ ]?\d[\dA-Za-z\-./]{0,14}")
# Numbers that tell people apart just as well, and that no one should send here.
_PRIVATE = re.compile(r"\d{3}-\d{2}-\d{4}|\d{9,11}|\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}")
_PRIVATE_HEADINGS = frozenset("ssn social security phone mobile cell fax zip postal sin birth dob".split())


def add_officer_id(columns: list[dict[str, Any]], found: dict[int, str]) -> None:
    """Propose the column with the most different short numbers as the officers' IDs; nothing where none looks so."""
    if OFFICER_ID.key in found.values():
        return
    fullest = max((column["filled"] for column in columns), default=0)
    fitting = [
        index
        for index, column in enumerate(columns)
        if index not in found and column["filled"] * 10 >= fullest * 9 and _like_ids(column)
    ]
    if fitting:
        found[max(fitting, key=lambda index: (columns[index]["seen"], -index))] = OFFICER_ID.key


def add_training(columns: list[dict[str, Any]], found: dict[int, str], suggestions: Suggestions) -> None:
    """Propose course, date and hours in a table without headings, by titles of the catalogue among its cells."""
    course = next(
        (
            index
            for index, column in enumerate(columns)
            if index not in found and any(suggestions.of(value) for value, _times in column["values"] or ())
        ),
        None,
    )
    if course is None:
        return
    found[course] = "course"
    for key, is_like in (("completed_on", _like_days), ("hours", _like_hours)):
        fitting = [index for index, column in enumerate(columns) if index not in found and is_like(column)]
        if len(fitting) == 1:
            found[fitting[0]] = key


def _like_ids(column: dict[str, Any]) -> bool:
    examples = column["examples"]
    return (
        bool(examples)
        and not _PRIVATE_HEADINGS & set(fold(column["heading"]).split())
        and all(_ID.fullmatch(cell) and not _PRIVATE.fullmatch(cell) for cell in examples)
        and not _like_days(column)
    )


def _like_days(column: dict[str, Any]) -> bool:
    return bool(column["seen"]) and sum(column["days"][:4]) * 100 >= _ENOUGH * column["seen"]


def _like_hours(column: dict[str, Any]) -> bool:
    """Few different numbers, none of them large: no course of a catalogue lasts a thousand hours."""
    values = column["values"]
    return bool(values) and column["hours"] == column["seen"] and all(len(value) <= 5 for value, _t in values)
