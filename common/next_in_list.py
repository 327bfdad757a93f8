"""Working through a list: its page keeps which addresses it leads to, and each of them knows the one after it.

The session holds the last few lists as they were shown, so that deciding on an item, which takes it off the list, doesn't
lose the place.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

_SESSION_KEY = "lists"
_MOST = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is in the list that led to it: the ``number``-th ``of`` those shown. Addresses may be empty."""

    number: int
    of: int
    list_url: str
    previous_url: str
    next_url: str


def remember(request: HttpRequest, urls: Iterable[str]) -> None:
    """Keep the addresses that the list at this request's address leads to, in their order."""
    shown = {"list": request.get_full_path(), "urls": list(urls)}
    kept: list[dict[str, object]] = request.session.get(_SESSION_KEY, [])
    if kept and kept[-1] == shown:
        return
    others = [one for one in kept if one["list"] != shown["list"]]
    request.session[_SESSION_KEY] = [*others, shown][-_MOST:]


def place_of(request: HttpRequest) -> Place | None:
    """Where this page, or the page that this step belongs to, is in the list that was opened last with it; None in none."""
    for shown in reversed(request.session.get(_SESSION_KEY, [])):
        urls: list[str] = shown["urls"]
        at = next((number for number, url in enumerate(urls) if request.path.startswith(url)), None)
        if at is not None:
            return Place(
                number=at + 1,
                of=len(urls),
                list_url=shown["list"],
                previous_url=urls[at - 1] if at else "",
                next_url=urls[at + 1] if at + 1 < len(urls) else "",
            )
    return None


def after(request: HttpRequest, default: str) -> str:
    """Where to go from a decision: to the next in the list, from its last to the list; to ``default`` without one."""
    place = place_of(request)
    return default if place is None else place.next_url or place.list_url
