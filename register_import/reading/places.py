"""States, provinces and countries as spreadsheets write them, as ISO 3166 codes."""

from functools import cache

from django.utils.translation import gettext as _

from agencies.places import FIRST, countries, region_by_letters, region_name, regions, territories
from common.text import folded
from register_import.reading.problems import Bad

_COUNTRIES = {
    "us": "US", "usa": "US", "u s": "US", "u s a": "US", "united states of america": "US", "america": "US",
    "unitedstates": "US", "uk": "GB", "u k": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "great britain": "GB", "northern ireland": "GB", "can": "CA",
}  # fmt: skip
_REGIONS = {
    "d c": "US-DC", "washington dc": "US-DC", "washington d c": "US-DC", "virgin islands": "US-VI", "usvi": "US-VI",
    "quebec": "CA-QC", "newfoundland": "CA-NL", "pei": "CA-PE",
}  # fmt: skip
# Short forms that newspapers and older lists use for states.
_SHORT = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "colo": "CO", "conn": "CT", "del": "DE", "fla": "FL",
    "ill": "IL", "ind": "IN", "kan": "KS", "kans": "KS", "mass": "MA", "mich": "MI", "minn": "MN", "miss": "MS",
    "mont": "MT", "neb": "NE", "nebr": "NE", "nev": "NV", "okla": "OK", "ore": "OR", "penn": "PA", "penna": "PA",
    "tenn": "TN", "tex": "TX", "wash": "WA", "wis": "WI", "wisc": "WI", "wyo": "WY", "nb": "NE",
}  # fmt: skip


def country_of(cell: str) -> str:
    """A country's code; Bad for what is none."""
    words = folded(cell)
    found = _COUNTRIES.get(words) or _country_names().get(words)
    if not found:
        raise Bad(
            _("“%(cell)s” isn't a country that is known here; write it as “Canada” or “CA”.")
            % {"cell": cell[:40]}
        )
    return found


def region_of(cell: str, country: str) -> tuple[str, str]:
    """The region's code and its country's, by a cell and the country where a cell says one; Bad for what is none."""
    words = folded(cell)
    code = cell.strip().upper()
    if (
        "-" in code
        and code[:2] in _country_codes()
        and any(code == known for known, _name in regions(code[:2]))
    ):
        found = code
    else:
        wanted = (country,) if country else FIRST
        found = next((region for one in wanted if (region := _names(one).get(words))), "")
    if not found or (country and not found.startswith(f"{country}-")):
        where = country or "US"
        raise Bad(
            _("“%(cell)s” isn't a state or province of %(country)s; write its name or postal code.")
            % {"cell": cell[:40], "country": where}
        )
    return found, found[:2]


def region_of_ori(ori: str) -> str:
    """The state that an ORI's first two letters stand for, as a region's code; empty for letters that are no state's."""
    return region_by_letters(ori[:2])


@cache
def _names(country: str) -> dict[str, str]:
    """Folded names, postal codes and short forms of a country's regions."""
    found = {folded(name): code for code, name in regions(country)}
    found |= {folded(code.partition("-")[2]): code for code, _name in regions(country)}
    found |= {words: code for words, code in _REGIONS.items() if code.startswith(f"{country}-")}
    if country == "US":
        found |= {words: f"US-{code}" for words, code in _SHORT.items()}
    return found


@cache
def _country_names() -> dict[str, str]:
    named = {folded(name): code for code, name in countries()} | {
        code.lower(): code for code, _name in countries()
    }
    return named | {folded(region_name(region)): "US" for region in territories().values()}


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(code for code, _name in countries())
