"""One agency as open data: the columns that leave the portal, each with what it means, and no field besides.

Files, interface and documentation read the same list, so that a column can't appear in one without the others.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies import queries as agencies
from agencies.models import Agency
from agencies.places import country_name, region_name
from agencies.sizes import band_of
from common.addresses import absolute
from pledges.models import Pledge


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name, what it means, and an example of its value. A deprecated one stays for those who read it."""

    key: str
    meaning: str | Promise
    example: str | int
    is_deprecated: bool = False


COLUMNS = (
    Column(
        "id",
        _("The agency's public ID. It never changes, also when the agency is renamed."),
        "k7m2qxw5htz3nb6rjd4cf8yvpa",
    ),
    Column("name", _("The agency's name."), "Denver Police Department"),
    Column(
        "former_names",
        _("The names that the agency had before, the latest first; a list, in CSV parted by semicolons."),
        "Denver City Police",
    ),
    Column("type", _("The type of agency, as a code."), "municipal"),
    Column("type_name", _("The type of agency, in words."), "City or town police"),
    Column("city", _("The city; may be empty."), "Denver"),
    Column(
        "region",
        _("The state or province as its ISO 3166-2 code; empty where there is none."),
        "US-CO",
    ),
    Column("region_name", _("The name of the state or province."), "Colorado"),
    Column("country", _("The country as its ISO 3166-1 code."), "US"),
    Column("country_name", _("The name of the country."), "United States"),
    Column(
        "size",
        _("The size band, by sworn officers, in words; empty where the agency gave no figure."),
        "250 to 999 officers",
    ),
    Column("size_from", _("The fewest sworn officers of the band."), 250),
    Column("size_to", _("The most sworn officers of the band; empty for the largest band."), 999),
    Column(
        "stage",
        _("“certified” while the agency is One Mind Certified, else “on_the_way”."),
        "certified",
    ),
    Column(
        "status",
        _("“certified” or “pledged”: use stage, since every agency here took the pledge."),
        "certified",
        is_deprecated=True,
    ),
    Column("pledged_on", _("The date of the pledge, as year-month-day."), "2025-03-03"),
    Column(
        "certified_on",
        _("The date on which the pledge was completed; empty while the agency isn't certified."),
        "2025-11-12",
    ),
    Column("page", _("The address of the agency's page."), "https://…/agencies/k7m2qxw5htz3nb6rjd4cf8yvpa/"),
)


def records(pledges: Iterable[Pledge]) -> Iterator[dict[str, Any]]:
    """The pledges of ``queries.listed()`` as plain values, one by one, in their order; keys as in ``COLUMNS``.

    Dates are ISO 8601 text; what is empty is None for a number or a date, and an empty text for a text.
    """
    kinds: dict[str, Any] = dict(Agency.Kind.choices)
    former = agencies.every_former_name()
    for pledge in pledges:
        yield _record(pledge, kinds, former.get(pledge.agency_id, []))


def _record(pledge: Pledge, kinds: dict[str, Any], former: list[str]) -> dict[str, Any]:
    agency = pledge.agency
    band = band_of(agency.decided_sworn)
    certified_on = pledge.certified_on  # type: ignore[attr-defined]
    return {
        "id": agency.public_id,
        "name": agency.name,
        "former_names": former,
        "type": agency.kind,
        "type_name": str(kinds.get(agency.kind, agency.kind)),
        "city": agency.city,
        "region": agency.region,
        "region_name": region_name(agency.region) if agency.region else "",
        "country": agency.country,
        "country_name": country_name(agency.country),
        "size": str(band.label) if band is not None else "",
        "size_from": band.least if band is not None else None,
        "size_to": band.most if band is not None else None,
        "stage": "certified" if certified_on else "on_the_way",
        "status": "certified" if certified_on else "pledged",
        "pledged_on": pledge.pledged_on.isoformat(),
        "certified_on": certified_on.isoformat() if certified_on else None,
        "page": agency_url(agency.public_id),
    }


def agency_url(public_id: str) -> str:
    """The whole address of an agency's page, without its name in it, so that it stays when the name changes."""
    return absolute(reverse("directory:agency_short", args=[public_id]))


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what terms the data may be used: the licence's name and address, and whom to name."""

    name: str
    url: str
    attribution: str


def terms() -> Terms:
    """The terms as the settings have them."""
    return Terms(settings.OPEN_DATA_LICENSE, settings.OPEN_DATA_LICENSE_URL, settings.OPEN_DATA_ATTRIBUTION)
