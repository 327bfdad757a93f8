"""The reference list as a file has it: read from CSV, row by row."""

import csv
from collections.abc import Iterator
from typing import IO

from django.core.exceptions import ValidationError

from agencies.models import Agency, ReferenceAgency, ori_validator
from agencies.places import region_by_letters
from common.text import folded, one_line

_KINDS = {
    "city": Agency.Kind.MUNICIPAL,
    "county": Agency.Kind.COUNTY,
    "university or college": Agency.Kind.CAMPUS,
    "state police": Agency.Kind.STATE,
    "tribal": Agency.Kind.TRIBAL,
    "federal": Agency.Kind.FEDERAL,
}
_NAMED = (
    ("sheriff sheriffs", Agency.Kind.SHERIFF),
    ("university college school isd campus", Agency.Kind.CAMPUS),
    ("hospital medical", Agency.Kind.HOSPITAL),
    ("airport transit railroad railway", Agency.Kind.TRANSIT),
    ("tribal tribe", Agency.Kind.TRIBAL),
)
# The file's columns, by the words that lists of other years call them.
_COLUMNS = {
    "ori": ("ori", "ori9"),
    "name": ("name", "agency name", "agency"),
    "type": ("type", "agency type", "agency type name"),
    "county": ("county", "county name"),
    "state": ("state", "state abbr", "state abbreviation"),
    "city": ("city", "city name"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng"),
    "officers": ("officers", "officer count", "total officers", "sworn"),
}


def rows_of(file: IO[str]) -> Iterator[tuple[int, ReferenceAgency | None]]:
    """Each row with its line, unsaved; None for one without a valid ORI, name or state.

    Raises ValueError when the file has no columns for these.
    """
    reader = csv.reader(file)
    headings = [folded(cell) for cell in next(reader, [])]
    at = {
        key: next((headings.index(name) for name in names if name in headings), -1)
        for key, names in _COLUMNS.items()
    }
    if min(at["ori"], at["name"], at["state"]) < 0:
        raise ValueError("The first line needs the headings ori, name and state.")
    for cells in reader:
        said = {key: one_line(cells[place]) if 0 <= place < len(cells) else "" for key, place in at.items()}
        yield reader.line_num, _agency_of(said)


def _agency_of(said: dict[str, str]) -> ReferenceAgency | None:
    region = region_by_letters(said["state"].upper())
    ori = said["ori"].upper()
    try:
        ori_validator(ori)
    except ValidationError:
        return None
    if not said["name"] or not region:
        return None
    return ReferenceAgency(
        ori=ori,
        name=said["name"][:160],
        kind=kind_of(said["type"], said["name"]),
        region=region,
        county=_title(said["county"])[:120],
        city=said["city"][:80],
        latitude=_number(said["latitude"]),
        longitude=_number(said["longitude"]),
        officers=int(said["officers"]) if said["officers"].isdecimal() else None,
    )


def kind_of(type_name: str, name: str) -> str:
    """The type of agency: by what its name says beyond doubt, else by the list's own type."""
    words = set(folded(name).split())
    for telling, kind in _NAMED:
        if words & set(telling.split()):
            return str(kind)
    return str(_KINDS.get(folded(type_name), Agency.Kind.OTHER))


def _title(county: str) -> str:
    """Counties come in capitals: FULTON is Fulton. Several stay parted by semicolons."""
    return county.title() if county.isupper() else county


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
