"""A list of agencies page by page, without asking the database for more than the page needs."""

from array import array
from collections.abc import Callable
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from common.http_cache import cached
from directory import queries
from directory.listings import Listing
from pledges.models import Pledge

PER_PAGE = 50


def ranked(request: HttpRequest, name: str, numbers: Callable[[], "array[int]"]) -> Page[Any]:
    """The page of a search's list that the query's ``page`` asks for; ``numbers`` gives those of its pledges in their order."""
    best = cached(request, f"best.{name}", numbers, is_shared=True)
    return Paginator(best, PER_PAGE).get_page(request.GET.get("page"))


def page(
    request: HttpRequest, name: str, listed: Callable[[], QuerySet[Pledge]], number: Callable[[], int]
) -> Page[Any]:
    """The page of a list that the query's ``page`` asks for; the nearest there is for one that there isn't.

    ``name`` says which list it is, ``number`` counts the agencies on it. One statement at the most; ``listings`` takes
    another.

    Who leafs on reads all numbers of the list in their order, once for all who ask for another page of it. That takes the
    database up to ten times as long as to count them and cut off the first page, which most visitors see and no more.
    """
    asked = request.GET.get("page") or "1"
    if asked != "1":
        numbers = cached(request, f"numbers.{name}", lambda: _numbers(listed()), is_shared=True)
        return Paginator(numbers, PER_PAGE).get_page(asked)
    first: Page[Any] = Paginator(range(cached(request, f"number.{name}", number)), PER_PAGE).page(1)
    first.object_list = listed()[:PER_PAGE]
    return first


def _numbers(listed: QuerySet[Pledge]) -> "array[int]":
    return array("q", listed.values_list("pk", flat=True))


def listings(page: Page[Any]) -> list[Listing]:
    """The agencies on a page, in one statement."""
    return queries.whole(cast("QuerySet[Pledge] | array[int]", page.object_list))
