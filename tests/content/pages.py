"""Comparing the number of queries that a public page runs with few rows and with more; and what the admin's forms carry."""

from collections.abc import Callable

from django.db import connection
from django.db.models import Model
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


def mark(row: Model) -> dict[str, str]:
    """What the form carries of a row as it is saved now."""
    saved = type(row)._default_manager.filter(pk=row.pk).values_list("updated_at", flat=True).first()
    return {"read_at": saved.isoformat()} if saved is not None else {}
