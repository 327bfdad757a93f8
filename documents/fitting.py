"""How an agency's name is set on the certificate: as large as it can be, in lines of about one length."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fontTools.ttLib import TTFont

# Points between the inner edges of the certificate's text; `certificate.css` sets the same width.
MEASURE = 616.0

# Class in `certificate.css`, size in points as set there, and the most lines that it may take.
SIZES = (
    ("name-1", 42.0, 1),
    ("name-2", 36.0, 1),
    ("name-3", 31.0, 2),
    ("name-4", 26.0, 2),
    ("name-5", 22.0, 3),
    ("name-6", 18.0, 4),
    ("name-7", 14.5, 6),
    ("name-8", 11.5, 7),
    ("name-9", 9.5, 12),
    # For names in letters whose fonts are taller than ours, such as five hundred ideographs.
    ("name-10", 8.5, 12),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to set a name: the CSS class of its size, and its lines."""

    size: str
    lines: tuple[str, ...]


def settings_for(name: str) -> Iterator[Setting]:
    """Ways to set a name, the most generous first. The last ones take any name that a content takes.

    Widths are measured in our serif; letters that it lacks are guessed. A line that turns out wider on the
    page is broken there once more, so a caller tries the next setting when the page overflows.
    """
    words = name.split(" ")
    for size, points, most in SIZES:
        for lines in range(1, most + 1):
            broken = _balanced(words, lines)
            if broken is not None and all(_ems(line) * points <= MEASURE for line in broken):
                yield Setting(size, broken)
                break
    for size, _points, _most in SIZES[-2:]:
        yield Setting(size, (name,))


def _balanced(words: list[str], count: int) -> tuple[str, ...] | None:
    """The words in ``count`` lines whose longest is as short as can be; None for more lines than words."""
    if count > len(words):
        return None
    least, most = 0.0, _ems(" ".join(words)) + 0.01
    for _ in range(20):
        middle = (least + most) / 2
        if len(_filled(words, middle)) <= count:
            most = middle
        else:
            least = middle
    lines = _filled(words, most)
    return tuple(lines) if len(lines) <= count else None


def _filled(words: list[str], measure: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and _ems(f"{lines[-1]} {word}") <= measure:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _ems(text: str) -> float:
    """The width of a text in ems of the serif's semibold, without kerning (which only narrows)."""
    advances = _advances()
    return sum(advances.get(ord(character)) or _foreign(character) for character in text)


def _foreign(character: str) -> float:
    """The width to expect of what another font draws: ideographs and emoji fill a square, marks stand on a letter."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in {"W", "F"} else 0.75


@cache
def _advances() -> dict[int, float]:
    font = TTFont(str(files("font_source_serif_pro") / "files" / "SourceSerifPro-Semibold.ttf"), lazy=True)
    widths, unit = font["hmtx"], font["head"].unitsPerEm
    return {code: widths[name][0] / unit for code, name in font.getBestCmap().items()}
