"""What waits for the IACP's staff, and for whom of them. Apps say what they know in their ``waits.py``, found at the start.

An item holds no words of anyone's: emails are written from how many there are of each kind.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that waits: ``words`` take its ``count``, ``page`` is the URL name of where it is done."""

    name: str
    words: Promise
    page: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits ``since`` then, where that is known. Waiting since another moment, it is another item.

    ``may`` is whether a person may act on it.
    """

    number: int
    since: datetime | None
    may: Callable[[User], bool]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits of one kind for one person, by the items' names, and since when the longest that is known."""

    kind: Kind
    names: tuple[str, ...]
    since: datetime | None

    @property
    def words(self) -> str:
        """How many, of what."""
        return str(self.kind.words % {"count": len(self.names)})


Source = Callable[[], Iterable[Item]]
_sources: dict[str, tuple[Kind, Source]] = {}


def waits(kind: Kind) -> Callable[[Source], Source]:
    """Register the function that yields all that waits of one kind, for every reader."""

    def register(source: Source) -> Source:
        _kind, known = _sources.setdefault(kind.name, (kind, source))
        if known.__qualname__ != source.__qualname__:
            raise ValueError(f"Two functions say what waits of {kind.name!r}.")
        return source

    return register


class Everything:
    """All that waits, read once, to be asked for one person after another."""

    def __init__(self) -> None:
        self._found = [
            (kind, {_name(kind, item): item for item in source()}) for kind, source in _sources.values()
        ]

    def __iter__(self) -> Iterator[str]:
        """The names of all items."""
        return (name for _kind, items in self._found for name in items)

    def waiting_for(
        self, user: User, *, only: Collection[str] | None = None, told: Collection[str] = ()
    ) -> tuple[Waiting, ...]:
        """What this person may act on, by kind: of the items named in ``only``, and without those that were ``told``."""
        found = []
        for kind, items in self._found:
            theirs = {
                name: item
                for name, item in items.items()
                if name not in told and (only is None or name in only) and item.may(user)
            }
            if theirs:
                since = min((item.since for item in theirs.values() if item.since is not None), default=None)
                found.append(Waiting(kind, tuple(theirs), since))
        return tuple(found)


def _name(kind: Kind, item: Item) -> str:
    moment = int(item.since.timestamp()) if item.since is not None else 0
    return f"{kind.name}:{item.number}:{moment}"
