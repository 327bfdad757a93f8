"""A list of agencies page by page, without asking the database for more than the page needs."""

from array import array
from collections.abc import Callable
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from directory import queries
from directory.freshness import is_kept, kept
from directory.listings import Listing
from pledges.models import Pledge

PER_PAGE = 50


class _Counted:
    """A list whose length is known. A paginator asks for that, and for one part of it."""

    def __init__(self, listed: QuerySet[Pledge], number: int) -> None:
        self._listed = listed
        self._number = number

    def count(self) -> int:
        return self._number

    def __getitem__(self, part: slice) -> QuerySet[Pledge]:
        return self._listed[part]


def page(
    request: HttpRequest, name: str, listed: Callable[[], QuerySet[Pledge]], number: int | None = None
) -> Page[Any]:
    """The page of a list that the query's ``page`` asks for; the nearest there is for one that there isn't.

    ``name`` says which list it is. ``number`` is how many agencies are on it, where that is known. One statement at the
    most, or two for who is signed in; ``listings`` takes another.

    All numbers of a list are read in their order, once for all who ask for a page of it. Of the whole register, that takes
    the database ten times as long as to cut off the first page, which most visitors see and no more.
    """
    asked = request.GET.get("page") or "1"
    if is_kept(request) and (number is None or asked != "1"):
        numbers = kept(request, f"numbers.{name}", lambda: _numbers(listed()), by_all=True)
        return Paginator(numbers, PER_PAGE).get_page(asked)
    agencies = listed()
    if number is None:
        return Paginator(agencies, PER_PAGE).get_page(asked)
    return Paginator(cast("Any", _Counted(agencies, number)), PER_PAGE).get_page(asked)


def _numbers(listed: QuerySet[Pledge]) -> "array[int]":
    return array("q", listed.values_list("pk", flat=True))


def listings(page: Page[Any]) -> list[Listing]:
    """The agencies on a page, in one statement."""
    return queries.whole(cast("QuerySet[Pledge] | array[int]", page.object_list))
