"""What a completion letter states, as data: each claim with its source and its figures. No model is read here.

A claim is made of the facts, the report and the particulars, so it changes with them; free words are only for what the portal
can't know. The agency, the letter and the reviewer's desk all read these.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.days import on_paper
from compliance.editions import edition_by_code
from compliance.facts import Facts, Standing
from compliance.officers import non_sworn, officer_statuses
from compliance.practices import Entries, Practice, Trained
from compliance.report import Report
from evidence.components import Component
from pledges.particulars import Change, Entry, Particulars

# A letter names so many changes of a practice, and those that are no longer than this word by word.
_MOST_CHANGES = 40
_LONGEST_CHANGE = 120


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of the letter: its sentence, a text that follows, and what it lists.

    ``source`` says which records it is made of. ``figures`` are its numbers by name, to compare free words with.
    """

    key: str
    text: str
    source: str
    told: str = ""
    items: tuple[Component, ...] = ()
    figures: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the letter: a heading, the claims of the practices that it is about, and the agency's own words."""

    practice: str
    heading: str
    claims: tuple[Claim, ...]
    words: str = ""


def sections(facts: Facts, report: Report, particulars: Particulars) -> tuple[Section, ...]:
    """The letter's parts in the order of the edition; a practice without a heading is told with the one before it.

    After a return the first part names what has changed since the letter before.
    """
    said = particulars.said
    parts: list[Section] = []
    for practice in edition_by_code(report.edition).practices:
        found = tuple(_claims(practice, facts, report, particulars))
        if practice.heading:
            opening = (
                _strength(facts, report) if isinstance(practice.kind, Trained) and not _told(parts) else ()
            )
            words = said.get(practice.key, "")
            parts.append(Section(practice.key, _(practice.heading), (*opening, *found), words))
        else:
            parts[-1] = replace(parts[-1], claims=(*parts[-1].claims, *found))
    closing = tuple(_beside(facts, report, particulars))
    told = (replace(part, claims=(*part.claims, *closing)) if _is_training(part) else part for part in parts)
    return (*_since(report, particulars), *told)


def _told(parts: list[Section]) -> bool:
    return any(map(_is_training, parts))


def _is_training(part: Section) -> bool:
    return any(claim.key == "sworn" for claim in part.claims)


def _claims(practice: Practice, facts: Facts, report: Report, particulars: Particulars) -> Iterator[Claim]:
    match practice.kind:
        case Entries() as kind:
            for entry in kind.in_place(facts):
                beside = particulars.entry(kind.evidence, entry.ref)
                yield from _of_entry(practice, kind, entry, beside)
        case Trained() as kind:
            finding = report.finding(practice.key)
            figures = {"actual": finding.actual, "out_of": finding.out_of, "needed": finding.needed}
            text = ngettext(kind.claim.one, kind.claim.many, finding.actual)
            yield Claim(
                key=practice.key,
                text=text % {name: intcomma(figure) for name, figure in figures.items()},
                source=_source(facts, report),
                figures=tuple(figures.items()),
            )


def _of_entry(practice: Practice, kind: Entries, entry: Any, beside: Entry) -> Iterator[Claim]:
    """What is stated of an entry: since when, what it is, its components, what it leaves out and why, and what more is said."""
    key, source = f"{practice.key}:{entry.ref}", _(practice.title)
    name = {"name": getattr(entry, kind.named).strip()}
    details = tuple(Component(one.label, one.text) for one in beside.details if one.on_paper)
    parts = [replace(part, pages=part.where) for part in beside.parts]
    main = tuple(part for part in parts if not part.recommended)
    yield Claim(
        key=key,
        text=_(kind.claim) % {**name, "day": on_paper(getattr(entry, kind.since))},
        source=source,
        told=getattr(entry, kind.told).strip() if kind.told else "",
        items=main or (() if beside.parts else details),
    )
    if more := tuple(part for part in parts if part.recommended):
        yield Claim(f"{key}:recommended", _("It also has:"), source, items=more)
    if left_out := tuple(Component(part.title, part.reason) for part in beside.absent if part.reason):
        yield Claim(f"{key}:left_out", _("It leaves out, for these reasons:"), source, items=left_out)
    if beside.parts and details:
        yield Claim(f"{key}:details", _("Also on record:"), source, items=details)


def _strength(facts: Facts, report: Report) -> tuple[Claim, ...]:
    text = ngettext(
        "As of %(day)s, our agency has %(sworn)s sworn officer.",
        "As of %(day)s, our agency has %(sworn)s sworn officers.",
        report.sworn,
    )
    values = {"day": on_paper(report.as_of), "sworn": intcomma(report.sworn)}
    return (Claim("sworn", text % values, _source(facts, report), figures=(("sworn", report.sworn),)),)


def _beside(facts: Facts, report: Report, particulars: Particulars) -> Iterator[Claim]:
    """The courses that counted, that head counts are the agency's own, and the non-sworn staff that was trained."""
    source = _source(facts, report)
    if counted := tuple(_courses(facts, particulars)):
        yield Claim(
            key="courses",
            text=_("The courses that count, and how many sworn officers completed them:"),
            source=source,
            items=tuple(item for item, _trained in counted),
            figures=tuple(("trained", trained) for _item, trained in counted),
        )
    if report.self_reported:
        text = _(
            "These figures are head counts that our agency reports itself, without a roster of officers."
        )
        yield Claim("self_reported", text, source)
    others = non_sworn_trained(facts, particulars)
    if others:
        text = ngettext(
            "We also selected and trained %(staff)s non-sworn staff member. The figures above don't include this person.",
            "We also selected and trained %(staff)s non-sworn staff members. The figures above don't include them.",
            others,
        )
        yield Claim("non_sworn", text % {"staff": intcomma(others)}, source, figures=(("non_sworn", others),))


def _since(report: Report, particulars: Particulars) -> Iterator[Section]:
    """What has changed since the letter that came back, as the frozen submissions differ, with the agency's answers."""
    if particulars.returned_on is None:
        return
    source = _("What was submitted before, beside what is recorded now")
    edition = edition_by_code(report.edition)
    titles = {practice.key: _(practice.title) for practice in edition.practices}
    opening = _("The IACP returned our completion on %(day)s. This has changed since that letter:")
    if not any(one.changes for one in particulars.revised):
        opening = _(
            "The IACP returned our completion on %(day)s. Our records haven't changed since that letter."
        )
    claims = [Claim("since", opening % {"day": on_paper(particulars.returned_on)}, source)]
    for one in particulars.revised:
        if one.answer.strip() or one.changes:
            title = titles.get(one.practice, _("The whole completion"))
            text = _("%(practice)s, which we leave as it is:") if one.is_kept else _("%(practice)s:")
            claims.append(
                Claim(
                    key=f"since:{one.practice}",
                    text=text % {"practice": title},
                    source=source,
                    told=one.answer.strip(),
                    items=tuple(_changed(one.changes)),
                )
            )
    yield Section("since", _("What has changed since our last letter"), tuple(claims))


def _changed(changes: tuple[Change, ...]) -> Iterator[Component]:
    """Each change with what was before; a long text stands in its own part of the letter and is only named here."""
    for one in changes[:_MOST_CHANGES]:
        if max(len(one.before), len(one.now)) > _LONGEST_CHANGE:
            yield Component(one.label, _("changed"))
        else:
            values = {"now": one.now or "–", "before": one.before or "–"}
            yield Component(one.label, _("%(now)s (before: %(before)s)") % values)
    if (more := len(changes) - _MOST_CHANGES) > 0:
        yield Component(ngettext("%(n)s more change", "%(n)s more changes", more) % {"n": more})


def non_sworn_trained(facts: Facts, particulars: Particulars) -> int:
    """How many of the selected non-sworn staff are trained: of the roster, or as the head counts have it."""
    if facts.headcount is not None:
        return particulars.non_sworn_trained or 0
    return non_sworn(officer_statuses(facts)).trained if facts.officers else 0


def _courses(facts: Facts, particulars: Particulars) -> Iterator[tuple[Component, int]]:
    """Each course that counted, with the sworn officers whom it alone trains: the engine asked once a course."""
    for course in facts.courses:
        if course.standing not in {Standing.RECOGNIZED, Standing.APPROVED} or course.refresher:
            continue
        records = tuple(record for record in facts.records if record.course == course.code)
        people = officer_statuses(replace(facts, courses=(course,), records=records))
        trained = sum(
            person.counted and held.counts for person in people for held in (person.cit, person.mhfa)
        )
        if trained:
            title = _("%(title)s, %(hours)s hours") % {
                "title": particulars.course_title(course.code),
                "hours": course.hours,
            }
            officers = ngettext("%(trained)s officer", "%(trained)s officers", trained)
            yield Component(title, officers % {"trained": intcomma(trained)}), trained


def _source(facts: Facts, report: Report) -> str:
    day = {"day": on_paper(report.as_of)}
    if facts.headcount is not None:
        return _("Head counts that the agency entered, as of %(day)s") % day
    return _("Roster and training records, as of %(day)s") % day
