"""Where the entries of one list of the facts come from: what an app of evidence gives to those that judge and show it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from agencies.models import Agency
from files.models import StoredFile


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of an entry beside its fact: its main parts, each with the page where it stands, and its copy.

    ``copy`` is what the copy is called among a letter's enclosures; ``file`` and ``file_name`` are the copy itself.
    """

    parts: tuple[tuple[str, str], ...] = ()
    copy: str = ""
    file: StoredFile | None = None
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of one list of evidence, and how each becomes a fact.

    ``rows`` gives an agency's rows with all that ``fact`` and ``describe`` read, which query nothing; ``find`` gives one row
    by its public ID, whatever agency it belongs to, for callers that have found out who may read it. ``model`` is locked
    while a submission stands on it.
    """

    model: Any
    rows: Callable[[Agency], QuerySet[Any]]
    fact: Callable[[Any], Any]
    describe: Callable[[Any], Described]

    def find(self, public_id: str) -> Any | None:
        """One row by its public ID, with its agency; None when there is none."""
        return self.model.objects.select_related("agency").filter(public_id=public_id).first()
