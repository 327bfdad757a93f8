"""CSV: text, in an encoding that can be told, with its quotes in pairs."""

import csv
import encodings.cp1252
import encodings.utf_8_sig
import io
import re

from files.inspection import Refusal

MOST_ROWS = 500_000
MOST_IN_A_CELL = 131_072
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"\s*(<[!?a-z]|%pdf|\{\\rtf)", re.IGNORECASE)

# Loaded while files can still be opened.
CODECS = (encodings.utf_8_sig, encodings.cp1252)


def inspect(content: bytes, kind: str) -> None:
    """Refuse what can't be read as a table of text. Nothing replaces the content."""
    text = _decode(content)
    if not text.strip():
        raise Refusal("empty")
    if _CONTROLS.search(text):
        raise Refusal("csv_encoding")
    if _MARKUP.match(text):
        raise Refusal("not_csv")
    csv.field_size_limit(MOST_IN_A_CELL)
    try:
        for number, _row in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True)):
            if number >= MOST_ROWS:
                raise Refusal("csv_too_long")
    except csv.Error:
        raise Refusal("csv_quotes") from None


def _decode(content: bytes) -> str:
    """UTF-8, with or without its mark; else Windows' own, as older Excel writes, if it is mostly plain letters."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    special = sum(byte >= 0x80 for byte in content)
    if special * 4 > len(content):
        raise Refusal("csv_encoding")
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise Refusal("csv_encoding") from None
