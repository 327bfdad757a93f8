"""Draws the engraving of the papers into ``static/documents/``: border, rosette, seal, emblem and ornament.

Everything is computed: guilloche bands are phase-shifted waves, rosettes are modulated circles, letters are the
outlines of our serif. The drawings are kept in git, so that rendering a paper needs none of this; run
``python -m tools.paper_art`` after changing a line here. Lengths are points, the page is US Letter, landscape.
"""

from collections.abc import Callable, Iterator
from importlib.resources import files
from math import acos, atan2, cos, hypot, pi, radians, sin
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "static" / "documents"

INK = "#14284b"
INK_SOFT = "#7d8aa6"
GOLD = "#a9822f"
GOLD_SOFT = "#d9c08a"
GOLD_DEEP = "#7c5c17"
IVORY = "#fdfaf2"
PALE = "#f1e9d8"

PAGE = (792, 612)
INSET = (
    40.0  # from the paper's edge to the middle of the band: an A4 print at full size still holds all of it
)
BAND = 9.0  # half the width of the band

Point = tuple[float, float]
Curve = Callable[[float], Point]


def main() -> None:
    """Write every drawing."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, drawing in drawings():
        (FOLDER / name).write_text(drawing)


def drawings() -> Iterator[tuple[str, str]]:
    """File name and SVG of each drawing."""
    yield "border.svg", border()
    yield "rosette.svg", rosette()
    yield "seal.svg", seal()
    yield "emblem.svg", emblem()
    yield "ornament.svg", ornament()


def border() -> str:
    """The frame of the certificate: a band of woven waves, with a medallion at each corner."""
    width, height = PAGE
    left, top, right, bottom = INSET, INSET, width - INSET, height - INSET
    parts = [
        _frame(INSET - BAND - 5.2, GOLD, 0.5),
        _frame(INSET - BAND - 2.4, INK, 1.7),
        _frame(INSET + BAND + 2.4, INK, 0.8),
        _frame(INSET + BAND + 5.2, GOLD, 0.5),
    ]
    for color, stroke, heights, shift in (
        (INK_SOFT, 0.36, (0.25, 0.5, 0.75, 1.0), 0.0),
        (INK, 0.4, (0.34, 0.67, 1.0), 0.25),
        (GOLD, 0.5, (0.5,), 0.125),
    ):
        paths = []
        for share in heights:
            for side in (share * BAND, -share * BAND):
                for y in (top, bottom):
                    paths.append(_wave((left, y), (right, y), side, 22, shift))
                for x in (left, right):
                    paths.append(_wave((x, top), (x, bottom), side, 16, shift))
        parts.append(_stroked(paths, color, stroke))
    for x in (left, right):
        for y in (top, bottom):
            parts.append(_medallion((x, y)))
    return _svg(width, height, parts)


def rosette() -> str:
    """The pale figure behind the text of the certificate."""
    size, middle = 420.0, 210.0
    inner = [_petals((middle, middle), 120, 0.34, 9, 2 * pi * k / 12 / 9) for k in range(12)]
    outer = [_petals((middle, middle), 172, 0.2, 18, 2 * pi * k / 8 / 18) for k in range(8)]
    return _svg(size, size, [_stroked(outer, PALE, 0.55), _stroked(inner, PALE, 0.5)])


def seal() -> str:
    """The seal "One Mind Certified": a scalloped gold edge, an ink ring with the words, the three rings within."""
    size, middle = 240.0, 120.0
    at = (middle, middle)
    rays = [_petals(at, 106, 0.055, 36, 2 * pi * k / 5 / 36) for k in range(5)]
    mesh = [_petals(at, 55.5, 0.07, 24, 2 * pi * k / 5 / 24) for k in range(5)]
    parts = [
        f'<path d="{_scallops(at, 118, 3.4, 60)}" fill="{GOLD}"/>',
        _circle(at, 110.5, fill=GOLD_SOFT),
        _stroked(rays, GOLD_DEEP, 0.5),
        _circle(at, 99.5, fill=IVORY, stroke=GOLD_DEEP, width=0.8),
        _circle(at, 97, fill=INK),
        _circle(at, 93.6, stroke=GOLD_SOFT, width=0.7),
        _circle(at, 65, stroke=GOLD_SOFT, width=0.7),
        _circle(at, 62, fill=IVORY, stroke=GOLD_DEEP, width=0.8),
        _stroked(mesh, GOLD_SOFT, 0.4),
        _circle(at, 50.5, fill=IVORY, stroke=GOLD, width=0.6),
        *_around("ONE MIND CERTIFIED", at, 73.6, 17.0, 2.6, GOLD_SOFT),
        *_around("EVERY PRACTICE FULFILLED", at, 83.6, 10.6, 2.2, GOLD_SOFT, below=True),
        _star((middle - 79.3, middle + 12), 4.6, GOLD_SOFT),
        _star((middle + 79.3, middle + 12), 4.6, GOLD_SOFT),
        *_rings((at[0], at[1] + 3), 23, 5, IVORY),
    ]
    return _svg(size, size, parts)


def emblem() -> str:
    """The mark of the letterhead: three rings, none of which holds without the other two."""
    size, middle = 96.0, 48.0
    return _svg(size, size, _rings((middle, middle + 3.4), 23.5, 5.2, "#ffffff"))


def ornament() -> str:
    """The small rule below a title: two lines that thin out, a star between two lozenges."""
    width, height = 190.0, 9.0
    middle, half = width / 2, height / 2
    parts = []
    for side in (-1, 1):
        near, far = middle + side * 17, middle + side * 95
        lozenge = [
            (middle + side * x, half + y) for x, y in ((9.0, 0.0), (11.2, -1.7), (13.4, 0.0), (11.2, 1.7))
        ]
        parts.append(
            f'<path d="M{near:.2f},{half - 0.55:.2f}L{far:.2f},{half:.2f}L{near:.2f},{half + 0.55:.2f}Z" fill="{GOLD}"/>'
        )
        parts.append(f'<path d="M{"L".join(_pair(point) for point in lozenge)}Z" fill="{INK}"/>')
    return _svg(width, height, [*parts, _star((middle, half + 0.2), 4.2, GOLD)])


def _rings(at: Point, radius: float, width: float, ground: str) -> list[str]:
    """Borromean rings (communities, law enforcement, mental-health organizations) around one shared middle."""
    reach = radius * 0.62
    centers = [(at[0] + reach * sin(a), at[1] - reach * cos(a)) for a in (0, 2 * pi / 3, 4 * pi / 3)]
    colors = [INK, GOLD, INK_SOFT]
    parts = [_circle(c, radius, stroke=color, width=width) for c, color in zip(centers, colors, strict=True)]
    half = 0.36  # radians of an arc on either side of a crossing
    for over, color in enumerate(colors):
        under = (over + 1) % 3
        for angle in _crossings(centers[over], centers[under], radius):
            arc = _sampled(_circular(centers[over], radius), angle - half, angle + half, 4)
            parts.append(_stroked([arc], ground, width + 2.6))
            parts.append(
                _stroked(
                    [_sampled(_circular(centers[over], radius), angle - half * 1.25, angle + half * 1.25, 4)],
                    color,
                    width,
                )
            )
    parts.append(_circle(at, radius * 0.115, fill=GOLD))
    return parts


def _crossings(first: Point, second: Point, radius: float) -> list[float]:
    """The angles, on the first of two equal circles, at which the second crosses it."""
    across, down = second[0] - first[0], second[1] - first[1]
    towards = atan2(down, across)
    aside = acos(hypot(across, down) / 2 / radius)
    return [towards - aside, towards + aside]


def _medallion(at: Point) -> str:
    inner = [_petals(at, 12, 0.42, 8, 2 * pi * k / 6 / 8) for k in range(6)]
    rim = [_petals(at, 18.2, 0.09, 16, 2 * pi * k / 3 / 16) for k in range(3)]
    return "".join(
        [
            _circle(at, 22.9, fill="#ffffff", stroke=GOLD, width=0.5),
            _circle(at, 20.9, fill="#ffffff", stroke=INK, width=1.2),
            _stroked(rim, INK_SOFT, 0.4),
            _stroked(inner, INK, 0.4),
            _circle(at, 5.2, fill="#ffffff", stroke=GOLD, width=0.6),
            _star(at, 3.6, GOLD),
        ]
    )


def _wave(start: Point, end: Point, amplitude: float, waves: int, shift: float) -> str:
    """One line of a band: as good as a sine, shifted by a share of a wave, each arch a single curve.

    Every curve takes time in every rendering, so there are as few as the eye allows. A shifted line begins and ends
    below the medallions.
    """
    (x0, y0), (x1, y1) = start, end
    length = hypot(x1 - x0, y1 - y0)
    along = ((x1 - x0) / length, (y1 - y0) / length)
    arch = length / waves / 2

    def at(t: float, aside: float) -> str:
        return _pair((x0 + along[0] * t - along[1] * aside, y0 + along[1] * t + along[0] * aside))

    begin = shift * arch * 2
    path = [f"M{at(begin, 0)}"]
    for piece in range(waves * 2 - (1 if shift else 0)):
        t, side = begin + piece * arch, amplitude * 4 / 3 * (1 if piece % 2 == 0 else -1)
        path.append(f"C{at(t + 0.364 * arch, side)} {at(t + 0.636 * arch, side)} {at(t + arch, 0)}")
    return "".join(path)


def _petals(at: Point, radius: float, depth: float, count: int, turn: float) -> str:
    """A circle whose radius swings ``count`` times between ``radius`` × (1 − depth) and × (1 + depth)."""

    def line(t: float) -> Point:
        reach = radius * (1 + depth * sin(count * (t + turn)))
        return at[0] + reach * cos(t), at[1] + reach * sin(t)

    return _sampled(line, 0, 2 * pi, count * 4) + "Z"


def _scallops(at: Point, radius: float, depth: float, count: int) -> str:
    def line(t: float) -> Point:
        reach = radius + depth * (abs(sin(count * t / 2)) - 1)
        return at[0] + reach * cos(t), at[1] + reach * sin(t)

    each = 2 * pi / count
    return "".join(
        _sampled(line, bump * each, (bump + 1) * each, 2, joined=bump > 0, within=True)
        for bump in range(count)
    )


def _around(
    words: str, at: Point, radius: float, size: float, tracking: float, color: str, *, below: bool = False
) -> list[str]:
    """Capitals along a circle, centered at its top, or at its bottom and then read from left to right."""
    font = TTFont(str(files("font_source_serif_pro") / "files" / "SourceSerifPro-Semibold.ttf"))
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    scale = size / font["head"].unitsPerEm
    widths = [glyphs[names[ord(letter)]].width * scale + tracking for letter in words]
    side = -1 if below else 1
    parts = []
    along = -sum(widths) / 2
    for letter, width in zip(words, widths, strict=True):
        angle = (along + width / 2) / radius
        along += width
        c, s = cos(angle), side * sin(angle)
        x, y = at[0] + radius * sin(angle), at[1] - side * radius * cos(angle)
        back = (tracking - width) / 2
        pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
        # Glyphs stand with y upwards: mirror, then turn, then put in place.
        place = (scale * c, scale * s, scale * s, -scale * c, x + back * c, y + back * s)
        glyphs[names[ord(letter)]].draw(TransformPen(pen, place))
        if outline := pen.getCommands():
            parts.append(f'<path d="{outline}" fill="{color}"/>')
    return parts


def _star(at: Point, radius: float, color: str) -> str:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.4
        points.append((at[0] + reach * sin(radians(36 * corner)), at[1] - reach * cos(radians(36 * corner))))
    return f'<path d="M{"L".join(_pair(point) for point in points)}Z" fill="{color}"/>'


def _circular(at: Point, radius: float) -> Curve:
    return lambda t: (at[0] + radius * cos(t), at[1] + radius * sin(t))


def _sampled(
    curve: Curve, start: float, end: float, pieces: int, *, joined: bool = False, within: bool = False
) -> str:
    """A smooth path through ``pieces`` + 1 points of a curve; the slopes are measured, not derived.

    ``joined`` goes on from the path before; ``within`` measures no slope outside, where the curve has a corner.
    """
    step, tiny = (end - start) / pieces, 1e-5

    def slope(t: float) -> Point:
        before = start if within and t <= start else t - tiny
        after = end if within and t >= end else t + tiny
        (x0, y0), (x1, y1) = curve(before), curve(after)
        return (x1 - x0) / (after - before) * step / 3, (y1 - y0) / (after - before) * step / 3

    path = [] if joined else [f"M{_pair(curve(start))}"]
    for piece in range(pieces):
        t, following = start + piece * step, start + (piece + 1) * step if piece + 1 < pieces else end
        (x0, y0), (x1, y1) = curve(t), curve(following)
        (dx0, dy0), (dx1, dy1) = slope(t), slope(following)
        path.append(f"C{_pair((x0 + dx0, y0 + dy0))} {_pair((x1 - dx1, y1 - dy1))} {_pair((x1, y1))}")
    return "".join(path)


def _pair(point: Point) -> str:
    return f"{point[0]:.2f},{point[1]:.2f}"


def _stroked(paths: list[str], color: str, width: float) -> str:
    return f'<path d="{"".join(paths)}" fill="none" stroke="{color}" stroke-width="{width}"/>'


def _circle(at: Point, radius: float, *, fill: str = "none", stroke: str = "none", width: float = 0) -> str:
    line = f' stroke="{stroke}" stroke-width="{width}"' if width else ""
    return f'<circle cx="{at[0]:.2f}" cy="{at[1]:.2f}" r="{radius:.2f}" fill="{fill}"{line}/>'


def _frame(inset: float, color: str, width: float) -> str:
    across, down = PAGE[0] - 2 * inset, PAGE[1] - 2 * inset
    return (
        f'<rect x="{inset:.2f}" y="{inset:.2f}" width="{across:.2f}" height="{down:.2f}" '
        f'fill="none" stroke="{color}" stroke-width="{width}"/>'
    )


def _svg(width: float, height: float, parts: list[str]) -> str:
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}pt" height="{height:g}pt">\n{body}\n</svg>\n'
    )


if __name__ == "__main__":
    main()
