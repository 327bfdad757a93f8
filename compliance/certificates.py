"""From records to training: what each officer holds on each track.

How an officer's records become training on a track, in order:

1. A record is looked at when its course is of the track and recognized, approved or pending, its status is completed or
   passed, and it was completed on or before ``as_of``.
2. Sessions (records of one course and one offering) make one certificate: their hours add up, the last day is its day,
   the latest stated expiry its expiry, and it is recorded delivery if any session was. Any other record is a certificate
   of its own. Different courses never stack.
3. A certificate is long enough when its hours reach the course's own length and, unless it is a refresher, the track's
   least hours. Shorter ones count for nothing.
4. An officer holds the track with at least one long enough certificate that is no refresher (a *base*).
5. A certificate is in force through its own expiry, else through the course's validity, else the track's, counted from
   its day; the last day is included. The track is *current* when a base is in force, or a refresher that was completed
   after a base; else it is *lapsed*. A lapsed track counts, unless currency is binding.
6. Certificates of pending courses are left out of all that, and let in once more to say what approval would add.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from compliance.clock import add_months
from compliance.editions import Edition, Track
from compliance.facts import Currency, Delivery, Facts, Hours, Record, Standing, Status


class State(StrEnum):
    """What an officer has on one track, the best first."""

    CURRENT = "current"
    LAPSED = "lapsed"  # past its date; whether it counts is the facts' currency
    PENDING = "pending"  # would be held if a pending course were approved
    SHORT = "short"  # only courses that weren't long enough
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Holding:
    """One officer's training on one track.

    ``counts``: is in the track's set. ``counts_if_approved``: would be if every pending course were approved.
    ``short``: something was completed that wasn't long enough, and nothing else counts. ``recorded``: the training it
    stands on was recorded delivery: each base in force, or where none is, each base or each refresher that restores it.
    ``expires_on``: the last day in force (past, when lapsed); None when there is no end, or nothing is held.
    """

    state: State
    counts: bool
    counts_if_approved: bool
    short: bool
    recorded: bool
    expires_on: date | None


NOTHING = Holding(
    State.NONE, counts=False, counts_if_approved=False, short=False, recorded=False, expires_on=None
)


def holdings(facts: Facts, edition: Edition) -> Mapping[tuple[str, Track], Holding]:
    """What each officer holds, by ref and track; anyone who isn't in it holds `NOTHING` there."""
    binding = facts.currency == Currency.BINDING
    return {
        whose: _holding(on_track, facts.as_of, binding)
        for whose, on_track in _certificates(facts, edition).items()
    }


@dataclass(slots=True)
class _Certificate:
    completed_on: date
    hours: Hours
    own_expiry: date | None
    recorded: bool
    course: "_CourseRule"
    expires_on: date | None = None

    def add_session(self, record: Record) -> None:
        self.hours += record.hours
        self.completed_on = max(self.completed_on, record.completed_on)
        self.recorded = self.recorded or record.delivery == Delivery.RECORDED
        if record.expires_on is not None:
            self.own_expiry = (
                record.expires_on if self.own_expiry is None else max(self.own_expiry, record.expires_on)
            )

    def in_force(self, as_of: date) -> bool:
        return self.expires_on is None or self.expires_on >= as_of


@dataclass(frozen=True, slots=True)
class _CourseRule:
    """What of a course matters here, looked up once per course rather than once per record."""

    track: Track
    least_hours: Hours
    valid_months: int | None
    pending: bool
    refresher: bool


@dataclass(slots=True)
class _OnTrack:
    """One officer's certificates on one track."""

    granted: list[_Certificate]
    pending: list[_Certificate]
    short: bool = False


def _course_rules(facts: Facts, edition: Edition) -> dict[str, _CourseRule]:
    """The courses that count, or would once approved."""
    rules = {}
    for course in facts.courses:
        demand = edition.tracks.get(course.track)
        if (
            demand is None
            or course.standing == Standing.DECLINED
            or not edition.can_be_equivalent(course.code)
        ):
            continue
        rules[course.code] = _CourseRule(
            track=course.track,
            least_hours=course.hours if course.refresher else max(course.hours, demand.least_hours),
            valid_months=demand.valid_months if course.valid_months is None else course.valid_months,
            pending=course.standing == Standing.PENDING,
            refresher=course.refresher,
        )
    return rules


def _certificates(facts: Facts, edition: Edition) -> dict[tuple[str, Track], _OnTrack]:
    """The certificates by officer and track: step 1 to 3, and the expiry of step 5."""
    rules = _course_rules(facts, edition)
    as_of = facts.as_of
    singles: list[tuple[str, _Certificate]] = []
    offerings: dict[tuple[str, str, str], _Certificate] = {}
    for record in facts.records:
        rule = rules.get(record.course)
        if (
            rule is None
            or record.completed_on > as_of
            or record.status not in (Status.COMPLETED, Status.PASSED)
        ):
            continue
        if record.offering is not None:
            group = (record.officer, record.course, record.offering)
            if group in offerings:
                offerings[group].add_session(record)
                continue
        certificate = _Certificate(
            record.completed_on, record.hours, record.expires_on, record.delivery == Delivery.RECORDED, rule
        )
        if record.offering is not None:
            offerings[group] = certificate
        singles.append((record.officer, certificate))

    held: dict[tuple[str, Track], _OnTrack] = {}
    for ref, certificate in singles:
        rule = certificate.course
        on_track = held.get((ref, rule.track))
        if on_track is None:
            on_track = held[ref, rule.track] = _OnTrack([], [])
        if certificate.hours < rule.least_hours:
            # A refresher restores what is held and is never counted towards it, so a short one isn't "short hours".
            on_track.short = on_track.short or not rule.refresher
            continue
        certificate.expires_on = certificate.own_expiry
        if certificate.expires_on is None and rule.valid_months is not None:
            certificate.expires_on = add_months(certificate.completed_on, rule.valid_months)
        (on_track.pending if rule.pending else on_track.granted).append(certificate)
    return held


def _holding(on_track: _OnTrack, as_of: date, binding: bool) -> Holding:
    """Step 4 to 6."""
    state, expires_on, recorded = _state(on_track.granted, as_of)
    counts = _counts(state, binding)
    if_approved = counts
    if on_track.pending and not counts:
        if_approved = _counts(_state(on_track.granted + on_track.pending, as_of)[0], binding)
    short = on_track.short and not counts
    if state is State.NONE:
        state = State.PENDING if if_approved else State.SHORT if short else State.NONE
    return Holding(state, counts, if_approved, short, recorded, expires_on)


def _counts(state: State, binding: bool) -> bool:
    return state is State.CURRENT or (state is State.LAPSED and not binding)


def _state(certificates: list[_Certificate], as_of: date) -> tuple[State, date | None, bool]:
    """Current, lapsed or none; the last day in force; and whether it stands on recorded delivery alone."""
    bases = [certificate for certificate in certificates if not certificate.course.refresher]
    if not bases:
        return State.NONE, None, False
    first = min(base.completed_on for base in bases)
    refreshers = [
        certificate
        for certificate in certificates
        if certificate.course.refresher and certificate.completed_on > first
    ]
    bases_in_force = [base for base in bases if base.in_force(as_of)]
    refreshers_in_force = [refresher for refresher in refreshers if refresher.in_force(as_of)]
    recorded = all(base.recorded for base in bases_in_force or bases)
    if not bases_in_force and refreshers_in_force:
        recorded = recorded or all(refresher.recorded for refresher in refreshers_in_force)
    in_force = bases_in_force + refreshers_in_force
    ends = [certificate.expires_on for certificate in in_force or bases + refreshers]
    known_ends = [end for end in ends if end is not None]
    expires_on = max(known_ends) if len(known_ends) == len(ends) else None
    return (State.CURRENT if in_force else State.LAPSED), expires_on, recorded
