"""The little that a text of the newsletter can do: paragraphs, lists, links and figures.

An empty line starts a new paragraph; a line that begins with "- " is a line of a list; "words | https://…" is a link, and
in a list "120 | agencies" is a figure with what it counts. Page, HTML part and text part are drawn from the one reading.
"""

import re
from dataclasses import dataclass

_ADDRESS = re.compile(r"https?://[^\s\"'<>|]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block. At most one of ``url`` and ``figure`` is filled."""

    text: str
    url: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list."""

    lines: tuple[Line, ...]
    is_list: bool = False


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text as it was typed."""
    blocks: list[Block] = []
    gathered: list[Line] = []
    listed = False

    def close() -> None:
        if gathered:
            blocks.append(Block(tuple(gathered), listed))
            gathered.clear()

    for raw in text.replace("\r\n", "\n").split("\n"):
        line = raw.strip()
        is_item = line.startswith("- ")
        if not line or is_item is not listed:
            close()
        listed = is_item
        if line:
            gathered.append(_line(line[2:] if is_item else line, figures=is_item))
    close()
    return tuple(blocks)


def _line(text: str, *, figures: bool) -> Line:
    words, bar, rest = (part.strip() for part in text.rpartition("|"))
    if bar and words and _ADDRESS.fullmatch(rest):
        return Line(words, url=rest)
    before, bar, after = (part.strip() for part in text.partition("|"))
    if figures and bar and before and after:
        return Line(after, figure=before)
    return Line(text.strip())
