"""Rows of the register, written in one go: fifty rows of templates inside templates took most of a page's time."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common import statuses
from common.templatetags.ui import day
from directory.queries import Listing

register = template.Library()

_ROW = (
    '{opening}{page}/">{name}</a></{level}><p class="listing-facts">{place}'
    '<span class="listing-more"> · {kind}{size}</span></p></div>{mark}{day}</p></div></li>\n'
)
_OPENING = '<li class="listing listing--{}"><div class="listing-what"><{} class="listing-name"><a href="{}'
_MARK = '<div class="listing-state">{}<p class="listing-when">{} '


@register.simple_tag
def listing_rows(listings: Iterable[Listing], level: str = "h3") -> SafeString:
    """Agencies as a list, one a row. ``level`` is the heading of a row: h3 or h4."""
    every = reverse("directory:list")
    verbs = {"pledged": _("pledged"), "certified": _("certified")}
    # What rows share is escaped once, and so marked.
    openings = {status: format_html(_OPENING, status, level, every) for status in verbs}
    marks = {status: format_html(_MARK, _mark(status), verb) for status, verb in verbs.items()}
    heading, nothing = format_html("{}", level), format_html("{}", "")
    kinds, sizes = _Labels("{}"), _Labels(" · {}")
    language = get_language() or ""
    rows = (
        {
            "opening": openings[listing.status],
            # As directory:agency has it; resolving it backwards fifty times takes longer than all the rest.
            "page": f"{listing.public_id}/{listing.slug}",
            "name": listing.name,
            "level": heading,
            "place": listing.place,
            "kind": kinds.of(listing.kind),
            "size": sizes.of(listing.size) if listing.size else nothing,
            "mark": marks[listing.status],
            "day": _day(listing.certified_on or listing.pledged_on, language),
        }
        for listing in listings
    )
    return format_html('<ul class="listings">\n{}</ul>', format_html_join("", _ROW, rows))


class _Labels:
    """Labels as this visitor reads them. A list has few, which its rows share; by identity, since telling translatable
    words apart translates them.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        # With the label itself, so that no other comes to have its identity.
        self._known: dict[int, tuple[str | Promise, SafeString]] = {}

    def of(self, label: str | Promise) -> SafeString:
        if id(label) not in self._known:
            self._known[id(label)] = label, format_html(self._pattern, label)
        return self._known[id(label)][1]


@lru_cache(maxsize=10_000)
def _day(when: date, _language: str) -> SafeString | str:
    return day(when)


def _mark(status: str) -> SafeString:
    look = statuses.find(status)
    context = {"tone": look.tone, "icon_name": look.icon, "label": look.label}
    return render_to_string("components/status.html", context)
