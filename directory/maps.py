"""The map of states and provinces: shapes that were drawn at set-up, shaded by how many agencies have pledged."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.conf import settings

from agencies.places import country_name, regions
from directory.queries import RegionCount

# As parts of the largest number of agencies that any region has.
STEPS = (0.1, 0.25, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Shape:
    """A state or province on the map. ``shade`` is 0 for none, then 1 to 4; ``count`` is None where no one pledged."""

    key: str
    name: str
    path: str
    shade: int
    count: RegionCount | None


@dataclass(frozen=True, slots=True)
class Map:
    """A country: the drawing's size, and its regions by name."""

    country: str
    name: str
    width: int
    height: int
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Shade:
    """A line of the legend: from ``least`` to ``most`` agencies."""

    shade: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The maps of the countries that can be drawn and have an agency, and what their shades mean."""

    maps: tuple[Map, ...]
    legend: tuple[Shade, ...]


def drawing(counts: Iterable[RegionCount]) -> Drawing:
    """The maps for these counts. Places without a shape, such as territories and other countries, are in the list alone."""
    by_key = {count.key: count for count in counts}
    legend = _legend(max((count.agencies for count in by_key.values()), default=0))
    maps = []
    for country, drawn in _shapes().items():
        if not any(key in by_key for key in drawn["regions"]):
            continue
        shapes = tuple(
            Shape(key, name, drawn["regions"][key], _shade(by_key.get(key), legend), by_key.get(key))
            for key, name in regions(country)
            if key in drawn["regions"]
        )
        maps.append(Map(country, country_name(country), drawn["width"], drawn["height"], shapes))
    return Drawing(tuple(maps), legend)


def _legend(most: int) -> tuple[Shade, ...]:
    """Shades that no number falls between; fewer where the numbers are too small for four."""
    ends = sorted({max(1, int(most * step)) for step in STEPS}) if most else []
    return tuple(
        Shade(shade, before + 1, end) for shade, (before, end) in enumerate(pairwise([0, *ends]), start=1)
    )


def _shade(count: RegionCount | None, legend: tuple[Shade, ...]) -> int:
    if count is None:
        return 0
    return next(line.shade for line in legend if line.least <= count.agencies <= line.most)


@lru_cache(maxsize=1)
def _shapes() -> dict[str, Any]:
    file = settings.BASE_DIR / "static" / "vendor" / "maps" / "regions.json"
    shapes: dict[str, Any] = json.loads(file.read_bytes())
    return shapes
