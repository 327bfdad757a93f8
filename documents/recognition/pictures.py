"""The seal and the social card of a certified agency: our own drawings, with its name and the year.

The seal's art is drawn once, as SVG and as PNG, by ``tools.paper_art`` and ``tools.press_art``; here only the name is set.
A name that our serif has no letters for is left out: the art and the year alone say nothing wrong.
"""

import io
import re
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from common.text import one_line
from documents.recognition.facts import Recognition
from documents.recognition.lettering import REGULAR, SEMIBOLD, can_be_set, fitted, outline, width

INK, GOLD, IVORY = "#14284b", "#a9822f", "#fdfaf2"
GOLD_SOFT, PALE = "#d9c08a", "#c9d3e4"
CARD = (1200, 630)
# Units of the seal's own drawing; the name stands below it.
_SEAL, _BAND = 240.0, 76.0
_NAME_STEPS = ((19.0, 1), (16.0, 2), (13.0, 2), (11.0, 3), (9.0, 4))
_CARD_STEPS = ((68.0, 2), (58.0, 3), (48.0, 4), (40.0, 4), (34.0, 5), (28.0, 6))
_PIXELS = 4  # for each unit


def seal_svg(facts: Recognition) -> str:
    """The seal with the agency's name and the year below, as SVG without any font."""
    art = (_art() / "seal.svg").read_text()
    inner = re.sub(r"^<svg[^>]*>|</svg>\s*$", "", art.strip())
    height = _SEAL + _BAND
    lines = "".join(
        f'<path d="{outline(line, middle=_SEAL / 2, baseline=y, size=size)}" fill="{color}"/>'
        for line, y, size, color in _captions(facts)
    )
    title = escape(_title(facts))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SEAL:g} {height:g}" width="{_SEAL * 2:g}" '
        f'height="{height * 2:g}" role="img" aria-labelledby="om-seal"><title id="om-seal">{title}</title>\n'
        f"{inner}\n{lines}\n</svg>\n"
    )


def seal_png(facts: Recognition) -> bytes:
    """The seal as PNG on a transparent ground, 960 pixels wide."""
    art = _seal_art()
    size = (round(_SEAL * _PIXELS), round((_SEAL + _BAND) * _PIXELS))
    picture = Image.new("RGBA", size, (255, 255, 255, 0))
    picture.paste(art.resize((size[0], size[0]), Image.Resampling.LANCZOS), (0, 0))
    draw = ImageDraw.Draw(picture)
    for line, y, points, color in _captions(facts):
        font = ImageFont.truetype(SEMIBOLD, points * _PIXELS)
        draw.text((size[0] / 2, y * _PIXELS), line, font=font, fill=color, anchor="ms")
    return _png(picture)


def card_png(facts: Recognition) -> bytes:
    """The social card: 1200 by 630 pixels, with the seal, the name, the place and since when."""
    picture = Image.new("RGB", CARD, INK)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((22, 22, CARD[0] - 23, CARD[1] - 23), outline=GOLD, width=2)
    draw.rectangle((30, 30, CARD[0] - 31, CARD[1] - 31), outline="#3a4d72", width=1)
    seal = _seal_art().resize((400, 400), Image.Resampling.LANCZOS)
    picture.paste(seal, (74, 115), seal)
    left, measure = 530, 600
    pieces = _card_pieces(facts, measure)
    y = (CARD[1] - sum(step for *_rest, step in pieces)) / 2 - 6
    for text, path, size, color, step in pieces:
        draw.text((left, y + step * 0.76), text, font=ImageFont.truetype(path, size), fill=color, anchor="ls")
        y += step
    foot = _("International Association of Chiefs of Police")
    draw.text((left, CARD[1] - 62), foot, font=ImageFont.truetype(REGULAR, 22), fill=PALE, anchor="ls")
    return _png(picture)


def _card_pieces(facts: Recognition, measure: float) -> list[tuple[str, str, float, str, float]]:
    """The lines of the card: text, font, size, color, and the height that each takes."""
    pieces: list[tuple[str, str, float, str, float]] = [
        (_("ONE MIND CERTIFIED"), SEMIBOLD, 27.0, GOLD_SOFT, 52.0)
    ]
    name, place = one_line(facts.agency), one_line(facts.place)
    if can_be_set(name):
        lines = fitted(name, measure=measure, steps=_CARD_STEPS)
        pieces += [(line, SEMIBOLD, lines.size, "#ffffff", lines.size * 1.16) for line in lines.lines]
    if can_be_set(place, REGULAR) and width(place, 30.0, REGULAR) <= measure:
        pieces.append((place, REGULAR, 30.0, PALE, 58.0))
    since = _("Certified since %(month)s") % {"month": date_format(facts.certified_on, "F Y")}
    pieces.append((since, REGULAR, 26.0, GOLD_SOFT, 44.0))
    return pieces


def _captions(facts: Recognition) -> list[tuple[str, float, float, str]]:
    """What stands below the seal: line, baseline, size, color."""
    name = one_line(facts.agency)
    captions: list[tuple[str, float, float, str]] = []
    y = _SEAL + 6
    if can_be_set(name):
        lines = fitted(name, measure=_SEAL - 4, steps=_NAME_STEPS)
        for line in lines.lines:
            y += lines.size * 1.12
            captions.append((line, y, lines.size, INK))
    captions.append((facts.year, y + 19, 15.0, GOLD))
    return captions


def _title(facts: Recognition) -> str:
    return _("%(agency)s: One Mind Certified, %(year)s") % {
        "agency": one_line(facts.agency),
        "year": facts.year,
    }


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=False)
    return file.getvalue()


@cache
def _seal_art() -> Image.Image:
    """The seal as it was drawn, 960 pixels wide: read once in a process."""
    with Image.open(_art() / "seal.png") as art:
        return art.convert("RGBA")


def _art() -> Path:
    return Path(settings.BASE_DIR) / "static" / "documents"
