"""Which function delivers which kind of message. Apps register theirs in ``tasks`` and ``emails``."""

from collections.abc import Callable

Handler = Callable[..., None]
_handlers: dict[str, Handler] = {}
_farewells: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that delivers messages of ``kind``. It is called with the payload as keywords, maybe twice."""

    def register(handler: Handler) -> Handler:
        if kind in _handlers and _handlers[kind].__qualname__ != handler.__qualname__:
            raise ValueError(f"Two handlers for the outbox kind {kind!r}.")
        _handlers[kind] = handler
        return handler

    return register


def gives_up(*kinds: str) -> Callable[[Handler], Handler]:
    """Register the function that is called when a message of one of ``kinds`` is given up: it tells the person who waits.

    It gets the payload as keywords, in the transaction in which the message is given up, and may be called again after
    "try again" in the admin. It changes what the waiting page shows, and talks to no other service.
    """

    def register(farewell: Handler) -> Handler:
        for kind in kinds:
            _farewells[kind] = farewell
        return farewell

    return register


def farewell_of(kind: str) -> Handler | None:
    """The function that tells of messages of ``kind`` that are given up; None where no one waits for them."""
    return _farewells.get(kind)


def handler_of(kind: str) -> Handler:
    """The function for ``kind``; KeyError when no one registered one."""
    return _handlers[kind]


def kinds() -> set[str]:
    """Every registered kind."""
    return set(_handlers)
