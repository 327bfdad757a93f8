"""Refusals that a person can correct. Actions raise them; views show them beside the form that was sent."""

from typing import TYPE_CHECKING, cast

from django.utils.functional import Promise

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Refused(Exception):
    """The change can't be made as asked; the message tells the person why and what to do. Nothing was written."""

    def __init__(self, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = cast("StrOrPromise", message)
        self.field = field


class Conflict(Refused):
    """The version is stale, or the row has moved on: answered with status 409 and who did what when."""


class Stale(Conflict):
    """The row was saved since the form was opened: what was typed can be merged with what is saved now."""


class NotAllowed(Exception):
    """This person may not do this: answered with status 403."""
