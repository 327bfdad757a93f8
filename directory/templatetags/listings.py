"""Rows of the register, written in one go: fifty rows of templates inside templates took most of a page's time."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import statuses
from common.templatetags.ui import day
from directory.queries import Listing

register = template.Library()

_ROW = (
    '<li class="listing listing--{status}"><div class="listing-what">'
    '<{level} class="listing-name"><a href="{url}">{name}</a></{level}>'
    '<p class="listing-facts">{place}<span class="listing-more"> · {kind}{size}</span></p></div>'
    '<div class="listing-state">{mark}<p class="listing-when">{verb} {day}</p></div></li>\n'
)


@register.simple_tag
def listing_rows(listings: Iterable[Listing], level: str = "h3") -> SafeString:
    """Agencies as a list, one a row. ``level`` is the heading of a row: h3 or h4."""
    every = reverse("directory:list")
    marks = {status: _mark(status) for status in ("pledged", "certified")}
    verbs = {"pledged": _("pledged"), "certified": _("certified")}
    shown = cache(day)

    def row(listing: Listing) -> dict[str, object]:
        when: date = listing.certified_on or listing.pledged_on
        return {
            "status": listing.status,
            "level": level,
            # As directory:agency has it; resolving it backwards fifty times takes longer than all the rest.
            "url": f"{every}{listing.public_id}/{listing.slug}/",
            "name": listing.name,
            "place": listing.place,
            "kind": listing.kind,
            "size": f" · {listing.size}" if listing.size else "",
            "mark": marks[listing.status],
            "verb": verbs[listing.status],
            "day": shown(when),
        }

    rows = format_html_join("", _ROW, (row(listing) for listing in listings))
    return format_html('<ul class="listings">\n{}</ul>', rows)


def _mark(status: str) -> SafeString:
    look = statuses.find(status)
    context = {"tone": look.tone, "icon_name": look.icon, "label": look.label}
    return render_to_string("components/status.html", context)
