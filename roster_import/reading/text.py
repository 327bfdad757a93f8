"""Text files as exports really have them: which encoding, which delimiter, and the rows one by one."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roster_import.reading.problems import Unreadable

CHUNK = 64 * 1024
MOST_IN_A_CELL = 32 * 1024
DELIMITERS = ",;\t|"
# How files begin that aren't tables, whatever their names say.
_FOREIGN = (
    (
        b"%PDF",
        gettext_lazy(
            "This is a PDF, not a table. Export the table from the system that made it, as CSV or .xlsx."
        ),
    ),
    (b"\x89PNG", gettext_lazy("This is a picture, not a table. Export the table as CSV or .xlsx.")),
    (b"\xff\xd8\xff", gettext_lazy("This is a picture, not a table. Export the table as CSV or .xlsx.")),
    (b"{\\rtf", gettext_lazy("This is a text document, not a table. Save the table as CSV or .xlsx.")),
    (b"\x1f\x8b", gettext_lazy("This file is compressed (gzip). Unzip it, and send what is inside.")),
    (b"Rar!", gettext_lazy("This file is compressed (RAR). Unzip it, and send what is inside.")),
    (b"7z\xbc\xaf", gettext_lazy("This file is compressed (7z). Unzip it, and send what is inside.")),
    (b"SQLite format 3", gettext_lazy("This is a database, not a table. Export the table as CSV or .xlsx.")),
)
# What no text has, but for tabs and ends of lines and pages.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r"))
# In no file: a sign of Unicode that is kept out of all texts.
_END = "\ufffe end of the file"
# What stands in a cell for a NUL: no database takes one. It is no printable character either, so a cell that must be text is
# refused by its line and column, as one with any other control character.
_SUBSTITUTE = "\x1a"
_WINDOWS = "windows-1252-where-not-utf-8"
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<body")


def check_is_text(start: bytes) -> None:
    """Raise `Unreadable` when the first bytes are those of another kind of file."""
    for signature, message in _FOREIGN:
        if start.startswith(signature):
            raise Unreadable(message)
    words = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if words.startswith(_MARKUP):
        raise Unreadable(
            _(
                "This is a web page or XML, whatever its name says. Open it in Excel and save it as .xlsx or CSV UTF-8."
            )
        )
    if words[:1] in {b"{", b"["} and words[1:].lstrip()[:1] in {b'"', b"{", b"}", b"["}:
        raise Unreadable(_("This is JSON, not a table. Export the table as CSV or .xlsx."))


def encoding_of(chunks: Iterable[bytes]) -> str:
    """The encoding of a text: UTF-16 where its mark or its zeros say so, else UTF-8 (with or without a mark).

    What isn't UTF-8 in it is read as Windows-1252, byte by byte, so that old exports and files merged from two systems
    are readable too; see `lines_of`. Reads everything once, in pieces. Raises `Unreadable` for what isn't text.
    """
    nuls, size, controls = [0, 0], 0, 0
    for chunk in chunks:
        if not size and chunk.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            return "utf-32"
        if not size and chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        controls += len(chunk) - len(chunk.translate(None, _CONTROLS))
        if b"\0" in chunk:
            nuls[0] += chunk[size % 2 :: 2].count(0)
            nuls[1] += chunk[1 - size % 2 :: 2].count(0)
        size += len(chunk)
    if sum(nuls) > size // 5:
        # Plain letters in UTF-16 have a zero in every other byte, and no mark is needed to see which.
        if nuls[0] * 20 < nuls[1]:
            return "utf-16-le"
        if nuls[1] * 20 < nuls[0]:
            return "utf-16-be"
    if controls > size // 100 + 8:
        raise Unreadable(
            _(
                "This isn't a text file: it is full of characters that no text has. Export the table as CSV or .xlsx."
            )
        )
    return "utf-8-sig"


def lines_of(file: IO[bytes], encoding: str) -> Iterator[str]:
    """The lines, decoded; ``file`` is read from its beginning. Raises `Unreadable` where UTF-16 breaks off."""
    file.seek(0)
    errors = _WINDOWS if encoding == "utf-8-sig" else "strict"
    reader = io.TextIOWrapper(_Unclosed(file), encoding=encoding, errors=errors, newline="")
    try:
        yield from map(storable, reader)
    except UnicodeDecodeError:
        raise Unreadable(
            _("The text breaks off or is damaged. Export it again, as CSV UTF-8 or .xlsx.")
        ) from None


def storable(text: str) -> str:
    """The text with a substitute for each NUL, which PostgreSQL takes neither as text nor within JSON."""
    return text.replace("\0", _SUBSTITUTE)


def delimiter_of(lines: list[str]) -> str:
    """What parts the cells: the sign that parts most of the first lines into the same number of cells, at least two."""
    best, most = ",", (0.0, 0)
    for sign in DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
        except csv.Error:
            # A quotation mark that is never closed; reading the rows says where.
            continue
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        if usual > 1:
            score = (widths.count(usual) / len(widths), usual)
            if score > most:
                best, most = sign, score
    return best


def rows_of(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that aren't blank, each with the number of the line it begins on.

    Raises `Unreadable` where a quotation mark is never closed: it makes one cell of all that follows.
    """
    csv.field_size_limit(MOST_IN_A_CELL)
    # A last line of our own: it comes back as a row, or shows at the end of the cell that swallowed it.
    reader = csv.reader(chain(lines, [_END]), delimiter=delimiter)
    line = 1
    try:
        for row in reader:
            if row and row[-1].endswith(_END):
                if row == [_END]:
                    return
                raise csv.Error
            if any(row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error:
        raise Unreadable(
            _("The table can't be read from line %(line)s on: a quotation mark may never be closed there.")
            % {"line": line}
        ) from None


class _Unclosed(io.BufferedReader):
    """The same file for a text wrapper that mustn't close it."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file)  # type: ignore[arg-type]

    def close(self) -> None:
        """The caller's file stays open."""


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that aren't UTF-8 as Windows-1252, as every second export still writes accents."""
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101 - the only one that decoding raises
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(_WINDOWS, _as_windows)
