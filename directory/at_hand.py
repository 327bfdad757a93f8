"""What a process has at hand in its own memory: the register's version, and for it pages as they are sent,
and their parts."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings


@dataclass(slots=True)
class _Contents:
    version: str
    until: float
    found: dict[str, Any] = field(default_factory=dict)


class Shelf:
    """Room for so many values of one version. It is emptied by the next version, by time, and when it is full."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._contents = _Contents("", 0.0)

    def find(self, version: str, name: str) -> Any:
        """What was put under this name for this version; None where nothing was."""
        contents = self._contents
        return contents.found.get(name) if contents.version == version and _lasts(contents) else None

    def put(self, version: str, name: str, value: Any) -> None:
        """Have a value at hand, which no one may change any more."""
        contents = self._contents
        # Threads share it: new contents take the place of the old, and none are taken apart while others read them.
        if contents.version != version or not _lasts(contents) or len(contents.found) >= self._room:
            until = time.monotonic() + settings.REGISTER_PAGE_SECONDS
            contents = self._contents = _Contents(version, until)
        contents.found[name] = value

    def forget(self) -> None:
        """Have nothing at hand."""
        self._contents = _Contents("", 0.0)


# Some ten kilobytes each.
pages = Shelf(400)
# Mostly small, but the numbers of 18,000 agencies in one order are 150 kilobytes. Apart from the pages, so that who walks
# through all of these doesn't empty it.
parts = Shelf(100)


class Glance:
    """One answer, which is asked for again when it is older than so many seconds."""

    def __init__(self) -> None:
        self._seen: tuple[float, Any] = (0.0, None)

    def see(self, ask: Callable[[], Any], *, seconds: float) -> Any:
        """What ``ask`` says, or said so many seconds ago at the most."""
        now = time.monotonic()
        asked_at, answer = self._seen
        if not asked_at or now - asked_at >= seconds:
            # As old as the moment before it was asked: never taken for younger than it is.
            self._seen = (now, answer := ask())
        return answer

    def forget(self) -> None:
        """Ask again."""
        self._seen = (0.0, None)


head = Glance()


def forget() -> None:
    """Have nothing at hand, as after a start."""
    head.forget()
    pages.forget()
    parts.forget()


def _lasts(contents: _Contents) -> bool:
    return time.monotonic() < contents.until
