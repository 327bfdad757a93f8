"""The time zone of an agency's place, and so its day: what "today" is for the people who work there.

The portal's own clock is Eastern Time (TIME_ZONE). In Guam the day begins 14 or 15 hours earlier: without a zone of its
own, an agency there could not enter today's date until the afternoon.
"""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

from django.conf import settings
from django.utils import timezone

from agencies.models import Agency

# The zone that most people of a state or province live in. Where some live in the zone beside it, their midnight is an hour off.
_ZONES = {
    "America/New_York": "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
    "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    "America/Denver": "CO ID MT NM UT WY",
    "America/Phoenix": "AZ",
    "America/Los_Angeles": "CA NV OR WA",
    "America/Anchorage": "AK",
    "Pacific/Honolulu": "HI",
    "Pacific/Guam": "GU MP",
    "Pacific/Pago_Pago": "AS",
    "America/Puerto_Rico": "PR VI",
}
_PROVINCES = {
    "America/St_Johns": "NL",
    "America/Halifax": "NB NS PE",
    "America/Toronto": "NU ON QC",
    "America/Winnipeg": "MB",
    "America/Regina": "SK",
    "America/Edmonton": "AB NT",
    "America/Vancouver": "BC",
    "America/Whitehorse": "YT",
}
_BY_REGION = {
    f"{country}-{code}": zone
    for country, zones in (("US", _ZONES), ("CA", _PROVINCES))
    for zone, codes in zones.items()
    for code in codes.split()
}
# Countries whose first zone in the database is that of few.
_BY_COUNTRY = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CL": "America/Santiago",
    "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty",
    "PF": "Pacific/Tahiti",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
}
# The earliest day on earth begins here.
_FIRST = ZoneInfo("Pacific/Kiritimati")


def zone_of(*, country: str, region: str = "") -> ZoneInfo:
    """The time zone of a place by its ISO 3166 codes; that of the portal for a place that none is known of.

    A country that has several gets the one of most of its people.
    """
    name = (
        _BY_REGION.get(region)
        or _BY_COUNTRY.get(country)
        or (country not in {"US", "CA"} and _listed().get(country))
    )
    return ZoneInfo(name or settings.TIME_ZONE)


def today_of(agency: Agency, now: datetime | None = None) -> date:
    """The day that it is at an agency, now or at a moment."""
    return timezone.localdate(now, zone_of(country=agency.country, region=agency.region))


def latest_day() -> date:
    """The latest day that it is anywhere: what is later than this is in the future for everyone."""
    return timezone.localdate(timezone=_FIRST)


@cache
def _listed() -> dict[str, str]:
    """Each country's first zone, as the operating system's time zone database has it."""
    table = next((path for folder in TZPATH if (path := Path(folder) / "zone.tab").is_file()), None)
    found: dict[str, str] = {}
    for line in table.read_text(encoding="utf-8").splitlines() if table else []:
        if not line.startswith("#"):
            country, _position, zone = line.split("\t")[:3]
            found.setdefault(country, zone)
    return found
