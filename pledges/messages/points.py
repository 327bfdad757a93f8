"""A sentence and the page where it is fixed."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils.formats import date_format
from django.utils.functional import Promise, lazy

from common.addresses import reverse

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence, and the page where it is fixed (empty when there is none)."""

    text: str
    url: str = ""


def url_of(name: str, *args: str, query: str = "", part: str = "") -> str:
    """The address of a page by its name; ``query`` narrows a list to the rows that matter, such as ``training=lapsed``,
    and ``part`` is the ID of what on the page is meant.

    It is filled in where it is written into a page, since only an agency's page says whose page it leads to: actions and
    the desk read the sentences alone.
    """
    return cast("str", _filled_in(name, args, query, part))


def _address(name: str, args: tuple[str, ...], query: str, part: str) -> str:
    url = reverse(name, args)
    return url + (f"?{query}" if query else "") + (f"#{part}" if part else "")


_filled_in = lazy(_address, str)


def written(day: date | None) -> str:
    """A date as it is written here; nothing for none."""
    return date_format(day, "DATE_FORMAT") if day is not None else ""
