"""Text that people typed, without what can't be seen: as the database keeps names, and as papers and feeds take all.

Letters, digits and signs of any script stay as they are. What goes are control characters, the invisible marks that
turn the direction of what follows (a name could turn a sentence around), and piles of accents beyond what any
script uses, which would be drawn over the lines above and below.
"""

import re
import unicodedata
from contextlib import suppress

from django.utils.translation import gettext as _

# The most marks that a written language puts on one letter are four (Tibetan, Hebrew with cantillation).
MAX_MARKS = 4

_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters by name that have no shape: fillers of Hangul, and the Braille cell without a dot.
_SHAPELESS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"@]+")
# What stands for an apostrophe: typed, typographic, as an accent of its own, and the Hawaiian letter.
_APOSTROPHES = dict.fromkeys(map(ord, "'\u2018\u2019\u201b`\u00b4\u02bb\u02bc\u02b9\u2032\uff07"))
_UNSEEN_APOSTROPHES = frozenset("'\u02bc")
# Letters that Unicode takes for letters of their own, and people for accented ones.
_LIKE = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
_ASCII_WORD = re.compile("[a-z0-9]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def one_line(text: str) -> str:
    """A name, a title, an address line: line breaks and runs of spaces become one space."""
    return " ".join(_printable(text).split())


def paragraphs(text: str) -> str:
    """A statement: single line breaks stay, paragraphs are parted by one blank line."""
    lines = (" ".join(line.split()) for line in _printable(text).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def is_readable(text: str) -> bool:
    """Whether there is a letter or a digit in it, of any script: a name of pictures or signs alone can't be read out."""
    return any(
        unicodedata.category(character)[0] in "LN" for character in text if character not in _SHAPELESS
    )


def folded(text: str) -> str:
    """What names are searched and compared by, everywhere: words of small letters and digits, with one space between.

    Without accents, apostrophes, width, ligatures and what can't be seen; hyphens, periods and other signs part words.
    "José Peña-O’Neill" is "jose pena oneill". Folding again changes nothing.
    """
    plain = text.translate(_APOSTROPHES).replace("&", " and ")
    if plain.isascii():
        return " ".join(_ASCII_WORD.findall(plain.lower()))
    kept: list[str] = []
    for sign in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", _printable(plain)).casefold()):
        kind = unicodedata.category(sign)
        if unicodedata.combining(sign) or kind == "Cf" or sign in _UNSEEN_APOSTROPHES:
            continue
        kept.append(_LIKE.get(sign, sign) if kind[0] in "LNM" and sign not in _SHAPELESS else " ")
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def tidy_address(email: str) -> str:
    """The one spelling in which an email address is kept and looked for: small letters, the host name in its ASCII form.

    Out go what can't be seen (pasted addresses end in zero-width spaces), spaces, and the name around "Name <address>".
    What is no address comes back tidied, for a validator to refuse.
    """
    plain = unicodedata.normalize("NFKC", _printable(email)).casefold()
    plain = "".join(sign for sign in " ".join(plain.split()) if unicodedata.category(sign) != "Cf")
    if plain.endswith(">") and "<" in plain:
        plain = plain[plain.rindex("<") + 1 : -1]
    local, at, host = plain.replace(" ", "").removeprefix("mailto:").rpartition("@")
    with suppress(UnicodeError):
        host = host.encode("idna").decode()
    return f"{local}{at}{host.rstrip('.')}"


def folded_address(email: str) -> str:
    """What email addresses of one person are compared by: `tidy_address` without a tag (``name+tag@``)."""
    local, at, host = tidy_address(email).rpartition("@")
    return f"{local.partition('+')[0] or local}{at}{host}"


def addresses_in(text: str) -> frozenset[str]:
    """The email addresses that a text holds, folded."""
    return frozenset(folded_address(found.rstrip(".")) for found in _ADDRESS.findall(text))


_BETWEEN = re.compile(r"\s*(?:[,;&]|\band\b)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,4}")
_RANGE = re.compile(r"([0-9]{1,4})\s*[-–—]\s*([0-9]{1,4})")


def page_reference(text: str) -> str:
    """ "page 2" of "2", "pages 2–3" of "2-3", "pages 2, 5–7" of "2 and 5-7"; "§ 5.2" and "12-4", which is no range, stay."""
    parts = list(map(_part, _BETWEEN.split(text.strip())))
    if not all(parts):
        return text
    if len(parts) == 1 and _NUMBER.fullmatch(parts[0]):
        return _("page %(number)s") % {"number": parts[0]}
    return _("pages %(numbers)s") % {"numbers": ", ".join(parts)}


def _printable(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", "".join(map(_replaced, _BREAKS.sub("\n", text)))):
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def _replaced(character: str) -> str:
    if character == "\n":
        return character
    if character in _TURNS:
        return ""
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    code = ord(character)
    if category == "Cs" or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return "\ufffd"
    return character


def _part(text: str) -> str:
    """One number, or two in their order; empty for what is neither."""
    if _NUMBER.fullmatch(text):
        return text
    ends = _RANGE.fullmatch(text)
    return f"{ends[1]}–{ends[2]}" if ends and int(ends[1]) < int(ends[2]) else ""
