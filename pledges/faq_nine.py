"""What FAQ 9 asks a completion letter to say, read closely: what is said, what is thin, and what is missing, in words.

Nothing of this keeps a completion back that the checklist lets through: it says beforehand what a person who reads will say.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compliance.editions import edition_by_code
from compliance.facts import Facts
from compliance.practices import Entries, Practice
from compliance.report import Report
from pledges import messages, reading
from pledges.particulars import Particulars


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the letter has to say. ``standing`` is ``said``, ``thin`` or ``missing``; ``points`` name what is thin."""

    key: str
    label: str
    standing: str
    text: str = ""
    points: tuple[messages.Point, ...] = ()


def said_of(facts: Facts, report: Report, particulars: Particulars, *, is_signed: bool) -> tuple[Said, ...]:
    """All that FAQ 9 asks for, in the order of the letter, then its signature and its letterhead. No query.

    ``is_signed`` is whether there is a signed copy of the very letter.
    """
    told = (
        _of_practice(practice, facts, report, particulars)
        for practice in edition_by_code(report.edition).practices
    )
    return (*told, _of_signature(particulars, is_signed=is_signed), _of_letterhead(particulars))


def _of_practice(practice: Practice, facts: Facts, report: Report, particulars: Particulars) -> Said:
    finding = report.finding(practice.key)
    label = _(practice.title)
    found = messages.found(finding)
    if not finding.met:
        points = messages.missing(finding, facts)
        return Said(practice.key, label, "missing", found, tuple(points))
    thin = (
        reading.of_practice(practice, facts, particulars.evidence)
        if isinstance(practice.kind, Entries)
        else tuple(reading.of_training(practice, particulars, facts))
    )
    return Said(practice.key, label, "thin" if thin else "said", _named(practice, facts) or found, thin)


def _named(practice: Practice, facts: Facts) -> str:
    """The entries by name, such as the partners; nothing of a practice that is about training."""
    if not isinstance(practice.kind, Entries):
        return ""
    return "; ".join(
        str(getattr(entry, practice.kind.named)).strip() for entry in practice.kind.in_place(facts)
    )


def _of_signature(particulars: Particulars, *, is_signed: bool) -> Said:
    label = _("Signed by the chief or another member of the command staff")
    signatory = particulars.signatory
    if not (signatory.name and signatory.title and particulars.signatory_is_command):
        page = messages.url_of("pledges:completion")
        ask = messages.Point(
            _("Name who signs, with rank or title, and confirm that they are command staff."), page
        )
        return Said("signature", label, "missing", points=(ask,))
    named = f"{signatory.name}, {signatory.title}"
    if is_signed:
        return Said("signature", label, "said", named)
    ask = messages.Point(
        _("The letter isn't signed yet. Send it for signature, or attach the signed letter."),
        messages.url_of("documents:letter"),
    )
    return Said("signature", label, "thin", named, (ask,))


def _of_letterhead(particulars: Particulars) -> Said:
    label = _("On the agency's letterhead")
    own = particulars.own_letterhead
    if own is not None:
        lines = len(own.lines)
        text = ngettext("%(n)s line", "%(n)s lines", lines) % {"n": lines} if lines else _("Your own picture")
        return Said("letterhead", label, "said", text)
    ask = messages.Point(
        _("The letterhead is made of your agency's profile. Set your own if your letter paper has one."),
        messages.url_of("agencies:letterhead"),
    )
    return Said("letterhead", label, "thin", points=(*reading.of_letterhead(particulars), ask))
