"""What a process has at hand for one version of the register, so that it needn't be fetched from the cache each time."""

import time
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

# Drawn parts, whole pages and lists of agencies' numbers, some ten to a hundred kilobytes each.
MOST = 128


@dataclass(slots=True)
class _Shelf:
    version: str
    until: float
    found: dict[str, Any] = field(default_factory=dict)


_shelf = _Shelf("", 0.0)


def find(version: str, name: str) -> Any:
    """What was put under this name for this version; None where nothing was."""
    shelf = _shelf
    return shelf.found.get(name) if shelf.version == version and time.monotonic() < shelf.until else None


def put(version: str, name: str, value: Any) -> None:
    """Have a value at hand, which nobody may change any more. Another version, or too much, empties the shelf."""
    global _shelf
    shelf = _shelf
    now = time.monotonic()
    # Threads share the shelf: a new one is put in its place, and none is taken apart while others read it.
    if shelf.version != version or now >= shelf.until or len(shelf.found) >= MOST:
        shelf = _shelf = _Shelf(version, now + settings.REGISTER_PAGE_SECONDS)
    shelf.found[name] = value


def forget() -> None:
    """Have nothing at hand."""
    global _shelf
    _shelf = _Shelf("", 0.0)
