"""Rows that were frozen, and whose digest stands on the trail: what they say must still be what they said."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from audit.models import Entry, reference

# The detail of an entry that holds the digest.
DETAIL = "seal"


@dataclass(frozen=True, slots=True)
class Seal:
    """Rows of a model that are frozen when ``verb`` is recorded; ``digest`` says what a row's digest is now."""

    model: type[Model]
    verb: str
    digest: Callable[[Any], str]


_SEALS: dict[str, Seal] = {}


def seal(model: type[Model], verb: str, digest: Callable[[Any], str]) -> None:
    """Register a kind of frozen row; each app does it in ``audit_labels.py``. The action puts ``digest`` under DETAIL."""
    _SEALS[verb] = Seal(model, verb, digest)


def is_whole(row: Model, verb: str, *, marks: Mapping[str, bool] | None = None) -> bool:
    """Whether a row still is what it was when ``verb`` was recorded; True for one from before digests were recorded.

    ``marks`` are other verbs, each with whether the row says that it happened: the trail must say the same. One query.
    """
    marks = marks or {}
    entries = list(
        Entry.objects.filter(subject=reference(row), verb__in=[verb, *marks])
        .order_by("id")
        .values_list("verb", "details")
    )
    taken = [details[DETAIL] for recorded, details in entries if recorded == verb and DETAIL in details]
    happened = {recorded for recorded, _details in entries}
    if any((mark in happened) != says for mark, says in marks.items()):
        return False
    return not taken or taken == [_SEALS[verb].digest(row)]


def broken() -> Iterator[str]:
    """The reference of every row that isn't what it was, or is gone, in the order of the trail."""
    for one in _SEALS.values():
        entries = Entry.objects.filter(verb=one.verb).order_by("id").values_list("subject", "details")
        for subject, details in entries.iterator(chunk_size=500):
            if DETAIL not in details:
                continue
            row = one.model._default_manager.filter(pk=subject.rpartition(":")[2]).first()
            if row is None or one.digest(row) != details[DETAIL]:
                yield subject
