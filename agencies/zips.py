"""Where a ZIP code is: its city, county and position, from a table that set-up makes of the package ``zipcodes``."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from agencies.places import place_name
from agencies.similarity import folded_name, written_out
from common.text import folded

Table = TypeVar("Table")
EARTH_MILES = 3958.8
# A table takes a third of a second, and one is made of another. Without a lock, each of a new process's first visitors would
# make all of them, side by side.
_MAKING = threading.RLock()


@dataclass(frozen=True, slots=True)
class Place:
    """A ZIP code's place. ``region`` as in ISO 3166-2, ``position`` in degrees north and east the usual city first."""

    zip: str
    region: str
    cities: tuple[str, ...]
    county: str
    position: tuple[float, float]

    def __str__(self) -> str:
        """The code with its city and state: "80202 (Denver, Colorado)"."""
        return f"{self.zip} ({place_name(city=self.cities[0], region=self.region, country='US')})"

    def is_city(self, name: str) -> bool:
        """Whether the post delivers there under this city's name."""
        return bool(name) and _plain(name) in {_plain(city) for city in self.cities}

    def is_county(self, name: str) -> bool:
        """Whether this is the name of its county, with or without the word."""
        return bool(name) and _plain(name).removesuffix(" county") == _plain(self.county).removesuffix(
            " county"
        )

    def miles_to(self, city: str) -> float:
        """Miles as the crow flies to a city of the same state; infinite where no ZIP has this city."""
        other = _made(_cities).get((self.region, _plain(city)))
        return float("inf") if other is None else _miles(self.position, other)


def place_of_zip(code: str) -> Place | None:
    """The place of a ZIP code of five digits; None where there is none.

    Source: the package zipcodes, of the Postal Service's and the Census Bureau's files.
    """
    line = _made(_lines).get(code)
    return None if line is None else _read(line)


def zips_of(region: str, name: str) -> int:
    """How many ZIP codes a city or a county ("Cook County") of a region has: a hint of how large it is."""
    return _made(_numbers).get((region, _plain(name)), 0) if name else 0


def _made(table: Callable[[], Table]) -> Table:
    """A table, which the first thread to ask for it makes while the others wait."""
    with _MAKING:
        return table()


@cache
def _numbers() -> Counter[tuple[str, str]]:
    places = map(_read, _lines().values())
    return Counter(
        (place.region, _plain(name)) for place in places for name in (place.cities[0], place.county)
    )


def _read(line: str) -> Place:
    code, state, county, north, east, *cities = line.split("|")
    return Place(code, f"US-{state}", tuple(cities), county, (float(north), float(east)))


@cache
def _lines() -> dict[str, str]:
    text = (Path(settings.BASE_DIR) / "static" / "vendor" / "places" / "zips.txt").read_text()
    return {line[:5]: line for line in text.splitlines()}


@cache
def _cities() -> dict[tuple[str, str], tuple[float, float]]:
    """The position of each city: that of its first ZIP."""
    places: dict[tuple[str, str], tuple[float, float]] = {}
    for line in _lines().values():
        place = _read(line)
        places.setdefault((place.region, _plain(place.cities[0])), place.position)
    return places


@lru_cache(maxsize=40_000)
def _plain(name: str) -> str:
    return written_out(folded_name(folded(name)))


def _miles(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great circle between two positions in degrees, by the haversine formula."""
    (north, east), (north_too, east_too) = (map(radians, position) for position in (one, other))
    across = sin((north_too - north) / 2) ** 2 + cos(north) * cos(north_too) * sin((east_too - east) / 2) ** 2
    return 2 * EARTH_MILES * asin(sqrt(across))
