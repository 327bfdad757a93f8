"""The badge: a small picture at an address that stays, which says where an agency stands at the time it is looked at.

It may stand on any site. An agency that isn't in the directory (any more) has a badge that says so, whatever the reason.
"""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.text import one_line
from directory import queries
from directory.sharing import shared
from pledges.queries import Status

SECONDS = 300


@dataclass(frozen=True, slots=True)
class Face:
    """How a badge looks: the word, the width that the word takes, and the colors of its side."""

    word: str | Promise
    width: int
    ground: str
    ink: str


# Widths are of the English words, set at 12 units; the text is fitted to them wherever it is drawn.
FACES = {
    "certified": Face(gettext_lazy("certified"), 53, "#8a6410", "#ffffff"),
    "pledged": Face(gettext_lazy("pledged"), 49, "#0f6a70", "#ffffff"),
    "revoked": Face(gettext_lazy("revoked"), 49, "#5b6470", "#ffffff"),
    "withdrawn": Face(gettext_lazy("withdrawn"), 60, "#5b6470", "#ffffff"),
    "lapsed": Face(gettext_lazy("lapsed"), 42, "#5b6470", "#ffffff"),
    "unlisted": Face(gettext_lazy("not listed"), 58, "#5b6470", "#ffffff"),
}


@shared(seconds=SECONDS)
def badge(request: HttpRequest, public_id: str) -> HttpResponse:
    """An agency's badge as SVG; for one that was public what became of it, for all others that it isn't, with 404."""
    pledge = queries.listed().filter(agency__public_id=public_id).select_related("agency").first()
    if pledge is None and (ended := queries.ended(public_id)) is not None:
        return _of_ended(*ended)
    if pledge is None:
        return _drawn("unlisted", _("This agency isn't in the One Mind directory."), HTTPStatus.NOT_FOUND)
    certified_on = pledge.certified_on  # type: ignore[attr-defined]
    if certified_on:
        words = _("%(name)s is One Mind Certified since %(day)s.")
        given = {"name": pledge.agency.name, "day": date_format(certified_on)}
        return _drawn("certified", words % given)
    words = _("%(name)s took the One Mind pledge on %(day)s.")
    given = {"name": pledge.agency.name, "day": date_format(pledge.pledged_on)}
    return _drawn("pledged", words % given)


def _of_ended(name: str, status: Status) -> HttpResponse:
    words = {
        "revoked": _("The IACP revoked the certificate of %(name)s on %(day)s."),
        "withdrawn": _("%(name)s withdrew its pledge on %(day)s."),
        "lapsed": _("The pledge of %(name)s lapsed on %(day)s."),
    }[status.kind]
    return _drawn(
        status.kind, words % {"name": name, "day": date_format(status.since) if status.since else ""}
    )


def _drawn(status: str, title: str, code: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    face = FACES[status]
    context = {
        "face": face,
        "title": one_line(title),
        "side": face.width + 20,
        "whole": face.width + 20 + 102,
    }
    drawing = render_to_string("directory/badge.svg", context)
    response = HttpResponse(drawing, content_type="image/svg+xml", status=code)
    if code != HTTPStatus.OK:
        response["Cache-Control"] = f"public, max-age={SECONDS}"
    return response
