"""How much waits behind an entry of a menu. Apps say it in their ``counts.py``, found when Django starts.

The menus stand on every page of a place of work, so each function answers for all its entries in one statement.
"""

from collections.abc import Callable, Iterable, Mapping

from django.http import HttpRequest

Counter = Callable[[HttpRequest], Mapping[str, int]]
_counters: dict[frozenset[str], Counter] = {}


def counts(*names: str) -> Callable[[Counter], Counter]:
    """Register the function that counts how much waits behind the entries with these URL names."""

    def register(counter: Counter) -> Counter:
        known = _counters.setdefault(frozenset(names), counter)
        if known.__qualname__ != counter.__qualname__:
            raise ValueError(f"Two functions count for {', '.join(names)}.")
        return counter

    return register


def counts_of(names: Iterable[str], request: HttpRequest) -> Mapping[str, int]:
    """How much waits behind the entries of a menu for this visitor, by URL name. Asks for none that isn't in the menu."""
    wanted = set(names)
    found: dict[str, int] = {}
    for counted, counter in _counters.items():
        if counted & wanted:
            found |= counter(request)
    return found
