"""Doing something from several threads at the same moment."""

import threading
from collections.abc import Callable
from typing import TypeVar

from django.db import connection

T = TypeVar("T")
# A busy machine is no deadlock: those who only wait their turn get this long, and PostgreSQL finds a deadlock by itself.
PATIENCE = "SET lock_timeout = '120s'; SET statement_timeout = '120s'"


def at_once(*works: Callable[[], T]) -> list[T | Exception]:
    """Do each in a thread and on a connection of its own, all starting together; the results or errors, in this order."""
    results: list[T | Exception | None] = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(PATIENCE)
            start.wait(timeout=30)
            results[number] = works[number]()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=180)
    return [result for result in results if result is not None]
