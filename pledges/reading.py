"""A completion letter read as FAQ 9 reads it: what is thin, and what a reviewer will ask, each with the page that fixes it.

Nothing of this keeps a completion back: the rule is met, or it isn't. It says beforehand what a person who reads will say.
"""

import re

from django.utils.translation import gettext as _

from compliance.editions import edition_by_code
from compliance.facts import Facts
from compliance.practices import CRISIS_INTERVENTION, Entries
from pledges import wording
from pledges.particulars import Entry, Particulars

# Fewer words than these don't say who does what.
LEAST_WORDS = 8
# A policy that states fewer main components than these is asked about.
LEAST_PARTS = 3


def asks(facts: Facts, particulars: Particulars) -> tuple[wording.Point, ...]:
    """What a reviewer will ask, in the order of the letter. No query."""
    points = _of_letterhead(particulars)
    for practice in edition_by_code(facts.edition).practices:
        if isinstance(practice.kind, Entries):
            kind = practice.kind
            for entry in kind.in_place(facts):
                said = particulars.entry(kind.evidence, entry.ref)
                points += _of_entry(kind, getattr(entry, kind.named), entry, said)
    return (*points, *_of_training(particulars, facts))


def is_thin(text: str) -> bool:
    """Whether a text is too short, or repeats itself too much, to say who does what."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", text)}
    return len(words) < LEAST_WORDS


def _of_letterhead(particulars: Particulars) -> list[wording.Point]:
    page = wording.url_of("agencies:profile")
    # Without an address the letterhead has the place alone.
    if particulars.agency.address != (particulars.agency.place,):
        return []
    return [
        wording.Point(_("The letterhead has no address. Enter your agency's address in its profile."), page)
    ]


def _of_entry(kind: Entries, name: str, entry: object, said: Entry) -> list[wording.Point]:
    page = wording.url_of(kind.edit_page, said.ref)
    if kind.told:
        told = getattr(entry, kind.told)
        if not is_thin(told):
            return []
        text = _("“%(told)s” doesn't say who does what together with %(name)s. Write two or three sentences.")
        return [wording.Point(text % {"told": told.strip()[:80], "name": name}, page)]
    points = []
    if 0 < len(said.parts) < LEAST_PARTS:
        stated = "; ".join(part.title for part in said.parts)
        text = _("%(name)s states few main components: %(stated)s. A reviewer will ask for the others.")
        points.append(wording.Point(text % {"name": name, "stated": stated}, page))
    if without := [part.title for part in said.parts if not part.pages.strip()]:
        text = _("Enter the page or section in %(name)s for: %(stated)s.")
        points.append(wording.Point(text % {"name": name, "stated": "; ".join(without)}, page))
    return points


def _of_training(particulars: Particulars, facts: Facts) -> list[wording.Point]:
    """Head counts don't say how the training was met: which courses, by whom, when."""
    said = particulars.said.get(CRISIS_INTERVENTION.key, "")
    if facts.headcount is None or said.strip():
        return []
    text = _("Head counts don't say how the training was met. Name the courses, who taught them, and when.")
    return [wording.Point(text, wording.url_of("pledges:completion"))]
