"""From JSON values to Python values and back: what an object may hold is said in a table, and all else is refused.

A reader is a function from a parsed JSON value to a Python value that raises `Refused`. Readers nest: `Shape` reads an
object, `many` an array, and each puts its own part in front of the places that its parts complain about, so that a
refusal ends up as ``records[3].completed_on: ...``. Problems are collected, not only the first one reported.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Generic, TypeVar

from compliance.json_text import SHOWN, Oddity, excerpt
from compliance.refusals import MAX_PROBLEMS, Code, Problem, Refused, refuse

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Reader = Callable[[Any], T]


class Shape(Generic[T]):
    """A reader of JSON objects with known keys.

    ``build`` is called with the values in the order of ``fields``: (key, reader) when the key is required, and
    (key, reader, default) when it may be left out.
    """

    def __init__(self, build: Callable[..., T], *fields: tuple[Any, ...]) -> None:
        self._build = build
        self._names = frozenset(field[0] for field in fields)
        self._fields = tuple(
            (field[0], field[1], field[2] if len(field) > 2 else _REQUIRED) for field in fields
        )

    def __call__(self, value: Any) -> T:
        if type(value) is not dict:
            raise _wrong_type("an object in braces", value)
        problems: list[Problem] = []
        if not value.keys() <= self._names:
            problems += [self._unknown(key) for key in value if key not in self._names]
        values = []
        for name, read, default in self._fields:
            found = value.get(name, _ABSENT)
            if found is not _ABSENT:
                try:
                    values.append(read(found))
                except Refused as refused:
                    problems += _within(name, refused)
            elif default is not _REQUIRED:
                values.append(default)
            else:
                problems.append(Problem("", Code.MISSING_KEY, f'"{name}" is missing; add it'))
        if problems:
            raise Refused(problems)
        return self._build(*values)

    def _unknown(self, key: str) -> Problem:
        near = get_close_matches(key[:80], self._names, n=1)
        fix = (
            f'did you mean "{near[0]}"?'
            if near
            else f"leave it out; known are {', '.join(sorted(self._names))}"
        )
        place = key if key.isidentifier() and key.isascii() and len(key) <= SHOWN else f"[{excerpt(key)}]"
        return Problem(place, Code.UNKNOWN_KEY, f"this key isn't known; {fix}")


def many(read: Reader[T]) -> Reader[tuple[T, ...]]:
    """A reader of JSON arrays whose items ``read`` takes."""

    def reader(value: Any) -> tuple[T, ...]:
        if type(value) is not list:
            raise _wrong_type("a list in brackets", value)
        try:
            return tuple(map(read, value))
        except Refused:
            problems: list[Problem] = []
            for index, item in enumerate(value):
                try:
                    read(item)
                except Refused as refused:
                    problems += _within(f"[{index}]", refused)
                    if len(problems) >= MAX_PROBLEMS:
                        break
            raise Refused(problems) from None

    return reader


def optional(read: Reader[T]) -> Reader[T | None]:
    """A reader that also takes ``null``."""

    def reader(value: Any) -> T | None:
        return None if value is None else read(value)

    return reader


def text(value: Any) -> str:
    """A reader of strings."""
    if type(value) is not str:
        raise _wrong_type("text in quotation marks", value)
    return value


def flag(value: Any) -> bool:
    """A reader of ``true`` and ``false``."""
    if type(value) is not bool:
        raise _wrong_type("true or false", value)
    return value


def whole(value: Any) -> int:
    """A reader of whole numbers. ``true`` isn't one, nor is 3.0."""
    if type(value) is not int:
        raise _wrong_type("a whole number", value)
    return value


def number(value: Any) -> int | Decimal:
    """A reader of whole and decimal numbers, exact: 13.5 is thirteen and a half.

    A float, as Python's own JSON gives it, is taken for the shortest decimal that stands for it.
    """
    if type(value) is int or type(value) is Decimal:
        return value
    if type(value) is float and value - value == 0:
        return Decimal(repr(value))
    raise _wrong_type("a number such as 8 or 13.5", value)


def day(value: Any) -> date:
    """A reader of days as ``"2024-02-29"``; no other notation, and no day that the calendar doesn't have."""
    if type(value) is str and len(value) == 10 and value[4] == "-" and value[7] == "-":
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            fix = f"isn't a day of the calendar ({error}); write year-month-day, such as 2024-02-29"
            raise refuse(Code.NOT_A_DATE, f"{excerpt(value)} {fix}") from None
    if type(value) is str:
        raise refuse(
            Code.NOT_A_DATE, f"{excerpt(value)} isn't a date; write year-month-day, such as 2024-02-29"
        )
    raise _wrong_type('a date in quotation marks, such as "2024-02-29"', value)


def choice(kind: type[E]) -> Reader[E]:
    """A reader of one of the words that ``kind`` lists."""
    by_word = {member.value: member for member in kind}
    known = one_of(by_word)
    return lambda value: by_word[known(value)]


def one_of(known: Iterable[str]) -> Reader[str]:
    """A reader of one of these words."""
    words = tuple(known)
    listed = ", ".join(words)

    def reader(value: Any) -> str:
        if type(value) is not str:
            raise _wrong_type(f"one of {listed}, in quotation marks", value)
        if value not in words:
            raise refuse(Code.NOT_A_CHOICE, f"{excerpt(value)} isn't known; write one of {listed}")
        return value

    return reader


def plain(value: Any) -> Any:
    """A value as ``json.dumps`` takes it, and as the readers read it back: the mirror of the shapes.

    Dataclasses become objects with their fields as keys, in their order; words and dates become text, decimals numbers.
    """
    if value is None or type(value) in (bool, int, str):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        # Up to fifteen digits, a float's shortest notation is the decimal it came from.
        exact = int(value)
        return exact if exact == value else float(value)
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no place in these formats")


_REQUIRED = object()
_ABSENT = object()


def _wrong_type(wanted: str, value: Any) -> Refused:
    if isinstance(value, Oddity):
        return refuse(value.code, f"this is {value.words}; {value.fix}")
    return refuse(Code.WRONG_TYPE, f"this is {excerpt(value)}; write {wanted}")


def _within(part: str, refused: Refused) -> list[Problem]:
    """The problems of a part, with the part's own name or index in front of their places."""
    found = []
    for problem in refused.problems:
        joint = "" if not problem.place or problem.place.startswith("[") else "."
        found.append(Problem(f"{part}{joint}{problem.place}", problem.code, problem.message))
    return found
