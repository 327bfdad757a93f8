"""The agency's page, whole: its pledge, the practices, the clock, what is missing, and the one thing to do next."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import User
from agencies import leads
from agencies.models import Agency, Membership
from agencies.permissions import Capability, ask_leads, role_may
from agencies.time_zones import latest_day
from compliance.editions import Edition, edition_by_code
from pledges import checklist, messages, next_step
from pledges.lifecycle import ENDED, PREPARING, State
from pledges.models import Completion, Pledge
from pledges.queries.assessment import Assessment, cached_assessment, frozen_assessment, seats_of
from pledges.queries.clock import Clock, clock_of
from pledges.queries.history import Recent, recent
from pledges.queries.pledges import completions_of, current_pledge
from pledges.queries.practices import PracticeCard, newer_than, notes, practice_cards
from pledges.queries.returned import Returned, returned_of
from pledges.queries.status import Status, status_of
from pledges.task_list import Group, Home, Signature, task_list
from training import queries as training


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
    problems: tuple[messages.Point, ...]
    certified_as_of: date | None
    as_of: date | None

    @property
    def short(self) -> tuple[Since, ...]:
        """The practices that would fall short."""
        return tuple(one for one in self.practices if one.falls_short)


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
    warnings: tuple[messages.Point, ...] = ()
    problems: tuple[messages.Point, ...] = ()
    draft: Completion | None = None
    latest: Completion | None = None
    returned: Returned | None = None
    next_action: next_step.NextAction | None = None
    groups: tuple[Group, ...] = ()
    lacks_second_lead: bool = False
    recent: Recent | None = None
    status: Status | None = None

    @property
    def met_count(self) -> int:
        """How many of the practices are met."""
        return sum(card.status == "met" for card in self.practices)

    @property
    def is_beginning(self) -> bool:
        """Whether nothing is recorded for any practice yet."""
        return bool(self.practices) and all(card.status == "not_started" for card in self.practices)

    @property
    def is_timed(self) -> bool:
        """Whether time matters: it doesn't once the pledge has ended."""
        return self.pledge is not None and self.pledge.lifecycle_state not in ENDED | {State.CLOSED}

    @property
    def is_self_reported(self) -> bool:
        """Whether the figures are head counts."""
        return bool(self.assessment and self.assessment.report and self.assessment.report.self_reported)


def overview(agency: Agency, membership: Membership, today: date, person: User | None = None) -> Overview:
    """The agency's page on ``today`` for one of its members, who is ``person``.

    While a submission waits, and once it is approved, the rows show the frozen figures; else those of today. A certified
    agency has today's beside the certified ones. Some fifteen queries, however many officers, records and events there are.
    """
    pledge = current_pledge(agency)
    is_alone = membership.is_lead and leads.lacks_second_lead(agency)
    if pledge is None:
        nothing, past = next_step.without_pledge(membership), recent(agency, person)
        return Overview(agency, None, today, next_action=nothing, recent=past, lacks_second_lead=is_alone)
    completions = completions_of(pledge)
    draft = next((one for one in completions if one.state == Completion.State.DRAFT), None)
    latest = next((one for one in completions if one.submitted_at is not None), None)
    state = pledge.lifecycle_state
    stands_on_frozen = state in {State.SUBMITTED, State.COMPLETED} and latest is not None
    assessment = (
        frozen_assessment(latest) if stands_on_frozen and latest else cached_assessment(pledge, today)
    )
    edition = edition_by_code(pledge.edition)
    returned = returned_of(draft, assessment) if state in PREPARING else None
    cards = practice_cards(assessment, edition, returned)
    now = cached_assessment(pledge, today) if state is State.COMPLETED and stands_on_frozen else None
    seats = {} if stands_on_frozen else seats_of(assessment)
    groups = task_list(
        Home(
            agency=agency,
            membership=membership,
            pledge=pledge,
            assessment=now or assessment,
            cards=practice_cards(now, edition) if now is not None else cards,
            certified=cards if now is not None else (),
            checklist=checklist.checklist(draft, assessment, returned) if state in PREPARING else (),
            draft=draft,
            latest=latest,
            signature=_signature(latest if stands_on_frozen else draft),
            seats=seats,
            classes=training.classes_named(agency, [(one.course, one.offering) for one in seats.values()]),
            ask="" if membership.is_lead else ask_leads(agency),
            lacks_second_lead=is_alone,
        )
    )
    return Overview(
        agency=agency,
        pledge=pledge,
        today=today,
        clock=clock_of(pledge, today),
        edition=edition,
        newer_edition=newer_than(edition)
        if state in PREPARING and role_may(membership.role, Capability.PLEDGE_RENEW)
        else "",
        assessment=assessment,
        practices=cards,
        since=_since(assessment, now, edition) if now is not None else None,
        warnings=notes(now or assessment),
        problems=tuple(map(messages.refusal, assessment.problems)),
        draft=draft,
        latest=latest,
        returned=returned,
        next_action=next_step.next_action(
            pledge,
            membership,
            assessment,
            latest=latest,
            groups=groups,
            draft=draft,
            returned=returned,
        ),
        groups=groups,
        recent=recent(agency, person),
        status=status_of(pledge, latest_day()),
    )


def _signature(completion: Completion | None) -> Signature:
    """Where the signature of a completion's letter stands; one query where there is a letter."""
    if completion is None or completion.letter_id is None:
        return Signature()
    requests = completion.signing_requests.order_by("-id").values_list(
        "created_at", "expires_at", "revoked_at", "signed_at", "signed_name", "letter__content_digest"
    )
    for sent_at, until, revoked_at, signed_at, name, digest in requests:
        if digest != completion.letter_digest or (revoked_at is not None and signed_at is None):
            continue
        is_open = signed_at is None and until > timezone.now()
        return Signature(sent_at, until, is_open, signed_at, name)
    return Signature()


def _since(certified: Assessment, now: Assessment, edition: Edition) -> Today:
    """The certified practices, each beside what the engine finds today."""
    pairs = zip(practice_cards(certified, edition), practice_cards(now, edition), strict=True)
    return Today(
        practices=tuple(Since(then, today) for then, today in pairs),
        problems=tuple(map(messages.refusal, now.problems)),
        certified_as_of=certified.report.as_of if certified.report is not None else None,
        as_of=now.report.as_of if now.report is not None else None,
    )
