"""An entry read as FAQ 9 reads it: what is thin, and what a reviewer will ask although the practice is met.

Nothing of this keeps a completion back: the rule is met, or it isn't. It says beforehand what a person who reads will say.
"""

import re
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from compliance.practices import Entries
from compliance.texts import is_stated
from evidence.source import Described, Source

# Fewer words than these don't say who does what.
LEAST_WORDS = 8
_SHOWN = 80


def is_thin(text: str) -> bool:
    """Whether a text is too short, or repeats itself too much, to say who does what."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", text)}
    return len(words) < LEAST_WORDS


def lacking(kind: Entries, fact: Any, day: date) -> list[str]:
    """The sentences on what keeps an entry that isn't over from counting on ``day``, in the order of the engine."""
    since = getattr(fact, kind.since)
    said = [kind.undated] if since is None else [kind.future] if since > day else []
    said += [text for name, text in kind.stated.items() if not is_stated(getattr(fact, name))]
    values = {"name": getattr(fact, kind.named), "day": date_format(since, "DATE_FORMAT") if since else ""}
    return [_(text) % values for text in said]


def asked(source: Source, kind: Entries, row: Any, day: date) -> tuple[str, ...]:
    """What a reviewer will ask of an entry that counts on ``day``; nothing of one that doesn't, which lacks more. No query."""
    fact = source.fact(row)
    if not kind.is_in_place(fact, day):
        return ()
    return (*_of_any(kind, fact, source.describe(row)), *source.asks(row, day))


def _of_any(kind: Entries, fact: Any, said: Described) -> list[str]:
    name = getattr(fact, kind.named)
    found = []
    if kind.told and is_thin(told := getattr(fact, kind.told)):
        text = _("“%(told)s” doesn't say who does what together with %(name)s. Write two or three sentences.")
        found.append(text % {"told": told.strip()[:_SHOWN], "name": name})
    if without := [part.title for part in said.parts if not part.pages.strip()]:
        text = _("Enter the page or section in %(name)s for: %(stated)s.")
        found.append(text % {"name": name, "stated": _listed(without)})
    if unsaid := [part.title for part in said.absent if not (part.recommended or part.reason.strip())]:
        text = _(
            "Say on which page %(name)s has these main components, or why it leaves them out: %(stated)s."
        )
        found.append(text % {"name": name, "stated": _listed(unsaid)})
    return found


def _listed(titles: list[str]) -> str:
    """Titles have commas and "and" of their own."""
    return "; ".join(titles)
