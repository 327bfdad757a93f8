"""A completion letter read as FAQ 9 reads it: what is thin, and what a reviewer will ask, each with the page that fixes it.

Nothing of this keeps a completion back: the rule is met, or it isn't. It says beforehand what a person who reads will say.
What is asked of an entry is found by `evidence.reading` and frozen beside it.
"""

from collections.abc import Collection

from django.utils.translation import gettext as _

from compliance.editions import edition_by_code
from compliance.facts import Facts
from compliance.practices import CRISIS_INTERVENTION, Entries, Practice
from pledges import messages
from pledges.particulars import Evidence, Particulars


def asks(facts: Facts, particulars: Particulars) -> tuple[messages.Point, ...]:
    """What a reviewer will ask, in the order of the letter. No query."""
    practices = edition_by_code(facts.edition).practices
    of_practices = (
        point for practice in practices for point in of_practice(practice, facts, particulars.evidence)
    )
    return (*of_letterhead(particulars), *of_practices, *of_training(CRISIS_INTERVENTION, particulars, facts))


def of_practice(practice: Practice, facts: Facts, beside: Collection[Evidence]) -> tuple[messages.Point, ...]:
    """What a reviewer will ask of the entries by which a practice is met; nothing of one that is about training."""
    if not isinstance(practice.kind, Entries):
        return ()
    kind = practice.kind
    asked = {
        entry.ref: entry.asks for kept in beside if kept.evidence == kind.evidence for entry in kept.entries
    }
    return tuple(
        messages.Point(text, messages.url_of(kind.edit_page, entry.ref))
        for entry in kind.in_place(facts)
        for text in asked.get(entry.ref, ())
    )


def of_letterhead(particulars: Particulars) -> list[messages.Point]:
    """What a reviewer will ask of a letterhead that is made of the profile; nothing of one of the agency's own."""
    page = messages.url_of("agencies:profile")
    # Without an address the letterhead has the place alone.
    if particulars.own_letterhead is not None or particulars.agency.address != (particulars.agency.place,):
        return []
    return [
        messages.Point(_("The letterhead has no address. Enter your agency's address in its profile."), page)
    ]


def of_training(practice: Practice, particulars: Particulars, facts: Facts) -> list[messages.Point]:
    """Head counts don't say how the training was met: which courses, by whom, when. Asked of the first training alone."""
    said = particulars.said.get(CRISIS_INTERVENTION.key, "")
    if practice.key != CRISIS_INTERVENTION.key or facts.headcount is None or said.strip():
        return []
    text = _("Head counts don't say how the training was met. Name the courses, who taught them, and when.")
    return [messages.Point(text, messages.url_of("pledges:completion"))]
