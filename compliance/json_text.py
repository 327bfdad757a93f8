"""From text to JSON values, strictly: what JSON lets through and the formats here can't hold is kept as an `Oddity`."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from compliance.refusals import Code, Refused, refuse

# A department of 36,000 officers with 100,000 records takes some 25 MB; more than this is a mistake or an attack.
MAX_BYTES = 64 * 1024 * 1024
# Longer values are cut in messages.
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Oddity:
    """Stands for a value that JSON text can hold and these formats can't; readers refuse it at its place."""

    code: Code
    words: str
    fix: str


def parse(source: str | bytes) -> Any:
    """Parse one JSON text (bytes are UTF-8, a leading byte-order mark is ignored).

    Numbers with a point become `Decimal`, so that nothing is lost. What JSON itself would let through (a key given
    twice, NaN, Infinity, a number of thousands of digits) becomes an `Oddity`, which every reader refuses at its place.
    Raises `Refused` for text that isn't UTF-8, isn't JSON, is empty, too large or nested too deeply.
    """
    text = _decoded(source)
    if not text or text.isspace():
        raise refuse(Code.EMPTY, "there is nothing in it; write one JSON object")
    try:
        return _parsed(text, int)
    except Refused:
        raise
    except ValueError:
        # Python declines to convert integers of more than some thousands of digits, and doesn't say where.
        return _parsed(text, _integer)


def excerpt(value: Any) -> str:
    """A short, one-line picture of a JSON value for a message: never long, never nested."""
    if isinstance(value, str):
        return json.dumps(value if len(value) <= SHOWN else value[:SHOWN] + "…")
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, Oddity):
        return value.words
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    shown = str(value)
    return shown if len(shown) <= SHOWN else "a number of many digits"


def _parsed(source: str, whole_number: Callable[[str], Any]) -> Any:
    try:
        return json.loads(
            source,
            object_pairs_hook=_object,
            parse_float=_decimal,
            parse_constant=_constant,
            parse_int=whole_number,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if "\n" in source else f"column {error.colno}"
        if error.msg == "Extra data":
            fix = f"more follows after the first JSON value, at {where}; a file holds one, a .jsonl file one a line"
        else:
            fix = f"this isn't JSON: {error.msg}, at {where}; correct it there, or write it again with a program"
        raise refuse(Code.NOT_JSON, fix) from None
    except RecursionError:
        raise refuse(
            Code.TOO_DEEP, "lists or objects are nested too deeply; the format has three levels"
        ) from None


def _decoded(source: str | bytes) -> str:
    if len(source) > MAX_BYTES:
        raise refuse(
            Code.TOO_LARGE, f"it is larger than {MAX_BYTES // 2**20} MiB; one agency's facts are far smaller"
        )
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fix = f"it isn't UTF-8 text (byte {error.start + 1} can't be read); save it as UTF-8"
        raise refuse(Code.NOT_UTF8, fix) from None


def _object(pairs: list[tuple[str, Any]]) -> Any:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            break
        seen.add(key)
    return Oddity(Code.DUPLICATE_KEY, f"an object that gives {excerpt(key)} twice", "keep one of the two")


def _decimal(digits: str) -> Any:
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Oddity(Code.OUT_OF_RANGE, "a number beyond all bounds", "write a plain number such as 13.5")


def _constant(name: str) -> Any:
    return Oddity(
        Code.WRONG_TYPE, name, "JSON has no such number; write a plain one, or null where it may be left out"
    )


def _integer(digits: str) -> Any:
    if len(digits) <= SHOWN:
        return int(digits)
    return Oddity(Code.OUT_OF_RANGE, f"a number of {len(digits):,} digits", "write a plain number such as 40")
