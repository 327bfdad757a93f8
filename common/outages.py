"""What is away for a while: the database or the cache, stopped, restarted, full or too busy. It comes back by itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError


def is_outage(error: BaseException | None) -> bool:
    """Whether an error says that the database or the cache is away.

    Redis' errors are told by where they come from: importing its package takes a third of a second, where there may be
    no Redis at all.
    """
    return isinstance(error, (OperationalError, InterfaceError)) or is_of_cache(error)


def is_of_cache(error: BaseException | None) -> bool:
    """Whether an error says that the cache is away."""
    return type(error).__module__.partition(".")[0] == "redis"


@contextmanager
def without_cache_if_need_be() -> Iterator[None]:
    """Go on after this block where the cache is away, as if nothing had been found in it or kept."""
    try:
        yield
    except Exception as error:
        if not is_of_cache(error):
            raise
