"""Countries, and their states and provinces, as ISO 3166 has them: what agencies choose from and how a place is named."""

from functools import cache

import pycountry

# Where nearly all agencies are: offered first.
FIRST = ("US", "CA")
# Uninhabited, and without an agency.
_LEFT_OUT = frozenset({"US-UM"})
# Where the FBI's lists and the first letters of an ORI have other letters than the post.
_NOT_POSTAL = {"NB": "NE", "GM": "GU"}
_SHORTER = {"US-VI": "U.S. Virgin Islands", "GB": "United Kingdom"}


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """Every country as (ISO 3166-1 code, name): the United States and Canada first, the others by name.

    ISO 3166 has Puerto Rico, Guam and the like twice, as countries and as regions of the United States. Here they stand once,
    among the regions.
    """
    every = {code: name for code, name in _every_country().items() if code not in territories()}
    rest = sorted((code for code in every if code not in FIRST), key=lambda code: every[code])
    return tuple((code, every[code]) for code in (*FIRST, *rest))


@cache
def territories() -> dict[str, str]:
    """The region of the United States that each territory is, by its code as a country: ``GU`` is ``US-GU``."""
    parts = pycountry.subdivisions.get(country_code="US")
    return {code[3:]: code for code in sorted(part.code for part in parts if part.type == "Outlying area")}


@cache
def regions(country: str) -> tuple[tuple[str, str], ...]:
    """The states, provinces or other first-level parts of a country as (ISO 3166-2 code, name), by name.

    Empty for a country that has none, and for a code that isn't a country's.
    """
    parts = pycountry.subdivisions.get(country_code=country) or ()
    found = [
        (part.code, _SHORTER.get(part.code, part.name))
        for part in parts
        if part.parent_code is None and part.code not in _LEFT_OUT
    ]
    return tuple(sorted(found, key=lambda pair: pair[1]))


@cache
def grouped_regions() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The regions of the countries in FIRST, grouped under the country's name, as a select box wants them."""
    return tuple((country_name(code), regions(code)) for code in FIRST)


def country_name(code: str) -> str:
    """The country's name; the code itself when no one knows it."""
    return _country_names().get(code, code)


def region_name(code: str) -> str:
    """The name of a state or province: ``US-GA`` is Georgia. The code itself when no one knows it."""
    return _region_names(code.partition("-")[0]).get(code, code)


def name_by_key(key: str) -> str:
    """The name of a place by what addresses and filters call it: a state or province (US-TX), or a country (BM).

    Empty for a key of no place, and for a country of states and provinces, whose agencies all lie in one of them.
    """
    country = key.partition("-")[0]
    name = dict(countries()).get(country, "")
    if name and "-" in key:
        return region_name(key) if is_region_of(key, country) else ""
    return name if key == country and key not in FIRST else ""


def region_by_letters(letters: str) -> str:
    """The US state or territory of two letters, postal or as an ORI begins: ``NB`` is Nebraska. Empty for none."""
    code = f"US-{_NOT_POSTAL.get(letters, letters)}"
    return code if is_region_of(code, "US") else ""


def place_name(*, city: str, region: str, country: str) -> str:
    """A place in a line: "Atlanta, Georgia", and the country where it isn't the United States."""
    parts = [city, region_name(region) if region else ""]
    if country != "US":
        parts.append(country_name(country))
    return ", ".join(part for part in parts if part)


def is_region_of(code: str, country: str) -> bool:
    """Whether ``code`` is one of the country's regions."""
    return any(code == known for known, _ in regions(country))


@cache
def _every_country() -> dict[str, str]:
    return {country.alpha_2: _name_of(country) for country in pycountry.countries}


@cache
def _country_names() -> dict[str, str]:
    return _every_country()


@cache
def _region_names(country: str) -> dict[str, str]:
    return dict(regions(country))


def _name_of(country: object) -> str:
    # "Taiwan", not "Taiwan, Province of China"; "Bolivia", not "Bolivia, Plurinational State of".
    name: str = getattr(country, "common_name", None) or country.name  # type: ignore[attr-defined]
    return _SHORTER.get(country.alpha_2, name)  # type: ignore[attr-defined]
