"""Where the entries of one list of the facts come from: what an app of evidence gives to those that judge and show it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from agencies.models import Agency
from evidence.components import Component, Detail
from files.models import StoredFile


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of an entry beside its fact.

    ``parts`` are the components that it has, ``absent`` those that it hasn't or of which nothing is said. ``copy`` is what the
    copy is called among a letter's enclosures; ``file`` and ``file_name`` are the copy itself. ``expires_on`` is the day on
    which the copy's own term runs out.
    """

    parts: tuple[Component, ...] = ()
    copy: str = ""
    file: StoredFile | None = None
    file_name: str = ""
    absent: tuple[Component, ...] = ()
    details: tuple[Detail, ...] = ()
    expires_on: date | None = None


def nothing_to_ask(row: Any, day: date) -> tuple[str, ...]:
    """For entries of which a reviewer asks nothing beyond what is asked of every kind."""
    return ()


def waits_for_no_one(row: Any, day: date) -> str:
    """For entries that the agency completes by itself."""
    return ""


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of one list of evidence, and how each becomes a fact.

    ``rows`` gives an agency's rows with all that ``fact``, ``describe`` and ``asks`` read, which query nothing; ``find`` gives
    one row by its public ID, whatever agency it belongs to, for callers that have found out who may read it. ``asks`` is what
    a reviewer will ask of an entry of this kind on a day, ``waits_for`` whom beside the agency the entry waits for on that
    day. ``model`` is locked while a submission stands on it.
    """

    model: Any
    rows: Callable[[Agency], QuerySet[Any]]
    fact: Callable[[Any], Any]
    describe: Callable[[Any], Described]
    asks: Callable[[Any, date], tuple[str, ...]] = nothing_to_ask
    waits_for: Callable[[Any, date], str] = waits_for_no_one

    def find(self, public_id: str) -> Any | None:
        """One row by its public ID, with its agency; None when there is none."""
        return self.model.objects.select_related("agency").filter(public_id=public_id).first()
