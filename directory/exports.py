"""The directory as a file: CSV, JSON or GeoJSON, written as it is sent, so that no file is ever whole in memory."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.urls import reverse

from common.spreadsheets import csv_lines
from directory.places import middle_of
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
