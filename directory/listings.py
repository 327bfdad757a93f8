"""One agency as the public's lists show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from agencies.models import Agency, slug_of
from agencies.places import country_name, place_name, region_name
from agencies.sizes import band_of

# What ``as_listings`` takes, of a pledge of ``queries.listed()``.
COLUMNS = (
    *(f"agency__{name}" for name in ("public_id", "name", "kind", "city", "region", "country")),
    "agency__decided_sworn",
    "pledged_on",
    "certified_on",
    "formerly",
)


@dataclass(frozen=True, slots=True)
class Listing:
    """One agency as the public sees it. ``certified_on`` is None while it is on the way, ``formerly`` its last former name."""

    public_id: str
    slug: str
    name: str
    kind: str
    city: str
    region: str
    country: str
    size: str
    pledged_on: date
    certified_on: date | None
    formerly: str = ""

    @property
    def status(self) -> str:
        return "certified" if self.certified_on else "on_the_way"

    @property
    def place(self) -> str:
        return place_name(city=self.city, region=self.region, country=self.country)

    @property
    def region_label(self) -> str:
        """The state or province, or the country of an agency without one: what the list is grouped by."""
        return region_name(self.region) if self.region else country_name(self.country)


def as_listings(rows: Iterable[Iterable[Any]]) -> list[Listing]:
    """Rows of ``COLUMNS`` as listings, in the words of the visitor's language."""
    language = get_language()
    return [_from_columns(language, *row) for row in rows]


def _from_columns(
    language: str | None,
    public_id: str,
    name: str,
    kind: str,
    city: str,
    region: str,
    country: str,
    sworn: int | None,
    pledged_on: date,
    certified_on: date | None,
    formerly: str | None,
) -> Listing:
    return Listing(
        public_id=public_id,
        slug=slug_of(name),
        name=name,
        kind=_kind(kind, language),
        city=city,
        region=region,
        country=country,
        size=_size(sworn, language),
        pledged_on=pledged_on,
        certified_on=certified_on,
        formerly=formerly or "",
    )


@lru_cache
def _kind(kind: str, _language: str | None) -> str:
    return str(Agency.Kind(kind).label)


@lru_cache(maxsize=2_000)
def _size(sworn: int | None, _language: str | None) -> str:
    band = band_of(sworn)
    return str(band.label) if band is not None else ""
