"""The words for what the engine finds, from the practices' own texts. Counts first, percentages never alone."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from compliance.editions import PRACTICES, Edition, edition_by_code
from compliance.facts import Facts
from compliance.practices import Entries, Practice, Trained
from compliance.report import Finding
from compliance.texts import Counted
from evidence.reading import lacking
from pledges.messages.points import Point, Words, url_of, written

# What an agency promises beside the practices (FAQ 9).
REPORT = "report"
# What head counts lead to instead of the roster.
_COUNTS_PAGE = "training:headcount"
_ROSTER_PAGE = "training:officers"


def commitments(edition: Edition) -> tuple[str, ...]:
    """The codes of what an agency promises: the edition's practices, and to report to the IACP."""
    return (*(practice.key for practice in edition.practices), REPORT)


def place_of(practice: Practice, facts: Facts | None) -> tuple[str, Words]:
    """The page where a practice is kept, by URL name, and what the link is called."""
    if practice.page == _ROSTER_PAGE and facts is not None and facts.headcount is not None:
        return _COUNTS_PAGE, gettext_lazy("Open head counts")
    return practice.page, _(practice.page_label)


def commitment(code: str, edition: Edition) -> str:
    """One commitment in full, with the edition's own figures."""
    if code == REPORT:
        return _(
            "Report to the IACP, within %(guide)s to %(limit)s months, by a letter from command staff that says how each "
            "practice was carried out."
        ) % {"guide": edition.guide_months, "limit": edition.limit_months}
    return _with_share(_(edition.practice(code).commitment), code, edition)


def summary(practice: Practice, edition: Edition) -> str:
    """A practice in one sentence for the public, with the edition's own figures."""
    return _with_share(_(practice.summary), practice.key, edition)


def counted(text: Counted, number: int, **values: Any) -> str:
    """A practice's text for a number, translated and filled in."""
    return ngettext(text.one, text.many, number) % values


def title_of(key: str) -> str:
    """What a practice is called in full, whatever edition it belongs to; the key itself for one that no edition has."""
    practice = PRACTICES.get(key)
    return _(practice.title) if practice else key


def found(finding: Finding) -> str:
    """A finding in a line: "8 of 41 sworn officers; 9 needed, 1 more to train". The goal is never told as the whole."""
    kind = PRACTICES[finding.requirement].kind
    if isinstance(kind, Entries):
        return counted(kind.found, finding.actual, count=finding.actual)
    if finding.out_of == 0:
        return _("No sworn officers are recorded yet")
    if finding.met:
        return figure(finding)
    values = {
        "have": finding.actual,
        "sworn": finding.out_of,
        "needed": finding.needed,
        "short": finding.shortfall,
    }
    return _("%(have)s of %(sworn)s sworn officers; %(needed)s needed, %(short)s more to train") % values


def figure(finding: Finding) -> str:
    """A training practice's figure alone: "8 of 41 sworn officers; 9 needed"."""
    values = {"have": finding.actual, "sworn": finding.out_of, "needed": finding.needed}
    return _("%(have)s of %(sworn)s sworn officers; %(needed)s needed") % values


def missing(finding: Finding, facts: Facts) -> list[Point]:
    """What exactly is missing for one requirement, each with the page that fixes it. Empty when it is met."""
    if finding.met:
        return []
    match edition_by_code(facts.edition).practice(finding.requirement).kind:
        case Entries() as kind:
            return _missing_entries(kind, facts)
        case Trained() as kind:
            return _missing_training(kind, finding, facts)


def _missing_entries(kind: Entries, facts: Facts) -> list[Point]:
    entries = kind.all_of(facts)
    if not entries:
        return [Point(_(kind.none), url_of(kind.add_page))]
    points = []
    for entry in sorted(entries, key=lambda entry: _way_to_go(kind, entry, facts.as_of)):
        until = getattr(entry, kind.until)
        if until is not None and until <= facts.as_of:
            values = {"name": getattr(entry, kind.named), "end": written(until)}
            said = [_(kind.over) % values]
        else:
            said = lacking(kind, entry, facts.as_of)
        points += [Point(text, url_of(kind.edit_page, entry.ref)) for text in said]
    ends = [getattr(entry, kind.until) for entry in entries]
    # What is over can't be completed: it takes a new entry.
    is_over = all(until is not None and until <= facts.as_of for until in ends)
    return [*points, Point(_(kind.none), url_of(kind.add_page))] if is_over else points


def _way_to_go(kind: Entries, entry: Any, as_of: date) -> tuple[bool, bool, int]:
    """How far an entry is from counting, the nearest first: what is over never will, what begins later only by waiting."""
    since, until = getattr(entry, kind.since), getattr(entry, kind.until)
    is_over = until is not None and until <= as_of
    return is_over, since is not None and since > as_of, len(kind.lacks(entry, as_of))


def no_one_recorded(facts: Facts) -> bool:
    """Whether there is neither an officer nor a head count, whatever number of sworn the agency declared."""
    return facts.headcount is None and not facts.officers


def _missing_training(kind: Trained, finding: Finding, facts: Facts) -> list[Point]:
    by_counts = facts.headcount is not None
    if no_one_recorded(facts):
        return [
            Point(
                _("Import your officers from a spreadsheet, or add them one by one."),
                url_of("roster_import:index"),
            ),
            Point(_("Or enter head counts alone, without naming anyone."), url_of(_COUNTS_PAGE)),
        ]
    page = url_of(_COUNTS_PAGE) if by_counts else url_of(_ROSTER_PAGE, query=kind.rows)
    if finding.out_of == 0:
        return [
            Point(
                _(
                    "No recorded person counts as a sworn officer today. Check who is sworn, hired and "
                    "separated."
                ),
                url_of(_COUNTS_PAGE) if by_counts else url_of(_ROSTER_PAGE),
            )
        ]
    points = [Point(counted(kind.missing, finding.shortfall, short=finding.shortfall), page)]
    if finding.met_if_pending_approved:
        points.append(
            Point(
                _("It would be met if the courses that wait for a decision are approved."),
                url_of("training:courses"),
            )
        )
    return points


def standing(finding: Finding, facts: Facts) -> str:
    """A practice's state, as a key of the status component: met, not yet met, not started, or not to be judged yet."""
    if finding.met:
        return "met"
    if isinstance(PRACTICES[finding.requirement].kind, Entries):
        return "in_progress" if finding.out_of else "not_started"
    if no_one_recorded(facts):
        return "not_started"
    return "in_progress" if finding.actual else "not_met"


def _with_share(text: str, code: str, edition: Edition) -> str:
    share = edition.shares.get(code)
    return text % {"percent": share.numerator * 100 // share.denominator} if share else text
