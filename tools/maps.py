"""Draws the states and provinces for the directory's map: shapes out of the installed packages, as paths of an SVG.

The United States come from ``us-atlas`` (Census Bureau, projected already), Canada from ``@svg-maps/canada``. Both are
far finer than a map on a page needs: lines are thinned, the smallest islands left out, and numbers rounded. Runs at
set-up and writes ``static/vendor/maps/regions.json``: ``{"US": {"width", "height", "regions": {"US-AL": path}}}``.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pycountry

Point = tuple[float, float]
Ring = list[Point]

# In units of the drawing, of which a map is some 980 wide.
TOLERANCE = 0.9
LEAST_AREA = 6.0
WIDTH = 980.0


def write(modules: Path, folder: Path) -> None:
    """Write the drawing to ``folder`` with the packages' licenses beside it. ``modules`` is npm's folder."""
    atlas, canada = modules / "us-atlas", modules / "@svg-maps" / "canada"
    folder.mkdir(parents=True, exist_ok=True)
    drawing = {
        "US": _drawing("US", dict(_united_states(atlas / "states-albers-10m.json"))),
        "CA": _drawing("CA", dict(_canada(canada / "index.js"))),
    }
    (folder / "regions.json").write_text(json.dumps(drawing, separators=(",", ":")), encoding="ascii")
    (folder / "LICENSE-us-atlas").write_bytes((atlas / "LICENSE").read_bytes())
    (folder / "LICENSE-svg-maps-canada.md").write_bytes((canada / "LICENSE.md").read_bytes())


def _drawing(country: str, regions: dict[str, list[Ring]]) -> dict[str, object]:
    """One country scaled to WIDTH, with its regions by ISO 3166-2 code; the names are the packages'."""
    codes = {part.name: part.code for part in pycountry.subdivisions.get(country_code=country)}
    points = [point for rings in regions.values() for ring in rings for point in ring]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    scale = WIDTH / (max(x for x, _ in points) - left)
    paths = {}
    for name, rings in regions.items():
        if name not in codes:
            raise KeyError(f"{name} is not a part of {country} in ISO 3166-2")
        scaled = [[((x - left) * scale, (y - top) * scale) for x, y in ring] for ring in rings]
        paths[codes[name]] = "".join(_path(ring) for ring in _worth_drawing(scaled))
    height = (max(y for _, y in points) - top) * scale
    return {"width": round(WIDTH), "height": round(height), "regions": dict(sorted(paths.items()))}


def _united_states(file: Path) -> Iterator[tuple[str, list[Ring]]]:
    """Name and rings of each state, out of TopoJSON: shared borders are arcs, held once and referred to by number."""
    topology = json.loads(file.read_bytes())
    (grow_x, grow_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        line: Ring = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * grow_x + move_x, y * grow_y + move_y))
        arcs.append(line)

    def ring(numbers: list[int]) -> Ring:
        points: Ring = []
        for number in numbers:
            points += (arcs[number] if number >= 0 else arcs[~number][::-1])[bool(points) :]
        return points

    for state in topology["objects"]["states"]["geometries"]:
        polygons = state["arcs"] if state["type"] == "MultiPolygon" else [state["arcs"]]
        yield state["properties"]["name"], [ring(numbers) for polygon in polygons for numbers in polygon]


def _canada(file: Path) -> Iterator[tuple[str, list[Ring]]]:
    """Name and rings of each province, out of SVG paths that go in relative steps."""
    text = file.read_text(encoding="utf-8")
    drawn = json.loads(text[text.index("{") : text.rindex("}") + 1])
    provinces = {
        _IN_ISO.get(province["name"], province["name"]): list(_rings(province["path"]))
        for province in drawn["locations"]
    }
    everywhere = [x for rings in provinces.values() for ring in rings for x, _y in ring]
    tops = [y for rings in provinces.values() for ring in rings for _x, y in ring]
    left, top = min(everywhere), min(tops)
    degree = (max(everywhere) - left) / (EAST - WEST)
    for name, rings in provinces.items():
        yield name, [[_conic(x - left, y - top, degree) for x, y in ring] for ring in rings]


def _conic(x: float, y: float, degree: float) -> Point:
    """From the package's Mercator map, of which ``degree`` units are one degree, to the cone that atlases draw Canada on.

    Mercator blows the islands of the north up to half of the picture; Lambert's cone, which touches at 49° and 77°
    north, keeps their size near what it is.
    """
    longitude = math.radians(WEST + x / degree)
    latitude = math.atan(math.sinh(math.asinh(math.tan(math.radians(NORTH))) - math.radians(y / degree)))
    south, north = math.radians(49), math.radians(77)
    turned = [math.tan(math.pi / 4 + angle / 2) for angle in (south, north, latitude)]
    power = math.log(math.cos(south) / math.cos(north)) / math.log(turned[1] / turned[0])
    radius = math.cos(south) * (turned[0] / turned[2]) ** power / power
    angle = power * (longitude - math.radians(-95))
    return radius * math.sin(angle), radius * math.cos(angle)


# Where the package's map of Canada ends, in degrees: the border of Alaska, Cape Spear, Cape Columbia.
WEST, EAST, NORTH = -141.0, -52.62, 83.11
_IN_ISO = {"Québec": "Quebec"}
_TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")


def _rings(path: str) -> Iterator[Ring]:
    """The rings of a path of moves and lines, both relative or absolute; ValueError for curves."""
    tokens = iter(_TOKEN.findall(path))
    x = y = 0.0
    command = ""
    ring: Ring = []
    for token in tokens:
        if token.isalpha():
            command = token
            if command in "zZ":
                yield ring
                x, y = ring[0]
                ring = []
            elif command not in "mMlLhHvV":
                raise ValueError(f"A path with {command} can't be read.")
            continue
        here_x, here_y = (0.0, 0.0) if command.isupper() else (x, y)
        if command in "hH":
            x = here_x + float(token)
        elif command in "vV":
            y = here_y + float(token)
        else:
            x, y = here_x + float(token), here_y + float(next(tokens))
        ring.append((x, y))
        # Further pairs after a move are lines.
        command = {"m": "l", "M": "L"}.get(command, command)
    if ring:
        yield ring


def _worth_drawing(rings: list[Ring]) -> Iterable[Ring]:
    """The rings that can be seen, thinned; of a region that has none, the largest."""
    seen = [ring for ring in rings if _area(ring) >= LEAST_AREA] or [max(rings, key=_area)]
    return [_thinned(ring) for ring in seen]


def _area(ring: Ring) -> float:
    corners = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in corners)) / 2


def _thinned(ring: Ring) -> Ring:
    """Ramer, Douglas and Peucker on both halves of a ring, cut at its point farthest from the first."""
    first = ring[0]
    far = max(range(len(ring)), key=lambda place: _distance2(ring[place], first))
    return [*_thinned_line(ring[: far + 1])[:-1], *_thinned_line([*ring[far:], first])[:-1]]


def _thinned_line(line: Ring) -> Ring:
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        start, end = waiting.pop()
        place, most = 0, 0.0
        for between in range(start + 1, end):
            off = _off(line[between], line[start], line[end])
            if off > most:
                place, most = between, off
        if most > TOLERANCE:
            keep.add(place)
            waiting += [(start, place), (place, end)]
    return [line[place] for place in sorted(keep)]


def _off(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a line through two others; from the first of them where both are the same."""
    length = _distance2(start, end) ** 0.5
    if not length:
        return _distance2(point, start) ** 0.5
    (x, y), (x1, y1), (x2, y2) = point, start, end
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def _distance2(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _path(ring: Ring) -> str:
    """Whole numbers, each step from the point before, so that few characters say it."""
    x, y = (round(number) for number in ring[0])
    parts = [f"M{x} {y}l"]
    steps = []
    for point in ring[1:]:
        next_x, next_y = (round(number) for number in point)
        if (next_x, next_y) != (x, y):
            steps.append(f"{next_x - x} {next_y - y}")
            x, y = next_x, next_y
    return "".join(parts) + " ".join(steps).replace(" -", "-") + "z" if steps else ""
