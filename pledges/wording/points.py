"""A sentence and the page where it is mended."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence, and the page where it is mended (empty when there is none)."""

    text: str
    url: str = ""


def url_of(name: str, *args: str, query: str = "") -> str:
    """The address of a page by its name; ``query`` narrows a list to the rows that matter, such as ``training=lapsed``."""
    url = reverse(name, args=args)
    return f"{url}?{query}" if query else url


def written(day: date | None) -> str:
    """A date as it is written here; nothing for none."""
    return date_format(day, "DATE_FORMAT") if day is not None else ""
