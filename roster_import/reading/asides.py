"""What a row says outside of its columns: a sign or a note beside a name, a heading above several rows.

"Bo Hay (failed)", "Bo Hay*" with "* = did not finish" below, and "DID NOT COMPLETE:" above three names.
"""

import re

from roster_import.reading.words import CREDITED, RESULTS, says_who_left, speaks_against
from training.course_titles import fold

_SIGN = re.compile(r"[*†‡§^]+$")
_NOTE = re.compile(r"[(\[]([^()\[\]]+)[)\]]")


def notes_of(name: str, ref: str) -> tuple[str, ...]:
    """The notes in brackets of a name, and the signs beside it or beside an ID, as they are written."""
    signs = (found.group() for text in (name, ref) if (found := _SIGN.search(text)))
    return tuple(dict.fromkeys([*_NOTE.findall(name), *signs]))


def against(note: str) -> bool:
    """Whether a note may speak against a training; a sign alone may say anything."""
    words = fold(note)
    said = RESULTS.get(words)
    return bool(_SIGN.fullmatch(note)) or speaks_against(words) or bool(said and said not in CREDITED)


def of_leaving(note: str) -> bool:
    """Whether a note says that a person left."""
    return says_who_left(fold(note))
