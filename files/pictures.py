"""Pictures made of stored files, in the process that judges uploads: for a paper, and of a PDF's pages."""

import struct
from collections.abc import Iterator

from files import sandbox
from files.models import StoredFile
from files.store import keep_bytes, open_file


class NoPicture(Exception):
    """No picture could be made of a file: it is damaged, too large, or the machine is too busy. ``problem`` is a code."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


def for_paper(stored: StoredFile) -> StoredFile:
    """The picture as a PNG no larger than a paper shows, stored; NoPicture. Papers show these and no others."""
    return keep_bytes(_made(stored, "paper_picture"), media_type="image/png")


def pages(stored: StoredFile) -> tuple[bytes, ...]:
    """The pages of a stored PDF as PNG, in their order; NoPicture."""
    return tuple(_pieces(_made(stored, "pages")))


def _made(stored: StoredFile, kind: str) -> bytes:
    with open_file(stored) as source:
        made = sandbox.inspect(source, kind)
    if made.content is None:
        raise NoPicture(made.problem or "damaged")
    with made.content as content:
        return content.read()


def _pieces(framed: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(framed):
        (length,) = struct.unpack_from(">I", framed, at)
        yield framed[at + 4 : at + 4 + length]
        at += 4 + length
