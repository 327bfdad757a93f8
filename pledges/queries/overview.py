"""The agency's page, whole: its pledge, the practices, the clock, what is missing, and the one thing to do next."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from agencies.models import Agency, Membership
from agencies.time_zones import latest_day
from audit.queries import history as events_of
from compliance.editions import EDITIONS, Edition, edition_by_code
from compliance.report import Finding, WarningCode
from compliance.requirements import is_training
from pledges import next_step, reading, wording
from pledges.lifecycle import PREPARING, State
from pledges.models import Completion, Pledge
from pledges.queries.assessment import Assessment, frozen_assessment, letter_is_current
from pledges.queries.clock import Clock, clock_of
from pledges.queries.pledges import completions_of, current_pledge
from pledges.queries.returned import Ask, Returned, returned_of
from pledges.queries.standing import standing_of
from pledges.queries.status import Status, status_of

HISTORY_SHOWN = 8
# What an agency reads of its own trail: the milestones, not every saving of a draft.
_OWN_STEPS = ("taken", "confirmed", "answered", "submitted", "recalled", "withdrawn", "edition_adopted")
_IACP_STEPS = (
    "queried",
    "verified",
    "closed",
    "returned",
    "completed",
    "extended",
    "lapsed",
    "reinstated",
    "revoked",
    "recertified",
)
_MILESTONES = tuple(f"pledges.{step}" for step in (*_OWN_STEPS, *_IACP_STEPS))


@dataclass(frozen=True, slots=True)
class PracticeCard:
    """One of the practices. ``finding`` is None while the records contradict each other.

    ``asks`` is what a reviewer will ask although it is met.
    """

    number: int
    practice: str
    title: str
    url: str
    label: str
    is_training: bool
    status: str = "not_assessable"
    finding: Finding | None = None
    words: str = ""
    missing: tuple[wording.Point, ...] = ()
    asks: tuple[wording.Point, ...] = ()
    returned: Ask | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """A practice as it was certified, and as the engine finds it today."""

    certified: PracticeCard
    today: PracticeCard

    @property
    def falls_short(self) -> bool:
        """Whether it wouldn't be met if it were judged today."""
        return self.today.status != "met"


@dataclass(frozen=True, slots=True)
class Today:
    """What would be found if a certified agency were judged today. ``problems`` are what keeps it from being judged."""

    practices: tuple[Since, ...]
    problems: tuple[wording.Point, ...]
    certified_as_of: date | None
    as_of: date | None

    @property
    def short(self) -> tuple[Since, ...]:
        """The practices that would fall short."""
        return tuple(one for one in self.practices if one.falls_short)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A line of the history as the agency reads it: a colleague by name, reviewers as the IACP."""

    at: datetime
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the page shows; templates run no query."""

    agency: Agency
    pledge: Pledge | None
    today: date
    clock: Clock | None = None
    edition: Edition | None = None
    newer_edition: str = ""
    assessment: Assessment | None = None
    practices: tuple[PracticeCard, ...] = ()
    since: Today | None = None
    warnings: tuple[wording.Point, ...] = ()
    problems: tuple[wording.Point, ...] = ()
    draft: Completion | None = None
    latest: Completion | None = None
    returned: Returned | None = None
    next_action: next_step.NextAction | None = None
    history: tuple[Milestone, ...] = ()
    status: Status | None = None

    @property
    def met_count(self) -> int:
        """How many of the practices are met."""
        return sum(card.status == "met" for card in self.practices)

    @property
    def is_self_reported(self) -> bool:
        """Whether the figures are head counts."""
        return bool(self.assessment and self.assessment.report and self.assessment.report.self_reported)


def overview(agency: Agency, membership: Membership, today: date) -> Overview:
    """The agency's page on ``today`` for one of its members.

    While a submission waits, and once it is approved, the cards show the frozen figures; else those of today. A certified
    agency has today's beside the certified ones. A dozen queries, however many officers, records and events there are.
    """
    pledge = current_pledge(agency)
    if pledge is None:
        return Overview(agency, None, today, next_action=next_step.without_pledge(membership))
    completions = completions_of(pledge)
    draft = next((one for one in completions if one.state == Completion.State.DRAFT), None)
    latest = next((one for one in completions if one.submitted_at is not None), None)
    state = pledge.lifecycle_state
    stands_on_frozen = state in {State.SUBMITTED, State.COMPLETED} and latest is not None
    assessment = frozen_assessment(latest) if stands_on_frozen and latest else standing_of(pledge, today)
    clock = clock_of(pledge, today)
    letter_current = draft is not None and letter_is_current(draft, assessment)
    edition = edition_by_code(pledge.edition)
    returned = returned_of(draft, assessment) if state in PREPARING else None
    cards = practice_cards(assessment, edition, returned)
    now = standing_of(pledge, today) if state is State.COMPLETED and stands_on_frozen else None
    return Overview(
        agency=agency,
        pledge=pledge,
        today=today,
        clock=clock,
        edition=edition,
        newer_edition=newer_than(edition) if state in PREPARING else "",
        assessment=assessment,
        practices=cards,
        since=_since(assessment, now, edition) if now is not None else None,
        warnings=notes(now or assessment),
        problems=tuple(map(wording.refusal, assessment.problems)),
        draft=draft,
        latest=latest,
        returned=returned,
        next_action=next_step.next_action(
            pledge,
            membership,
            assessment,
            draft=draft,
            latest=latest,
            letter_current=letter_current,
            returned=returned,
        ),
        history=milestones(agency),
        status=status_of(pledge, latest_day()),
    )


def _since(certified: Assessment, now: Assessment, edition: Edition) -> Today:
    """The certified practices, each beside what the engine finds today."""
    pairs = zip(practice_cards(certified, edition), practice_cards(now, edition), strict=True)
    return Today(
        practices=tuple(Since(then, today) for then, today in pairs),
        problems=tuple(map(wording.refusal, now.problems)),
        certified_as_of=certified.report.as_of if certified.report is not None else None,
        as_of=now.report.as_of if now.report is not None else None,
    )


def practice_cards(
    assessment: Assessment, edition: Edition, returned: Returned | None = None
) -> tuple[PracticeCard, ...]:
    """The edition's practices in the order of the report, with figures, what is missing and where it is corrected.

    One that was returned is "returned", whatever its figures, until the agency has answered and changed it or said why not.
    """
    report, facts = assessment.report, assessment.facts
    findings = {finding.requirement: finding for finding in report.findings} if report else {}
    cards = []
    for number, practice in enumerate(edition.practices, start=1):
        page, label = wording.place_of(practice, facts)
        card = PracticeCard(
            number=number,
            practice=practice.key,
            title=_(practice.title),
            url=wording.url_of(page),
            label=str(label),
            is_training=is_training(practice),
        )
        finding = findings.get(practice.key)
        if finding is not None and facts is not None:
            card = replace(
                card,
                status=wording.standing(finding, facts),
                finding=finding,
                words=wording.found(finding),
                missing=tuple(wording.missing(finding, facts)),
                asks=reading.of_practice(practice, facts, assessment.beside) if finding.met else (),
            )
        ask = returned.of(practice.key) if returned is not None else None
        if ask is not None:
            card = replace(card, returned=ask, status=card.status if ask.is_settled else "returned_open")
        cards.append(card)
    return tuple(cards)


def notes(assessment: Assessment) -> tuple[wording.Point, ...]:
    """The warnings in plain words; before anybody is recorded, none about a roster that isn't there yet."""
    if assessment.report is None or assessment.facts is None:
        return ()
    nobody = wording.nobody_recorded(assessment.facts)
    given = assessment.report.warnings
    return tuple(
        wording.warning(one)
        for one in given
        if not (nobody and one.code == WarningCode.ROSTER_BELOW_DECLARED)
    )


def milestones(agency: Agency) -> tuple[Milestone, ...]:
    """The latest milestones of an agency's pledges, the latest first, in two queries."""
    iacp = frozenset(f"pledges.{step}" for step in _IACP_STEPS)
    return tuple(
        Milestone(event.at, event.what, _("IACP") if event.verb in iacp else event.who)
        for event in events_of(agency, limit=HISTORY_SHOWN, verbs=_MILESTONES)
    )


def newer_than(edition: Edition) -> str:
    """The code of the newest edition, if it is newer than this one; else empty."""
    newest = max(EDITIONS.values(), key=lambda known: known.in_force_from)
    return newest.code if newest.in_force_from > edition.in_force_from else ""
