"""Characters of a name that a reader would take for others, can't see, or won't find on paper: told before a decision."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext as _

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


# A sign within a word that is drawn like a letter: "L0s Angeles", and a capital I in "PoIice" ("McIntosh" is a name).
_WITHIN = re.compile(r"(?<=[^\W\d_])[01|](?=[^\W\d_])|(?<!\bMc)(?<!\bMac)(?<=[a-z])I(?=[a-z])")
_PHONETIC = range(0x250, 0x2B0)
_MOST = 5


def cautions(names: Mapping[str, str]) -> tuple[str, ...]:
    """One sentence for each kind of doubtful character of each name; ``names`` are texts by what they are."""
    return tuple(sentence for label, text in names.items() for sentence in _of(label, text))


def _of(label: str, text: str) -> Iterator[str]:
    if alike := look_alikes(text):
        words = _("In %(name)s, look closely at %(characters)s: a reader may take them for other letters.")
        yield words % {"name": label, "characters": _listed(alike)}
    if hidden := [each for each in dict.fromkeys(text) if unicodedata.category(each) == "Cf"]:
        words = _("In %(name)s, there are characters that no one sees: %(characters)s.")
        yield words % {"name": label, "characters": _listed(hidden)}
    if lacking := missing_glyphs(text):
        words = _(
            "In %(name)s, the font of certificates lacks %(characters)s. Agree on a spelling with the agency."
        )
        yield words % {"name": label, "characters": _listed(lacking)}


def look_alikes(text: str) -> list[str]:
    """The characters of a name that may be taken for others: not Latin, phonetic, or a digit or sign between letters."""
    found = [each for each in text if _is_foreign(each)]
    return list(dict.fromkeys([*found, *_WITHIN.findall(text)]))


@cache
def _known() -> frozenset[int]:
    """What every face has; read once in the life of a process, and without the library until then."""
    from fontTools.ttLib import TTFont

    folder = files("font_source_serif_pro") / "files"
    faces = (TTFont(str(folder / f"SourceSerifPro-{face}.ttf"), lazy=True) for face in _FACES)
    return frozenset.intersection(*(frozenset(face.getBestCmap()) for face in faces))


def _is_foreign(character: str) -> bool:
    if character.isascii() or unicodedata.category(character)[0] not in "LN":
        return False
    script = unicodedata.name(character, "").partition(" ")[0]
    return script not in {"LATIN", "MODIFIER"} or ord(character) in _PHONETIC


def _listed(characters: Iterable[str]) -> str:
    every = list(characters)
    shown = ", ".join(map(named, every[:_MOST]))
    more = len(every) - _MOST
    return _("%(shown)s and %(more)s more") % {"shown": shown, "more": more} if more > 0 else shown
