"""Whether the trail is whole: each entry's hash is found again, each follows the one before, and none is missing."""

from dataclasses import dataclass

from audit.models import Entry, Head
from audit.trail import GENESIS, entry_hash


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. ``broken_at`` is the number of the first entry that doesn't fit, ``problem`` says how."""

    entries: int
    head: str
    broken_at: int | None = None
    problem: str = ""
    anchor_seen: bool = True

    @property
    def is_whole(self) -> bool:
        return not self.problem and self.anchor_seen


def verify(*, anchor: str = "") -> Verdict:
    """Read the whole trail in order, some rows at a time, and stop at the first entry that doesn't fit.

    A chain can't tell that its end was cut off; the head's count can, as long as the head itself wasn't changed along.
    ``anchor`` is a hash noted earlier, elsewhere: the trail must still contain it, which nobody can bring about who has
    changed anything before it.
    """
    count, previous, seen = 0, GENESIS, anchor in {"", GENESIS}
    for entry in Entry.objects.order_by("id").iterator(chunk_size=2000):
        if entry.previous_hash != previous:
            return Verdict(count, previous, entry.pk, "it does not follow the entry before it", seen)
        if entry_hash(entry) != entry.hash:
            return Verdict(count, previous, entry.pk, "its content was changed", seen)
        count, previous = count + 1, entry.hash
        seen = seen or previous == anchor
    head = Head.objects.filter(pk=1).first()
    known = (head.entries, head.hash) if head is not None else (0, GENESIS)
    if known != (count, previous):
        return Verdict(
            count, previous, None, f"the head knows of {known[0]} entries, the trail has {count}", seen
        )
    return Verdict(count, previous, anchor_seen=seen)
