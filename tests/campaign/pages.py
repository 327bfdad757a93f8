"""Comparing the number of queries that a public page runs with few rows and with more."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries_of(path: str, client: Client | None = None) -> int:
    """How many queries the page runs."""
    with CaptureQueriesContext(connection) as seen:
        assert (client or Client()).get(path).status_code == 200
    return len(seen)


def same_number_of_queries(path: str, more: Callable[[], object], client: Client | None = None) -> bool:
    """Whether the page runs as many queries with one row more as with three more."""
    more()
    first = queries_of(path, client)
    more()
    more()
    return queries_of(path, client) == first
