"""How much waits behind an entry of a menu. Apps say it in their ``counts.py``, found when Django starts.

The menus stand on every page of a place of work, so each function answers for all its entries in one statement.
"""

from collections.abc import Callable, Mapping

from django.http import HttpRequest

Counter = Callable[[HttpRequest], Mapping[str, int]]
_counters: dict[str, Counter] = {}


def counts(menu: str) -> Callable[[Counter], Counter]:
    """Register the function that counts for ``menu`` ("agency" or "desk"): how many wait, by URL name."""

    def register(counter: Counter) -> Counter:
        known = _counters.setdefault(menu, counter)
        if known.__qualname__ != counter.__qualname__:
            raise ValueError(f"Two functions count for the menu {menu!r}.")
        return counter

    return register


def counts_of(menu: str, request: HttpRequest) -> Mapping[str, int]:
    """How many wait behind the entries of ``menu`` for this visitor, by URL name; empty where nobody counts."""
    counter = _counters.get(menu)
    return counter(request) if counter is not None else {}
