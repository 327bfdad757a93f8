"""What every part of a paper's content does: clean its texts, keep their limits, and be JSON and a value by turns."""

from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Self, Union, get_args, get_origin, get_type_hints

from common.text import one_line, paragraphs
from compliance import json_shapes


@dataclass(frozen=True, slots=True)
class Limit:
    """How many characters a text may have, and whether it may have several lines."""

    characters: int
    lines: bool = False


Line = Annotated[str, Limit(500)]
Prose = Annotated[str, Limit(6_000, lines=True)]

# A letter of this many characters has some twenty-five pages; no one reads more, and no worker shall draw more.
MAX_CHARACTERS = 60_000
MAX_ITEMS = 60


class ContentTooLong(ValueError):
    """A text or a list is longer than a paper takes. ``place`` names it: a class and a field, such as ``Policy.title``."""

    def __init__(self, place: str, length: int, limit: int) -> None:
        self.place, self.length, self.limit = place, length, limit
        super().__init__(f"{place} is {length} long; a paper takes {limit}")


class Part:
    """What every part of a content does: clean its texts, keep its limits, write itself as JSON and read it back.

    Texts are cleaned when the part is made (see `common.text`), so that equal contents have equal JSON. Raises
    `ContentTooLong`. ``from_data`` raises `compliance.refusals.Refused`, naming the place, for anything else than
    what ``to_data`` writes; fields with a default may be missing, so that papers from before a field was added stay
    readable.
    """

    __slots__ = ()

    def __post_init__(self) -> None:
        part: Any = type(self)
        for name, hint in _hints(part).items():
            value = getattr(self, name)
            place = f"{part.__name__}.{name}"
            if isinstance(value, tuple):
                if len(value) > MAX_ITEMS:
                    raise ContentTooLong(place, len(value), MAX_ITEMS)
                if (limit := _limit(get_args(hint)[0])) is not None:
                    value = tuple(_cleaned(item, limit, place) for item in value)
                    object.__setattr__(self, name, tuple(item for item in value if item))
            elif (limit := _limit(hint)) is not None:
                object.__setattr__(self, name, _cleaned(value, limit, place))

    def to_data(self) -> dict[str, Any]:
        """Objects, lists, strings, numbers, true, false and null for a JSON column; dates as ``2025-06-15``."""
        data: dict[str, Any] = json_shapes.plain(self)
        return data

    @classmethod
    def from_data(cls, data: Any) -> Self:
        """The part that ``to_data`` wrote."""
        part: Any = cls
        read: json_shapes.Reader[Self] = _reader(part)
        return read(data)


@cache
def _hints(part: Any) -> dict[str, Any]:
    """The declared type of each field, in order."""
    hints = get_type_hints(part, include_extras=True)
    return {field.name: hints[field.name] for field in fields(part)}


@cache
def _reader(hint: Any) -> Any:
    """A reader of JSON values for a declared type."""
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _reader(args[0])
    if origin is tuple:
        return json_shapes.many(_reader(args[0]))
    if origin in (Union, UnionType):
        if args[1] is NoneType:
            return json_shapes.optional(_reader(args[0]))
        return json_shapes.number
    hints = _hints(hint)
    return json_shapes.Shape(
        hint,
        *(
            (field.name, _reader(hints[field.name]), *(() if field.default is MISSING else (field.default,)))
            for field in fields(hint)
        ),
    )


_SIMPLE: dict[Any, json_shapes.Reader[Any]] = {
    str: json_shapes.text,
    int: json_shapes.whole,
    bool: json_shapes.flag,
    date: json_shapes.day,
}


def _limit(hint: Any) -> Limit | None:
    return next((extra for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, Limit)), None)


def _cleaned(value: str, limit: Limit, place: str) -> str:
    text = paragraphs(value) if limit.lines else one_line(value)
    if len(text) > limit.characters:
        raise ContentTooLong(place, len(text), limit.characters)
    return text
