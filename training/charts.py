"""What pages draw of the training: stacked columns, and figures beside what is needed.

Lengths are percentages as text, as SVG attributes take them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from agencies.models import Agency
from common.drawing import percentage
from compliance.editions import Track
from training import figures, queries
from training.editions import edition_of
from training.models import HeadCount
from training.queries import Month

# What one column takes of its place, in hundredths of a percent of it.
_WIDTH = 6400


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a column: what it is (a CSS modifier), how many, and where it is drawn."""

    kind: str
    count: int
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its label below and its sum above."""

    label: str
    total: int
    x: str
    middle: str
    width: str
    top: str
    parts: tuple[Part, ...]


def month_columns(months: Sequence[Month]) -> tuple[Column, ...]:
    """The certificates that end, month by month. Empty when none does."""
    return _columns(
        [(date_format(month.first_day, "M"), [("cit", month.cit), ("mhfa", month.mhfa)]) for month in months]
    )


def head_count_columns(entries: Sequence[HeadCount], *, most: int = 12) -> tuple[Column, ...]:
    """The latest ``most`` head counts, the earliest first, one a day. Empty with fewer than two days."""
    by_day: dict[date, HeadCount] = {}
    for entry in entries:
        by_day.setdefault(entry.as_of, entry)
    shown = [by_day[day] for day in sorted(by_day)[-most:]]
    if len(shown) < 2:
        return ()
    return _columns(
        [
            (
                date_format(entry.as_of, "M Y"),
                [("cit", entry.cit), ("mhfa", entry.mhfa_without_cit), ("neither", entry.untrained)],
            )
            for entry in shown
        ]
    )


def shares(agency: Agency, today: date) -> dict[str, Any]:
    """What ``training/_figures.html`` draws: the figures, the day they are of, and what is needed by the pledge's edition."""
    edition = edition_of(agency, today)
    counted = figures.of_agency(agency, today)
    return {
        "figures": counted,
        "counted_on": queries.counted_on(agency, today),
        "cit_needed": edition.crisis_intervention.needed(counted.sworn),
        "aid_needed": edition.first_aid.needed(counted.sworn),
        "cit_covers": Track.CIT in edition.first_aid.tracks,
    }


def _columns(rows: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> tuple[Column, ...]:
    highest = max((sum(count for _kind, count in parts) for _label, parts in rows), default=0)
    if highest == 0:
        return ()
    place = 10_000 // len(rows)
    result = []
    for number, (label, parts) in enumerate(rows):
        x = number * place + place * (10_000 - _WIDTH) // 20_000
        bottom = 10_000
        drawn = []
        for kind, count in parts:
            height = count * 10_000 // highest
            bottom -= height
            if count:
                drawn.append(Part(kind, count, percentage(bottom), percentage(height)))
        result.append(
            Column(
                label=label,
                total=sum(count for _kind, count in parts),
                x=percentage(x),
                middle=percentage(number * place + place // 2),
                width=percentage(place * _WIDTH // 10_000),
                top=percentage(bottom),
                parts=tuple(drawn),
            )
        )
    return tuple(result)
