"""Geometry of the picture of subscribers over time: a column a month. Lengths are percentages as text, as SVG takes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from common.drawing import percentage

MONTHS = 12
# What one column takes of its place, in hundredths of a percent of it.
_WIDTH = 6400


@dataclass(frozen=True, slots=True)
class Column:
    """A month: its name, how many subscribers there were at its end, and where the column is drawn."""

    month: str
    count: int
    x: str
    middle: str
    y: str
    width: str
    height: str


def columns(counts: Sequence[tuple[date, int]]) -> tuple[Column, ...]:
    """The last MONTHS months of what was counted day by day, the earliest first. Empty with fewer than two months."""
    by_month: dict[tuple[int, int], tuple[date, int]] = {}
    for day, count in counts:
        by_month[day.year, day.month] = (day, count)
    shown = [by_month[month] for month in sorted(by_month)][-MONTHS:]
    highest = max((count for _day, count in shown), default=0)
    if len(shown) < 2 or not highest:
        return ()
    place = 10_000 // len(shown)
    return tuple(
        Column(
            month=date_format(day, "M Y"),
            count=count,
            x=percentage(number * place + place * (10_000 - _WIDTH) // 20_000),
            middle=percentage(number * place + place // 2),
            y=percentage(10_000 - count * 10_000 // highest),
            width=percentage(place * _WIDTH // 10_000),
            height=percentage(count * 10_000 // highest),
        )
        for number, (day, count) in enumerate(shown)
    )
