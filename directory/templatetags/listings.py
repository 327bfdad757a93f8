"""Rows of the register, written in one go: fifty rows of templates inside templates took most of a page's time."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common import statuses
from common.templatetags.ui import day
from directory.listings import Listing

register = template.Library()

_OPENING = '<li class="listing listing--{}"><div class="listing-what"><{} class="listing-name"><a href="{}'
_ROW = '{}{}/">{}</a></LEVEL>{}<p class="listing-facts">{}{}</p></div>{}</li>\n'
_FORMERLY = '<p class="listing-formerly">{}</p>'
_MORE = '<span class="listing-more"> · {}{}</span>'
_STATE = '<div class="listing-state">{}<p class="listing-when">{} {}</p></div>'


@register.simple_tag
def listing_rows(listings: Iterable[Listing], level: str = "h3") -> SafeString:
    """Agencies as a list, one a row. ``level`` is the heading of a row: h3 or h4."""
    every = reverse("directory:list")
    # What rows share is escaped once, and so marked.
    openings = {status: format_html(_OPENING, status, level, every) for status in ("on_the_way", "certified")}
    language = get_language() or ""
    rows = (
        (
            openings[listing.status],
            # As directory:agency has it; resolving it backwards fifty times takes longer than all the rest.
            f"{listing.public_id}/{listing.slug}",
            listing.name,
            _formerly(listing.formerly),
            listing.place,
            _more(listing.kind, listing.size),
            _state(listing.status, listing.certified_on or listing.pledged_on, language),
        )
        for listing in listings
    )
    return format_html(
        '<ul class="listings">\n{}</ul>', format_html_join("", _ROW.replace("LEVEL", level), rows)
    )


def _formerly(name: str) -> SafeString | str:
    """The name that the agency had before, for those who look for it."""
    return format_html(_FORMERLY, _("Formerly %(name)s") % {"name": name}) if name else ""


@lru_cache(maxsize=1_000)
def _more(kind: str, size: str) -> SafeString:
    return format_html(_MORE, kind, f" · {size}" if size else "")


@lru_cache(maxsize=5_000)
def _state(status: str, when: date, language: str) -> SafeString:
    """Where an agency stands, and since when. Days are few beside agencies: a process knows most of them before long."""
    certified = status == "certified"
    verb = _("certified") if certified else _("took the pledge")
    return format_html(_STATE, _mark(status, language), verb, day(when))


@lru_cache
def _mark(status: str, _language: str) -> SafeString:
    look = statuses.find(status)
    context = {"tone": look.tone, "icon_name": look.icon, "label": look.label}
    return render_to_string("components/status.html", context)
