"""The completion's pages, whole: the draft with its checklist, or what was submitted."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compliance.editions import EDITIONS, Edition, edition_by_code
from compliance.engine import assess
from compliance.practices import Entries
from pledges import checklist, claims, faq_nine, messages, reading
from pledges.checklist import Item
from pledges.lifecycle import PREPARING, State
from pledges.models import Completion, Pledge, SubmittedCopy
from pledges.queries.assessment import (
    Assessment,
    assessment_of,
    frozen_assessment,
    letter_is_current,
    particulars_of,
)
from pledges.queries.pledges import completions_of
from pledges.queries.practices import PracticeCard, notes, practice_cards
from pledges.queries.returned import Returned, returned_of, with_changes

_OWN = ("signatory_name", "signatory_title", "signatory_is_command", "answer")
_OF_PRACTICE = ("statement", "answer", "is_kept")
# The way from pledge to certificate, as the component ``stepper`` takes it.
STEPS = (
    ("pledge", gettext_lazy("Pledge")),
    ("evidence", gettext_lazy("Evidence")),
    ("letter", gettext_lazy("Letter")),
    ("review", gettext_lazy("Review")),
    ("certificate", gettext_lazy("Certificate")),
)


@dataclass(frozen=True, slots=True)
class Recommended:
    """A file that isn't required (FAQ 9 recommends it): what it is, whether it is there, and where to add it."""

    text: str
    done: bool
    url: str


@dataclass(frozen=True, slots=True)
class CompletionPage:
    """``initial`` fills the form; ``sections`` are the letter's parts as today's records make them.

    ``said`` is what was submitted: heading and text of each practice that has words of its own.
    """

    STEPS: ClassVar = STEPS

    pledge: Pledge
    draft: Completion | None
    latest: Completion | None
    assessment: Assessment
    is_open: bool
    version: int = 0
    initial: dict[str, Any] = field(default_factory=dict)
    sections: tuple[claims.Section, ...] = ()
    asks: tuple[messages.Point, ...] = ()
    letter_says: tuple[faq_nine.Said, ...] = ()
    checklist: tuple[Item, ...] = ()
    recommended: tuple[Recommended, ...] = ()
    practices: tuple[PracticeCard, ...] = ()
    warnings: tuple[messages.Point, ...] = ()
    returned: Returned | None = None
    said: tuple[tuple[str, str], ...] = ()
    copies: tuple[SubmittedCopy, ...] = ()

    @property
    def step(self) -> str:
        """Where the agency is on the way, as a key of ``STEPS``; "done" at its end."""
        if not self.is_open:
            return {State.SUBMITTED: "review", State.COMPLETED: "done"}.get(self.pledge.lifecycle_state, "")
        return "letter" if self.assessment.met else "evidence"

    @property
    def is_ready(self) -> bool:
        """Whether it can be submitted as it is."""
        return self.is_open and all(item.done for item in self.checklist)


def completion_page(pledge: Pledge, today: date) -> CompletionPage:
    """What the completion's pages show for a pledge on ``today``; the frozen figures once something is submitted."""
    completions = completions_of(pledge)
    latest = next((one for one in completions if one.submitted_at is not None), None)
    is_open = pledge.lifecycle_state in PREPARING
    if not is_open:
        assessment = frozen_assessment(latest) if latest else assessment_of(pledge, today)
        cards = practice_cards(assessment, edition_by_code(pledge.edition))
        said = said_of(latest) if latest else ()
        copies = tuple(latest.copies.select_related("file")) if latest else ()
        return CompletionPage(
            pledge, None, latest, assessment, is_open=False, practices=cards, said=said, copies=copies
        )
    draft = next((one for one in completions if one.state == Completion.State.DRAFT), None)
    assessment = assessment_of(pledge, today)
    edition = edition_by_code(pledge.edition)
    if draft is not None:
        initial = {name: getattr(draft, name) for name in _OWN}
        for row in draft.practices.all():
            initial |= {f"{row.practice}_{name}": getattr(row, name) for name in _OF_PRACTICE}
    else:
        head = pledge.agency
        initial = {"signatory_name": head.head_name, "signatory_title": head.head_title}
    returned = returned_of(draft, assessment)
    if returned is not None and draft is not None:
        returned = with_changes(returned, draft, assessment)
    sections, asks, letter_says = _read(draft or Completion(pledge=pledge, agency=pledge.agency), assessment)
    return CompletionPage(
        pledge=pledge,
        draft=draft,
        latest=latest,
        assessment=assessment,
        is_open=True,
        version=draft.version if draft else 0,
        initial={**initial, "version": draft.version if draft else 0},
        sections=sections,
        asks=asks,
        letter_says=letter_says,
        checklist=checklist.checklist(draft, assessment),
        recommended=_recommended(edition, assessment),
        practices=practice_cards(assessment, edition, returned),
        warnings=notes(assessment),
        returned=returned,
        said=said_of(draft) if draft else (),
    )


def said_of(completion: Completion) -> tuple[tuple[str, str], ...]:
    """The agency's own words: heading and text of each practice that has some."""
    practices = edition_by_code(completion.pledge.edition).practices
    said = completion.statements
    return tuple((_(one.heading), said[one.key]) for one in practices if said.get(one.key))


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A practice under two editions of the rule; a dash where an edition doesn't ask for it."""

    title: str
    before: str
    after: str


def edition_comparison(pledge: Pledge, newer: str, today: date) -> tuple[EditionRow, ...]:
    """Today's figures under the pledge's edition and under a newer one; empty when they can't be judged."""
    assessment = assessment_of(pledge, today)
    if assessment.facts is None or assessment.report is None:
        return ()
    before = {finding.requirement: messages.found(finding) for finding in assessment.report.findings}
    after = {
        finding.requirement: messages.found(finding)
        for finding in assess(assessment.facts, EDITIONS[newer]).findings
    }
    return tuple(
        EditionRow(messages.title_of(key), before.get(key, "–"), after.get(key, "–"))
        for key in dict.fromkeys([*before, *after])
    )


def letter_says(draft: Completion, assessment: Assessment) -> tuple[faq_nine.Said, ...]:
    """What FAQ 9 asks the letter of a draft to say; nothing while the records can't be judged."""
    facts, report = assessment.facts, assessment.report
    if facts is None or report is None or assessment.gathered is None:
        return ()
    is_signed = (
        draft.signed_letter_id is not None
        and not draft.signed_an_earlier_letter
        and letter_is_current(draft, assessment)
    )
    particulars = particulars_of(draft, assessment.gathered)
    return faq_nine.said_of(facts, report, particulars, is_signed=is_signed)


def _read(
    draft: Completion, assessment: Assessment
) -> tuple[tuple[claims.Section, ...], tuple[messages.Point, ...], tuple[faq_nine.Said, ...]]:
    """The letter's parts as the records make them today, what a reviewer will ask, and what FAQ 9 asks it to say.

    None of them while the records can't be judged.
    """
    facts, report = assessment.facts, assessment.report
    if facts is None or report is None or assessment.gathered is None:
        return (), (), ()
    particulars = particulars_of(draft, assessment.gathered)
    return (
        claims.sections(facts, report, particulars),
        reading.asks(facts, particulars),
        letter_says(draft, assessment),
    )


def _recommended(edition: Edition, assessment: Assessment) -> tuple[Recommended, ...]:
    """Copies of the policy and of the memorandum of understanding (FAQ 9); certificates aren't asked for (FAQ 10)."""
    kept = assessment.gathered.evidence if assessment.gathered is not None else ()
    there = {one.evidence for one in kept for entry in one.entries if entry.copy}
    return tuple(
        Recommended(_(practice.copy), practice.kind.evidence in there, messages.url_of(practice.page))
        for practice in edition.practices
        if practice.copy and isinstance(practice.kind, Entries)
    )
