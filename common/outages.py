"""What is away for a while: the database or the cache, stopped, restarted, full or too busy; room on a disk."""

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError

# What PostgreSQL says when it starts or shuts down, and when it has no room for another connection.
_AWAY = {"57P01", "57P02", "57P03", "53300"}


def is_outage(error: BaseException | None) -> bool:
    """Whether an error says that the database or the cache is away, or that a disk is full.

    Redis' errors are told by where they come from: importing its package takes a third of a second, where there may be
    no Redis at all.
    """
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return True
    return isinstance(error, (OperationalError, InterfaceError)) or is_of_cache(error)


def is_of_cache(error: BaseException | None) -> bool:
    """Whether an error says that the cache is away."""
    return type(error).__module__.partition(".")[0] == "redis"


def is_unreachable(error: BaseException | None) -> bool:
    """Whether no one answers for the database or the cache: a smaller circle than an outage.

    A statement that took too long isn't among them: where it came from is worth knowing.
    """
    if is_of_cache(error):
        return type(error).__name__ in {"ConnectionError", "TimeoutError", "BusyLoadingError"}
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    # Without a code nothing came back from PostgreSQL. SQLite, always there, knows no codes.
    code = getattr(error.__cause__, "pgcode", "")
    return code is None or code in _AWAY


class InOneLine(logging.Filter):
    """Leaves the traceback out where no one answers: it is the same for each request, and hides everything else.

    Lets every record pass.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = _behind(record.exc_info[1]) if record.exc_info else None
        if is_unreachable(error):
            first = (str(error).splitlines() or [""])[0]
            record.msg, record.args = (
                f"{record.getMessage().splitlines()[0]} ({type(error).__name__}: {first})",
                (),
            )
            record.exc_info = record.exc_text = None
        return True


def _behind(error: BaseException | None) -> BaseException | None:
    """The error that Celery put into one of its own: beat says so every two seconds that it can't queue anything."""
    while type(error).__module__ in {"celery.beat", "kombu.exceptions"}:
        inner = error and (error.__cause__ or error.__context__)
        if inner is None:
            break
        error = inner
    return error


@contextmanager
def without_cache_if_need_be() -> Iterator[None]:
    """Go on after this block where the cache is away, as if nothing had been found in it or kept."""
    try:
        yield
    except Exception as error:
        if not is_of_cache(error):
            raise
