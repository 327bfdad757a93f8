"""The completion's pages, whole: the draft with its checklist, or what was submitted."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from compliance.editions import EDITIONS
from compliance.engine import assess
from partnerships import queries as partnerships
from pledges import drafting, readiness, wording
from pledges.lifecycle import State
from pledges.models import Completion, Pledge
from pledges.queries.assessment import Assessment, assessment_of, frozen_assessment
from pledges.queries.overview import PracticeCard, Returned, notes, practice_cards, returned_reasons
from pledges.queries.pledges import completions_of
from policies import queries as policies

_DRAFTED = (
    "training_statement",
    "partnership_statement",
    "policy_statement",
    "signatory_name",
    "signatory_title",
    "signatory_is_command",
)


@dataclass(frozen=True, slots=True)
class Recommended:
    """A file that isn't required (FAQ 9 recommends it): what it is, whether it is there, and where to add it."""

    text: str
    done: bool
    url: str


@dataclass(frozen=True, slots=True)
class CompletionPage:
    """``initial`` fills the form; ``suggested`` is what today's records say, for each statement."""

    pledge: Pledge
    draft: Completion | None
    latest: Completion | None
    assessment: Assessment
    is_open: bool
    version: int = 0
    initial: dict[str, Any] = field(default_factory=dict)
    suggested: dict[str, str] = field(default_factory=dict)
    checklist: tuple[readiness.Item, ...] = ()
    recommended: tuple[Recommended, ...] = ()
    practices: tuple[PracticeCard, ...] = ()
    warnings: tuple[wording.Point, ...] = ()
    returned: Returned | None = None

    @property
    def step(self) -> str:
        """Where the agency is on the way, as a key of the stepper component."""
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
    is_open = pledge.lifecycle_state in {State.ACTIVE, State.RETURNED}
    if not is_open:
        assessment = frozen_assessment(latest) if latest else assessment_of(pledge, today)
        cards = practice_cards(assessment)
        return CompletionPage(pledge, None, latest, assessment, is_open=False, practices=cards)
    draft = next((one for one in completions if one.state == Completion.State.DRAFT), None)
    assessment = assessment_of(pledge, today)
    suggestion = drafting.suggest(pledge.agency, assessment)
    source = draft or suggestion
    initial = {name: getattr(source, name, False) for name in _DRAFTED}
    return CompletionPage(
        pledge=pledge,
        draft=draft,
        latest=latest,
        assessment=assessment,
        is_open=True,
        version=draft.version if draft else 0,
        initial={**initial, "version": draft.version if draft else 0},
        suggested={name: getattr(suggestion, name) for name in _DRAFTED[:3]},
        checklist=readiness.checklist(draft, assessment),
        recommended=_recommended(pledge),
        practices=practice_cards(assessment),
        warnings=notes(assessment),
        returned=returned_reasons(pledge, completions),
    )


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A practice under two editions of the rule."""

    title: str
    before: str
    after: str


def edition_comparison(pledge: Pledge, newer: str, today: date) -> tuple[EditionRow, ...]:
    """Today's figures under the pledge's edition and under a newer one; empty when they can't be judged."""
    assessment = assessment_of(pledge, today)
    if assessment.facts is None or assessment.report is None:
        return ()
    after = assess(assessment.facts, EDITIONS[newer])
    return tuple(
        EditionRow(str(wording.TITLES[one.requirement]), wording.found(one), wording.found(other))
        for one, other in zip(assessment.report.findings, after.findings, strict=True)
    )


def _recommended(pledge: Pledge) -> tuple[Recommended, ...]:
    """Copies of the policy and of the memorandum of understanding (FAQ 9); certificates aren't asked for (FAQ 10)."""
    return (
        Recommended(
            str(drafting.MOU),
            partnerships.for_agency(pledge.agency).filter(mou__isnull=False).exists(),
            wording.url_of("partnerships:list"),
        ),
        Recommended(
            str(drafting.POLICY_FILE),
            policies.for_agency(pledge.agency).filter(file__isnull=False).exists(),
            wording.url_of("policies:list"),
        ),
    )
