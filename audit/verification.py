"""Whether the trail is whole: each entry's hash is found again, each follows the one before, and none is missing.

A chain that was rewritten from the start is as whole as the first one. What finds that is a head kept elsewhere: ``HeadNote``.
"""

import re
from dataclasses import dataclass
from typing import Self

from audit.models import Entry, Head
from audit.trail import GENESIS, entry_hash


@dataclass(frozen=True, slots=True)
class HeadNote:
    """The trail's head at some moment: how many entries there were, and the last one's hash. Written ``1134:9f2c…``."""

    entries: int
    hash: str

    def __str__(self) -> str:
        return f"{self.entries}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> Self:
        """The note out of its text. ValueError for anything else."""
        found = re.fullmatch(r"\s*([0-9]{1,18})\s*[:\s]\s*([0-9a-fA-F]{64})\s*", text)
        if found is None:
            raise ValueError("A head is the number of entries, a colon, and 64 letters and digits.")
        return cls(int(found[1]), found[2].lower())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. ``broken_at`` is the number of the first entry that doesn't fit, ``problem`` says how."""

    entries: int
    head: str
    broken_at: int | None = None
    problem: str = ""

    @property
    def is_whole(self) -> bool:
        return not self.problem


def head() -> HeadNote:
    """The trail's head now, as the database has it."""
    row = Head.objects.filter(pk=1).first()
    return HeadNote(row.entries, row.hash) if row is not None else HeadNote(0, GENESIS)


def verify(*, against: HeadNote | None = None) -> Verdict:
    """Read the whole trail in order, some rows at a time, and stop at the first entry that doesn't fit.

    A chain can't tell that its end was cut off; the head's count can, as long as the head itself wasn't changed along.
    ``against`` is a head noted earlier, elsewhere: the entry of that number must still have that hash, which no one can
    bring about who has changed anything before it.
    """
    count, previous, then = 0, GENESIS, GENESIS
    for entry in Entry.objects.order_by("id").iterator(chunk_size=2000):
        if entry.previous_hash != previous:
            return Verdict(count, previous, entry.pk, "it does not follow the entry before it")
        if entry_hash(entry) != entry.hash:
            return Verdict(count, previous, entry.pk, "its content was changed")
        count, previous = count + 1, entry.hash
        if against is not None and count == against.entries:
            then = previous
    known = head()
    if known != HeadNote(count, previous):
        problem = f"the head knows of {known.entries} entries, the trail has {count}"
        return Verdict(count, previous, problem=problem)
    return Verdict(count, previous, problem=_differs(against, count, then) if against is not None else "")


def _differs(noted: HeadNote, count: int, then: str) -> str:
    if count < noted.entries:
        return f"{noted.entries} entries were noted, and it has {count}: it was shortened, or emptied and begun again"
    if then != noted.hash:
        return f"entry {noted.entries} of it is not the one that was noted: it was rewritten"
    return ""
