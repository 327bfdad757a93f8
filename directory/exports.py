"""The directory as a file: CSV, JSON or GeoJSON, written as it is sent, so that no file is ever whole in memory."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.urls import reverse

from common.spreadsheets import csv_lines
from directory.records import COLUMNS, terms

Records = Iterable[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: how its name ends, what it is called, its media type, and what writes it from records as of a day."""

    ending: str
    name: str
    media_type: str
    lines: Callable[[Records, date], Iterator[str]]

    @property
    def url(self) -> str:
        """Where the whole directory is, in this format."""
        return reverse(f"directory:agencies_{self.ending}")


def as_csv(records: Records, as_of: date) -> Iterator[str]:
    """Comma-separated values with a heading; the two last columns of each row say as of when, and on what terms.

    What a spreadsheet would take for a formula has an apostrophe in front.
    """
    day, licence = as_of.isoformat(), terms().name
    heading = [*(column.key for column in COLUMNS), "as_of", "license"]
    yield from csv_lines(chain([heading], ([*_in_cells(record), day, licence] for record in records)))


def as_json(records: Records, as_of: date) -> Iterator[str]:
    """One object: the terms, the as-of date, the agencies, and at the end how many they are."""
    yield _opening({"as_of": as_of.isoformat(), "license": asdict(terms())}, "agencies")
    yield from _closing(records)


def as_geojson(records: Records, as_of: date) -> Iterator[str]:
    """A FeatureCollection (RFC 7946): one feature an agency, with the record as its properties.

    Where an agency is, the portal doesn't know: its point is the middle of its state or province, which
    ``position`` says, and null where there is none.
    """
    head = {"type": "FeatureCollection", "as_of": as_of.isoformat(), "license": asdict(terms())}
    yield _opening(head, "features")
    yield from _closing(map(_feature, records))


FORMATS = {
    "csv": Format("csv", "CSV", "text/csv; charset=utf-8", as_csv),
    "json": Format("json", "JSON", "application/json", as_json),
    "geojson": Format("geojson", "GeoJSON", "application/geo+json", as_geojson),
}


# Longitude and latitude (WGS 84) inside each state and province: for agencies whose place isn't known better.
_MIDDLES = {
    "US-AL": (-86.8, 32.8), "US-AK": (-152.5, 64.2), "US-AZ": (-111.7, 34.3), "US-AR": (-92.4, 34.9),
    "US-CA": (-119.6, 37.2), "US-CO": (-105.5, 39.0), "US-CT": (-72.7, 41.6), "US-DE": (-75.5, 39.0),
    "US-DC": (-77.0, 38.9), "US-FL": (-81.7, 28.1), "US-GA": (-83.4, 32.6), "US-HI": (-155.5, 19.6),
    "US-ID": (-114.6, 44.4), "US-IL": (-89.2, 40.0), "US-IN": (-86.3, 39.9), "US-IA": (-93.5, 42.1),
    "US-KS": (-98.4, 38.5), "US-KY": (-85.3, 37.5), "US-LA": (-92.0, 31.0), "US-ME": (-69.2, 45.4),
    "US-MD": (-76.8, 39.4), "US-MA": (-71.9, 42.3), "US-MI": (-84.7, 43.4), "US-MN": (-94.3, 46.3),
    "US-MS": (-89.7, 32.8), "US-MO": (-92.5, 38.4), "US-MT": (-109.6, 47.0), "US-NE": (-99.8, 41.5),
    "US-NV": (-116.6, 39.4), "US-NH": (-71.6, 43.7), "US-NJ": (-74.7, 40.2), "US-NM": (-106.1, 34.4),
    "US-NY": (-75.5, 42.9), "US-NC": (-79.4, 35.5), "US-ND": (-100.5, 47.4), "US-OH": (-82.8, 40.3),
    "US-OK": (-97.5, 35.6), "US-OR": (-120.5, 43.9), "US-PA": (-77.8, 40.9), "US-RI": (-71.6, 41.6),
    "US-SC": (-80.9, 33.9), "US-SD": (-100.2, 44.4), "US-TN": (-86.3, 35.8), "US-TX": (-99.3, 31.5),
    "US-UT": (-111.7, 39.3), "US-VT": (-72.7, 44.1), "US-VA": (-78.8, 37.5), "US-WA": (-120.4, 47.4),
    "US-WV": (-80.6, 38.6), "US-WI": (-90.0, 44.6), "US-WY": (-107.6, 43.0), "US-PR": (-66.4, 18.2),
    "US-GU": (144.8, 13.5), "US-VI": (-64.8, 17.7), "US-AS": (-170.7, -14.3), "US-MP": (145.8, 15.2),
    "CA-AB": (-114.5, 55.0), "CA-BC": (-124.8, 54.8), "CA-MB": (-97.4, 55.0), "CA-NB": (-66.4, 46.6),
    "CA-NL": (-61.5, 53.9), "CA-NS": (-63.4, 45.2), "CA-NT": (-119.2, 65.1), "CA-NU": (-93.1, 65.3),
    "CA-ON": (-86.0, 50.4), "CA-PE": (-63.2, 46.3), "CA-QC": (-71.8, 53.4), "CA-SK": (-105.9, 54.4),
    "CA-YT": (-135.6, 63.6),
}  # fmt: skip


def middle_of(region: str) -> tuple[float, float] | None:
    """Longitude and latitude of a point in the middle of a state or province; None for places elsewhere."""
    return _MIDDLES.get(region)


def _feature(record: dict[str, Any]) -> dict[str, Any]:
    middle = middle_of(record["region"])
    properties = {key: value for key, value in record.items() if key != "id"}
    return {
        "type": "Feature",
        "id": record["id"],
        "geometry": {"type": "Point", "coordinates": list(middle)} if middle is not None else None,
        "properties": {**properties, "position": "region" if middle is not None else None},
    }


def _in_cells(record: dict[str, Any]) -> Iterator[Any]:
    """A record's values, lists as one text."""
    return ("; ".join(value) if isinstance(value, list) else value for value in record.values())


def _opening(head: dict[str, Any], items: str) -> str:
    """An object's beginning, up to the first of its ``items``."""
    return f"{_written(head)[:-1]},{json.dumps(items)}:[\n"


def _closing(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    count = 0
    for item in items:
        yield (",\n" if count else "") + _written(item)
        count += 1
    yield f'\n],"count":{count}}}\n'


def _written(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
