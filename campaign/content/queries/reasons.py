"""What the pages "Why join" and "History" read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from campaign.content.models import Milestone, Note, Statistic

_MARK = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a statement, and the number of the note that follows it; 0 for none."""

    text: str
    note: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A statistic, ready to be drawn."""

    figure: str
    parts: tuple[Part, ...]
    remark: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A note: where a figure comes from."""

    number: int
    text: str
    url: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the timeline, with what happened."""

    year: int
    milestones: tuple[Milestone, ...]


def reasons(*, drafts: bool = False) -> tuple[list[Figure], list[Source]]:
    """The statistics in order, and the notes by number. A mark whose note isn't shown is left out of the text."""
    sources = [
        Source(note.number, note.text, note.url, not note.is_published)
        for note in Note.objects.shown(drafts=drafts)
    ]
    known = {source.number for source in sources}
    figures = [
        Figure(row.figure, tuple(_parts(row.statement, known)), row.remark, not row.is_published)
        for row in Statistic.objects.shown(drafts=drafts)
    ]
    return figures, sources


def timeline(*, drafts: bool = False) -> list[Year]:
    """The milestones by year, oldest first."""
    rows = Milestone.objects.shown(drafts=drafts).order_by("year", "pk")
    return [Year(year, tuple(found)) for year, found in groupby(rows, key=lambda row: row.year)]


def sources_wanting(statement: str) -> list[int] | None:
    """The notes that a statement names and the page doesn't show; None when it names none at all."""
    named = {int(number) for number in _MARK.findall(statement)}
    known = Note.objects.shown().filter(number__in=named).values_list("number", flat=True)
    return sorted(named - set(known)) if named else None


def cited_in(number: int) -> list[str]:
    """The published figures that name a note as their source."""
    rows = Statistic.objects.shown().filter(statement__contains=f"[{number}]")
    return list(rows.values_list("figure", flat=True))


def number_of_note(pk: int | None) -> int | None:
    """The number by which figures name a note now; None while it doesn't show."""
    return Note.objects.shown().filter(pk=pk).values_list("number", flat=True).first()


def _parts(statement: str, known: set[int]) -> Iterator[Part]:
    start = 0
    for mark in _MARK.finditer(statement):
        number = int(mark[1])
        yield Part(statement[start : mark.start()].rstrip(), number if number in known else 0)
        start = mark.end()
    if statement[start:].strip():
        yield Part(statement[start:])
