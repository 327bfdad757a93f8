"""Names in our serif: broken into lines of about one length, as large as they fit, and as outlines for SVG."""

import threading
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

_LOADING = threading.Lock()
SEMIBOLD = str(files("font_source_serif_pro") / "files" / "SourceSerifPro-Semibold.ttf")
REGULAR = str(files("font_source_serif_pro") / "files" / "SourceSerifPro-Regular.ttf")


@dataclass(frozen=True, slots=True)
class Lines:
    """A text set at a size, in lines."""

    size: float
    lines: tuple[str, ...]


def can_be_set(text: str, font: str = SEMIBOLD) -> bool:
    """Whether the serif has a letter for each of the text's signs."""
    known = _font(font).getBestCmap()
    return bool(text) and all(ord(sign) in known for sign in text)


def fitted(text: str, *, measure: float, steps: tuple[tuple[float, int], ...]) -> Lines:
    """The text in the largest of the ``steps`` (size and most lines, the largest first) in which it fits ``measure``.

    What fits in none is cut at the end of the last line, with an ellipsis.
    """
    for size, most in steps:
        for count in range(1, most + 1):
            lines = _balanced(text.split(), count, size, measure)
            if lines is not None:
                return Lines(size, lines)
    size, most = steps[-1]
    kept = _filled(text.split(), size, measure)[:most]
    last = kept[-1]
    while last and width(f"{last}…", size) > measure:
        last = last[:-1]
    return Lines(size, (*kept[:-1], f"{last.rstrip()}…"))


def width(text: str, size: float, font: str = SEMIBOLD) -> float:
    """How wide a text is at a size, without kerning."""
    face = _font(font)
    glyphs, names, unit = face["hmtx"], face.getBestCmap(), face["head"].unitsPerEm
    return sum(glyphs[names.get(ord(sign), ".notdef")][0] for sign in text) * size / unit


def outline(text: str, *, middle: float, baseline: float, size: float, font: str = SEMIBOLD) -> str:
    """The text as the data of an SVG path, centered on ``middle``: it looks the same wherever it is shown."""
    face = _font(font)
    glyphs, names, scale = face.getGlyphSet(), face.getBestCmap(), size / face["head"].unitsPerEm
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
    x = middle - width(text, size, font) / 2
    for sign in text:
        name = names.get(ord(sign), ".notdef")
        glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, x, baseline)))
        x += glyphs[name].width * scale
    return str(pen.getCommands())


def _balanced(words: list[str], count: int, size: float, measure: float) -> tuple[str, ...] | None:
    """The words in ``count`` lines as equal as can be; None when they don't fit."""
    if count > len(words):
        return None
    least, most = 0.0, measure
    if len(_filled(words, size, most)) > count or any(width(word, size) > measure for word in words):
        return None
    for _ in range(16):
        half = (least + most) / 2
        if len(_filled(words, size, half)) <= count:
            most = half
        else:
            least = half
    return tuple(_filled(words, size, most))


def _filled(words: list[str], size: float, measure: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and width(f"{lines[-1]} {word}", size) <= measure:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _font(path: str) -> TTFont:
    """The font, whole: fontTools reads what is first asked for then, and two threads that ask at once break it for good."""
    with _LOADING:
        return _loaded(path)


@cache
def _loaded(path: str) -> TTFont:
    font = TTFont(path, lazy=False)
    for tag in ("head", "hmtx"):
        font[tag]
    for tag in ("cmap", "glyf"):
        font[tag].ensureDecompiled()
    return font
