"""A sentence and the page where it is mended."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence, and the page where it is mended (empty when there is none)."""

    text: str
    url: str = ""


def url_of(name: str) -> str:
    """The address of a page by its name; empty where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
