"""The badge: a small picture at an address that stays, which says where an agency stands at the time it is looked at.

It may stand on any site. An agency that isn't in the directory (any more) has a badge that says so, whatever the reason.
"""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from common.text import one_line
from directory import queries
from directory.data_views import data_view

SECONDS = 300


@dataclass(frozen=True, slots=True)
class Face:
    """How a badge looks: the width that its word takes, and the colors of its side."""

    width: int
    ground: str
    ink: str


# Widths are of the English words, set at 12 units; the text is fitted to them wherever it is drawn.
FACES = {
    "certified": Face(53, "#8a6410", "#ffffff"),
    "on_the_way": Face(67, "#0f6a70", "#ffffff"),
    "revoked": Face(49, "#5b6470", "#ffffff"),
    "withdrawn": Face(60, "#5b6470", "#ffffff"),
    "lapsed": Face(42, "#5b6470", "#ffffff"),
    "unlisted": Face(58, "#5b6470", "#ffffff"),
}


@data_view(seconds=SECONDS)
def badge(request: HttpRequest, public_id: str) -> HttpResponse:
    """An agency's badge as SVG; for one that was public what became of it, for all others that it isn't, with 404."""
    found = queries.status_today(public_id)
    if found is None:
        title = _("This agency isn't in the One Mind directory.")
        return _drawn("unlisted", _("not listed"), title, HTTPStatus.NOT_FOUND)
    name, status = found
    title = _("%(name)s, One Mind Campaign: %(status)s.") % {"name": name, "status": status.words}
    return _drawn(status.kind, status.short, title)


def _drawn(kind: str, word: str, title: str, code: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    face = FACES[kind]
    context = {
        "face": face,
        "word": word,
        "title": one_line(title),
        "side": face.width + 20,
        "whole": face.width + 20 + 102,
    }
    drawing = render_to_string("directory/badge.svg", context)
    response = HttpResponse(drawing, content_type="image/svg+xml", status=code)
    if code != HTTPStatus.OK:
        response["Cache-Control"] = f"public, max-age={SECONDS}"
    return response
