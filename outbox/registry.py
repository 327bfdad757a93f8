"""Which function delivers which kind of message. Apps register theirs in ``tasks`` and ``emails``."""

from collections.abc import Callable

Handler = Callable[..., None]
_handlers: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that delivers messages of ``kind``. It is called with the payload as keywords, maybe twice."""

    def register(handler: Handler) -> Handler:
        if kind in _handlers and _handlers[kind].__qualname__ != handler.__qualname__:
            raise ValueError(f"Two handlers for the outbox kind {kind!r}.")
        _handlers[kind] = handler
        return handler

    return register


def handler_of(kind: str) -> Handler:
    """The function for ``kind``; KeyError when nobody registered one."""
    return _handlers[kind]


def kinds() -> set[str]:
    """Every registered kind."""
    return set(_handlers)
