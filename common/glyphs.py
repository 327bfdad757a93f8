"""Which characters the papers' fonts can draw: found before anything is issued, since a printed box says nothing."""

import unicodedata
from functools import cache
from importlib.resources import files

# Names stand upright and in italics on papers; the italics have the fewest letters, and are used for our own words alone.
_FACES = ("Regular", "Semibold")
_UNSEEN = {"Cf", "Zs", "Cc"}


def missing_glyphs(text: str) -> list[str]:
    """The characters of a text that the papers' serif lacks, each once, in their order; those without a shape left out."""
    known = _known()
    return [
        character
        for character in dict.fromkeys(unicodedata.normalize("NFC", text))
        if unicodedata.category(character) not in _UNSEEN
        and ord(character) not in known
        and not all(ord(part) in known for part in unicodedata.normalize("NFD", character))
    ]


def named(character: str) -> str:
    """A character as a person finds it: itself, and its number and name in Unicode."""
    return f"“{character}” (U+{ord(character):04X} {unicodedata.name(character, '').capitalize()})".replace(
        " )", ")"
    )


@cache
def _known() -> frozenset[int]:
    """What every face has; read once in the life of a process, and without the library until then."""
    from fontTools.ttLib import TTFont

    folder = files("font_source_serif_pro") / "files"
    faces = (TTFont(str(folder / f"SourceSerifPro-{face}.ttf"), lazy=True) for face in _FACES)
    return frozenset.intersection(*(frozenset(face.getBestCmap()) for face in faces))
