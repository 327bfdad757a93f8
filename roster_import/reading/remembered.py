"""What an agency answered before, and confirmed: what its words mean, and how the columns of a layout are read.

Words are remembered for all files. Dates and columns are remembered for one layout, which is its headings, and hold only as
long as the cells don't say otherwise. What was answered about people, hours and single cells is asked each time.
"""

from collections.abc import Iterable
from typing import Any

from roster_import.reading.mapping import TableMapping
from roster_import.reading.problems import holds_refused_rows
from roster_import.reading.questions import Answers
from roster_import.reading.shape import key_of, key_of_refused

_WORDS = ("course:", "result:", "role:", "delivery:", "sworn:", "status:")
_LAYOUT = ("columns:", "dates:", "identity:")
_NEVER = (
    "result:blank",
    "sworn:no-title",
    "sworn:person:",
    "status:contradiction:",
    "course:others",
    "course:list:",
)

Shapes = list[tuple[int, int, dict[str, Any]]]


def answers_of(memory: dict[str, Any], shapes: Shapes) -> Answers:
    """The answers that were given before to what these tables may ask."""
    found: Answers = dict(memory.get("words", {}))
    layouts = memory.get("layouts", {})
    for _file, _index, shape in shapes:
        headings = _headings(shape)
        found |= layouts.get(key_of(headings), {})
        if holds_refused_rows(headings):
            found |= layouts.get(key_of_refused(headings[:-2]), {})
    return found


def memory_with(
    memory: dict[str, Any], shapes: Shapes, answers: Answers, tables: Iterable[TableMapping]
) -> dict[str, Any]:
    """The memory with the answers that led to an import."""
    kept = {name: said for name, said in answers.items() if not name.startswith(_NEVER)}
    words = {name: said for name, said in kept.items() if name.startswith(_WORDS)}
    layout = {
        name: said
        for name, said in kept.items()
        if name.startswith(_LAYOUT) or _is_about_a_column(name, said)
    }
    layouts = dict(memory.get("layouts", {}))
    if layout:
        columns = {(table.file, table.index): table.columns for table in tables}
        for file, index, shape in shapes:
            headings = _headings(shape)
            # Of a roster without names, only the columns that are read are in the file of refused rows.
            read = [headings[at] for at in sorted(columns.get((file, index), ()))]
            layouts |= {key_of(headings): layout, key_of_refused(read): layout}
    return {"words": {**memory.get("words", {}), **words}, "layouts": layouts}


def _is_about_a_column(name: str, said: str) -> bool:
    return name.startswith("hours:") or (
        name.startswith(("result:", "role:")) and ("=" in said or said in {"ignore", "result", "role"})
    )


def _headings(shape: dict[str, Any]) -> list[str]:
    return [column["heading"] for column in shape["columns"]]
